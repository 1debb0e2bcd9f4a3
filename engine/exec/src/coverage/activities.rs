//! Every activity, alone and with every marker and quantity (BPMN 10.2).

use serde_json::json;

use super::{Cell, Table, file_of};
use crate::command::Ask;
use crate::host::{
    Admission, Due, Host, HostAnswer, HostEvent, HostRefusal, RuleFailure, RuleRef, Scope, Subscription,
};
use crate::testing::Play;

/// A host that knows one rule.
#[derive(Clone)]
struct OneRule;

impl Host for OneRule {
    fn admit(&self, _: &Admission<'_>) -> Result<(), HostRefusal> {
        Ok(())
    }
    fn evaluate(&self, rule: &RuleRef, _: &Scope<'_>) -> Result<script::Value, RuleFailure> {
        match rule {
            RuleRef::Rule { name, .. } if name == "double" => Ok(script::Value::Int(2)),
            RuleRef::Facts => Ok(script::Value::Map(crate::Variables::new())),
            other => Err(RuleFailure { code: "rule-unknown".into(), text: format!("{other:?}") }),
        }
    }
    fn due(&self, _: &Subscription) -> Due {
        Due::Never
    }
    fn happened(&self, _: &crate::Event, _: &Scope<'_>) -> Result<HostAnswer, HostRefusal> {
        Ok(HostAnswer::default())
    }
    fn apply(&mut self, _: &HostEvent) {}
}

/// Name, element name, attributes, what stands inside after the extension elements and before markers, extension elements.
struct Kind {
    name: &'static str,
    element: &'static str,
    attributes: &'static str,
    extension: &'static str,
    inside: &'static str,
}

const fn kind(
    name: &'static str,
    element: &'static str,
    attributes: &'static str,
    extension: &'static str,
    inside: &'static str,
) -> Kind {
    Kind { name, element, attributes, extension, inside }
}

const INNER: &str = "\n<startEvent id=\"i\"/>\ni -> y\n<userTask id=\"y\"/>\ny -> ie\n<endEvent id=\"ie\"/>\n";

const KINDS: [Kind; 18] = [
    kind("task", "task", "", "", ""),
    kind("user task", "userTask", "", "", ""),
    kind("manual task", "manualTask", "", "", ""),
    kind("service task, job", "serviceTask", "", "<xe:job connector=\"c\" operation=\"o\"/>", ""),
    kind("service task without a job", "serviceTask", "", "", ""),
    kind("send task", "sendTask", " messageRef=\"m\"", "", ""),
    kind("receive task", "receiveTask", " messageRef=\"m\"", "", ""),
    kind("script task", "scriptTask", "", "", "<script>done = true</script>"),
    kind("business rule task", "businessRuleTask", "", "<xe:rule ref=\"double\" into=\"twice\"/>", ""),
    kind("embedded sub-process", "subProcess", "", "", INNER),
    kind("transaction", "transaction", "", "", INNER),
    kind(
        "ad-hoc sub-process, parallel",
        "adHocSubProcess",
        " ordering=\"Parallel\"",
        "",
        "<userTask id=\"y\"/><userTask id=\"z\"/>",
    ),
    kind(
        "ad-hoc sub-process, sequential",
        "adHocSubProcess",
        " ordering=\"Sequential\"",
        "",
        "<userTask id=\"y\"/><userTask id=\"z\"/>",
    ),
    kind("call activity: process", "callActivity", " calledElement=\"q\"", "", ""),
    kind("call activity: global user task", "callActivity", " calledElement=\"gu\"", "", ""),
    kind("call activity: global script task", "callActivity", " calledElement=\"gs\"", "", ""),
    kind("call activity: global manual task", "callActivity", " calledElement=\"gm\"", "", ""),
    kind("call activity: global business rule task", "callActivity", " calledElement=\"gr\"", "", ""),
];

const BESIDE: &str = "<process id=\"q\" isExecutable=\"true\">\n<startEvent id=\"qs\"/>\nqs -> qt\n<userTask id=\"qt\"/>\nqt -> qe\n<endEvent id=\"qe\"/>\n</process>\
    <globalUserTask id=\"gu\"/><globalScriptTask id=\"gs\" scriptLanguage=\"application/rhai\"><script>done = true</script></globalScriptTask>\
    <globalManualTask id=\"gm\"/><globalBusinessRuleTask id=\"gr\"><extensionElements><xe:rule ref=\"double\"/></extensionElements></globalBusinessRuleTask>";

