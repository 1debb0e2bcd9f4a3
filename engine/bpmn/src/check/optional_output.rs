//! Rule EXT.089 and EXT.090, BPMN 2.0 section 10.3.1.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "optional-output",
    numbers: &[89, 90],
    section: "10.3.1",
    title: "可选的数据输出必须属于同一个 outputSet",
    hint: "在同一集合的 dataOutputRefs 中也列出",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for set in model.all(Tag::OutputSet) {
        for optional in [Tag::OptionalOutputRefs, Tag::WhileExecutingOutputRefs] {
            for data in model.referred(*set, optional) {
                if !model.lists(*set, Tag::DataOutputRefs, data) {
                    found.with(*set, super::shown(model, data));
                }
            }
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><ioSpecification><dataOutput id='x'/><outputSet><dataOutputRefs>x</dataOutputRefs><optionalOutputRefs>x</optionalOutputRefs></outputSet><inputSet/></ioSpecification><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><ioSpecification><dataOutput id='x'/><outputSet><optionalOutputRefs>x</optionalOutputRefs></outputSet><outputSet><dataOutputRefs>x</dataOutputRefs></outputSet><inputSet/></ioSpecification><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
}
