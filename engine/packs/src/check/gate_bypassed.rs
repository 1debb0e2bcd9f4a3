//! `gate-bypassed`: a way through the diagrams reaches an act without an earlier act that a gate demands of it (removing the call
//! of the notice makes the decision unlawful: G05). An early warning; at run time the gate itself refuses.
//!
//! For every `act_done` that a gate requires always (at the top or inside `all`), a must-analysis over the processes: is the act
//! certainly done whenever this node is entered? What is certain at a call is certain inside the called process; what is certain at
//! every end of a called process is certain after the call. A flow with `xl:unless` counts as a lawful bypass. A process that no
//! act starts and nobody calls begins with nothing.

use std::collections::BTreeMap;

use bpmn::process::{Node, NodeIx, NodeKind, Process};
use domain::law::{ActDone, ActName, GateAct, GateOn, Law, NodeAct, Requirement};

use super::Drawn;
use crate::load::Content;
use crate::problem::Problem;

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    if content.incomplete {
        return;
    }
    for gate in content.release.law.gates.values() {
        let mut demanded = Vec::new();
        always(&gate.requires, &mut demanded);
        for done in demanded {
            let mut needed = vec![Needed { act: done.act, kind: done.kind.clone() }];
            if done.attributes.get("served").is_some_and(|served| served == true) {
                needed.push(Needed { act: ActName::DocumentServe, kind: None });
            }
            for needed in needed {
                let proof = Proof::new(content, &needed);
                for drawn in Drawn::all(content) {
                    for (node, law) in drawn.nodes() {
                        let speaks = law.acts.iter().any(|act| gate.on.iter().any(|on| speaks(on, act)));
                        if speaks && !proof.certain(&drawn.process.id, node) {
                            let message = format!(
                                "有路径没有先完成 {needed} 就到达这里，关卡 {} 会拒绝：{}",
                                gate.id, gate.refuse
                            );
                            let problem = drawn.problem("gate-bypassed", node, message);
                            problems
                                .push(problem.hint("在此之前补上该行为的节点；依法可以不做的，在流向上写 xl:unless"));
                        }
                    }
                }
            }
        }
    }
}

/// An act that must have happened.
struct Needed {
    act: ActName,
    kind: Option<String>,
}

impl std::fmt::Display for Needed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.kind {
            Some(kind) => write!(f, "{}（{kind}）", self.act),
            None => write!(f, "{}", self.act),
        }
    }
}

impl Needed {
    fn is(&self, name: ActName, kind: Option<&str>) -> bool {
        let known = kind.is_some_and(|kind| !kind.starts_with('='));
        self.act == name && (self.kind.is_none() || !known || self.kind.as_deref() == kind)
    }
}

fn always<'a>(requirement: &'a Requirement, found: &mut Vec<&'a ActDone>) {
    match requirement {
        Requirement::All(parts) => parts.iter().for_each(|part| always(part, found)),
        Requirement::ActDone(done) => found.push(done),
        _ => {}
    }
}

fn speaks(on: &GateOn, act: &NodeAct) -> bool {
    let GateAct::Act(name) = on.act else { return false };
    let kind = act.kind.as_deref().filter(|kind| !kind.starts_with('='));
    name == act.name && (on.kinds.is_empty() || kind.is_none_or(|kind| on.kinds.iter().any(|one| one == kind)))
}

/// What is certain where, for one needed act.
struct Proof<'a> {
    law: &'a Law,
    needed: &'a Needed,
    processes: BTreeMap<&'a str, &'a Process>,
    /// Certain at the start of a process, given all its callers.
    at_start: BTreeMap<&'a str, bool>,
    /// Whether the process itself makes it certain at all its ends.
    makes: BTreeMap<&'a str, bool>,
}

