//! The words of the suite's script tasks as rhai, or, where a piece of work takes time, as a job of a connector.
//! The engine knows none of them.

use super::tree::{Child, Tree};

/// Rewrites the words of every script in a file.
pub fn rewrite(root: &mut Tree) {
    root.visit(&mut |element| {
        let word = element.elements().find(|child| child.local() == "script").map(|script| script.text());
        let Some(word) = word.as_deref().map(str::trim).filter(|word| !word.is_empty()) else { return };
        match job_of(word) {
            Some(operation) if element.local() == "scriptTask" => becomes_job(element, operation),
            _ => {
                let rhai = rhai_of(word);
                let scripts = element.elements_mut().filter(|child| child.local() == "script");
                scripts.for_each(|script| script.children = vec![Child::Text(rhai.clone())]);
            }
        }
    });
}

/// Marks are counted in variables of this prefix.
pub const MARK: &str = "mark_";

fn mark(name: &str) -> String {
    format!("{MARK}{name} = if {MARK}{name} == () {{ 1 }} else {{ {MARK}{name} + 1 }};")
}

fn rhai_of(word: &str) -> String {
    match word {
        "CREATE_LOG_FILE" => String::from("()"),
        "CREATE_MARKER_FILE" => mark("MARKER_exists"),
        "SET_STRING_DATA" => String::from("data = \"String\";"),
        "LOG_DATA" => format!("if data == \"String\" {{ {} }}", mark("DATA_correct")),
        "INCREMENT_INTEGER_VARIABLE" => String::from("integerVariable += 1;"),
        "INCREMENT_INTEGER_VARIABLE_AND_LOG" => format!("integerVariable += 1; {}", mark("INCREMENT_correct")),
        "THROW_ERROR" => String::from("throw bpmn_error(\"ERR_CODE\", \"thrown by the model\");"),
        word if word.starts_with("SCRIPT_") => mark(word),
        other => other.to_owned(),
    }
}

fn job_of(word: &str) -> Option<&'static str> {
    match word {
        "WAIT_TEN_SECONDS" => Some("wait"),
        "CREATE_TIMESTAMP_LOG_1" => Some("interval_1"),
        "CREATE_TIMESTAMP_LOG_2" => Some("interval_2"),
        _ => None,
    }
}

fn becomes_job(task: &mut Tree, operation: &str) {
    let prefix = task.prefix().to_owned();
    task.name = format!("{prefix}serviceTask");
    task.attributes.retain(|(key, _)| key != "scriptFormat");
    task.children.retain(|child| !matches!(child, Child::Element(script) if script.local() == "script"));
    let attribute = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    let job = Tree {
        name: "x:job".into(),
        attributes: vec![
            attribute("xmlns:x", "urn:xiezhi:engine:1"),
            attribute("connector", "clock"),
            attribute("operation", operation),
        ],
        children: Vec::new(),
    };
    let extension = task.elements_mut().find(|child| child.local() == "extensionElements");
    match extension {
        Some(extension) => extension.children.push(Child::Element(job)),
        None => {
            let name = format!("{prefix}extensionElements");
            let extension = Tree { name, attributes: Vec::new(), children: vec![Child::Element(job)] };
            let after = |child: &Child| matches!(child, Child::Element(first) if first.local() == "documentation");
            let at = task.children.iter().rposition(after).map_or(0, |at| at + 1);
            task.children.insert(at, Child::Element(extension));
        }
    }
}
