//! Rule EXT.065 and EXT.066, BPMN 2.0 section 10.3.1.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "io-binding-data",
    numbers: &[65, 66],
    section: "10.3.1",
    title: "ioBinding 的数据必须与操作的消息同类",
    hint: "改正数据或消息的类型",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for binding in model.all(Tag::IoBinding) {
        let Some(operation) = model.refers(*binding, "operationRef") else { continue };
        for (attribute, side) in [("inputDataRef", Tag::InMessageRef), ("outputDataRef", Tag::OutMessageRef)] {
            let Some(data) = model.refers(*binding, attribute) else { continue };
            let Some(item) = super::message_item(model, operation, side) else { continue };
            // A set stands for the data in it.
            let members = match model.tag(data) {
                Tag::InputSet => model.referred(data, Tag::DataInputRefs),
                Tag::OutputSet => model.referred(data, Tag::DataOutputRefs),
                _ => vec![data],
            };
            for member in members {
                if !super::equivalent(model, super::item_of(model, member), item) {
                    found.with(*binding, super::shown(model, member));
                }
            }
        }
    }
}

examples! {
    good: r#"<itemDefinition id='i' structureRef='a'/><itemDefinition id='j' structureRef='b'/><message id='mi' itemRef='i'/><interface id='if'><operation id='op'><inMessageRef>mi</inMessageRef></operation></interface><globalTask id='g'><supportedInterfaceRef>if</supportedInterfaceRef><ioSpecification><dataInput id='di' itemSubjectRef='i'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/></ioSpecification><ioBinding inputDataRef='di' operationRef='op'/></globalTask>"#,
    bad: r#"<itemDefinition id='i' structureRef='a'/><itemDefinition id='j' structureRef='b'/><message id='mi' itemRef='i'/><interface id='if'><operation id='op'><inMessageRef>mi</inMessageRef></operation></interface><globalTask id='g'><supportedInterfaceRef>if</supportedInterfaceRef><ioSpecification><dataInput id='di' itemSubjectRef='j'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/></ioSpecification><ioBinding inputDataRef='di' operationRef='op'/></globalTask>"#,
}
