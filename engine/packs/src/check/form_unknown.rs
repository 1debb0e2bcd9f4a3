//! `form-unknown`: a task names a form that its manifest does not.

use super::Drawn;
use crate::load::Content;
use crate::problem::Problem;

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    for drawn in Drawn::all(content) {
        let Some(pack) = content.release.packs.get(drawn.pack()) else { continue };
        for (node, law) in drawn.nodes() {
            if let Some(form) = &law.form
                && !pack.forms.iter().any(|known| known.id == *form)
            {
                let hint = format!("在 {} 中写 <form id=\"{form}\" …/>", pack.file());
                problems.push(drawn.problem("form-unknown", node, format!("流程包没有表单 {form}")).hint(hint));
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
        let extra = [("shared/p/forms/a.json", "{}")];
        let files = one_task(&mut a, "<form id=\"a\" file=\"forms/a.json\"/>", "<xe:form ref=\"a\"/>", &extra);
        assert!(found(check, &files).is_empty());
    }

    #[test]
    fn bad() {
        let mut a = Vec::new();
        let files = one_task(&mut a, "", "<xe:form ref=\"a\"/>", &[]);
        assert_eq!(found(check, &files), ["form-unknown shared/p/process.bpmn:3"]);
    }
}
