//! Events of operations on tasks and on the case as a whole.

use std::collections::BTreeMap;

use crate::event::{Event, Operation};
use crate::ids::{ElementPath, TaskId};
use crate::state::{AfterTold, CaseState, Compensable, HandedOn, RetryStep, Signed, Signer, Task};

impl CaseState {
    pub(super) fn apply_operation(&mut self, operation: &Operation) {
        match operation {
            Operation::Delegated { task, to, by, .. } => self.with(*task, |task| {
                task.owner = Some(by.clone());
                task.assignee = Some(to.clone());
            }),
            Operation::Resolved { task, to, .. } => self.with(*task, |task| {
                task.owner = None;
                task.assignee = Some(to.clone());
            }),
            Operation::Transferred { task, to, .. } => self.with(*task, |task| {
                task.owner = None;
                task.assignee = Some(to.clone());
            }),
            Operation::SignerAdded { task, person, place, .. } => self.with(*task, |task| {
                task.signers.push(Signer { person: person.clone(), place: *place, signed: None });
            }),
            Operation::SignerRemoved { task, person, .. } => self.with(*task, |task| {
                task.signers.retain(|signer| signer.person != *person || signer.signed.is_some());
            }),
            Operation::CountersignBegan { task, persons, rule, .. } => self.with(*task, |task| {
                task.countersign = Some(*rule);
                let place = crate::command::SignerPlace::Vote;
                let voter = |person: &crate::PersonId| Signer { person: person.clone(), place, signed: None };
                task.signers.extend(persons.iter().map(voter));
            }),
            Operation::Signed { task, by, agree, answers, .. } => self.with(*task, |task| {
                let signer = task.signers.iter_mut().find(|signer| signer.person == *by && signer.signed.is_none());
                signer.into_iter().for_each(|signer| {
                    signer.signed = Some(Signed { agree: *agree, answers: answers.clone() });
                });
            }),
            Operation::HandedOn { task, by, answers, signatures, .. } => self.with(*task, |task| {
                let (by, answers, signatures) = (by.clone(), answers.clone(), signatures.clone());
                task.handed_on = Some(Box::new(HandedOn { by, answers, signatures }));
            }),
            Operation::Planned { task, due, follow_up, priority, .. } => self.with(*task, |task| {
                (task.due, task.follow_up, task.priority) = (*due, *follow_up, *priority);
            }),
            Operation::Redefined { task, role, unit, form, .. } => self.with(*task, |task| {
                (task.role, task.unit, task.form) = (role.clone(), unit.clone(), form.clone());
            }),
            Operation::Migrated { to, elements, .. } => self.migrate(to, elements),
            Operation::Intervened { .. } => {}
        }
    }

    fn with(&mut self, task: TaskId, change: impl FnOnce(&mut Task)) {
        if let Some(task) = self.tasks.get_mut(&task) {
            change(task);
        }
    }

    /// Every path that the state names becomes the path of the new release.
    fn migrate(&mut self, release: &str, elements: &BTreeMap<ElementPath, ElementPath>) {
        let new = |path: &ElementPath| elements.get(path).unwrap_or(path).clone();
        let rename = |path: &mut ElementPath| *path = new(path);
        for instance in self.instances.values_mut() {
            release.clone_into(&mut instance.release);
            // The process itself is named by an element path without an element: its outermost scope.
            if let Some(process) = elements.get(&ElementPath::new(&instance.process, "")) {
                process.process().clone_into(&mut instance.process);
            }
            instance.element.as_mut().into_iter().for_each(rename);
            let completers = std::mem::take(&mut instance.completers);
            instance.completers = completers.into_iter().map(|(path, people)| (new(&path), people)).collect();
        }
        for scope in self.scopes.values_mut() {
            scope.element.as_mut().into_iter().for_each(rename);
            let parked = std::mem::take(&mut scope.parked);
            scope.parked = parked.into_iter().map(|(path, tokens)| (new(&path), tokens)).collect();
            let activated = std::mem::take(&mut scope.activated);
            scope.activated = activated.into_iter().map(|(path, flows)| (new(&path), flows)).collect();
            scope.compensable.iter_mut().for_each(|record| rename_record(record, &new));
        }
        for token in self.tokens.values_mut() {
            rename(&mut token.element);
            token.flow.as_mut().into_iter().for_each(rename);
            let kept = token.kept.as_mut().map(|kept| &mut kept.compensable);
            kept.into_iter().flatten().for_each(|record| rename_record(record, &new));
        }
        self.tasks.values_mut().for_each(|task| rename(&mut task.element));
        self.timers.values_mut().for_each(|timer| timer.element.as_mut().into_iter().for_each(rename));
        self.subscriptions.values_mut().for_each(|catch| rename(&mut catch.element));
        self.jobs.values_mut().for_each(|job| rename(&mut job.element));
        for open in self.incidents.values_mut() {
            open.element.as_mut().into_iter().for_each(rename);
            if let RetryStep::Tell { then: AfterTold::Trigger { element, .. }, .. } = &mut open.retry {
                rename(element);
            }
        }
    }
}

fn rename_record(record: &mut Compensable, new: &dyn Fn(&ElementPath) -> ElementPath) {
    record.element = new(&record.element);
    let kept = record.kept.as_mut().map(|kept| &mut kept.compensable);
    kept.into_iter().flatten().for_each(|inner| rename_record(inner, new));
}

impl CaseState {
    pub(super) fn apply_operated(&mut self, event: &Event) {
        if let Event::Operated(operation) = event {
            self.apply_operation(operation);
        }
    }
}
