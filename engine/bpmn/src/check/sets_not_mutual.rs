//! Rule EXT.087, BPMN 2.0 section 10.3.1.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "sets-not-mutual",
    numbers: &[87],
    section: "10.3.1",
    title: "inputSet 与 outputSet 的相互引用必须成对",
    hint: "两边都写上引用",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for (set, there, back) in [
        (Tag::InputSet, Tag::OutputSetRefs, Tag::InputSetRefs),
        (Tag::OutputSet, Tag::InputSetRefs, Tag::OutputSetRefs),
    ] {
        for set in model.all(set) {
            for other in model.referred(*set, there) {
                if !model.lists(other, back, *set) {
                    found.with(*set, super::shown(model, other));
                }
            }
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><ioSpecification><dataInput id='x'/><dataOutput id='y'/><inputSet id='is'><dataInputRefs>x</dataInputRefs><outputSetRefs>os</outputSetRefs></inputSet><outputSet id='os'><dataOutputRefs>y</dataOutputRefs><inputSetRefs>is</inputSetRefs></outputSet></ioSpecification><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><ioSpecification><dataInput id='x'/><dataOutput id='y'/><inputSet id='is'><dataInputRefs>x</dataInputRefs><outputSetRefs>os</outputSetRefs></inputSet><outputSet id='os'><dataOutputRefs>y</dataOutputRefs></outputSet></ioSpecification><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
}
