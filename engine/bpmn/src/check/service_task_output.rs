//! Rule EXT.045, BPMN 2.0 section 10.2.3.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "service-task-output",
    numbers: &[45],
    section: "10.2.3",
    title: "服务任务的唯一数据输出必须与操作的输出消息同类",
    hint: "改 itemSubjectRef",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for task in model.all(Tag::ServiceTask) {
        let Some(operation) = model.refers(*task, "operationRef") else { continue };
        let Some(item) = super::message_item(model, operation, Tag::OutMessageRef) else { continue };
        let outputs = super::data(model, *task, Tag::DataOutput);
        if outputs.len() > 1 || outputs.iter().any(|output| !super::equivalent(model, super::item_of(model, *output), item)) {
            found.at(*task);
        }
    }
}

examples! {
    good: r#"<itemDefinition id='i'/><itemDefinition id='j'/><message id='mi' itemRef='i'/><message id='mo' itemRef='j'/><interface id='if'><operation id='op'><inMessageRef>mi</inMessageRef><outMessageRef>mo</outMessageRef></operation></interface><process id='p' isExecutable='true'><startEvent id='s'/><serviceTask id='m' operationRef='op'><ioSpecification><dataInput id='di' itemSubjectRef='i'/><dataOutput id='do' itemSubjectRef='j'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet><dataOutputRefs>do</dataOutputRefs></outputSet></ioSpecification></serviceTask><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<itemDefinition id='i'/><itemDefinition id='j'/><message id='mi' itemRef='i'/><message id='mo' itemRef='j'/><interface id='if'><operation id='op'><inMessageRef>mi</inMessageRef><outMessageRef>mo</outMessageRef></operation></interface><process id='p' isExecutable='true'><startEvent id='s'/><serviceTask id='m' operationRef='op'><ioSpecification><dataInput id='di' itemSubjectRef='i'/><dataOutput id='do' itemSubjectRef='i'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet><dataOutputRefs>do</dataOutputRefs></outputSet></ioSpecification></serviceTask><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
