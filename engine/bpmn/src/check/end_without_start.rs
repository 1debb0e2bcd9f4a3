//! Rule EXT.097, BPMN 2.0 section 10.4.3.

use crate::quick::Map;

use super::prelude::{Definition, ElementIx, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "end-without-start",
    numbers: &[97],
    section: "10.4.3",
    title: "有结束事件的层必须有开始事件",
    hint: "加一个开始事件",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    let mut known: Map<ElementIx, bool> = Map::default();
    let mut instantiated = |level| {
        *known.entry(level).or_insert_with(|| model.nodes(level).any(|node| super::instantiates(model, node)))
    };
    for ix in model.all(Tag::EndEvent) {
        let Some(level) = model.parent(*ix).filter(|level| model.tag(*level).is_level()) else { continue };
        let begins = model.has_start(level) || instantiated(level);
        if !begins {
            found.at(*ix);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><task id='t'/><endEvent id='e'/><sequenceFlow id='f' sourceRef='t' targetRef='e'/></process>"#,
}
