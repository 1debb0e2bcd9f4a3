//! Data (BPMN 10.3), behaviours of rounds (table 10.30), messages between participants and their correlation (8.4.2), references.

use serde_json::{Value, json};

use super::{Cell, SHARED, Table, file_of};
use crate::command::Ask;
use crate::testing::Play;

fn play(body: &str, variables: Value) -> Play {
    let text = format!("<startEvent id=\"s\"/>\n{body}\n<endEvent id=\"e\"/>");
    Play::with(&file_of(&text, ""), variables)
}

/// A data object that one script writes and another reads.
fn data_object() {
    let mut case = play(
        "<dataObject id=\"do\" name=\"draft\"/><dataObjectReference id=\"dr\" dataObjectRef=\"do\"/>\ns -> a\n<scriptTask id=\"a\"><script>draft = \"text\"</script></scriptTask>\n\
         a -> b\n<scriptTask id=\"b\"><script>copy = draft + \"!\"</script></scriptTask>\nb -> u\n<userTask id=\"u\"/>\nu -> e",
        json!({ "copy": "" }),
    );
    assert_eq!(case.variable("copy"), json!("text!"));
    case.does("u");
}

/// A property of a sub-process lives as long as the sub-process.
fn property() {
    let mut case = play(
        "s -> sub\n<subProcess id=\"sub\"><property id=\"pr\" name=\"inner\"/>\n<startEvent id=\"i\"/>\ni -> a\n<scriptTask id=\"a\"><script>inner = 7; outer = inner</script></scriptTask>\n\
         a -> y\n<userTask id=\"y\"/>\ny -> ie\n<endEvent id=\"ie\"/>\n</subProcess>\nsub -> u\n<userTask id=\"u\"/>\nu -> e",
        json!({ "outer": 0 }),
    );
    assert_eq!((case.variable("inner"), case.variable("outer")), (json!(7), json!(7)));
    case.does("y");
    assert_eq!((case.variable("inner"), case.variable("outer")), (Value::Null, json!(7)));
}

const IO: &str = "<ioSpecification><dataInput id=\"di\" name=\"given\"/><dataOutput id=\"dout\" name=\"made\"/>\
    <inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet><dataOutputRefs>dout</dataOutputRefs></outputSet></ioSpecification>";

/// Data inputs and outputs are the activity's own; associations carry values in and out.
fn inputs_and_outputs() {
    let body = format!(
        "<dataObject id=\"from\" name=\"from\"/><dataObject id=\"to\" name=\"to\"/>\ns -> w\n<scriptTask id=\"w\"><script>from = 20</script></scriptTask>\nw -> a\n\
         <scriptTask id=\"a\">{IO}<dataInputAssociation id=\"da1\"><sourceRef>from</sourceRef><targetRef>di</targetRef></dataInputAssociation>\
         <dataOutputAssociation id=\"da2\"><sourceRef>dout</sourceRef><targetRef>to</targetRef></dataOutputAssociation><script>made = given + 1</script></scriptTask>\n\
         a -> u\n<userTask id=\"u\"/>\nu -> e"
    );
    let case = play(&body, json!({}));
    assert_eq!((case.variable("to"), case.variable("made"), case.incidents().as_str()), (json!(21), Value::Null, ""));
}

/// An association may transform, or assign parts of a value.
fn transformation_and_assignment() {
    let associated = |inside: &str| {
        let body = format!(
            "<dataObject id=\"from\" name=\"from\"/><dataObject id=\"to\" name=\"to\"/>\ns -> w\n<scriptTask id=\"w\"><script>from = 20</script></scriptTask>\nw -> a\n\
             <scriptTask id=\"a\">{IO}<dataInputAssociation id=\"da1\"><sourceRef>from</sourceRef><targetRef>di</targetRef></dataInputAssociation>\
             <dataOutputAssociation id=\"da2\"><sourceRef>dout</sourceRef><targetRef>to</targetRef>{inside}</dataOutputAssociation><script>made = given + 1</script></scriptTask>\n\
             a -> u\n<userTask id=\"u\"/>\nu -> e"
        );
        let case = play(&body, json!({}));
        assert_eq!(case.incidents(), "");
        case.variable("to")
    };
    let transformed = associated("<transformation xsi:type=\"tFormalExpression\">made * 2</transformation>");
    assert_eq!(transformed, json!(42));
    let assigned = associated(
        "<assignment><from xsi:type=\"tFormalExpression\">made</from><to xsi:type=\"tFormalExpression\">to.amount</to></assignment>",
    );
    assert_eq!(assigned, json!({ "amount": 21 }));
}

