//! Rule EXT.043 and EXT.042, BPMN 2.0 section 10.2.3.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "service-task-sets",
    numbers: &[43, 42],
    section: "10.2.3",
    title: "引用操作的服务任务必须恰有一个 inputSet，至多一个 outputSet",
    hint: "合并多余的集合",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for task in model.all(Tag::ServiceTask) {
        let Some(specification) = model.child(*task, Tag::IoSpecification) else { continue };
        if model.attribute(*task, "operationRef").is_none() {
            continue;
        }
        let count = |tag| model.children_of(specification, tag).count();
        if count(Tag::InputSet) != 1 || count(Tag::OutputSet) > 1 {
            found.at(*task);
        }
    }
}

examples! {
    good: r#"<itemDefinition id='i'/><itemDefinition id='j'/><message id='mi' itemRef='i'/><message id='mo' itemRef='j'/><interface id='if'><operation id='op'><inMessageRef>mi</inMessageRef><outMessageRef>mo</outMessageRef></operation></interface><process id='p' isExecutable='true'><startEvent id='s'/><serviceTask id='m' operationRef='op'><ioSpecification><dataInput id='di' itemSubjectRef='i'/><dataOutput id='do' itemSubjectRef='j'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet><dataOutputRefs>do</dataOutputRefs></outputSet></ioSpecification></serviceTask><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<itemDefinition id='i'/><itemDefinition id='j'/><message id='mi' itemRef='i'/><message id='mo' itemRef='j'/><interface id='if'><operation id='op'><inMessageRef>mi</inMessageRef><outMessageRef>mo</outMessageRef></operation></interface><process id='p' isExecutable='true'><startEvent id='s'/><serviceTask id='m' operationRef='op'><ioSpecification><dataInput id='di' itemSubjectRef='i'/><dataOutput id='do' itemSubjectRef='j'/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet><dataOutputRefs>do</dataOutputRefs></outputSet><outputSet><dataOutputRefs>do</dataOutputRefs></outputSet></ioSpecification></serviceTask><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