/// Marker, attributes that it needs, what stands inside, and how often `x` is done and `after` begins.
const MARKERS: [(&str, &str, &str, usize, usize); 7] = [
    ("plain", "", "", 1, 1),
    (
        "standard loop",
        "",
        "<standardLoopCharacteristics loopMaximum=\"3\"><loopCondition xsi:type=\"tFormalExpression\">loopCounter &lt;= 2</loopCondition></standardLoopCharacteristics>",
        2,
        1,
    ),
    (
        "multi-instance, sequential",
        "",
        "<multiInstanceLoopCharacteristics isSequential=\"true\"><loopCardinality xsi:type=\"tFormalExpression\">2</loopCardinality></multiInstanceLoopCharacteristics>",
        2,
        1,
    ),
    (
        "multi-instance, parallel",
        "",
        "<multiInstanceLoopCharacteristics isSequential=\"false\"><loopCardinality xsi:type=\"tFormalExpression\">2</loopCardinality></multiInstanceLoopCharacteristics>",
        2,
        1,
    ),
    ("start quantity 2", " startQuantity=\"2\"", "", 1, 1),
    ("completion quantity 2", " completionQuantity=\"2\"", "", 1, 2),
    ("undone by a handler", "", "", 1, 1),
];

fn element(kind: &Kind, attributes: &str, marker: &str) -> String {
    let extension = if kind.extension.is_empty() {
        String::new()
    } else {
        format!("<extensionElements>{}</extensionElements>", kind.extension)
    };
    // A script and flow elements both stand after the marker.
    let (before, after) = (marker, kind.inside);
    format!("<{0} id=\"x\"{1}{attributes}>{extension}{before}{after}</{0}>", kind.element, kind.attributes)
}

fn model(kind: &Kind, marker: usize) -> String {
    let (name, attributes, inside, ..) = MARKERS[marker];
    let x = element(kind, attributes, inside);
    let two = if name == "start quantity 2" {
        "s -> fork\n<parallelGateway id=\"fork\"/>\nfork -> t1\nfork -> t2\n<task id=\"t1\"/>\n<task id=\"t2\"/>\nt1 -> x\nt2 -> x"
    } else {
        "s -> x"
    };
    let undone = name == "undone by a handler";
    let (handler, back) = if undone {
        (
            "<boundaryEvent id=\"cb\" attachedToRef=\"x\"><compensateEventDefinition/></boundaryEvent>\n<userTask id=\"undo\" isForCompensation=\"true\"/>\n\
             <association id=\"as\" sourceRef=\"cb\" targetRef=\"undo\" associationDirection=\"One\"/>\n",
            "x -> back\n<intermediateThrowEvent id=\"back\"><compensateEventDefinition/></intermediateThrowEvent>\nback -> after",
        )
    } else {
        ("", "x -> after")
    };
    file_of(
        &format!(
            "<startEvent id=\"s\"/>\n{two}\n{x}\n{handler}{back}\n<userTask id=\"after\"/>\nafter -> e\n<endEvent id=\"e\"/>"
        ),
        BESIDE,
    )
}

/// Does everything but `after`, in turn.
fn work(case: &mut Play<OneRule>) {
    for _ in 0..40 {
        let open = case.open();
        if let Some(task) = open.split_whitespace().find(|task| *task != "after") {
            case.does(task);
        } else if let Some(job) = case.case.jobs.keys().next().copied() {
            case.system(Ask::CompleteJob { job, output: json!({}) });
        } else if !case.case.subscriptions.is_empty() {
            case.message("m", json!({}));
        } else {
            return;
        }
    }
}

fn run(kind: &Kind, marker: usize) {
    let (name, _, _, rounds, after) = MARKERS[marker];
    let at = format!("{}, {name}", kind.name);
    let mut case = Play::hosted(&model(kind, marker), json!({ "done": false, "twice": 0 }), OneRule);
    work(&mut case);
    assert_eq!(
        (case.open().as_str(), case.incidents().as_str()),
        (vec!["after"; after].join(" ").as_str(), ""),
        "{at}"
    );
    // Each round is entered, and so is the activity as a whole.
    let looped = rounds > 1;
    assert_eq!(case.entered("x"), rounds + usize::from(looped), "{at}");
    if name == "undone by a handler" {
        assert_eq!(case.entered("undo"), 1, "{at}");
    }
    (0..after).for_each(|_| case.does("after"));
    assert!(case.is_over(), "{at}");
}

pub(super) fn table() -> Table {
    let row = |kind: &Kind| {
        let cells = (0..MARKERS.len()).map(|marker| {
            run(kind, marker);
            Cell::Runs
        });
        (kind.name.to_owned(), cells.collect())
    };
    Table {
        title: "Activities",
        about: "BPMN 10.2: every activity, alone and with each marker, quantity and a compensation handler.",
        columns: MARKERS.iter().map(|(name, ..)| *name).collect(),
        rows: KINDS.iter().map(row).collect(),
    }
}
