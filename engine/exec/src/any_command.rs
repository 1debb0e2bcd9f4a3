//! Any command at all, sensible or not, at any moment: it is answered with events or a refusal, and no token is lost (checked by
//! [`Play`] after every accepted command).

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::json;

use crate::command::{Again, Ask, By, CountersignRule, SignerPlace};
use crate::ids::{ElementPath, Id};
use crate::migration::Plan;
use crate::state::CaseState;
use crate::testing::{Play, variables};

const MODEL: &str = r#"<message id="m" name="m"/><signal id="g" name="g"/><error id="er" errorCode="E"/><escalation id="es" escalationCode="S"/>
    <process id="p" isExecutable="true">
    <startEvent id="s"/>
    s -> fork
    <parallelGateway id="fork"/>
    fork -> a
    fork -> sub
    fork -> call
    fork -> job
    fork -> ev
    fork -> ah
    <userTask id="a"><extensionElements><xe:assign role="r"/><xe:form ref="a"/><xe:allow operation="return" to="a b"/><xe:allow operation="withdraw"/><xe:allow operation="delegate"/><xe:allow operation="transfer"/><xe:allow operation="add-signer"/><xe:allow operation="remove-signer"/><xe:allow operation="countersign"/></extensionElements></userTask>
    <boundaryEvent id="late" attachedToRef="a" cancelActivity="false"><timerEventDefinition><timeCycle xsi:type="tFormalExpression">R3/PT10S</timeCycle></timerEventDefinition></boundaryEvent>
    late -> le
    <endEvent id="le"><escalationEventDefinition escalationRef="es"/></endEvent>
    a -> b
    <userTask id="b"><extensionElements><xe:allow operation="withdraw"/><xe:allow operation="return" to="a"/></extensionElements><multiInstanceLoopCharacteristics><loopCardinality xsi:type="tFormalExpression">2</loopCardinality></multiInstanceLoopCharacteristics></userTask>
    <boundaryEvent id="undo" attachedToRef="b"><compensateEventDefinition/></boundaryEvent>
    <userTask id="undone" isForCompensation="true"/>
    <association id="as" sourceRef="undo" targetRef="undone" associationDirection="One"/>
    b -> back
    <intermediateThrowEvent id="back"><compensateEventDefinition/></intermediateThrowEvent>
    back -> join
    <transaction id="sub">
    <startEvent id="i"/>
    i -> y
    <userTask id="y"/>
    y -> ie
    <endEvent id="ie"><cancelEventDefinition/></endEvent>
    </transaction>
    <boundaryEvent id="off" attachedToRef="sub"><cancelEventDefinition/></boundaryEvent>
    off -> join
    sub -> join
    <callActivity id="call" calledElement="q"/>
    <boundaryEvent id="failed" attachedToRef="call"><errorEventDefinition errorRef="er"/></boundaryEvent>
    failed -> join
    call -> join
    <serviceTask id="job"><extensionElements><xe:job connector="c" operation="o" retries="1"/></extensionElements></serviceTask>
    job -> join
    <eventBasedGateway id="ev"/>
    ev -> w1
    ev -> w2
    <intermediateCatchEvent id="w1"><extensionElements><xe:assign role="r"/><xe:form ref="w1"/></extensionElements><messageEventDefinition messageRef="m"/></intermediateCatchEvent>
    <intermediateCatchEvent id="w2"><conditionalEventDefinition><condition xsi:type="tFormalExpression">go == true</condition></conditionalEventDefinition></intermediateCatchEvent>
    w1 -> join
    w2 -> join
    <adHocSubProcess id="ah">
    <userTask id="h1"/>
    <scriptTask id="h2"><script>if go != true { throw "not yet" }</script></scriptTask>
    </adHocSubProcess>
    ah -> join
    <inclusiveGateway id="join"/>
    join -> e
    <endEvent id="e"/>
    <subProcess id="esp" triggeredByEvent="true">
    <startEvent id="ess" isInterrupting="false"><signalEventDefinition signalRef="g"/></startEvent>
    ess -> heard
    <userTask id="heard"/>
    heard -> ee
    <endEvent id="ee"/>
    </subProcess>
    </process>
    <process id="q" isExecutable="true">
    <startEvent id="qs"/>
    qs -> qt
    <userTask id="qt"/>
    qt -> qe
    <endEvent id="qe"><errorEventDefinition errorRef="er"/></endEvent>
    </process>"#;

const ELEMENTS: [&str; 20] = [
    "a", "b", "sub", "y", "call", "job", "ev", "w1", "w2", "ah", "h1", "h2", "join", "e", "esp", "heard", "undone",
    "back", "late", "none",
];
const PERSONS: [&str; 3] = ["甲", "乙", "丙"];

