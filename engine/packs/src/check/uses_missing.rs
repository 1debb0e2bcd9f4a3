//! `uses-missing` (warning): a called pack or a document of a node that the manifest does not announce.

use bpmn::process::NodeKind;

use super::Drawn;
use crate::load::Content;
use crate::manifest::Used;
use crate::problem::{Problem, Severity};

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    for drawn in Drawn::all(content) {
        let Some(pack) = content.release.packs.get(drawn.pack()) else { continue };
        let announced =
            |used: Used, name: &str| pack.uses.iter().any(|(kind, named)| *kind == used && named.name == name);
        for (node, law) in drawn.nodes() {
            let mut missing: Vec<String> = Vec::new();
            if let NodeKind::CallActivity { called } = &node.kind {
                let owner = content.release.pack_of.get(&**called).map_or(&**called, String::as_str);
                if owner != pack.id && !announced(Used::Pack, owner) {
                    missing.push(format!("<uses pack=\"{owner}\"/>"));
                }
            }
            let documents = law.documents.iter().filter(|document| !announced(Used::Document, &document.kind));
            missing.extend(documents.map(|document| format!("<uses document=\"{}\"/>", document.kind)));
            for element in missing {
                let mut problem = drawn.problem("uses-missing", node, format!("pack.xml 没有写明 {element}"));
                problem.severity = Severity::Warning;
                problems.push(problem);
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
        let (mut a, files) = (Vec::new(), &[][..]);
        let files = one_task(&mut a, "<uses document=\"W45\"/>", "<xl:document kind=\"W45\"/>", files);
        assert!(found(check, &files).is_empty());
    }

    #[test]
    fn bad() {
        let mut a = Vec::new();
        let files = one_task(&mut a, "", "<xl:document kind=\"W45\"/>", &[]);
        assert_eq!(found(check, &files), ["uses-missing shared/p/process.bpmn:3"]);
    }
}
