//! Rule EXT.064, BPMN 2.0 section 8.3.3; 10.3.1.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "interface-without-binding",
    numbers: &[64],
    section: "8.3.3; 10.3.1",
    title: "声明支持接口的流程或全局任务必须有 ioBinding",
    hint: "为接口的操作加 ioBinding",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.all(Tag::SupportedInterfaceRef) {
        if let Some(callable) = model.parent(*ix)
            && model.child(callable, Tag::IoBinding).is_none()
        {
            found.at(callable);
        }
    }
}

examples! {
    good: r#"<itemDefinition id='i' structureRef='a'/><itemDefinition id='j' structureRef='b'/><message id='mi' itemRef='i'/><interface id='if'><operation id='op'><inMessageRef>mi</inMessageRef></operation></interface><globalTask id='g'><supportedInterfaceRef>if</supportedInterfaceRef><ioSpecification><dataInput id='di' itemSubjectRef='i'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/></ioSpecification><ioBinding inputDataRef='di' operationRef='op'/></globalTask>"#,
    bad: r#"<itemDefinition id='i' structureRef='a'/><itemDefinition id='j' structureRef='b'/><message id='mi' itemRef='i'/><interface id='if'><operation id='op'><inMessageRef>mi</inMessageRef></operation></interface><globalTask id='g'><supportedInterfaceRef>if</supportedInterfaceRef><ioSpecification><dataInput id='di' itemSubjectRef='i'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/></ioSpecification></globalTask>"#,
}
