//! A file with every element, as bpmn-js exports it (`tests/models/every-element.bpmn`): accepted as it is, nothing lost on the way.

use std::collections::BTreeSet;

use bpmn::event::EventDefinition;
use bpmn::process::{Node, NodeKind, Process};

const FILE: &[u8] = include_bytes!("../models/every-element.bpmn");

fn whole() -> (Vec<Process>, bpmn::Definition) {
    let loaded = bpmn::load("every-element.bpmn", FILE, &bpmn::NoImports);
    let errors: Vec<String> = loaded.problems.iter().filter(|p| p.is_error()).map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    (loaded.processes, loaded.definition.expect("the file is read"))
}

fn definitions(node: &Node) -> &[EventDefinition] {
    match &node.kind {
        NodeKind::StartEvent { trigger, .. }
        | NodeKind::CatchEvent { trigger }
        | NodeKind::BoundaryEvent { trigger, .. } => &trigger.definitions,
        NodeKind::ThrowEvent { results } | NodeKind::EndEvent { results } => results,
        _ => &[],
    }
}

#[test]
fn every_element_of_a_drawn_file_is_there() {
    let (processes, definition) = whole();
    let ids: Vec<&str> = processes.iter().map(|process| &*process.id).collect();
    assert_eq!(ids, ["g_user", "g_script", "g_manual", "g_rule", "whole"]);
    let process = processes.iter().find(|process| &*process.id == "whole").expect("the process");
    let words: BTreeSet<&str> = process.nodes.iter().map(|node| node.kind.word()).collect();
    let all = [
        "adHocSubProcess",
        "boundaryEvent",
        "businessRuleTask",
        "callActivity",
        "complexGateway",
        "endEvent",
        "eventBasedGateway",
        "exclusiveGateway",
        "inclusiveGateway",
        "intermediateCatchEvent",
        "intermediateThrowEvent",
        "manualTask",
        "parallelGateway",
        "receiveTask",
        "scriptTask",
        "sendTask",
        "serviceTask",
        "startEvent",
        "subProcess",
        "task",
        "transaction",
        "userTask",
    ];
    assert_eq!(words, BTreeSet::from(all));
    let events: BTreeSet<&str> = process.nodes.iter().flat_map(definitions).map(EventDefinition::word).collect();
    let kinds = [
        "cancel",
        "compensation",
        "conditional",
        "error",
        "escalation",
        "link",
        "message",
        "signal",
        "terminate",
        "timer",
    ];
    assert_eq!(events, BTreeSet::from(kinds));
    let user = process.node(process.find("user").expect("the user task"));
    assert!(user.foreign.iter().any(|foreign| &*foreign.name == "note" && &*foreign.text == "kept"));
    assert_eq!(user.lane.map(|lane| process.lanes[lane.at()].name.to_string()).as_deref(), Some("Desk"));
    assert_eq!(process.collaboration.message_flows.len(), 1);
    // Whoever asks for a place gets the author's own line.
    let line =
        |text: &str| std::str::from_utf8(FILE).unwrap().lines().position(|l| l.contains(text)).unwrap() as u32 + 1;
    assert_eq!(user.position.line, line("<bpmn:userTask id=\"user\""));
    assert_eq!(definition.file_name(), "every-element.bpmn");
}
