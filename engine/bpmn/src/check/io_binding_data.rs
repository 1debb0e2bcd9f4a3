//! Rule EXT.065 and EXT.066, BPMN 2.0 section 10.3.1.

use std::rc::Rc;

use crate::quick::Map;

use super::prelude::{ElementIx, Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "io-binding-data",
    numbers: &[65, 66],
    section: "10.3.1",
    title: "ioBinding 的数据必须与操作的消息同类",
    hint: "改正数据或消息的类型",
    run,
};

/// What stands for all members of a set: one of them, and one of another kind when there is such a one. So a set that many
/// bindings name is looked through once.
fn standing(model: &Definition, set: ElementIx, refs: Tag) -> Vec<ElementIx> {
    let mut members = model.referred(set, refs);
    let first = members.first().map(|first| super::item_of(model, *first));
    let other = |ix: &ElementIx| first.is_some_and(|first| !super::equivalent(model, super::item_of(model, *ix), first));
    let other = members.iter().copied().find(other);
    members.truncate(1);
    members.extend(other);
    members
}

fn run(model: &Definition, found: &mut Findings) {
    let mut known: Map<ElementIx, Rc<[ElementIx]>> = Map::default();
    for binding in model.all(Tag::IoBinding) {
        let Some(operation) = model.refers(*binding, "operationRef") else { continue };
        for (attribute, side) in [("inputDataRef", Tag::InMessageRef), ("outputDataRef", Tag::OutMessageRef)] {
            let Some(data) = model.refers(*binding, attribute) else { continue };
            let Some(item) = super::message_item(model, operation, side) else { continue };
            // A set stands for the data in it.
            let members = known.entry(data).or_insert_with(|| match model.tag(data) {
                Tag::InputSet => standing(model, data, Tag::DataInputRefs).into(),
                Tag::OutputSet => standing(model, data, Tag::DataOutputRefs).into(),
                _ => Rc::new([data]),
            });
            for member in members.iter() {
                if !super::equivalent(model, super::item_of(model, *member), item) {
                    found.with(*binding, super::shown(model, *member));
                }
            }
        }
    }
}

examples! {
    good: r#"<itemDefinition id='i' structureRef='a'/><itemDefinition id='j' structureRef='b'/><message id='mi' itemRef='i'/><interface id='if'><operation id='op'><inMessageRef>mi</inMessageRef></operation></interface><globalTask id='g'><supportedInterfaceRef>if</supportedInterfaceRef><ioSpecification><dataInput id='di' itemSubjectRef='i'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/></ioSpecification><ioBinding inputDataRef='di' operationRef='op'/></globalTask>"#,
    bad: r#"<itemDefinition id='i' structureRef='a'/><itemDefinition id='j' structureRef='b'/><message id='mi' itemRef='i'/><interface id='if'><operation id='op'><inMessageRef>mi</inMessageRef></operation></interface><globalTask id='g'><supportedInterfaceRef>if</supportedInterfaceRef><ioSpecification><dataInput id='di' itemSubjectRef='j'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/></ioSpecification><ioBinding inputDataRef='di' operationRef='op'/></globalTask>"#,
}
