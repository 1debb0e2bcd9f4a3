//! Rule EXT.052, BPMN 2.0 section 10.2.3.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "receive-task-output",
    numbers: &[52],
    section: "10.2.3",
    title: "接收任务的数据输出必须与消息同类",
    hint: "改 itemSubjectRef",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for task in model.all(Tag::ReceiveTask) {
        let Some(message) = model.refers(*task, "messageRef") else { continue };
        let item = model.refers(message, "itemRef");
        for output in super::data(model, *task, Tag::DataOutput) {
            if !super::equivalent(model, super::item_of(model, output), item) {
                found.with(*task, super::shown(model, output));
            }
        }
    }
}

examples! {
    good: r#"<itemDefinition id='i'/><itemDefinition id='j'/><message id='mi' itemRef='i'/><message id='mo' itemRef='j'/><interface id='if'><operation id='op'><inMessageRef>mi</inMessageRef><outMessageRef>mo</outMessageRef></operation></interface><process id='p' isExecutable='true'><startEvent id='s'/><receiveTask id='m' messageRef='mo'><ioSpecification><dataOutput id='do' itemSubjectRef='j'/><outputSet><dataOutputRefs>do</dataOutputRefs></outputSet></ioSpecification></receiveTask><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<itemDefinition id='i'/><itemDefinition id='j'/><message id='mi' itemRef='i'/><message id='mo' itemRef='j'/><interface id='if'><operation id='op'><inMessageRef>mi</inMessageRef><outMessageRef>mo</outMessageRef></operation></interface><process id='p' isExecutable='true'><startEvent id='s'/><receiveTask id='m' messageRef='mo'><ioSpecification><dataOutput id='do' itemSubjectRef='i'/><outputSet><dataOutputRefs>do</dataOutputRefs></outputSet></ioSpecification></receiveTask><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