/// One of those that are there; now and then one that is not.
fn nth<const KIND: char, T>(all: &BTreeMap<Id<KIND>, T>, number: u64) -> Id<KIND> {
    let at = usize::try_from(number).unwrap_or(0) % (all.len() + 1);
    all.keys().nth(at).copied().unwrap_or(Id(number))
}

/// A command from four numbers.
fn command(case: &CaseState, kind: u8, id: u64, which: usize, flag: bool) -> (By, Ask) {
    let by = if flag { By::Person(PERSONS[which % 3].into()) } else { By::System };
    let person = || crate::PersonId::from(PERSONS[(which + 1) % 3]);
    let element = ELEMENTS[which % ELEMENTS.len()];
    let process = ["p", "q", "none"][which % 3];
    let (reason, payload) = (String::from("r"), json!({ "n": which }));
    let (task, signatures) = (nth(&case.tasks, id), Vec::new());
    let path = || ElementPath::new(process, element);
    let what = match kind % 32 {
        0 => Ask::Start { process: process.into(), variables: variables(payload) },
        1 => Ask::Claim { task },
        2 => Ask::Unclaim { task },
        3 => Ask::Assign { task, to: person() },
        4 | 29 | 30 => Ask::Complete { task, answers: payload, signatures },
        5 => Ask::Answer { element: ElementPath::new("p", element), answers: payload, signatures },
        6 => Ask::Return { task, to: element.into(), reason },
        7 => Ask::Withdraw { task, reason },
        8 => Ask::External { message: "m".into(), key: String::new(), payload },
        9 => Ask::Correlate { message: "m".into(), key: String::new(), payload },
        10 => Ask::Signal { signal: "g".into(), payload },
        11 => Ask::FireTimer { timer: nth(&case.timers, id) },
        12 => Ask::CompleteJob { job: nth(&case.jobs, id), output: payload },
        13 => Ask::FailJob {
            job: nth(&case.jobs, id),
            error: "e".into(),
            bpmn_error: flag.then(|| "E".into()),
            again: [Again::BackOff, Again::Never, Again::After(90_000)][which % 3],
        },
        14 => Ask::Host { payload },
        15 => Ask::SetVariables {
            instance: nth(&case.instances, id),
            variables: variables(json!({ "go": flag })),
            reason,
        },
        16 => Ask::Retry { incident: nth(&case.incidents, id), reason },
        17 if which == 0 => Ask::Cancel { instance: nth(&case.instances, id), reason },
        18 if which == 1 => Ask::Suspend { reason },
        19 | 31 => Ask::Resume,
        20 => Ask::StartAdHoc { element: path() },
        21 => Ask::Delegate { task, to: person(), reason },
        22 => Ask::Transfer { task, to: person(), reason },
        23 => {
            let place = [SignerPlace::Before, SignerPlace::After, SignerPlace::Parallel, SignerPlace::Vote][which % 4];
            Ask::AddSigner { task, person: person(), place, reason }
        }
        24 => {
            let rule = [CountersignRule::All, CountersignRule::Any, CountersignRule::Veto, CountersignRule::Share(50)];
            Ask::Countersign { task, persons: PERSONS.map(Into::into).to_vec(), rule: rule[which % 4] }
        }
        25 => Ask::Sign { task, agree: flag, answers: payload, signatures },
        26 => Ask::ResolveIncident { incident: nth(&case.incidents, id), answers: payload, reason },
        27 => Ask::Move { token: nth(&case.tokens, id), to: element.into(), reason },
        28 => Ask::Restart { process: process.into(), at: vec![element.into()], variables: variables(payload), reason },
        _ if flag => Ask::RemoveSigner { task, person: person(), reason },
        _ => Ask::Resolve { task },
    };
    (by, what)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_asked_is_answered(
        commands in prop::collection::vec((any::<u8>(), 1u64..24, 0usize..40, any::<bool>()), 1..60),
    ) {
        let mut case = Play::with(MODEL, json!({ "go": false }));
        for (kind, id, which, flag) in commands {
            let (by, what) = command(&case.case, kind, id, which, flag);
            // Refused or done; Play checks what was done.
            let _ = case.decide(by, what);
            case.now = case.now.plus_ms(3_000);
            if which == 39 {
                let migrated = case.migrate(MODEL, Plan::default());
                prop_assert!(migrated.is_ok() || !case.case.incidents.is_empty(), "{migrated:?}");
            }
            if case.case.tokens.len() > 400 {
                break;
            }
        }
    }
}
