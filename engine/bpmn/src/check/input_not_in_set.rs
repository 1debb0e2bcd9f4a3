//! Rule EXT.084, BPMN 2.0 section 10.3.1.

use crate::quick::Set;

use super::prelude::{Definition, ElementIx, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "input-not-in-set",
    numbers: &[84],
    section: "10.3.1",
    title: "数据输入必须在至少一个 inputSet 中",
    hint: "加入 inputSet",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    let each = model.all(Tag::InputSet).iter().filter_map(|set| Some((model.parent(*set)?, *set)));
    let listed: Set<(ElementIx, ElementIx)> = each
        .flat_map(|(holder, set)| model.referred(set, Tag::DataInputRefs).into_iter().map(move |data| (holder, data)))
        .collect();
    for data in model.all(Tag::DataInput) {
        let Some(holder) = model.parent(*data) else { continue };
        if !listed.contains(&(holder, *data)) {
            found.at(*data);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><ioSpecification><dataInput id='x'/><inputSet><dataInputRefs>x</dataInputRefs></inputSet><outputSet/></ioSpecification><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><ioSpecification><dataInput id='x'/><inputSet/><outputSet/></ioSpecification><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
}
