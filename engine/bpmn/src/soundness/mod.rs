//! Findings about the behaviour of a whole process: warnings for any file, for a published pack its caller may make them
//! errors. Separate from [`crate::load`], because it costs more than reading.
//!
//! The graph findings are exact for what they say. The token game of `states` is played per scope with conditions taken
//! as open; it has a budget and says "undecided" when the budget ends.

mod graph;
mod states;

use std::fmt::Write as _;
use std::sync::Arc;

use crate::check::{MESSAGE, beginning};
use crate::problem::{Problem, Severity};
use crate::process::{NodeIx, Process};

/// How much work the token game may be, in flows looked at. One for all processes of a file: then a file of many processes takes no
/// longer than one of one process.
#[derive(Clone, Debug)]
pub struct Budget(usize);

/// For one file, and for one scope of it.
const FILE: usize = 600_000;
const SCOPE: usize = 400_000;
/// So many findings of one code are kept; the last one says how many more there are.
const KEPT: usize = 200;

impl Default for Budget {
    fn default() -> Budget {
        Budget(FILE)
    }
}

/// All soundness findings of a process; `file` is used in messages only.
pub fn soundness(file: &str, process: &Process) -> Vec<Problem> {
    soundness_within(file, process, &mut Budget::default())
}

/// The same, with a budget that several processes share.
pub fn soundness_within(file: &str, process: &Process, budget: &mut Budget) -> Vec<Problem> {
    let mut report = Report { file: Arc::from(file), process, problems: Vec::new(), counts: [0; CODES.len()] };
    graph::look(&mut report);
    for scope in 0..process.scopes.len() {
        states::play(&mut report, scope, budget);
    }
    for ((code, _), count) in CODES.iter().zip(report.counts).filter(|(_, count)| *count > KEPT) {
        if let Some(last) = report.problems.iter_mut().rfind(|problem| problem.code == *code) {
            let _ = write!(last.message, "（另有 {} 处）", count - KEPT);
        }
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
    /// How often each code was found.
    counts: [usize; CODES.len()],
}

impl Report<'_> {
    fn warn(&mut self, code: &'static str, node: NodeIx, detail: &str) {
        let Some(at) = CODES.iter().position(|(known, _)| *known == code) else { return };
        self.counts[at] += 1;
        if self.counts[at] > KEPT {
            return;
        }
        let (title, node) = (CODES[at].1, self.process.node(node));
        let message = if detail.is_empty() { title.to_string() } else { format!("{title}：{detail}") };
        self.problems.push(Problem {
            code,
            severity: Severity::Warning,
            rule: 0,
            file: self.file.clone(),
            position: node.position,
            kind: node.kind.word(),
            element: Some(node.id.clone()),
            name: (!node.name.is_empty()).then(|| node.name.clone()),
            message: beginning(&message, MESSAGE),
            hint: "检查流程图的走向",
        });
    }
}
