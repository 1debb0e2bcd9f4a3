//! Every limit of the core, met exactly: what lies below runs, what lies above is refused or an incident with a clear code, and the
//! case can be repaired afterwards. (Calls: `element/call_activity.rs`. Scripts: `script`. Files: `bpmn`.)

use serde_json::json;

use crate::command::Ask;
use crate::limits;
use crate::testing::{Play, variables};
use crate::{By, NotDecided, Refusal};

fn many(quantity: usize) -> String {
    format!("<task id=\"t\" completionQuantity=\"{quantity}\"/>\nt -> u\n<userTask id=\"u\"/>")
}

#[test]
fn a_case_holds_no_more_tokens_than_the_limit() {
    let case = Play::of(&many(limits::TOKENS_PER_CASE_MAX + 1));
    assert_eq!((case.incidents().as_str(), case.case.tokens.len()), ("too-many-tokens", 1), "all or nothing");
    assert!(case.journal.len() < 20, "nothing of it has happened: {} events", case.journal.len());
}

#[test]
fn rounds_beside_each_other_are_counted_before_they_begin() {
    let rounds = |count: usize| {
        format!(
            "<userTask id=\"u\"><multiInstanceLoopCharacteristics><loopCardinality xsi:type=\"tFormalExpression\">{count}</loopCardinality></multiInstanceLoopCharacteristics></userTask>"
        )
    };
    let case = Play::of(&rounds(limits::TOKENS_PER_CASE_MAX));
    assert_eq!((case.incidents().as_str(), case.case.tokens.len()), ("too-many-tokens", 1));
    let case = Play::of(&rounds(500));
    assert_eq!((case.incidents().as_str(), case.case.tasks.len()), ("", 500));
}

#[test]
fn a_command_without_end_stops_and_can_be_taken_up_again() {
    let endless = "<startEvent id=\"s\"/>\ns -> y\n<exclusiveGateway id=\"y\"/>\ny -> t\n<task id=\"t\"/>\nt -> x\n\
        <exclusiveGateway id=\"x\" default=\"x_y\"/>\nx => y\nx -> e : stop == true\n<endEvent id=\"e\"/>";
    let mut case = Play::of_with(endless, json!({ "stop": false }));
    assert_eq!(case.incidents(), "runaway-loop");
    assert!(case.journal.len() <= limits::EVENTS_PER_COMMAND_MAX + 16, "{} events", case.journal.len());
    let instance = *case.case.instances.keys().next().unwrap();
    let stop = variables(json!({ "stop": true }));
    case.system(Ask::SetVariables { instance, variables: stop, reason: "停".into() });
    let incident = *case.case.incidents.keys().next().unwrap();
    case.system(Ask::Retry { incident, reason: String::new() });
    assert!(case.is_over());
}

fn too_large(done: Result<(), NotDecided>, limit: usize) {
    match done {
        Err(NotDecided::Refused(Refusal::TooLarge { limit_bytes, .. })) => assert_eq!(limit_bytes, limit),
        other => panic!("expected a refusal, but found {other:?}"),
    }
}

#[test]
fn variables_have_a_size_one_by_one_and_all_together() {
    let mut case = Play::of("<userTask id=\"u\"/>");
    let instance = *case.case.instances.keys().next().unwrap();
    let set = |name: &str, bytes: usize| Ask::SetVariables {
        instance,
        variables: variables(json!({ name: "x".repeat(bytes) })),
        reason: "长".into(),
    };
    too_large(case.decide(By::System, set("a", limits::VARIABLE_BYTES_MAX + 1)), limits::VARIABLE_BYTES_MAX);
    for n in 0..8 {
        case.system(set(&format!("v{n}"), limits::VARIABLE_BYTES_MAX - 4096));
    }
    too_large(case.decide(By::System, set("last", limits::VARIABLE_BYTES_MAX / 2)), limits::VARIABLES_BYTES_MAX);
    assert_eq!(case.open(), "u");
}

#[test]
fn a_script_that_makes_too_much_is_an_incident_of_its_node() {
    let grows = "<startEvent id=\"s\"/>\ns -> t\n<scriptTask id=\"t\"><script>let a = \"0123456789\"; loop { a += a; }</script></scriptTask>\n\
        t -> u\n<userTask id=\"u\"/>\nu -> e\n<endEvent id=\"e\"/>";
    let case = Play::of(grows);
    assert_eq!((case.incidents().as_str(), case.open().as_str()), ("script-failed", ""));
}
