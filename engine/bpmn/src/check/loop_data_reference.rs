//! Rule EXT.068, BPMN 2.0 section 10.2.9.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "loop-data-reference",
    numbers: &[68],
    section: "10.2.9",
    title: "loopDataInputRef、loopDataOutputRef 必须引用本任务的数据输入、数据输出，子流程引用数据对象",
    hint: "引用 ioSpecification 中的数据",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.all(Tag::MultiInstanceLoopCharacteristics) {
        let Some(activity) = model.parent(*ix) else { continue };
        for (reference, tag) in [(Tag::LoopDataInputRef, Tag::DataInput), (Tag::LoopDataOutputRef, Tag::DataOutput)] {
            for data in model.referred(*ix, reference) {
                let holder = model.child(activity, Tag::IoSpecification).unwrap_or(activity);
                let own = model.tag(data) == tag && model.parent(data) == Some(holder);
                // A sub-process has no specification of its own; files for this engine may name any variable.
                let free = (model.tag(activity).is_subprocess() || model.engine_dialect(activity)) && model.tag(data).is_item_aware();
                if !own && !free {
                    found.with(*ix, super::shown(model, data));
                }
            }
        }
    }
}

examples! {
    good: r#"<itemDefinition id='i' structureRef='a' isCollection='true'/><itemDefinition id='k' structureRef='a'/><itemDefinition id='j' structureRef='b'/><process id='p' isExecutable='true'><startEvent id='s'/><task id='m'><ioSpecification><dataInput id='di' itemSubjectRef='i' isCollection='true'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/></ioSpecification><multiInstanceLoopCharacteristics><loopDataInputRef>di</loopDataInputRef></multiInstanceLoopCharacteristics></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<itemDefinition id='i' structureRef='a' isCollection='true'/><itemDefinition id='k' structureRef='a'/><itemDefinition id='j' structureRef='b'/><process id='p' isExecutable='true'><startEvent id='s'/><task id='m'><ioSpecification><dataInput id='di' itemSubjectRef='i' isCollection='true'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/></ioSpecification><multiInstanceLoopCharacteristics><loopDataInputRef>i</loopDataInputRef></multiInstanceLoopCharacteristics></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
