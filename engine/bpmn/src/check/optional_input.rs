//! Rule EXT.085 and EXT.086, BPMN 2.0 section 10.3.1.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "optional-input",
    numbers: &[85, 86],
    section: "10.3.1",
    title: "可选的数据输入必须属于同一个 inputSet",
    hint: "在同一集合的 dataInputRefs 中也列出",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for set in model.all(Tag::InputSet) {
        for optional in [Tag::OptionalInputRefs, Tag::WhileExecutingInputRefs] {
            for data in model.referred(*set, optional) {
                if !model.lists(*set, Tag::DataInputRefs, data) {
                    found.with(*set, super::shown(model, data));
                }
            }
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><ioSpecification><dataInput id='x'/><inputSet><dataInputRefs>x</dataInputRefs><optionalInputRefs>x</optionalInputRefs></inputSet><outputSet/></ioSpecification><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><ioSpecification><dataInput id='x'/><inputSet><optionalInputRefs>x</optionalInputRefs></inputSet><inputSet><dataInputRefs>x</dataInputRefs></inputSet><outputSet/></ioSpecification><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
}
