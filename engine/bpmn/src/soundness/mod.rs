//! Findings about the behaviour of a whole process: warnings for any file, for a published pack its caller may make them
//! errors. Separate from [`crate::load`], because it costs more than reading.
//!
//! The graph findings are exact for what they say. The token game of `states` is played per scope with conditions taken
//! as open; it has a budget and says "undecided" when the budget ends.

mod graph;
mod states;

use std::sync::Arc;

use crate::problem::{Problem, Severity};
use crate::process::{Node, NodeIx, Process};

/// All soundness findings of a process; `file` is used in messages only.
pub fn soundness(file: &str, process: &Process) -> Vec<Problem> {
    let mut report = Report { file: Arc::from(file), process, problems: Vec::new() };
    for scope in 0..process.scopes.len() {
        graph::look(&mut report, scope);
        states::play(&mut report, scope);
    }
    report.problems.sort_by(|a, b| (a.position, a.code).cmp(&(b.position, b.code)));
    report.problems.dedup();
    report.problems
}

/// Codes of soundness findings with their titles.
pub const CODES: [(&str, &str); 8] = [
    ("unreachable-node", "从开始走不到这个节点"),
    ("end-never-reached", "从这个节点走不到任何结束"),
    ("loop-without-wait", "循环中没有等待，可能一直转下去"),
    ("missing-default", "条件都不成立时没有出路"),
    ("flow-without-condition", "网关的流出既无条件又不是默认流"),
    ("join-never-completes", "汇聚可能永远等不齐"),
    ("flow-taken-twice", "同一条顺序流可能同时有两个令牌，后面会执行两次"),
    ("soundness-undecided", "在限定的工作量内判断不了"),
];

struct Report<'a> {
    file: Arc<str>,
    process: &'a Process,
    problems: Vec<Problem>,
}

impl Report<'_> {
    fn warn(&mut self, code: &'static str, node: NodeIx, detail: &str) {
        let title = CODES.iter().find(|(known, _)| *known == code).map_or("", |(_, title)| title);
        let node: &Node = self.process.node(node);
        self.problems.push(Problem {
            code,
            severity: Severity::Warning,
            rule: 0,
            file: self.file.clone(),
            position: node.position,
            kind: node.kind.word(),
            element: Some(node.id.clone()),
            name: (!node.name.is_empty()).then(|| node.name.clone()),
            message: if detail.is_empty() { title.to_string() } else { format!("{title}：{detail}") },
            hint: "检查流程图的走向",
        });
    }
}