impl<'a> Proof<'a> {
    fn new(content: &'a Content, needed: &'a Needed) -> Self {
        let release = &content.release;
        let processes: BTreeMap<&str, &Process> =
            release.processes.iter().map(|(id, process)| (id.as_str(), &**process)).collect();
        // Greatest fixed points: begin with "certain" and take back what does not hold.
        let all = || processes.keys().map(|id| (*id, true)).collect();
        let mut proof = Self { law: &release.law, needed, at_start: all(), makes: all(), processes };
        while proof.narrow_makes() {}
        proof.begin();
        while proof.narrow_starts() {}
        proof
    }

    fn narrow_makes(&mut self) -> bool {
        let mut changed = false;
        for (id, process) in &self.processes {
            let states = self.states(process, false);
            let ends = process.scopes.first().map_or(&[][..], |scope| scope.ends.as_slice());
            let made = ends.iter().all(|end| states[end.at()] || self.does(process, &process.nodes[end.at()]));
            if self.makes[*id] && !made {
                self.makes.insert(id, false);
                changed = true;
                break;
            }
        }
        changed
    }

    /// Processes that begin on their own: by an act, or because nobody calls them.
    fn begin(&mut self) {
        let called: Vec<&str> = self.processes.values().flat_map(|process| &process.nodes).filter_map(calls).collect();
        for id in self.processes.keys() {
            let starts: Vec<_> = self.law.starts.iter().filter(|start| start.process == *id).collect();
            if !starts.is_empty() {
                let certain = starts.iter().all(|start| self.needed.is(start.act, start.kind.as_deref()));
                self.at_start.insert(id, certain);
            } else if !called.contains(id) {
                self.at_start.insert(id, false);
            }
        }
    }

    fn narrow_starts(&mut self) -> bool {
        let mut lost: Vec<&'a str> = Vec::new();
        for (id, process) in &self.processes {
            let states = self.states(process, self.at_start[*id]);
            for (n, node) in process.nodes.iter().enumerate() {
                let Some(called) = calls(node) else { continue };
                if !states[n] && self.at_start.get(called).copied().unwrap_or(false) {
                    lost.push(called);
                }
            }
        }
        let changed = !lost.is_empty();
        for id in lost {
            self.at_start.insert(id, false);
        }
        changed
    }

    /// Whether the act is certain whenever this node is entered.
    fn certain(&self, process: &str, node: &Node) -> bool {
        let Some(drawn) = self.processes.get(process) else { return true };
        let states = self.states(drawn, self.at_start.get(process).copied().unwrap_or(false));
        drawn.find(&node.id).is_none_or(|at| states[at.at()])
    }

    /// For every node: certain when it is entered.
    fn states(&self, process: &'a Process, start: bool) -> Vec<bool> {
        let mut states = vec![true; process.nodes.len()];
        loop {
            let mut changed = false;
            for n in 0..process.nodes.len() {
                let holds = self.entered(process, &states, n, start);
                if states[n] && !holds {
                    states[n] = false;
                    changed = true;
                }
            }
            if !changed {
                return states;
            }
        }
    }

    fn entered(&self, process: &'a Process, states: &[bool], n: usize, start: bool) -> bool {
        let node = &process.nodes[n];
        if let NodeKind::BoundaryEvent { attached, .. } = node.kind {
            return states[attached.at()];
        }
        if node.incoming.is_empty() {
            return match process.scopes.get(node.scope.at()).and_then(|scope| scope.node) {
                Some(around) => states[around.at()],
                None => start,
            };
        }
        let mut arriving = node.incoming.iter().map(|flow| {
            let flow = &process.flows[flow.at()];
            let lawful = self.law.node(&process.id, &flow.id).is_some_and(|law| law.unless.is_some());
            lawful || self.left(process, states, flow.source)
        });
        // A parallel join waits for all of its branches, so one that is certain suffices.
        if matches!(node.kind, NodeKind::Parallel) {
            arriving.any(|certain| certain)
        } else {
            arriving.all(|certain| certain)
        }
    }

    fn left(&self, process: &'a Process, states: &[bool], node: NodeIx) -> bool {
        states[node.at()] || self.does(process, &process.nodes[node.at()])
    }

