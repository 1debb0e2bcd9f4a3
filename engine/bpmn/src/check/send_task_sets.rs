//! Rule EXT.047 and EXT.046, BPMN 2.0 section 10.2.3.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "send-task-sets",
    numbers: &[47, 46],
    section: "10.2.3",
    title: "发送任务至多一个 inputSet 和一个数据输入",
    hint: "合并多余的数据输入",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for task in model.all(Tag::SendTask) {
        let sets = super::data(model, *task, Tag::InputSet).len();
        if sets > 1 || super::data(model, *task, Tag::DataInput).len() > 1 {
            found.at(*task);
        }
    }
}

examples! {
    good: r#"<itemDefinition id='i'/><itemDefinition id='j'/><message id='mi' itemRef='i'/><message id='mo' itemRef='j'/><interface id='if'><operation id='op'><inMessageRef>mi</inMessageRef><outMessageRef>mo</outMessageRef></operation></interface><process id='p' isExecutable='true'><startEvent id='s'/><sendTask id='m' messageRef='mi'><ioSpecification><dataInput id='di' itemSubjectRef='i'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet></ioSpecification></sendTask><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<itemDefinition id='i'/><itemDefinition id='j'/><message id='mi' itemRef='i'/><message id='mo' itemRef='j'/><interface id='if'><operation id='op'><inMessageRef>mi</inMessageRef><outMessageRef>mo</outMessageRef></operation></interface><process id='p' isExecutable='true'><startEvent id='s'/><sendTask id='m' messageRef='mi'><ioSpecification><dataInput id='di' itemSubjectRef='i'/><dataInput id='d2' itemSubjectRef='i'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet></ioSpecification></sendTask><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
