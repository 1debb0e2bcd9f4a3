//! Rule EXT.063, BPMN 2.0 section 10.2.6.

use crate::quick::Map;
use std::rc::Rc;

use super::prelude::*;

pub(super) const RULE: Rule = Rule {
    code: "call-activity-data",
    numbers: &[63],
    section: "10.2.6",
    title: "调用活动的数据输入、输出必须与被调用元素一一对应",
    hint: "改成与被调用元素相同的个数和类型",
    run,
};

/// What the data are, as a sorted list: for each its item definition, or the first one of the same structure.
fn kinds(model: &Definition, ix: ElementIx, tag: Tag) -> Vec<Option<ElementIx>> {
    let items = super::data(model, ix, tag).into_iter().map(|data| super::item_of(model, data));
    let mut kinds: Vec<_> = items.map(|item| item.map(|item| model.described(item))).collect();
    kinds.sort();
    kinds
}

fn run(model: &Definition, found: &mut Findings) {
    let mut known: Map<(ElementIx, Tag), Rc<[Option<ElementIx>]>> = Map::default();
    let mut kinds =
        |ix, tag| known.entry((ix, tag)).or_insert_with(|| kinds(model, ix, tag).into()).clone();
    for call in model.all(Tag::CallActivity) {
        let Some(called) = model.refers(*call, "calledElement") else { continue };
        let declares = |ix| model.child(ix, Tag::IoSpecification).is_some();
        if !declares(*call) && (!declares(called) || model.engine_dialect(*call)) {
            continue;
        }
        for tag in [Tag::DataInput, Tag::DataOutput] {
            if kinds(*call, tag) != kinds(called, tag) {
                found.with(*call, format_args!("{} 与 {} 不符", tag.name(), super::shown(model, called)));
            }
        }
    }
}

examples! {
    good: r#"<itemDefinition id='i' structureRef='a'/><itemDefinition id='j' structureRef='b'/><globalTask id='g'><ioSpecification><dataInput id='gi' itemSubjectRef='i'/><inputSet><dataInputRefs>gi</dataInputRefs></inputSet><outputSet/></ioSpecification></globalTask><process id='p' isExecutable='true'><startEvent id='s'/><callActivity id='m' calledElement='g'><ioSpecification><dataInput id='di' itemSubjectRef='i'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/></ioSpecification></callActivity><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<itemDefinition id='i' structureRef='a'/><itemDefinition id='j' structureRef='b'/><globalTask id='g'><ioSpecification><dataInput id='gi' itemSubjectRef='i'/><inputSet><dataInputRefs>gi</dataInputRefs></inputSet><outputSet/></ioSpecification></globalTask><process id='p' isExecutable='true'><startEvent id='s'/><callActivity id='m' calledElement='g'><ioSpecification><dataInput id='di' itemSubjectRef='j'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/></ioSpecification></callActivity><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
