//! Rule EXT.083, BPMN 2.0 section 10.3.2.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "association-to-input",
    numbers: &[83],
    section: "10.3.2",
    title: "活动的输出关联的目标不能是数据输入",
    hint: "目标用数据对象、属性或数据输出",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for association in model.all(Tag::DataOutputAssociation) {
        if !model.parent(*association).is_some_and(|parent| model.tag(parent).is_activity()) {
            continue;
        }
        for target in model.referred(*association, Tag::TargetRef) {
            if model.tag(target) == Tag::DataInput {
                found.with(*association, super::shown(model, target));
            }
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><ioSpecification><dataInput id='pi'/><dataOutput id='po'/><inputSet><dataInputRefs>pi</dataInputRefs></inputSet><outputSet><dataOutputRefs>po</dataOutputRefs></outputSet></ioSpecification><startEvent id='s'/><task id='m'><ioSpecification><dataOutput id='do'/><inputSet/><outputSet><dataOutputRefs>do</dataOutputRefs></outputSet></ioSpecification><dataOutputAssociation id='a'><sourceRef>do</sourceRef><targetRef>po</targetRef></dataOutputAssociation></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><ioSpecification><dataInput id='pi'/><dataOutput id='po'/><inputSet><dataInputRefs>pi</dataInputRefs></inputSet><outputSet><dataOutputRefs>po</dataOutputRefs></outputSet></ioSpecification><startEvent id='s'/><task id='m'><ioSpecification><dataOutput id='do'/><inputSet/><outputSet><dataOutputRefs>do</dataOutputRefs></outputSet></ioSpecification><dataOutputAssociation id='a'><sourceRef>do</sourceRef><targetRef>pi</targetRef></dataOutputAssociation></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
