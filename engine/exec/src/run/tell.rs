//! Telling the host what has happened, and doing what it wishes.

use serde_json::Value;

use super::{Done, Run, Step, Stuck};
use crate::NotDecided;
use crate::command::By;
use crate::event::Event;
use crate::host::{HostAnswer, HostRefusal, Scope, Wish};
use crate::ids::{ScopeId, TokenId};
use crate::incident::Incident;
use crate::refusal::Refusal;
use crate::state::{Holder, TimerSource};

impl Run<'_> {
    /// Something has happened where a token stands, and the host wants to know.
    pub fn tell(&mut self, token: TokenId, event: Event) -> Done {
        self.case.apply(&event);
        let answer = self.host.happened(&event, &Scope::of_token(&self.case, token, answers_of(&event)));
        self.record(event);
        self.take(answer)
    }

    /// The same for a scope that the event itself opens.
    pub fn tell_in_new(&mut self, scope: ScopeId, event: Event) -> Done {
        self.tell_in(Some(scope), event)
    }

    /// The same for a whole scope, or for the case.
    pub fn tell_in(&mut self, scope: Option<ScopeId>, event: Event) -> Done {
        self.case.apply(&event);
        let answer = self.host.happened(&event, &Scope::new(&self.case, scope, event.element(), answers_of(&event)));
        self.record(event);
        self.take(answer)
    }

    /// The same for what ends a scope: the host still sees it.
    pub fn tell_before(&mut self, scope: ScopeId, event: Event) -> Done {
        let answer = self.host.happened(&event, &Scope::new(&self.case, Some(scope), event.element(), None));
        self.emit(event);
        self.take(answer)
    }

    /// Tells the host again what is already in the journal.
    pub fn tell_again(&mut self, token: Option<TokenId>, event: &Event) -> Done {
        let scope = match token {
            Some(token) => Scope::of_token(&self.case, token, answers_of(event)),
            None => Scope::new(&self.case, None, event.element(), answers_of(event)),
        };
        let answer = self.host.happened(event, &scope);
        self.take(answer)
    }

    fn record(&mut self, event: Event) {
        self.events.push(event);
    }

    fn take(&mut self, answer: Result<HostAnswer, HostRefusal>) -> Done {
        let answer = answer.map_err(|refusal| self.refused(refusal))?;
        for event in answer.events {
            self.host.apply(&event);
            self.host_changed = true;
            self.emit(Event::Host(event));
        }
        for wish in answer.wishes {
            self.grant(wish)?;
        }
        Ok(())
    }

    fn refused(&self, refusal: HostRefusal) -> Stuck {
        if self.accepting || !matches!(self.by, By::System) {
            return Stuck::Stop(NotDecided::Refused(Refusal::Host(refusal)));
        }
        let HostRefusal { code, gate, missing, .. } = refusal;
        Stuck::Incident(Incident::GateRefused { refusal: code.to_owned(), gate, missing })
    }

    fn grant(&mut self, wish: Wish) -> Done {
        match wish {
            Wish::Deliver { message, key } => self.later(Step::Deliver { message, key, payload: Value::Null }),
            Wish::Start { process } => self.later(Step::Start { process }),
            Wish::Draw { series } => return Err(Stuck::Stop(NotDecided::NeedNumber { series })),
            Wish::Arm { limit } => {
                if self.limit_timer(&limit).is_none() {
                    crate::element::timer::arm_host(self, Holder::Case, None, TimerSource::Limit { limit });
                }
            }
            Wish::Disarm { limit } => {
                if let Some(timer) = self.limit_timer(&limit) {
                    self.emit(Event::TimerCancelled { timer });
                }
            }
        }
        Ok(())
    }

    fn limit_timer(&self, wanted: &str) -> Option<crate::ids::TimerId> {
        let mut hosted = self.case.hosted.iter().copied();
        hosted.find(|id| {
            let source = self.case.timers.get(id).map(|timer| &timer.source);
            matches!(source, Some(TimerSource::Limit { limit }) if limit == wanted)
        })
    }
}

fn answers_of(event: &Event) -> Option<&Value> {
    match event {
        Event::TaskCompleted { answers, .. } | Event::MessageAnswered { answers, .. } => Some(answers),
        Event::JobCompleted { output, .. } => Some(output),
        Event::ExternalReceived { payload, .. } | Event::HostAsked { payload, .. } => Some(payload),
        _ => None,
    }
}
