//! Rule EXT.088, BPMN 2.0 section 10.3.1.

use crate::quick::Set;

use super::prelude::{Definition, ElementIx, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "output-not-in-set",
    numbers: &[88],
    section: "10.3.1",
    title: "数据输出必须在至少一个 outputSet 中",
    hint: "加入 outputSet",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    let each = model.all(Tag::OutputSet).iter().filter_map(|set| Some((model.parent(*set)?, *set)));
    let listed: Set<(ElementIx, ElementIx)> = each
        .flat_map(|(holder, set)| model.referred(set, Tag::DataOutputRefs).into_iter().map(move |data| (holder, data)))
        .collect();
    for data in model.all(Tag::DataOutput) {
        let Some(holder) = model.parent(*data) else { continue };
        if !listed.contains(&(holder, *data)) {
            found.at(*data);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><ioSpecification><dataOutput id='x'/><outputSet><dataOutputRefs>x</dataOutputRefs></outputSet><inputSet/></ioSpecification><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><ioSpecification><dataOutput id='x'/><outputSet/><inputSet/></ioSpecification><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
}
