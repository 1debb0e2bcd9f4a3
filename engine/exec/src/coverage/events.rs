//! Every event definition in every position (BPMN 10.4.1, table 10.93).

use serde_json::json;

use super::{Cell, SHARED, Table, file_of, refused_by};
use crate::command::Ask;
use crate::testing::{Play, variables};

const KINDS: [&str; 13] = [
    "none",
    "message",
    "timer",
    "conditional",
    "signal",
    "error",
    "escalation",
    "compensation",
    "cancel",
    "terminate",
    "link",
    "multiple",
    "parallel multiple",
];

const POSITIONS: [&str; 8] = [
    "start",
    "event sub-process, interrupting",
    "event sub-process, not interrupting",
    "intermediate catch",
    "boundary, interrupting",
    "boundary, not interrupting",
    "intermediate throw",
    "end",
];

/// What the standard has, per position.
fn allowed(kind: &str, position: usize) -> bool {
    let kinds: &[&str] = match position {
        0 => &["none", "message", "timer", "conditional", "signal", "multiple", "parallel multiple"],
        1 => &[
            "message",
            "timer",
            "escalation",
            "error",
            "compensation",
            "conditional",
            "signal",
            "multiple",
            "parallel multiple",
        ],
        2 => &["message", "timer", "escalation", "conditional", "signal", "multiple", "parallel multiple"],
        3 => &["message", "timer", "conditional", "link", "signal", "multiple", "parallel multiple"],
        4 => &[
            "message",
            "timer",
            "escalation",
            "error",
            "cancel",
            "compensation",
            "conditional",
            "signal",
            "multiple",
            "parallel multiple",
        ],
        5 => &["message", "timer", "escalation", "conditional", "signal", "multiple", "parallel multiple"],
        6 => &["none", "message", "escalation", "compensation", "link", "signal", "multiple"],
        _ => &["none", "message", "escalation", "error", "cancel", "compensation", "signal", "terminate", "multiple"],
    };
    kinds.contains(&kind)
}

fn definition(kind: &str) -> &'static str {
    match kind {
        "message" => "<messageEventDefinition messageRef=\"m\"/>",
        "timer" => {
            "<timerEventDefinition><timeDuration xsi:type=\"tFormalExpression\">PT1H</timeDuration></timerEventDefinition>"
        }
        "conditional" => {
            "<conditionalEventDefinition><condition xsi:type=\"tFormalExpression\">go == true</condition></conditionalEventDefinition>"
        }
        "signal" => "<signalEventDefinition signalRef=\"g\"/>",
        "error" => "<errorEventDefinition errorRef=\"er\"/>",
        "escalation" => "<escalationEventDefinition escalationRef=\"es\"/>",
        "compensation" => "<compensateEventDefinition/>",
        "cancel" => "<cancelEventDefinition/>",
        "terminate" => "<terminateEventDefinition/>",
        "link" => "<linkEventDefinition name=\"l\"/>",
        "multiple" | "parallel multiple" => {
            "<messageEventDefinition messageRef=\"m\"/><signalEventDefinition signalRef=\"g\"/>"
        }
        _ => "",
    }
}

fn all(kind: &str) -> &'static str {
    if kind == "parallel multiple" { " parallelMultiple=\"true\"" } else { "" }
}

/// Makes happen what an event of this kind waits for. Thrown kinds happen when task `throws` is done.
fn happens(case: &mut Play, kind: &str) {
    match kind {
        "message" | "multiple" => case.message("m", json!({})),
        "signal" => case.signal("g"),
        "timer" => case.seconds_pass(3600),
        "conditional" => {
            let instance = *case.case.instances.keys().next().unwrap();
            let set =
                Ask::SetVariables { instance, variables: variables(json!({ "go": true })), reason: "成立".into() };
            case.system(set);
        }
        "parallel multiple" => {
            let before = case.open();
            case.message("m", json!({}));
            assert_eq!(case.open(), before, "both triggers are needed");
            case.signal("g");
        }
        _ => case.does("throws"),
    }
}

/// What stands inside a container that a thrown kind comes from: a task, then the end event that throws.
fn thrower(kind: &str) -> String {
    let end = match kind {
        "error" | "escalation" | "cancel" | "compensation" => definition(kind),
        _ => "",
    };
    let undo = if kind == "compensation" || kind == "cancel" { UNDO } else { "" };
    format!(
        "<startEvent id=\"i\"/>\ni -> throws\n<userTask id=\"throws\"/>\n{undo}\nthrows -> ie\n<endEvent id=\"ie\">{end}</endEvent>"
    )
}

/// A handler for task `throws`.
const UNDO: &str = "<boundaryEvent id=\"ub\" attachedToRef=\"throws\"><compensateEventDefinition/></boundaryEvent>\n\
    <userTask id=\"undo\" isForCompensation=\"true\"/>\n<association id=\"ua\" sourceRef=\"ub\" targetRef=\"undo\" associationDirection=\"One\"/>";

