//! Rule EXT.033, BPMN 2.0 section 9.2; 11.2.

use crate::quick::Set;

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "closed-choreography",
    numbers: &[33],
    section: "9.2; 11.2",
    title: "引用的编排已封闭（isClosed），协作不能有编排之外的消息流",
    hint: "在编排中画出这些消息，或取消 isClosed",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    let mut seen = Set::default();
    for reference in model.all(Tag::ChoreographyRef) {
        let Some(collaboration) = model.parent(*reference) else { continue };
        let Some(choreography) = model.referred_by_text(*reference) else { continue };
        if model.tag(collaboration) != Tag::Collaboration || !model.flag(choreography, "isClosed", false) {
            continue;
        }
        // Each message flow is reported once, however many closed choreographies there are.
        if seen.insert(collaboration) {
            for flow in model.children_of(collaboration, Tag::MessageFlow) {
                found.with(flow, super::shown(model, choreography));
            }
        }
    }
}

examples! {
    good: r#"<choreography id='h' isClosed='false'/><collaboration id='c'><participant id='a'/><participant id='b'/><messageFlow id='m' sourceRef='a' targetRef='b'/><choreographyRef>h</choreographyRef></collaboration>"#,
    bad: r#"<choreography id='h' isClosed='true'/><collaboration id='c'><participant id='a'/><participant id='b'/><messageFlow id='m' sourceRef='a' targetRef='b'/><choreographyRef>h</choreographyRef></collaboration>"#,
}
