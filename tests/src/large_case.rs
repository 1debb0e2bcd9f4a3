//! Cases of any number of tokens, to see what a command costs in a small and in a large one.

use std::sync::Arc;

use exec::{Ask, By, CaseState, Command, NoHost, Release, Timestamp, Variables};

/// A task that leaves many tokens waiting in a user task. One command brings at most 10,000 events, so a large case is
/// made by several starts.
const TOKENS_PER_START: usize = 900;

/// A case of that many tokens and its release: every token waits in a user task.
pub fn case_of(tokens: usize) -> (Release, CaseState) {
    let text = format!(
        "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" id=\"f\" targetNamespace=\"urn:large\">\
         <process id=\"p\" isExecutable=\"true\"><task id=\"before\" completionQuantity=\"{}\"/><userTask id=\"t\"/>\
         <sequenceFlow id=\"a\" sourceRef=\"before\" targetRef=\"t\"/></process></definitions>",
        tokens.min(TOKENS_PER_START)
    );
    let loaded = bpmn::load("large.bpmn", text.as_bytes(), &bpmn::NoImports);
    assert!(!loaded.refused(), "{:?}", loaded.problems);
    let release = Release::new("large", loaded.processes.into_iter().map(Arc::new));
    let mut case = CaseState::new("c");
    while case.tokens.len() < tokens {
        case = carry_out(&release, case, Ask::Start { process: "p".into(), variables: Variables::new() });
    }
    (release, case)
}

/// One command; the case after it.
pub fn carry_out(release: &Release, case: CaseState, what: Ask) -> CaseState {
    let command = Command { by: By::System, what };
    match exec::decide(release, case, &mut NoHost, command, Timestamp(0)) {
        Ok(decision) => decision.case,
        Err(error) => panic!("{error}"),
    }
}

/// Completes the first task of the case.
pub fn complete_one(release: &Release, case: CaseState) -> CaseState {
    let task = *case.tasks.keys().next().expect("a task is open");
    carry_out(release, case, Ask::Complete { task, answers: serde_json::Value::Null, signatures: Vec::new() })
}
