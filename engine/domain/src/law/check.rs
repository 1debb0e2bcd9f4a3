//! Problems of content that only the whole law shows: names that nothing defines. All of them, never only the first.

use super::{FactOwner, GateLaw, Law, LimitLaw, Requirement};

/// A problem with a stable code; `id` is the entry it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawProblem {
    pub code: &'static str,
    pub id: String,
    pub message: String,
}

impl Law {
    /// Every name that points nowhere.
    pub fn problems(&self) -> Vec<LawProblem> {
        let mut found = Vec::new();
        for gate in self.gates.values() {
            self.check_gate(gate, &gate.requires, &mut found);
        }
        for limit in self.limits.values() {
            self.check_limit(limit, &mut found);
        }
        self.check_facts(&mut found);
        self.check_causes(&mut found);
        self.check_nodes(&mut found);
        found
    }

    fn check_gate(&self, gate: &GateLaw, requirement: &Requirement, found: &mut Vec<LawProblem>) {
        match requirement {
            Requirement::All(parts) | Requirement::Any(parts) => {
                parts.iter().for_each(|part| self.check_gate(gate, part, found));
            }
            Requirement::Not(part) => self.check_gate(gate, part, found),
            Requirement::LimitOver(limit) if !self.limits.contains_key(limit) => {
                found.push(problem("limit-unknown", &gate.id, format!("expected limit `{limit}` to be defined")));
            }
            Requirement::Predicate(name) if !crate::predicate::NAMES.contains(&name.as_str()) => {
                let known = crate::predicate::NAMES.join(", ");
                found.push(problem(
                    "predicate-unknown",
                    &gate.id,
                    format!("expected one of {known}, but found `{name}`"),
                ));
            }
            Requirement::Complete(paths) => {
                paths.iter().for_each(|path| self.check_path(&gate.id, path, found));
            }
            _ => {}
        }
    }

    fn check_limit(&self, limit: &LimitLaw, found: &mut Vec<LawProblem>) {
        if limit.length.is_some() != limit.unit.is_some() {
            found.push(problem("limit-length", &limit.id, "expected `length` and `unit` together".to_owned()));
        }
        for other in limit.excluded.iter().chain(&limit.extended_by) {
            if !self.limits.contains_key(other) {
                found.push(problem("limit-unknown", &limit.id, format!("expected limit `{other}` to be defined")));
            }
        }
        let starts = limit.starts.as_ref().and_then(|starts| starts.at.as_ref());
        for path in limit.until.iter().chain(starts) {
            self.check_path(&limit.id, path, found);
        }
    }

    fn check_facts(&self, found: &mut Vec<LawProblem>) {
        for fact in self.facts.values() {
            if let Some(FactOwner::Predicate(name)) = &fact.owner
                && !crate::predicate::NAMES.contains(&name.as_str())
            {
                let known = crate::predicate::NAMES.join(", ");
                found.push(problem(
                    "predicate-unknown",
                    &fact.path,
                    format!("expected one of {known}, but found `{name}`"),
                ));
            }
        }
        for form in self.forms.values() {
            for (pointer, path) in &form.facts {
                let place = format!("{}#{pointer}", form.id);
                match self.fact(path) {
                    None => found.push(problem(
                        "fact-unknown",
                        &place,
                        format!("expected fact `{path}` to be declared in facts.json"),
                    )),
                    Some(fact) if fact.owner.is_some() => {
                        found.push(problem(
                            "fact-owned",
                            &place,
                            format!("`{path}` is written by its owner alone, never by a form"),
                        ));
                    }
                    Some(_) => {}
                }
            }
        }
    }

    fn check_causes(&self, found: &mut Vec<LawProblem>) {
        for cause in self.causes.values() {
            if let Some(successor) = &cause.successor
                && !self.causes.contains_key(successor)
            {
                found.push(problem(
                    "cause-unknown",
                    &cause.id,
                    format!("expected successor `{successor}` to be defined"),
                ));
            }
            if let Some(class) = &cause.class
                && !self.classes.contains_key(class)
            {
                found.push(problem("class-unknown", &cause.id, format!("expected class `{class}` to be defined")));
            }
            if let Some(table) = &cause.discretion
                && !self.methods.contains_key(table)
            {
                found.push(problem(
                    "discretion-unknown",
                    &cause.id,
                    format!("expected factor table `{table}` to be defined"),
                ));
            }
        }
    }

    fn check_nodes(&self, found: &mut Vec<LawProblem>) {
        for ((process, element), node) in &self.nodes {
            let place = format!("{process}/{element}");
            for document in &node.documents {
                if !self.documents.contains_key(&document.kind) {
                    let kind = &document.kind;
                    found.push(problem(
                        "document-unknown",
                        &place,
                        format!("expected document `{kind}` to be defined"),
                    ));
                }
            }
            for limit in &node.limits {
                match self.limits.get(&limit.limit) {
                    None => {
                        let id = &limit.limit;
                        found.push(problem("limit-unknown", &place, format!("expected limit `{id}` to be defined")));
                    }
                    Some(law) if law.starts.is_some() => {
                        let id = &limit.limit;
                        found.push(problem(
                            "limit-stated-twice",
                            &place,
                            format!("`{id}` is started by its own entry, not by a node"),
                        ));
                    }
                    Some(_) => {}
                }
            }
            for act in &node.acts {
                if let Some(path) = &act.on {
                    self.check_path(&place, path, found);
                }
            }
            if node.unless.as_deref().is_some_and(|name| !crate::predicate::NAMES.contains(&name)) {
                let name = node.unless.as_deref().unwrap_or_default();
                found.push(problem(
                    "predicate-unknown",
                    &place,
                    format!("expected a known predicate, but found `{name}`"),
                ));
            }
        }
    }

    fn check_path(&self, id: &str, path: &str, found: &mut Vec<LawProblem>) {
        if self.fact(path).is_none() {
            found.push(problem("fact-unknown", id, format!("expected fact `{path}` to be declared in facts.json")));
        }
    }
}

fn problem(code: &'static str, id: &str, message: String) -> LawProblem {
    LawProblem { code, id: id.to_owned(), message }
}
