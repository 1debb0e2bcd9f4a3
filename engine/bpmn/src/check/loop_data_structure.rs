//! Rule EXT.069, BPMN 2.0 section 10.2.9.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "loop-data-structure",
    numbers: &[69],
    section: "10.2.9",
    title: "多实例的每项数据必须与集合的结构相同",
    hint: "改 itemSubjectRef",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.all(Tag::MultiInstanceLoopCharacteristics) {
        for (reference, each) in [(Tag::LoopDataInputRef, Tag::InputDataItem), (Tag::LoopDataOutputRef, Tag::OutputDataItem)] {
            let (Some(data), Some(item)) = (model.first_referred(*ix, reference), model.child(*ix, each)) else {
                continue;
            };
            {
                let (whole, part) = (super::item_of(model, data), super::item_of(model, item));
                if whole.is_some() && part.is_some() && !super::equivalent(model, whole, part) {
                    found.with(item, super::shown(model, data));
                }
            }
        }
    }
}

examples! {
    good: r#"<itemDefinition id='i' structureRef='a' isCollection='true'/><itemDefinition id='k' structureRef='a'/><itemDefinition id='j' structureRef='b'/><process id='p' isExecutable='true'><startEvent id='s'/><task id='m'><ioSpecification><dataInput id='di' itemSubjectRef='i' isCollection='true'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/></ioSpecification><multiInstanceLoopCharacteristics><loopDataInputRef>di</loopDataInputRef><inputDataItem id='x' itemSubjectRef='k'/></multiInstanceLoopCharacteristics></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<itemDefinition id='i' structureRef='a' isCollection='true'/><itemDefinition id='k' structureRef='a'/><itemDefinition id='j' structureRef='b'/><process id='p' isExecutable='true'><startEvent id='s'/><task id='m'><ioSpecification><dataInput id='di' itemSubjectRef='i' isCollection='true'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/></ioSpecification><multiInstanceLoopCharacteristics><loopDataInputRef>di</loopDataInputRef><inputDataItem id='x' itemSubjectRef='j'/></multiInstanceLoopCharacteristics></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