fn play(content: &str) -> Play {
    Play::with(content, json!({ "go": false }))
}

/// The file of a cell.
fn model(kind: &str, position: usize) -> String {
    let (event, all) = (definition(kind), all(kind));
    match position {
        0 => format!(
            "{SHARED}\n<process id=\"p\" isExecutable=\"true\">\n<userTask id=\"idle\"/>\n</process>\n<process id=\"q\" isExecutable=\"true\">\n\
             <startEvent id=\"x\"{all}>{event}</startEvent>\nx -> after\n<userTask id=\"after\"/>\nafter -> e\n<endEvent id=\"e\"/>\n</process>"
        ),
        1 | 2 => {
            let interrupting = position == 1;
            let handler = format!(
                "<subProcess id=\"h\" triggeredByEvent=\"true\">\n<startEvent id=\"x\" isInterrupting=\"{interrupting}\"{all}>{event}</startEvent>\n\
                 x -> after\n<userTask id=\"after\"/>\nafter -> he\n<endEvent id=\"he\"/>\n</subProcess>"
            );
            if kind == "compensation" {
                // It undoes the completed sub-process it lies in.
                return file_of(
                    &format!(
                        "<startEvent id=\"s\"/>\ns -> sub\n<subProcess id=\"sub\">\n<startEvent id=\"i\"/>\ni -> throws\n<userTask id=\"throws\"/>\n\
                         throws -> ie\n<endEvent id=\"ie\"/>\n{handler}\n</subProcess>\nsub -> back\n\
                         <intermediateThrowEvent id=\"back\">{event}</intermediateThrowEvent>\nback -> e\n<endEvent id=\"e\"/>"
                    ),
                    "",
                );
            }
            let container = if kind == "cancel" { "transaction" } else { "subProcess" };
            file_of(
                &format!(
                    "<startEvent id=\"s\"/>\ns -> sub\n<{container} id=\"sub\">\n{}\n{handler}\n</{container}>\nsub -> e\n<endEvent id=\"e\"/>",
                    thrower(kind)
                ),
                "",
            )
        }
        3 if kind == "link" => file_of(
            &format!(
                "<startEvent id=\"s\"/>\ns -> there\n<intermediateThrowEvent id=\"there\">{event}</intermediateThrowEvent>\n\
                 <intermediateCatchEvent id=\"x\">{event}</intermediateCatchEvent>\nx -> after\n<userTask id=\"after\"/>\nafter -> e\n<endEvent id=\"e\"/>"
            ),
            "",
        ),
        3 => file_of(
            &format!(
                "<startEvent id=\"s\"/>\ns -> x\n<intermediateCatchEvent id=\"x\"{all}>{event}</intermediateCatchEvent>\nx -> after\n\
                 <userTask id=\"after\"/>\nafter -> e\n<endEvent id=\"e\"/>"
            ),
            "",
        ),
        4 | 5 => boundary(kind, position == 4),
        6 if kind == "link" => model(kind, 3),
        6 => thrown(
            kind,
            "intermediateThrowEvent",
            "\nx -> after\n<userTask id=\"after\"/>\nafter -> ie\n<endEvent id=\"ie\"/>",
        ),
        _ => thrown(kind, "endEvent", ""),
    }
}

fn boundary(kind: &str, interrupting: bool) -> String {
    let (event, all) = (definition(kind), all(kind));
    if kind == "compensation" {
        return file_of(
            &format!(
                "<startEvent id=\"s\"/>\ns -> throws\n<userTask id=\"throws\"/>\n\
                 <boundaryEvent id=\"x\" attachedToRef=\"throws\" cancelActivity=\"{interrupting}\">{event}</boundaryEvent>\n\
                 <userTask id=\"after\" isForCompensation=\"true\"/>\n<association id=\"ua\" sourceRef=\"x\" targetRef=\"after\" associationDirection=\"One\"/>\n\
                 throws -> back\n<intermediateThrowEvent id=\"back\">{event}</intermediateThrowEvent>\nback -> e\n<endEvent id=\"e\"/>"
            ),
            "",
        );
    }
    let container = if kind == "cancel" { "transaction" } else { "subProcess" };
    file_of(
        &format!(
            "<startEvent id=\"s\"/>\ns -> sub\n<{container} id=\"sub\">\n{}\n</{container}>\n\
             <boundaryEvent id=\"x\" attachedToRef=\"sub\" cancelActivity=\"{interrupting}\"{all}>{event}</boundaryEvent>\nx -> after\n\
             <userTask id=\"after\"/>\nafter -> ae\n<endEvent id=\"ae\"/>\nsub -> e\n<endEvent id=\"e\"/>",
            thrower(kind)
        ),
        "",
    )
}