/// A round for each item of a collection; what the rounds leave is collected.
fn collections() {
    let mut case = play(
        "s -> a\n<scriptTask id=\"a\"><multiInstanceLoopCharacteristics isSequential=\"true\"><loopDataInputRef>di</loopDataInputRef><loopDataOutputRef>dout</loopDataOutputRef>\
         <inputDataItem id=\"one\" name=\"one\"/><outputDataItem id=\"half\" name=\"half\"/></multiInstanceLoopCharacteristics><script>half = one * 10</script></scriptTask>\n\
         a -> u\n<userTask id=\"u\"/>\nu -> e"
            .replace(
                "<scriptTask id=\"a\">",
                &format!("<scriptTask id=\"a\">{}", IO.replace("name=\"given\"", "name=\"items\" isCollection=\"true\"").replace("name=\"made\"", "name=\"results\" isCollection=\"true\"")),
            )
            .as_str(),
        json!({ "items": [1, 2, 3], "results": [] }),
    );
    assert_eq!((case.incidents().as_str(), case.variable("results")), ("", json!([10, 20, 30])));
    case.does("u");
}

fn behavior(attributes: &str, inside: &str) -> usize {
    let shared = "<signalEventDefinition id=\"shared\" signalRef=\"g\"/>";
    let text = format!(
        "<startEvent id=\"s\"/>\ns -> a\n<userTask id=\"a\"><multiInstanceLoopCharacteristics {attributes}><loopCardinality xsi:type=\"tFormalExpression\">3</loopCardinality>{inside}</multiInstanceLoopCharacteristics></userTask>\n\
             <boundaryEvent id=\"b\" attachedToRef=\"a\" cancelActivity=\"false\"><signalEventDefinition signalRef=\"g\"/></boundaryEvent>\nb -> t\n<task id=\"t\"/>\nt -> be\n<endEvent id=\"be\"/>\na -> e\n<endEvent id=\"e\"/>"
    );
    let mut case = Play::with(&file_of(&text, shared), json!({}));
    (0..3).for_each(|_| case.does("a"));
    assert!(case.is_over(), "{attributes}: {} {}", case.open(), case.incidents());
    case.entered("t")
}

/// None: at each round; one: at the first; all: never; complex: as its conditions say.
fn behaviors() {
    let complex = "<complexBehaviorDefinition id=\"cb\"><condition xsi:type=\"tFormalExpression\">numberOfCompletedInstances >= 2</condition><event id=\"ce\"><signalEventDefinition id=\"csd\" signalRef=\"g\"/></event></complexBehaviorDefinition>";
    assert_eq!(behavior("behavior=\"All\"", ""), 0);
    assert_eq!(behavior("behavior=\"None\" noneBehaviorEventRef=\"shared\"", ""), 3);
    assert_eq!(behavior("behavior=\"One\" oneBehaviorEventRef=\"shared\"", ""), 1);
    assert_eq!(behavior("behavior=\"Complex\"", complex), 2);
}

/// A message between two pools goes to the case's own waiting pool, with its content.
fn message_between_participants() {
    let file = format!(
        "{SHARED}\n<collaboration id=\"c\"><participant id=\"pa\" processRef=\"p\"/><participant id=\"pb\" processRef=\"q\"/>\
         <messageFlow id=\"mf\" sourceRef=\"send\" targetRef=\"got\" messageRef=\"m\"/></collaboration>\n\
         <process id=\"p\" isExecutable=\"true\">\n<startEvent id=\"s\"/>\ns -> send\n\
         <sendTask id=\"send\" messageRef=\"m\"><extensionElements><xe:input name=\"amount\" expr=\"amount\"/></extensionElements></sendTask>\nsend -> e\n<endEvent id=\"e\"/>\n</process>\n\
         <process id=\"q\" isExecutable=\"true\">\n<startEvent id=\"got\"><messageEventDefinition messageRef=\"m\"/></startEvent>\ngot -> u\n<userTask id=\"u\"/>\nu -> qe\n<endEvent id=\"qe\"/>\n</process>"
    );
    let mut case = Play::with(&file, json!({ "amount": 12 }));
    assert_eq!((case.open().as_str(), case.variable("amount")), ("u", json!(12)));
    case.does("u");
    assert!(case.is_over());
}

