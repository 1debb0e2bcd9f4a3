//! Rule EXT.070, BPMN 2.0 section 10.2.9.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "loop-data-collection",
    numbers: &[70],
    section: "10.2.9",
    title: "多实例引用的必须是集合，每项数据不能是集合",
    hint: "改 isCollection",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.all(Tag::MultiInstanceLoopCharacteristics) {
        for (reference, each) in [(Tag::LoopDataInputRef, Tag::InputDataItem), (Tag::LoopDataOutputRef, Tag::OutputDataItem)] {
            let (Some(data), Some(item)) = (model.first_referred(*ix, reference), model.child(*ix, each)) else {
                continue;
            };
            {
                let many = |ix| {
                    model.flag(ix, "isCollection", false)
                        || super::item_of(model, ix).is_some_and(|item| model.flag(item, "isCollection", false))
                };
                // Without an item definition nothing is said about the data.
                let whole = super::item_of(model, data).is_some() && !many(data);
                if whole || many(item) {
                    found.with(item, super::shown(model, data));
                }
            }
        }
    }
}

examples! {
    good: r#"<itemDefinition id='i' structureRef='a' isCollection='true'/><itemDefinition id='k' structureRef='a'/><itemDefinition id='j' structureRef='b'/><process id='p' isExecutable='true'><startEvent id='s'/><task id='m'><ioSpecification><dataInput id='di' itemSubjectRef='i' isCollection='true'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/></ioSpecification><multiInstanceLoopCharacteristics><loopDataInputRef>di</loopDataInputRef><inputDataItem id='x' itemSubjectRef='k'/></multiInstanceLoopCharacteristics></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<itemDefinition id='i' structureRef='a' isCollection='true'/><itemDefinition id='k' structureRef='a'/><itemDefinition id='j' structureRef='b'/><process id='p' isExecutable='true'><startEvent id='s'/><task id='m'><ioSpecification><dataInput id='di' itemSubjectRef='i' isCollection='true'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/></ioSpecification><multiInstanceLoopCharacteristics><loopDataInputRef>di</loopDataInputRef><inputDataItem id='x' itemSubjectRef='i'/></multiInstanceLoopCharacteristics></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
