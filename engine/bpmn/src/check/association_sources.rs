//! Rule EXT.092, BPMN 2.0 section 10.3.2.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "association-sources",
    numbers: &[92],
    section: "10.3.2",
    title: "没有转换的数据关联只能有一个来源",
    hint: "只留一个来源，或加 transformation",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for association in model.every(|tag| matches!(tag, Tag::DataInputAssociation | Tag::DataOutputAssociation)) {
        let has = |tag| model.child(association, tag).is_some();
        let sources = model.children_of(association, Tag::SourceRef).count();
        if !has(Tag::Transformation) && (sources > 1 || (sources == 0 && !has(Tag::Assignment))) {
            found.with(association, format_args!("现有 {sources} 个"));
        }
    }
}

examples! {
    good: r#"<itemDefinition id='i' structureRef='a'/><itemDefinition id='j' structureRef='b'/><process id='p' isExecutable='true'><dataObject id='d' itemSubjectRef='i'/><dataObject id='d2' itemSubjectRef='i'/><startEvent id='s'/><task id='m'><ioSpecification><dataInput id='di' itemSubjectRef='i'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/></ioSpecification><dataInputAssociation id='a'><sourceRef>d</sourceRef><targetRef>di</targetRef></dataInputAssociation></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<itemDefinition id='i' structureRef='a'/><itemDefinition id='j' structureRef='b'/><process id='p' isExecutable='true'><dataObject id='d' itemSubjectRef='i'/><dataObject id='d2' itemSubjectRef='i'/><startEvent id='s'/><task id='m'><ioSpecification><dataInput id='di' itemSubjectRef='i'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/></ioSpecification><dataInputAssociation id='a'><sourceRef>d</sourceRef><sourceRef>d2</sourceRef><targetRef>di</targetRef></dataInputAssociation></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
