//! Rule EXT.082, BPMN 2.0 section 10.3.2.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "association-from-output",
    numbers: &[82],
    section: "10.3.2",
    title: "输入关联的来源不能是数据输出",
    hint: "来源用数据对象、属性或数据输入",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for association in model.all(Tag::DataInputAssociation) {
        for source in model.referred(*association, Tag::SourceRef) {
            if model.tag(source) == Tag::DataOutput {
                found.with(*association, super::shown(model, source));
            }
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><ioSpecification><dataInput id='pi'/><dataOutput id='po'/><inputSet><dataInputRefs>pi</dataInputRefs></inputSet><outputSet><dataOutputRefs>po</dataOutputRefs></outputSet></ioSpecification><startEvent id='s'/><task id='m'><ioSpecification><dataInput id='di'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/></ioSpecification><dataInputAssociation id='a'><sourceRef>pi</sourceRef><targetRef>di</targetRef></dataInputAssociation></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><ioSpecification><dataInput id='pi'/><dataOutput id='po'/><inputSet><dataInputRefs>pi</dataInputRefs></inputSet><outputSet><dataOutputRefs>po</dataOutputRefs></outputSet></ioSpecification><startEvent id='s'/><task id='m'><ioSpecification><dataInput id='di'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/></ioSpecification><dataInputAssociation id='a'><sourceRef>po</sourceRef><targetRef>di</targetRef></dataInputAssociation></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