/// A throwing event `x` inside a container that catches what it throws (task `caught`).
fn thrown(kind: &str, element: &str, after: &str) -> String {
    let event = definition(kind);
    let container = if kind == "cancel" { "transaction" } else { "subProcess" };
    let undo = if kind == "compensation" || kind == "cancel" { UNDO } else { "" };
    let catcher = match kind {
        "error" | "escalation" | "cancel" => format!(
            "<boundaryEvent id=\"cb\" attachedToRef=\"sub\">{event}</boundaryEvent>\ncb -> caught\n<userTask id=\"caught\"/>\ncaught -> ce\n<endEvent id=\"ce\"/>"
        ),
        _ => String::new(),
    };
    // A message or signal is caught by another process of the file that starts with it.
    let start = match kind {
        "message" | "multiple" => definition("message"),
        _ => definition("signal"),
    };
    let beside = match kind {
        "message" | "signal" | "multiple" => format!(
            "<process id=\"q\" isExecutable=\"true\">\n<startEvent id=\"qs\">{start}</startEvent>\nqs -> caught\n<userTask id=\"caught\"/>\ncaught -> qe\n<endEvent id=\"qe\"/>\n</process>"
        ),
        _ => String::new(),
    };
    file_of(
        &format!(
            "<startEvent id=\"s\"/>\ns -> sub\n<{container} id=\"sub\">\n<startEvent id=\"i\"/>\ni -> fork\n<parallelGateway id=\"fork\"/>\nfork -> throws\n\
             fork -> idle\n<userTask id=\"throws\"/>\n<userTask id=\"idle\"/>\nidle -> idle_end\n<endEvent id=\"idle_end\"/>\n{undo}\nthrows -> x\n\
             <{element} id=\"x\">{event}</{element}>{after}\n</{container}>\n{catcher}\nsub -> e\n<endEvent id=\"e\"/>"
        ),
        &beside,
    )
}

/// What is open after the event has happened, `…` by position and kind.
fn run(kind: &str, position: usize) {
    let at = format!("{kind}, {}", POSITIONS[position]);
    let mut case = play(&model(kind, position));
    let expected = match position {
        0 => {
            match kind {
                "message" | "signal" | "multiple" | "parallel multiple" => happens(&mut case, kind),
                // Its surroundings start it: by hand, by a schedule, when the condition holds.
                _ => case.system(Ask::Start { process: "q".into(), variables: crate::Variables::new() }),
            }
            "after idle"
        }
        1 | 2 => {
            happens(&mut case, kind);
            match (position, kind) {
                (1, _) | (2, "escalation") => "after",
                _ => "after throws",
            }
        }
        3 => {
            if kind != "link" {
                assert_eq!(case.open(), "", "{at}: it waits");
                happens(&mut case, kind);
            }
            "after"
        }
        4 | 5 => {
            happens(&mut case, kind);
            if kind == "cancel" {
                case.does("undo");
            }
            match (position, kind) {
                (4, _) | (5, "escalation") => "after",
                _ => "after throws",
            }
        }
        _ if kind == "link" => "after",
        _ => {
            case.does("throws");
            match (position, kind) {
                (6, "none") => "after idle",
                (7, "none") => "idle",
                (_, "compensation") => {
                    assert_eq!(case.open(), "idle undo", "{at}");
                    case.does("undo");
                    if position == 6 { "after idle" } else { "idle" }
                }
                (_, "cancel") => {
                    assert_eq!(case.open(), "undo", "{at}");
                    case.does("undo");
                    "caught"
                }
                (_, "terminate") => "",
                (6, "escalation") | (7, "escalation" | "error") => "caught",
                (6, _) => "after caught idle",
                _ => "caught idle",
            }
        }
    };
    assert_eq!(case.open(), expected, "{at}");
    assert_eq!(case.incidents(), "", "{at}");
    for _ in 0..8 {
        let Some(open) = case.open().split_whitespace().next().map(str::to_owned) else { break };
        case.does(&open);
    }
    assert!(case.is_over(), "{at}: still open {}", case.open());
}

pub(super) fn table() -> Table {
    let row = |kind: &'static str| {
        let cells = (0..POSITIONS.len()).map(|position| {
            if allowed(kind, position) {
                run(kind, position);
                return Cell::Runs;
            }
            // `parallelMultiple` is no attribute of throwing events; a none event has nothing to wait for.
            if kind == "parallel multiple" {
                return Cell::Nothing;
            }
            let code = refused_by(&model(kind, position));
            Cell::Refused(code.unwrap_or_else(|| panic!("{kind}, {} is accepted", POSITIONS[position])))
        });
        (kind.to_owned(), cells.collect())
    };
    Table {
        title: "Events",
        about: "BPMN 10.4, table 10.93. A timer or conditional start event of a process is started by the surroundings.",
        columns: POSITIONS.to_vec(),
        rows: KINDS.into_iter().map(row).collect(),
    }
}
