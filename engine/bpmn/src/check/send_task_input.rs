//! Rule EXT.048, BPMN 2.0 section 10.2.3.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "send-task-input",
    numbers: &[48],
    section: "10.2.3",
    title: "发送任务的数据输入必须与消息同类",
    hint: "改 itemSubjectRef",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for task in model.all(Tag::SendTask) {
        let Some(message) = model.refers(*task, "messageRef") else { continue };
        let item = model.refers(message, "itemRef");
        for input in super::data(model, *task, Tag::DataInput) {
            if !super::equivalent(model, super::item_of(model, input), item) {
                found.with(*task, super::shown(model, input));
            }
        }
    }
}

examples! {
    good: r#"<itemDefinition id='i'/><itemDefinition id='j'/><message id='mi' itemRef='i'/><message id='mo' itemRef='j'/><interface id='if'><operation id='op'><inMessageRef>mi</inMessageRef><outMessageRef>mo</outMessageRef></operation></interface><process id='p' isExecutable='true'><startEvent id='s'/><sendTask id='m' messageRef='mi'><ioSpecification><dataInput id='di' itemSubjectRef='i'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet></ioSpecification></sendTask><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<itemDefinition id='i'/><itemDefinition id='j'/><message id='mi' itemRef='i'/><message id='mo' itemRef='j'/><interface id='if'><operation id='op'><inMessageRef>mi</inMessageRef><outMessageRef>mo</outMessageRef></operation></interface><process id='p' isExecutable='true'><startEvent id='s'/><sendTask id='m' messageRef='mi'><ioSpecification><dataInput id='di' itemSubjectRef='j'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet></ioSpecification></sendTask><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
