//! Rule EXT.050 and EXT.051, BPMN 2.0 section 10.2.3.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "receive-task-sets",
    numbers: &[50, 51],
    section: "10.2.3",
    title: "接收任务至多一个 outputSet 和一个数据输出",
    hint: "合并多余的数据输出",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for task in model.all(Tag::ReceiveTask) {
        let sets = super::data(model, *task, Tag::OutputSet).len();
        if sets > 1 || super::data(model, *task, Tag::DataOutput).len() > 1 {
            found.at(*task);
        }
    }
}

examples! {
    good: r#"<itemDefinition id='i'/><itemDefinition id='j'/><message id='mi' itemRef='i'/><message id='mo' itemRef='j'/><interface id='if'><operation id='op'><inMessageRef>mi</inMessageRef><outMessageRef>mo</outMessageRef></operation></interface><process id='p' isExecutable='true'><startEvent id='s'/><receiveTask id='m' messageRef='mo'><ioSpecification><dataOutput id='do' itemSubjectRef='j'/><outputSet><dataOutputRefs>do</dataOutputRefs></outputSet></ioSpecification></receiveTask><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<itemDefinition id='i'/><itemDefinition id='j'/><message id='mi' itemRef='i'/><message id='mo' itemRef='j'/><interface id='if'><operation id='op'><inMessageRef>mi</inMessageRef><outMessageRef>mo</outMessageRef></operation></interface><process id='p' isExecutable='true'><startEvent id='s'/><receiveTask id='m' messageRef='mo'><ioSpecification><dataOutput id='do' itemSubjectRef='j'/><outputSet><dataOutputRefs>do</dataOutputRefs></outputSet><outputSet><dataOutputRefs>do</dataOutputRefs></outputSet></ioSpecification></receiveTask><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
