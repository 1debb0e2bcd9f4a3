//! Rule EXT.049, BPMN 2.0 section 10.2.3.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "instantiating-receive-task",
    numbers: &[49],
    section: "10.2.3",
    title: "启动流程的接收任务（instantiate）不能有流入",
    hint: "去掉 instantiate 或流入",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for task in model.all(Tag::ReceiveTask) {
        if model.flag(*task, "instantiate", false) && !model.incoming(*task).is_empty() {
            found.at(*task);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><receiveTask id='m'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><receiveTask id='m' instantiate='true'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
