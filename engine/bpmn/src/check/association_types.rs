//! Rule EXT.091, BPMN 2.0 section 10.3.2.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "association-types",
    numbers: &[91],
    section: "10.3.2",
    title: "数据关联两端必须同类，否则要有转换（transformation）",
    hint: "改类型，或加 transformation",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for association in model.every(|tag| matches!(tag, Tag::DataInputAssociation | Tag::DataOutputAssociation)) {
        if model.child(association, Tag::Transformation).is_some() {
            continue;
        }
        let Some(target) = model.first_referred(association, Tag::TargetRef) else { continue };
        let to = super::item_of(model, target);
        for source in model.referred(association, Tag::SourceRef) {
            let from = super::item_of(model, source);
            // Data without a type go with everything.
            if from.is_some() && to.is_some() && !super::equivalent(model, from, to) {
                found.with(association, format_args!("{} 与 {}", super::shown(model, source), super::shown(model, target)));
            }
        }
    }
}

examples! {
    good: r#"<itemDefinition id='i' structureRef='a'/><itemDefinition id='j' structureRef='b'/><process id='p' isExecutable='true'><dataObject id='d' itemSubjectRef='i'/><dataObject id='d2' itemSubjectRef='i'/><startEvent id='s'/><task id='m'><ioSpecification><dataInput id='di' itemSubjectRef='i'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/></ioSpecification><dataInputAssociation id='a'><sourceRef>d</sourceRef><targetRef>di</targetRef></dataInputAssociation></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<itemDefinition id='i' structureRef='a'/><itemDefinition id='j' structureRef='b'/><process id='p' isExecutable='true'><dataObject id='d' itemSubjectRef='j'/><dataObject id='d2' itemSubjectRef='i'/><startEvent id='s'/><task id='m'><ioSpecification><dataInput id='di' itemSubjectRef='i'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/></ioSpecification><dataInputAssociation id='a'><sourceRef>d</sourceRef><targetRef>di</targetRef></dataInputAssociation></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
