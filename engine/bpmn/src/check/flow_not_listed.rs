//! Rule EXT.023, BPMN 2.0 section 8.3.13.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "flow-not-listed",
    numbers: &[23],
    section: "8.3.13",
    title: "顺序流必须与两端节点的 incoming、outgoing 一致",
    hint: "用建模工具重新保存，或改正 incoming、outgoing",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for (tag, end) in [(Tag::Incoming, "targetRef"), (Tag::Outgoing, "sourceRef")] {
        for entry in model.all(tag) {
            let Some(node) = model.parent(*entry) else { continue };
            // A reference to nothing is reported by the rule on references.
            let Some(flow) = model.referred_by_text(*entry) else { continue };
            if model.tag(flow) == Tag::SequenceFlow && model.refers(flow, end) != Some(node) {
                found.with(node, format_args!("列出的 {} 并不连接本节点", super::shown(model, flow)));
            }
        }
    }
    for flow in model.all(Tag::SequenceFlow) {
        if !super::lists_flows(model, *flow) {
            continue;
        }
        for (tag, end, zh) in [(Tag::Incoming, "targetRef", "终点"), (Tag::Outgoing, "sourceRef", "起点")] {
            let Some(node) = model.refers(*flow, end) else { continue };
            let connects = model.tag(node).is_flow_node();
            if connects && !model.lists(node, tag, *flow) {
                found.with(*flow, format_args!("{zh} {} 没有列出它", super::shown(model, node)));
            }
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><endEvent id='e'/><sequenceFlow id='f' sourceRef='s' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><endEvent id='e'><incoming>f</incoming></endEvent><sequenceFlow id='f' sourceRef='s' targetRef='e'/></process>"#,
}
