//! A journal written by an earlier version must still fold to the state it once gave. The files are never edited; a new event version
//! gets files of its own beside them, and functions that lift the old rows.

use serde_json::{Map, Value, json};

use crate::command::{Again, CountersignRule, SignerPlace};
use crate::event::Event;
use crate::state::CaseState;
use crate::testing::Play;
use crate::{Ask, By, ElementPath};

/// What each golden case is called, its journal and the state that it once gave.
const GOLDEN: [(&str, &str, &str); 2] = [
    ("", include_str!("../golden/journal-v1.jsonl"), include_str!("../golden/state-v1.json")),
    (
        "operations-",
        include_str!("../golden/operations-journal-v1.jsonl"),
        include_str!("../golden/operations-state-v1.json"),
    ),
];

#[test]
fn the_journals_of_version_1_still_fold() {
    for (name, journal, state) in GOLDEN {
        let mut case = CaseState::new("case");
        for line in journal.lines() {
            let mut row: Map<String, Value> = serde_json::from_str(line).unwrap();
            let payload = match row.remove("payload_row") {
                Some(Value::Object(payload)) => Some(payload),
                _ => None,
            };
            case.apply(&Event::join(row, payload).unwrap());
        }
        assert!(journal.lines().count() > 50, "{name}: the journal is long enough to mean something");
        assert_eq!(serde_json::to_value(&case).unwrap(), serde_json::from_str::<Value>(state).unwrap(), "{name}");
    }
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
    let fail = || Ask::FailJob { job, error: "unreachable".into(), bpmn_error: None, again: Again::BackOff };
    case.system(fail());
    case.system(fail());
    let incident = *case.case.incidents.keys().next().unwrap();
    case.system(Ask::Retry { incident, reason: String::new() });
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

/// Two versions of a case in which people and operators do everything beside completing.
fn versions() -> [String; 2] {
    let version = |form: &str, time: &str| {
        format!(
            "<process id=\"p\" isExecutable=\"true\">\n<startEvent id=\"s\"/>\ns -> fork\n<parallelGateway id=\"fork\"/>\nfork -> a\nfork -> b\nfork -> c\n\
             <userTask id=\"a\"><extensionElements><xe:assign role=\"clerk\"/><xe:form ref=\"{form}\"/><xe:allow operation=\"delegate\"/>\
             <xe:allow operation=\"transfer\"/><xe:allow operation=\"add-signer\"/><xe:allow operation=\"remove-signer\"/></extensionElements></userTask>\n\
             <boundaryEvent id=\"late\" attachedToRef=\"a\" cancelActivity=\"false\"><timerEventDefinition><timeDuration xsi:type=\"tFormalExpression\">{time}</timeDuration></timerEventDefinition></boundaryEvent>\n\
             late -> le\n<endEvent id=\"le\"/>\n\
             <userTask id=\"b\"><extensionElements><xe:allow operation=\"countersign\"/></extensionElements></userTask>\n\
             <scriptTask id=\"c\"><script>throw \"broken\"</script></scriptTask>\n\
             c -> d\n<userTask id=\"d\"/>\na -> join\nb -> join\nd -> join\n<parallelGateway id=\"join\"/>\njoin -> f\n<userTask id=\"f\"/>\nf -> e\n<endEvent id=\"e\"/>\n</process>"
        )
    };
    [version("old", "P10D"), version("new", "P20D")]
}

fn play_operations() -> Play {
    let [old, new] = versions();
    let by = |person: &str| By::Person(person.into());
    let mut case = Play::with(&old, json!({}));
    let (a, b) = (case.task("a"), case.task("b"));
    let sign = |task, agree| Ask::Sign { task, agree, answers: json!({ "note": "n" }), signatures: vec![json!("sig")] };
    case.decide(by("甲"), Ask::Claim { task: a }).unwrap();
    let plan = Ask::Plan { task: a, due: Some(case.now), follow_up: Some(case.now), priority: 3 };
    case.decide(by("甲"), plan).unwrap();
    case.decide(by("甲"), Ask::Delegate { task: a, to: "乙".into(), reason: "出差".into() }).unwrap();
    case.decide(by("乙"), Ask::Resolve { task: a }).unwrap();
    case.decide(by("甲"), Ask::Transfer { task: a, to: "丙".into(), reason: "调岗".into() }).unwrap();
    for (person, place) in [("丁", SignerPlace::Before), ("戊", SignerPlace::After), ("己", SignerPlace::Parallel)] {
        case.decide(by("丙"), Ask::AddSigner { task: a, person: person.into(), place, reason: "复杂".into() }).unwrap();
    }
    let remove = Ask::RemoveSigner { task: a, person: "己".into(), reason: "休假".into() };
    case.decide(by("丙"), remove).unwrap();
    case.decide(by("丁"), sign(a, true)).unwrap();
    case.completes_as("丙", "a", json!({ "sum": 1 }));
    case.migrate(&new, crate::migration::Plan::default()).unwrap();
    case.decide(by("戊"), sign(a, true)).unwrap();
    let persons = vec!["甲".into(), "乙".into(), "丙".into()];
    case.decide(by("甲"), Ask::Countersign { task: b, persons, rule: CountersignRule::Share(60) }).unwrap();
    case.decide(by("乙"), sign(b, true)).unwrap();
    case.decide(by("丙"), sign(b, true)).unwrap();
    let incident = *case.case.incidents.keys().next().unwrap();
    case.system(Ask::ResolveIncident { incident, answers: json!({}), reason: "手工办完".into() });
    let token = case.case.tasks[&case.task("d")].token;
    case.system(Ask::Move { token, to: "d".into(), reason: "重做".into() });
    case.system(Ask::Suspend { reason: "等".into() });
    case.system(Ask::Resume);
    let at = vec!["f".into()];
    case.system(Ask::Restart { process: "p".into(), at, variables: Default::default(), reason: "重新办理".into() });
    let second = *case.case.instances.keys().last().unwrap();
    case.system(Ask::Cancel { instance: second, reason: "办错".into() });
    case
}

/// Plays the cases. With `WRITE_GOLDEN` set it also writes the files: once for each new version of events, never again.
#[test]
fn the_golden_cases_can_still_be_played() {
    let (first, second) = (play(), play_operations());
    assert_eq!(first.open(), "heard high remind");
    assert_eq!(second.open(), "d");
    // Files that are there are never written again.
    for ((name, journal, _), case) in GOLDEN.iter().zip([first, second]) {
        if std::env::var_os("WRITE_GOLDEN").is_none() || !journal.is_empty() {
            continue;
        }
        let line = |event: &Event| {
            let (mut row, payload) = event.split().unwrap();
            if let Some(payload) = payload {
                row.insert("payload_row".into(), payload.into());
            }
            Value::Object(row).to_string() + "\n"
        };
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/golden");
        let lines: String = case.journal.iter().map(line).collect();
        std::fs::write(format!("{folder}/{name}journal-v1.jsonl"), lines).unwrap();
        let state = serde_json::to_string_pretty(&case.case).unwrap() + "\n";
        std::fs::write(format!("{folder}/{name}state-v1.json"), state).unwrap();
    }
}
