//! A journal written by an earlier version must still fold to the state it once gave. The files are never edited; a new event version
//! gets files of its own beside them, and functions that lift the old rows.

use serde_json::{Map, Value, json};

use crate::event::Event;
use crate::state::CaseState;
use crate::testing::Play;
use crate::{Ask, By, ElementPath};

const JOURNAL: &str = include_str!("../golden/journal-v1.jsonl");
const STATE: &str = include_str!("../golden/state-v1.json");

#[test]
fn the_journal_of_version_1_still_folds() {
    let mut case = CaseState::new("case");
    let mut count = 0;
    for line in JOURNAL.lines() {
        let mut row: Map<String, Value> = serde_json::from_str(line).unwrap();
        let payload = match row.remove("payload_row") {
            Some(Value::Object(payload)) => Some(payload),
            _ => None,
        };
        case.apply(&Event::join(row, payload).unwrap());
        count += 1;
    }
    assert!(count > 60, "the journal is long enough to mean something");
    assert_eq!(serde_json::to_value(&case).unwrap(), serde_json::from_str::<Value>(STATE).unwrap());
}

/// A case that meets most of what a journal can tell.
const MODEL: &str = r#"<message id="m1" name="made"/><signal id="sig" name="alarm"/><error id="err" errorCode="E1"/>
        <process id="p" isExecutable="true">
        <startEvent id="s"/>
        s -> fork
        <parallelGateway id="fork"/>
        fork -> a
        fork -> call
        fork -> sub
        <userTask id="a"><extensionElements><xe:assign role="clerk"/><xe:form ref="a"/><xe:output name="sum" expr="answers.sum"/></extensionElements></userTask>
        <boundaryEvent id="late" attachedToRef="a" cancelActivity="false"><timerEventDefinition><timeCycle xsi:type="tFormalExpression">R2/PT10S</timeCycle></timerEventDefinition></boundaryEvent>
        late -> remind
        <userTask id="remind"/>
        remind -> re
        <endEvent id="re"/>
        <callActivity id="call" calledElement="q"><extensionElements><xe:input name="document" expr="doc"/><xe:output name="sealed" expr="file"/></extensionElements></callActivity>
        <subProcess id="sub">
        <startEvent id="i"/>
        i -> g
        <eventBasedGateway id="g"/>
        g -> made
        g -> over
        <intermediateCatchEvent id="made"><extensionElements><xe:assign role="lead"/><xe:form ref="made"/></extensionElements><messageEventDefinition messageRef="m1"/></intermediateCatchEvent>
        <intermediateCatchEvent id="over"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">P1D</timeDuration></timerEventDefinition></intermediateCatchEvent>
        made -> many
        over -> many
        <userTask id="many"><multiInstanceLoopCharacteristics><loopCardinality xsi:type="tFormalExpression">2</loopCardinality></multiInstanceLoopCharacteristics></userTask>
        <boundaryEvent id="undo" attachedToRef="many"><compensateEventDefinition/></boundaryEvent>
        <userTask id="undone" isForCompensation="true"/>
        <association id="as1" sourceRef="undo" targetRef="undone" associationDirection="One"/>
        many -> back
        <intermediateThrowEvent id="back"><compensateEventDefinition/></intermediateThrowEvent>
        back -> ie
        <endEvent id="ie"/>
        </subProcess>
        a -> join
        call -> join
        sub -> join
        <inclusiveGateway id="join"/>
        join -> choice
        <exclusiveGateway id="choice" default="choice_low"/>
        choice -> high : sum > 10
        choice -> low
        <userTask id="high"/>
        <userTask id="low"/>
        high -> e
        low -> e
        <endEvent id="e"/>
        <subProcess id="event" triggeredByEvent="true">
        <startEvent id="es" isInterrupting="false"><signalEventDefinition signalRef="sig"/></startEvent>
        es -> heard
        <userTask id="heard"/>
        heard -> ee
        <endEvent id="ee"/>
        </subProcess>
        </process>
        <process id="q" isExecutable="true">
        <startEvent id="qs"/>
        qs -> seal
        <serviceTask id="seal"><extensionElements><xe:job connector="eseal" operation="seal" retries="1" backoff="PT5S"/><xe:input name="document" expr="document"/><xe:output name="file" expr="answers.file"/></extensionElements></serviceTask>
        seal -> qe
        <endEvent id="qe"/>
        </process>"#;

fn play() -> Play {
    let mut case = Play::with(MODEL, json!({ "doc": "d7" }));
    case.seconds_pass(25);
    case.does("remind");
    case.signal("alarm");
    let task = case.task("a");
    case.decide(By::Person("甲".into()), Ask::Claim { task }).unwrap();
    case.completes("a", json!({ "sum": 12 }));
    let job = *case.case.jobs.keys().next().unwrap();
    let fail = || Ask::FailJob { job, error: "unreachable".into(), bpmn_error: None, retry: true };
    case.system(fail());
    case.system(fail());
    let incident = *case.case.incidents.keys().next().unwrap();
    case.system(Ask::Retry { incident });
    case.system(Ask::CompleteJob { job, output: json!({ "file": "f1" }) });
    let (element, answers) = (ElementPath::new("p", "made"), json!({ "text": "申辩" }));
    let answer = Ask::Answer { element, answers, signatures: vec![json!("sig-1")] };
    case.decide(By::Person("乙".into()), answer).unwrap();
    case.does("many");
    case.does("many");
    case.does("undone");
    case.does("undone");
    case
}

/// Plays the case. With `WRITE_GOLDEN` set it also writes the files: once for each new version of events, never again.
#[test]
fn the_golden_case_can_still_be_played() {
    let case = play();
    assert_eq!(case.open(), "heard high remind");
    if std::env::var_os("WRITE_GOLDEN").is_none() {
        return;
    }
    let line = |event: &Event| {
        let (mut row, payload) = event.split().unwrap();
        if let Some(payload) = payload {
            row.insert("payload_row".into(), payload.into());
        }
        Value::Object(row).to_string() + "\n"
    };
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/golden");
    std::fs::write(format!("{folder}/journal-v1.jsonl"), case.journal.iter().map(line).collect::<String>()).unwrap();
    let state = serde_json::to_string_pretty(&case.case).unwrap() + "\n";
    std::fs::write(format!("{folder}/state-v1.json"), state).unwrap();
}
