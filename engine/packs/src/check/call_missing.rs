//! `call-missing`: a call activity whose process is in no pack of the release.

use bpmn::process::NodeKind;

use super::Drawn;
use crate::load::Content;
use crate::problem::Problem;

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    for drawn in Drawn::all(content) {
        for node in &drawn.process.nodes {
            if !content.incomplete
                && let NodeKind::CallActivity { called } = &node.kind
                && !content.release.processes.contains_key(&**called)
            {
                problems.push(drawn.problem("call-missing", node, format!("没有过程 {called} 可以调用")));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::{around, found, pack, process};

    fn calling(called: &str) -> Vec<String> {
        let manifest = pack("<process file=\"process.bpmn\"/>");
        let bpmn = process(&around(&format!("<bpmn:callActivity id=\"t\" calledElement=\"{called}\"/>")));
        found(check, &[("shared/p/pack.xml", &manifest), ("shared/p/process.bpmn", &bpmn)])
    }

    #[test]
    fn good() {
        assert!(calling("p").is_empty());
    }

    #[test]
    fn bad() {
        assert_eq!(calling("q"), ["call-missing shared/p/process.bpmn:3"]);
    }
}
