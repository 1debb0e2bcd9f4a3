//! Small releases for the examples of rules.

use std::collections::BTreeMap;

use super::Rule;
use crate::load;
use crate::problem::Problem;

/// What one rule says about these files: `code file:line`, in order.
pub fn found(rule: Rule, files: &[(&str, &str)]) -> Vec<String> {
    let files: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    let (content, before) = load::read(&files);
    let unreadable: Vec<&Problem> = before.iter().filter(|p| p.is_error()).collect();
    assert!(unreadable.is_empty(), "the example itself is wrong: {unreadable:?}");
    let mut problems = Vec::new();
    rule(&content, &mut problems);
    problems.sort();
    problems.iter().map(|p| format!("{} {}:{}", p.code, p.file, p.line)).collect()
}

/// A manifest of the pack `p`; `inside` are its elements.
pub fn pack(inside: &str) -> String {
    format!("<pack xmlns=\"urn:xiezhi:pack:1\" id=\"p\" kind=\"shared\" law=\"SP01\" name=\"试\">\n{inside}\n</pack>")
}

/// A BPMN file with the process `p`; `inside` starts on line 2.
pub fn process(inside: &str) -> String {
    named_process("p", inside)
}

/// A BPMN file with one process.
pub fn named_process(id: &str, inside: &str) -> String {
    format!(
        "<bpmn:definitions xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:xe=\"urn:xiezhi:engine:1\" \
         xmlns:xl=\"urn:xiezhi:law:1\" id=\"{id}_file\" targetNamespace=\"urn:xiezhi:pack:{id}\">\
         <bpmn:process id=\"{id}\" name=\"试\" isExecutable=\"true\">\n{inside}\n</bpmn:process></bpmn:definitions>"
    )
}

/// start → `t` → end, where `t` is the given element with id `t`.
pub fn around(task: &str) -> String {
    format!(
        "<bpmn:startEvent id=\"s\"/><bpmn:sequenceFlow id=\"f1\" sourceRef=\"s\" targetRef=\"t\"/>\n{task}\n\
         <bpmn:sequenceFlow id=\"f2\" sourceRef=\"t\" targetRef=\"e\"/><bpmn:endEvent id=\"e\"/>"
    )
}

/// A user task `t` with these extension elements; it stands on line 3 of [`process`]`(`[`around`]`(…))`.
pub fn user_task(extensions: &str) -> String {
    format!(
        "<bpmn:userTask id=\"t\" name=\"办\"><bpmn:extensionElements>{extensions}</bpmn:extensionElements></bpmn:userTask>"
    )
}

/// Files of the pack `p` with one user task; `extra` are further files.
pub fn one_task<'a>(
    buffer: &'a mut Vec<String>,
    inside_pack: &str,
    extensions: &str,
    extra: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    buffer.push(pack(&format!("<process file=\"process.bpmn\"/>{inside_pack}")));
    buffer.push(process(&around(&user_task(extensions))));
    let mut files: Vec<(&str, &str)> =
        vec![("shared/p/pack.xml", buffer[0].as_str()), ("shared/p/process.bpmn", buffer[1].as_str())];
    files.extend_from_slice(extra);
    files
}