    /// Whether the node makes the act happen: by itself, or by the process that it calls.
    fn does(&self, process: &Process, node: &Node) -> bool {
        let own = self.law.node(&process.id, &node.id).is_some_and(|law| {
            let blocked = law.unavailable.is_some();
            blocked || law.acts.iter().any(|act| self.needed.is(act.name, act.kind.as_deref()))
        });
        own || calls(node).is_some_and(|called| self.makes.get(called).copied().unwrap_or(false))
    }
}

fn calls(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::CallActivity { called } => Some(called),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::{found, named_process};

    const GATES: &str = r#"[{"id": "G05", "on": [{"act": "decision.issue", "kinds": ["penalty"]}], "refuse": "未告知", "mark": "Y",
        "basis": [{"source": "试"}], "requires": {"act_done": {"act": "notice.issue", "served": true}}}]"#;

    fn task(id: &str, act: &str) -> String {
        format!(
            "<bpmn:userTask id=\"{id}\"><bpmn:extensionElements><xl:act name=\"{act}\" kind=\"penalty\"/></bpmn:extensionElements></bpmn:userTask>\n"
        )
    }

    fn flow(id: &str, from: &str, to: &str, inside: &str) -> String {
        format!("<bpmn:sequenceFlow id=\"{id}\" sourceRef=\"{from}\" targetRef=\"{to}\">{inside}</bpmn:sequenceFlow>")
    }

    /// `p` decides after calling `n`, or past it over the flow `past`.
    fn with(past: &str, call: &str) -> Vec<String> {
        let notice = named_process(
            "n",
            &format!(
                "<bpmn:startEvent id=\"s\"/>{}{}{}{}{}<bpmn:endEvent id=\"e\"/>",
                flow("f1", "s", "a", ""),
                task("a", "notice.issue"),
                flow("f2", "a", "b", ""),
                task("b", "document.serve").replace(" kind=\"penalty\"", ""),
                flow("f3", "b", "e", "")
            ),
        );
        let main = named_process(
            "p",
            &format!(
                "<bpmn:startEvent id=\"s\"/>{}<bpmn:task id=\"x\"/>{}{past}{call}{}\n{}{}<bpmn:endEvent id=\"e\"/>",
                flow("f1", "s", "x", ""),
                flow("f2", "x", "c", ""),
                flow("f4", "c", "d", ""),
                task("d", "decision.issue"),
                flow("f5", "d", "e", "")
            ),
        );
        let manifest = |id: &str| {
            format!(
                "<pack xmlns=\"urn:xiezhi:pack:1\" id=\"{id}\" kind=\"shared\" name=\"试\"><process file=\"process.bpmn\"/></pack>"
            )
        };
        let (n, p) = (manifest("n"), manifest("p"));
        found(
            check,
            &[
                ("gates/a.json", GATES),
                ("shared/n/pack.xml", &n),
                ("shared/n/process.bpmn", &notice),
                ("shared/p/pack.xml", &p),
                ("shared/p/process.bpmn", &main),
            ],
        )
    }

    const CALL: &str = "<bpmn:callActivity id=\"c\" calledElement=\"n\"/>";
    const CONDITION: &str = "<bpmn:conditionExpression>true</bpmn:conditionExpression>";

    #[test]
    fn good() {
        assert!(with("", CALL).is_empty());
        let lawful = format!(
            "<bpmn:extensionElements><xl:unless predicate=\"new_notice_required\"/></bpmn:extensionElements>{CONDITION}"
        );
        assert!(with(&flow("f3", "x", "d", &lawful), CALL).is_empty());
    }

    #[test]
    fn bad() {
        let found_past = with(&flow("f3", "x", "d", CONDITION), CALL);
        assert_eq!(found_past, ["gate-bypassed shared/p/process.bpmn:3"; 2], "neither issued nor served");
        let removed = with("", "<bpmn:task id=\"c\"/>");
        assert_eq!(removed, ["gate-bypassed shared/p/process.bpmn:3"; 2]);
    }
}
