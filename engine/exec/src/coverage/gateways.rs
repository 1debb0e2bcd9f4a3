//! Every gateway, diverging, converging and mixed (BPMN 10.5).

use serde_json::json;

use super::{Cell, Table, file_of};
use crate::command::Ask;
use crate::testing::Play;

/// Gateway `x` in a role; its conditions let flows to `a` and `b` pass, `c` is the default where it has one.
fn model(gateway: &str, role: &str) -> String {
    let tag = |id: &str, attributes: &str| match gateway {
        "exclusive" => format!("<exclusiveGateway id=\"{id}\"{attributes}/>"),
        "inclusive" => format!("<inclusiveGateway id=\"{id}\"{attributes}/>"),
        "parallel" => format!("<parallelGateway id=\"{id}\"/>"),
        _ if role == "diverging" => format!("<complexGateway id=\"{id}\"{attributes}/>"),
        _ => format!(
            "<complexGateway id=\"{id}\"{attributes}><activationCondition xsi:type=\"tFormalExpression\">activationCount == 2</activationCondition></complexGateway>"
        ),
    };
    let outs = if gateway == "parallel" { "x -> a\nx -> b\nx -> c" } else { "x -> a : n > 0\nx -> b : n > 1\nx => c" };
    let default = if gateway == "parallel" { "" } else { " default=\"x_c\"" };
    let tasks = "<userTask id=\"a\"/>\n<userTask id=\"b\"/>\n<userTask id=\"c\"/>\na -> e\n<endEvent id=\"e\"/>\nb -> be\n<endEvent id=\"be\"/>\nc -> ce\n<endEvent id=\"ce\"/>";
    let ins = "s -> fork\n<parallelGateway id=\"fork\"/>\nfork -> u\nfork -> v\n<userTask id=\"u\"/>\n<userTask id=\"v\"/>\nu -> x\nv -> x";
    let body = match role {
        "diverging" => format!("s -> x\n{}\n{outs}\n{tasks}", tag("x", default)),
        "converging" => {
            format!("{ins}\n{}\nx -> a\n<userTask id=\"a\"/>\na -> e\n<endEvent id=\"e\"/>", tag("x", ""))
        }
        _ => format!("{ins}\n{}\n{outs}\n{tasks}", tag("x", default)),
    };
    file_of(&format!("<startEvent id=\"s\"/>\n{body}"), "")
}

fn run(gateway: &str, role: &str) {
    let at = format!("{gateway}, {role}");
    let open_with = |n: i64| {
        let mut case = Play::with(&model(gateway, role), json!({ "n": n }));
        if role != "diverging" {
            case.does("u");
            let early = if gateway == "exclusive" { "" } else { "v" };
            if !early.is_empty() {
                assert_eq!(case.open(), early, "{at}: it waits");
            }
            case.does("v");
        }
        case
    };
    let expected = |n: i64| match (gateway, role, n) {
        ("parallel", "diverging" | "mixed", _) => "a b c",
        ("exclusive", "converging", _) => "a a",
        (_, "converging", _) => "a",
        ("exclusive", "mixed", 0) => "c c",
        ("exclusive", "mixed", _) => "a a",
        (_, _, 0) => "c",
        ("exclusive", ..) | (_, _, 1) => "a",
        _ => "a b",
    };
    for n in 0..3 {
        let mut case = open_with(n);
        assert_eq!((case.open().as_str(), case.incidents().as_str()), (expected(n), ""), "{at} with {n}");
        while let Some(open) = case.open().split_whitespace().next().map(str::to_owned) {
            case.does(&open);
        }
        assert!(case.is_over(), "{at} with {n}");
    }
}

/// Event-based gateways: in a flow, or at the beginning of a process.
fn event_based(instantiating: bool, parallel: bool) {
    let attributes = match (instantiating, parallel) {
        (false, _) => "",
        (true, false) => " instantiate=\"true\" eventGatewayType=\"Exclusive\"",
        (true, true) => " instantiate=\"true\" eventGatewayType=\"Parallel\"",
    };
    let gateway = format!(
        "<eventBasedGateway id=\"x\"{attributes}/>\nx -> one\nx -> two\n\
         <intermediateCatchEvent id=\"one\"><messageEventDefinition messageRef=\"m\"/></intermediateCatchEvent>\n\
         <intermediateCatchEvent id=\"two\"><messageEventDefinition messageRef=\"m2\"/></intermediateCatchEvent>\n\
         one -> a\n<userTask id=\"a\"/>\ntwo -> b\n<userTask id=\"b\"/>\n"
    );
    let mut case = if instantiating {
        let beside = format!("<process id=\"q\" isExecutable=\"true\">\n{gateway}\n</process>");
        Play::with(&file_of("<userTask id=\"idle\"/>", &beside), json!({}))
    } else {
        let body = format!(
            "<startEvent id=\"s\"/>\ns -> x\n{gateway}a -> e\n<endEvent id=\"e\"/>\nb -> be\n<endEvent id=\"be\"/>"
        );
        Play::with(&file_of(&body, ""), json!({}))
    };
    case.message("m", json!({}));
    let idle = if instantiating { " idle" } else { "" };
    assert_eq!(case.open(), format!("a{idle}"));
    if parallel {
        assert_eq!(case.case.instances.len(), 2);
        case.message("m2", json!({}));
        assert_eq!(
            (case.open().as_str(), case.case.instances.len()),
            ("a b idle", 2),
            "the same instance gets the second"
        );
    } else if !instantiating {
        let late = Ask::Correlate { message: "m2".into(), key: String::new(), payload: json!({}) };
        case.refused(crate::By::System, late, "nothing-waits");
    }
    while let Some(open) = case.open().split_whitespace().next().map(str::to_owned) {
        case.does(&open);
    }
    assert!(case.is_over());
}

pub(super) fn table() -> Table {
    const ROLES: [&str; 3] = ["diverging", "converging", "mixed"];
    let row = |gateway: &'static str| {
        let cells = ROLES.iter().map(|role| {
            run(gateway, role);
            Cell::Runs
        });
        (format!("{gateway} gateway"), cells.collect())
    };
    let mut rows: Vec<(String, Vec<Cell>)> =
        ["exclusive", "parallel", "inclusive", "complex"].into_iter().map(row).collect();
    for (name, instantiating, parallel) in [
        ("event-based gateway", false, false),
        ("event-based gateway, instantiating, exclusive", true, false),
        ("event-based gateway, instantiating, parallel", true, true),
    ] {
        event_based(instantiating, parallel);
        rows.push((name.to_owned(), vec![Cell::Runs, Cell::Nothing, Cell::Nothing]));
    }
    Table {
        title: "Gateways",
        about: "BPMN 10.5: with conditions and a default flow where the gateway can have them.",
        columns: ROLES.to_vec(),
        rows,
    }
}
