//! `task-unassigned`: a user task that says nobody may do it.

use bpmn::process::NodeKind;

use super::Drawn;
use crate::load::Content;
use crate::problem::Problem;

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    for drawn in Drawn::all(content) {
        for (node, law) in drawn.nodes() {
            let people = matches!(node.kind, NodeKind::UserTask);
            let same = node.extension.assign.as_ref().is_some_and(|assign| !assign.same_as.is_empty());
            if people && law.role.is_none() && !same {
                let problem = drawn.problem("task-unassigned", node, "用户任务没有写明由谁办理");
                problems.push(problem.hint("写 <xe:assign role=\"…\"/>"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::{found, one_task};

    #[test]
    fn good() {
        let mut a = Vec::new();
        assert!(found(check, &one_task(&mut a, "", "<xe:assign role=\"lead_officer\"/>", &[])).is_empty());
    }

    #[test]
    fn bad() {
        let mut a = Vec::new();
        assert_eq!(found(check, &one_task(&mut a, "", "", &[])), ["task-unassigned shared/p/process.bpmn:3"]);
    }
}