/// Two waiting instances: the message goes to the one whose key matches.
fn correlation() {
    let file = format!(
        "{SHARED}\n<itemDefinition id=\"it\"/><correlationProperty id=\"cp\"><correlationPropertyRetrievalExpression messageRef=\"m\"><messagePath xsi:type=\"tFormalExpression\">order</messagePath></correlationPropertyRetrievalExpression></correlationProperty>\n\
         <collaboration id=\"c\"><participant id=\"pa\" processRef=\"p\"/><correlationKey id=\"ck\"><correlationPropertyRef>cp</correlationPropertyRef></correlationKey></collaboration>\n\
         <process id=\"p\" isExecutable=\"true\">\n<startEvent id=\"s\"/>\ns -> w\n<intermediateCatchEvent id=\"w\"><messageEventDefinition messageRef=\"m\"/></intermediateCatchEvent>\n\
         w -> u\n<userTask id=\"u\"/>\nu -> e\n<endEvent id=\"e\"/>\n\
         <correlationSubscription id=\"cs\" correlationKeyRef=\"ck\"><correlationPropertyBinding correlationPropertyRef=\"cp\"><dataPath xsi:type=\"tFormalExpression\">number</dataPath></correlationPropertyBinding></correlationSubscription>\n</process>"
    );
    let mut case = Play::with(&file, json!({ "number": "7" }));
    let second = crate::testing::variables(json!({ "number": "8" }));
    case.system(Ask::Start { process: "p".into(), variables: second });
    let send = |key: &str| Ask::Correlate { message: "m".into(), key: key.into(), payload: json!({}) };
    case.refused(crate::By::System, send("9"), "nothing-waits");
    case.system(send("8"));
    let waiting = case.case.subscriptions.values().next().map(|catch| catch.trigger.clone());
    assert_eq!(case.open(), "u");
    assert!(matches!(waiting, Some(crate::state::Trigger::Message { key, .. }) if key == "7"));
}

/// An event definition written once and referred to.
fn definition_by_reference() {
    let file = format!(
        "{SHARED}\n<signalEventDefinition id=\"shared\" signalRef=\"g\"/>\n<process id=\"p\" isExecutable=\"true\">\n<startEvent id=\"s\"/>\ns -> w\n\
         <intermediateCatchEvent id=\"w\"><eventDefinitionRef>shared</eventDefinitionRef></intermediateCatchEvent>\nw -> u\n<userTask id=\"u\"/>\nu -> e\n<endEvent id=\"e\"/>\n</process>"
    );
    let mut case = Play::with(&file, json!({}));
    case.signal("g");
    case.does("u");
    assert!(case.is_over());
}

/// A script throws a BPMN error that a boundary event catches; any other throw is an incident.
fn script_errors() {
    let throws = |script: &str| {
        play(
            &format!(
                "s -> a\n<scriptTask id=\"a\"><script>{script}</script></scriptTask>\n<boundaryEvent id=\"b\" attachedToRef=\"a\"><errorEventDefinition errorRef=\"er\"/></boundaryEvent>\n\
                 b -> caught\n<userTask id=\"caught\"/>\ncaught -> be\n<endEvent id=\"be\"/>\na -> e"
            ),
            json!({}),
        )
    };
    assert_eq!(throws("throw bpmn_error(\"E\", \"wrong\")").open(), "caught");
    let other = throws("throw bpmn_error(\"F\", \"another\")");
    assert_eq!((other.open().as_str(), other.incidents().as_str()), ("", "uncaught-error"));
    assert_eq!(throws("throw \"broken\"").incidents(), "script-failed");
}

pub(super) fn table() -> Table {
    const ROWS: [(&str, fn()); 11] = [
        ("data object", data_object),
        ("property of a sub-process", property),
        ("data inputs, data outputs and their associations", inputs_and_outputs),
        ("transformation and assignment", transformation_and_assignment),
        ("collections in and out of rounds", collections),
        ("behaviour of rounds: none, one, all, complex", behaviors),
        ("message between participants", message_between_participants),
        ("correlation key and subscription", correlation),
        ("event definition by reference", definition_by_reference),
        ("a script throws a BPMN error, or fails", script_errors),
        ("lanes, artifacts and documentation change nothing", decoration),
    ];
    let row = |(name, run): (&str, fn())| {
        run();
        (name.to_owned(), vec![Cell::Runs])
    };
    Table {
        title: "Data, messages, references",
        about: "BPMN 10.3, 8.4.2, table 10.30.",
        columns: vec!["played"],
        rows: ROWS.into_iter().map(row).collect(),
    }
}

fn decoration() {
    let mut case = play(
        "<documentation id=\"doc\" textFormat=\"text/plain\">about</documentation><laneSet id=\"ls\"><lane id=\"l1\"><flowNodeRef>u</flowNodeRef></lane></laneSet>\n\
         s -> u\n<userTask id=\"u\"/>\nu -> e\n<textAnnotation id=\"ta\"><text>note</text></textAnnotation>\n<association id=\"as\" sourceRef=\"u\" targetRef=\"ta\"/>\n<group id=\"gr\"/>",
        json!({}),
    );
    case.does("u");
    assert!(case.is_over());
}
