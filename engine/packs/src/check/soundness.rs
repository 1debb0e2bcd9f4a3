//! `soundness`: a diagram that can lose its way. What is a warning for any file is an error in what is published, but for two
//! things: gateways that read an outcome have no default here on purpose (an outcome that nobody foresaw is an incident, not a way
//! on), and an analysis that ran out of its budget has found nothing.

use std::collections::BTreeMap;

use bpmn::soundness::Budget;

use super::Drawn;
use crate::load::Content;
use crate::problem::{Problem, Severity};

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    let mut budgets: BTreeMap<String, Budget> = BTreeMap::new();
    for drawn in Drawn::all(content) {
        let unavailable: BTreeMap<&str, bool> =
            drawn.nodes().map(|(node, law)| (&*node.id, law.unavailable.is_some())).collect();
        let budget = budgets.entry(drawn.file.to_string()).or_default();
        for found in bpmn::soundness_within(&drawn.file, drawn.process, budget) {
            let element = found.element.as_deref().unwrap_or_default();
            // A step that is not built is meant to be where a case waits.
            let meant = found.code == "end-never-reached" && unavailable.get(element).copied().unwrap_or(false);
            if found.code == "missing-default" || meant {
                continue;
            }
            let mut problem = Problem::error(found.code, &drawn.file, found.position.into(), found.message);
            problem = problem.at(element).hint(found.hint);
            if found.code == "soundness-undecided" {
                problem.severity = Severity::Warning;
            }
            problems.push(problem);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::{around, found, pack, process, user_task};

    const ASSIGN: &str = "<xe:assign role=\"lead_officer\"/>";

    #[test]
    fn good() {
        let (pack, process) = (pack("<process file=\"process.bpmn\"/>"), process(&around(&user_task(ASSIGN))));
        assert!(found(check, &[("shared/p/pack.xml", &pack), ("shared/p/process.bpmn", &process)]).is_empty());
    }

    #[test]
    fn bad() {
        // Two branches that never run together wait for each other.
        let inside = "<bpmn:startEvent id=\"s\"/><bpmn:sequenceFlow id=\"f1\" sourceRef=\"s\" targetRef=\"x\"/>\n\
            <bpmn:exclusiveGateway id=\"x\"/><bpmn:sequenceFlow id=\"f2\" sourceRef=\"x\" targetRef=\"a\"><bpmn:conditionExpression>n == 1</bpmn:conditionExpression></bpmn:sequenceFlow>\n\
            <bpmn:sequenceFlow id=\"f3\" sourceRef=\"x\" targetRef=\"b\"><bpmn:conditionExpression>n == 2</bpmn:conditionExpression></bpmn:sequenceFlow>\n\
            <bpmn:task id=\"a\"/><bpmn:task id=\"b\"/><bpmn:sequenceFlow id=\"f4\" sourceRef=\"a\" targetRef=\"y\"/><bpmn:sequenceFlow id=\"f5\" sourceRef=\"b\" targetRef=\"y\"/>\n\
            <bpmn:parallelGateway id=\"y\"/><bpmn:sequenceFlow id=\"f6\" sourceRef=\"y\" targetRef=\"e\"/><bpmn:endEvent id=\"e\"/>";
        let (pack, process) = (pack("<process file=\"process.bpmn\"/>"), process(inside));
        let found = found(check, &[("shared/p/pack.xml", &pack), ("shared/p/process.bpmn", &process)]);
        assert_eq!(found, ["join-never-completes shared/p/process.bpmn:6"]);
    }
}
