//! Events of subscriptions, timers and incidents.

use crate::event::Event;
use crate::ids::{SubscriptionId, TimerId};
use crate::state::{CaseState, Catch, Holder, OpenIncident, Timer, TimerSource, Trigger, Wait};
use crate::time::Timestamp;

impl CaseState {
    pub(super) fn apply_to_waits(&mut self, event: &Event) {
        match event {
            Event::Subscribed { subscription, element, trigger, holder, role, form } => {
                self.next.subscription = self.next.subscription.max(subscription.0);
                let (element, trigger) = (element.clone(), trigger.clone());
                let catch = Catch { element, trigger, holder: *holder, role: role.clone(), form: form.clone() };
                if matches!(catch.trigger, Trigger::Condition { .. }) {
                    self.conditions.insert(*subscription);
                }
                self.subscriptions.insert(*subscription, catch);
                self.hang(*holder, Wait::Subscription(*subscription));
            }
            Event::MessageAnswered { subscription, element, token, by, .. } => {
                if let Some(person) = by.person() {
                    self.note_completer(*token, element, person);
                }
                self.unsubscribe(*subscription);
            }
            Event::Unsubscribed { subscription } => self.unsubscribe(*subscription),
            Event::ConditionChanged { subscription, holds: now } => {
                if let Some(Catch { trigger: Trigger::Condition { holds, .. }, .. }) =
                    self.subscriptions.get_mut(subscription)
                {
                    *holds = *now;
                }
            }
            Event::TimerArmed { timer, element, source, due, provisional, holder } => {
                self.next.timer = self.next.timer.max(timer.0);
                let (element, source, holder) = (element.clone(), source.clone(), *holder);
                if !matches!(source, TimerSource::Model { .. }) {
                    self.hosted.insert(*timer);
                }
                self.timers.insert(*timer, Timer { element, source, holder, due: None, provisional: *provisional });
                self.set_due(*timer, *due);
                self.hang(holder, Wait::Timer(*timer));
            }
            Event::TimerMoved { timer, due, provisional } => {
                self.set_due(*timer, *due);
                self.timers.get_mut(timer).into_iter().for_each(|timer| timer.provisional = *provisional);
            }
            Event::TimerFired { timer, next, .. } => match next {
                Some(_) => {
                    self.set_due(*timer, *next);
                    if let Some(Timer { source: TimerSource::Model { cycle: Some(cycle) }, .. }) =
                        self.timers.get_mut(timer)
                    {
                        cycle.fired += 1;
                    }
                }
                None => self.remove_timer(*timer),
            },
            Event::TimerCancelled { timer } => self.remove_timer(*timer),
            Event::IncidentRaised { incident, element, token, incident_of, retry } => {
                self.next.incident = self.next.incident.max(incident.0);
                let (element, token) = (element.clone(), *token);
                let open = OpenIncident { element, token, incident: incident_of.clone(), retry: retry.clone() };
                self.incidents.insert(*incident, open);
                token.into_iter().for_each(|token| self.hang(Holder::Token(token), Wait::Incident(*incident)));
            }
            Event::IncidentResolved { incident } => {
                if let Some(token) = self.incidents.remove(incident).and_then(|open| open.token) {
                    self.unhang(Holder::Token(token), Wait::Incident(*incident));
                }
            }
            _ => {}
        }
    }

    fn unsubscribe(&mut self, id: SubscriptionId) {
        self.conditions.remove(&id);
        if let Some(catch) = self.subscriptions.remove(&id) {
            self.unhang(catch.holder, Wait::Subscription(id));
        }
    }

    fn set_due(&mut self, id: TimerId, due: Option<Timestamp>) {
        let Some(timer) = self.timers.get_mut(&id) else { return };
        if let Some(before) = timer.due {
            self.due.remove(&(before, id));
        }
        timer.due = due;
        if let Some(due) = due {
            self.due.insert((due, id));
        }
    }

    fn remove_timer(&mut self, id: TimerId) {
        self.set_due(id, None);
        self.hosted.remove(&id);
        if let Some(timer) = self.timers.remove(&id) {
            self.unhang(timer.holder, Wait::Timer(id));
        }
    }

    fn waits_of(&mut self, holder: Holder) -> Option<&mut Vec<Wait>> {
        match holder {
            Holder::Token(token) => self.tokens.get_mut(&token).map(|token| &mut token.waits),
            Holder::Scope(scope) => self.scopes.get_mut(&scope).map(|scope| &mut scope.waits),
            Holder::Case => None,
        }
    }

    pub(super) fn hang(&mut self, holder: Holder, wait: Wait) {
        self.waits_of(holder).into_iter().for_each(|waits| waits.push(wait));
    }

    pub(super) fn unhang(&mut self, holder: Holder, wait: Wait) {
        self.waits_of(holder).into_iter().for_each(|waits| waits.retain(|other| *other != wait));
    }
}
