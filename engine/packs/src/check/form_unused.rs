//! `form-unused` (warning): a form that no task or event of the pack shows.

use std::collections::BTreeSet;

use super::Drawn;
use crate::load::Content;
use crate::problem::Problem;

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    let mut used = BTreeSet::new();
    for drawn in Drawn::all(content) {
        used.extend(
            drawn.nodes().filter_map(|(_, law)| law.form.clone()).map(|form| format!("{}/{form}", drawn.pack())),
        );
    }
    for pack in content.release.packs.values() {
        let loaded = content.release.pack_of.values().any(|owner| *owner == pack.id);
        for form in pack.forms.iter().filter(|form| loaded && !used.contains(&format!("{}/{}", pack.id, form.id))) {
            let message = format!("没有任务使用表单 {}", form.id);
            problems.push(Problem::warning("form-unused", &pack.file(), form.place, message).at(&form.id));
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
        let extra = [("shared/p/forms/a.json", "{}")];
        let files = one_task(&mut a, "<form id=\"a\" file=\"forms/a.json\"/>", "", &extra);
        assert_eq!(found(check, &files), ["form-unused shared/p/pack.xml:2"]);
    }
}
