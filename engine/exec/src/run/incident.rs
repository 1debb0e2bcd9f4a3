//! What goes wrong inside a command: it becomes an incident at the node, or a BPMN error for whoever catches it.

use serde_json::Value;

use super::{Run, Step, Stuck};
use crate::event::Event;
use crate::ids::{Id, TokenId};
use crate::incident::Incident;
use crate::state::{AfterTold, Holder, RetryStep};
use crate::{NotDecided, element, limits};

/// Whose step it is, and how it is tried again.
pub(super) fn retry_of(step: &Step) -> (Option<TokenId>, RetryStep) {
    match step {
        Step::Enter(token) | Step::Begin(token) => (Some(*token), RetryStep::Enter),
        Step::Finish(token, answers) => (Some(*token), RetryStep::Complete { answers: answers.clone() }),
        Step::Leave(token) => (Some(*token), RetryStep::Leave),
        Step::NextRound(token) => (Some(*token), RetryStep::NextRound),
        Step::Compensate(token) => (Some(*token), RetryStep::Compensate),
        Step::Trigger(Holder::Token(token), ..) => (Some(*token), RetryStep::Clear),
        Step::Trigger(..)
        | Step::Settle(_)
        | Step::Fire(_)
        | Step::Condition(_)
        | Step::Deliver { .. }
        | Step::Start { .. } => (None, RetryStep::Clear),
    }
}

impl Run<'_> {
    pub(super) fn unstick(&mut self, token: Option<TokenId>, retry: RetryStep, stuck: Stuck) -> Result<(), NotDecided> {
        match (stuck, token) {
            (Stuck::Stop(why), _) => Err(why),
            (Stuck::Incident(incident), token) => {
                self.raise(token, incident, retry);
                Ok(())
            }
            (Stuck::Error { code, text }, Some(token)) => {
                if !element::error::caught(self, token, &code, &text)? {
                    self.raise(Some(token), Incident::UncaughtError { error: code, text }, retry);
                }
                Ok(())
            }
            (Stuck::Error { code, text }, None) => {
                self.raise(None, Incident::UncaughtError { error: code, text }, retry);
                Ok(())
            }
        }
    }

    /// A node is stuck.
    pub fn raise(&mut self, token: Option<TokenId>, incident_of: Incident, retry: RetryStep) {
        let token = token.filter(|token| self.case.tokens.contains_key(token));
        let element = token.and_then(|token| self.case.tokens.get(&token)).map(|token| token.element.clone());
        let incident = Id(self.case.next.incident + 1);
        self.emit(Event::IncidentRaised { incident, element, token, incident_of, retry });
    }

    /// The host would not hear of something that is already so: an incident of its own, and later the host is told again.
    pub fn raise_untold(&mut self, token: Option<TokenId>, incident: Incident, event: Event, then: AfterTold) {
        self.raise(token, incident, RetryStep::Tell { event: Box::new(event), then });
    }

    /// A BPMN error at the node of a token.
    pub fn throw_later(&mut self, token: TokenId, code: String, text: String) -> super::Done {
        self.unstick(Some(token), RetryStep::Enter, Stuck::Error { code, text }).map_err(Stuck::Stop)
    }

    /// The host was told of something that cannot be held back: a refusal ends the command after this step, or becomes an incident.
    pub fn note(&mut self, told: super::Done, event: Event) {
        match told {
            Ok(()) => {}
            Err(Stuck::Stop(why)) => self.stop = Some(why),
            Err(Stuck::Incident(incident)) => self.raise_untold(None, incident, event, AfterTold::Nothing),
            Err(Stuck::Error { code, text }) => {
                self.raise_untold(None, Incident::UncaughtError { error: code, text }, event, AfterTold::Nothing);
            }
        }
    }

    /// Too many events: whatever is still to do becomes an incident where it stands.
    pub(super) fn overrun(&mut self, step: Step) {
        let (token, retry) = retry_of(&step);
        let retry = match (retry, step) {
            (RetryStep::Clear, Step::Trigger(holder @ Holder::Token(_), element, _)) => RetryStep::Tell {
                event: Box::new(Event::HostAsked { payload: Value::Null, by: self.by.clone() }),
                then: AfterTold::Trigger { holder, element },
            },
            (retry, _) => retry,
        };
        self.raise(token, Incident::RunawayLoop { limit: limits::EVENTS_PER_COMMAND_MAX }, retry);
    }
}
