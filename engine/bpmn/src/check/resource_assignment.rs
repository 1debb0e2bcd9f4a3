//! Rule EXT.040 and EXT.039, BPMN 2.0 section 10.2.1.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "resource-assignment",
    numbers: &[40, 39],
    section: "10.2.1",
    title: "资源角色要么引用资源并绑定参数，要么给出分配表达式",
    hint: "二者只留其一",
    run,
};

const ROLES: [Tag; 4] = [Tag::ResourceRole, Tag::Performer, Tag::HumanPerformer, Tag::PotentialOwner];

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.every(|tag| ROLES.contains(&tag)) {
        let expression = model.child(ix, Tag::ResourceAssignmentExpression).is_some();
        let reference = model.child(ix, Tag::ResourceRef).is_some();
        let binding = model.child(ix, Tag::ResourceParameterBinding).is_some();
        let both = expression && (reference || binding);
        let unbound = binding && !reference;
        if both || unbound {
            found.at(ix);
        }
    }
}

examples! {
    good: r#"<resource id='r'/><process id='p' isExecutable='true'><startEvent id='s'/><task id='m'><performer id='x'><resourceRef>r</resourceRef></performer></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<resource id='r'/><process id='p' isExecutable='true'><startEvent id='s'/><task id='m'><performer id='x'><resourceRef>r</resourceRef><resourceAssignmentExpression/></performer></task><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
