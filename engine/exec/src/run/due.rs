//! Host timers: asked again when the host's record has changed.

use super::{Run, Step};
use crate::event::Event;
use crate::host::{Due, Subscription};
use crate::ids::{ElementPath, TimerId};
use crate::state::TimerSource;
use crate::time::Timestamp;

impl Run<'_> {
    /// What the host says about a timer: when, and whether provisionally.
    pub fn ask_due(
        &self,
        timer: TimerId,
        source: &TimerSource,
        element: Option<&ElementPath>,
    ) -> (Option<Timestamp>, bool) {
        let (limit, at) = match source {
            TimerSource::Host { limit, at } => (limit.clone(), at.clone()),
            TimerSource::Limit { limit } => (limit.clone(), None),
            TimerSource::Model { .. } => return (None, false),
        };
        match self.host.due(&Subscription { timer, limit, at, element: element.cloned() }) {
            Due::At { ms, provisional } => (Some(Timestamp(ms)), provisional),
            Due::Never | Due::Unknown(_) => (None, false),
        }
    }

    /// Host timers are asked when everything has come to rest.
    pub fn ask_host_timers(&mut self) {
        self.host_changed = true;
    }

    /// Asks for every live host timer; a different answer moves it, a time already past fires it.
    pub(super) fn ask_due_again(&mut self) {
        let hosted: Vec<TimerId> = self.case.hosted.iter().copied().collect();
        for id in hosted {
            let Some(timer) = self.case.timers.get(&id) else { continue };
            let (due, provisional) = self.ask_due(id, &timer.source, timer.element.as_ref());
            if due != timer.due || provisional != timer.provisional {
                self.emit(Event::TimerMoved { timer: id, due, provisional });
            }
            if due.is_some_and(|due| due <= self.now) {
                self.later(Step::Fire(id));
            }
        }
    }
}
