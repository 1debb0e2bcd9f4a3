//! Events of tasks and jobs.

use crate::event::Event;
use crate::ids::{ElementPath, PersonId, TaskId, TokenId};
use crate::state::{CaseState, Holder, Job, Task, Wait};

impl CaseState {
    pub(super) fn apply_to_work(&mut self, event: &Event) {
        match event {
            Event::TaskOpened { .. } => {
                let Some((task, opened)) = Task::opened(event) else { return };
                self.next.task = self.next.task.max(task.0);
                let token = opened.token;
                self.tasks.insert(task, opened);
                self.hang(Holder::Token(token), Wait::Task(task));
            }
            Event::TaskClaimed { task, by, .. } => self.assign(*task, Some(by.clone())),
            Event::TaskUnclaimed { task, .. } => self.assign(*task, None),
            Event::TaskAssigned { task, to, .. } => self.assign(*task, Some(to.clone())),
            Event::TaskCompleted { task, element, token, by, .. } => {
                if let Some(person) = by.person() {
                    self.note_completer(*token, element, person);
                }
                self.remove_task(*task);
            }
            Event::TaskCancelled { task, .. } => self.remove_task(*task),
            Event::JobCreated { job, element, token, connector, operation, input, retries, timeout_ms } => {
                self.next.job = self.next.job.max(job.0);
                let created = Job {
                    element: element.clone(),
                    token: *token,
                    connector: connector.clone(),
                    operation: operation.clone(),
                    input: input.clone(),
                    attempt: 1,
                    retries: *retries,
                    retry_at: None,
                    timeout_ms: *timeout_ms,
                };
                self.jobs.insert(*job, created);
                self.hang(Holder::Token(*token), Wait::Job(*job));
            }
            Event::JobRetried { job, attempt, retry_at, .. } => {
                if let Some(job) = self.jobs.get_mut(job) {
                    job.attempt = *attempt;
                    job.retries = job.retries.saturating_sub(1);
                    job.retry_at = Some(*retry_at);
                }
            }
            Event::JobCompleted { job, .. } | Event::JobCancelled { job } => {
                if let Some(removed) = self.jobs.remove(job) {
                    self.unhang(Holder::Token(removed.token), Wait::Job(*job));
                }
            }
            _ => {}
        }
    }

    fn assign(&mut self, task: TaskId, to: Option<PersonId>) {
        self.tasks.get_mut(&task).into_iter().for_each(|task| task.assignee = to.clone());
    }

    fn remove_task(&mut self, task: TaskId) {
        if let Some(removed) = self.tasks.remove(&task) {
            self.unhang(Holder::Token(removed.token), Wait::Task(task));
        }
    }

    pub(super) fn note_completer(&mut self, token: TokenId, element: &ElementPath, person: &PersonId) {
        let scope = self.tokens.get(&token).and_then(|token| self.scopes.get(&token.scope));
        if let Some(instance) = scope.map(|scope| scope.instance).and_then(|id| self.instances.get_mut(&id)) {
            let people = instance.completers.entry(element.clone()).or_default();
            people.retain(|other| other != person);
            people.push(person.clone());
        }
    }
}
