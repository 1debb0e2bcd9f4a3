//! The only writer of the engine state. Never fails: what an event names and the state does not have is passed over.

mod operations;
mod scopes;
mod tokens;
mod waits;
mod work;

use super::CaseState;
use crate::event::Event;

impl CaseState {
    /// Takes an event into the state.
    pub fn apply(&mut self, event: &Event) {
        self.seq += 1;
        match event {
            Event::InstanceStarted { .. }
            | Event::InstanceEnded { .. }
            | Event::ScopeOpened { .. }
            | Event::ScopeClosed { .. }
            | Event::VariablesSet { .. }
            | Event::GatewayActivated { .. }
            | Event::CompensationStarted { .. }
            | Event::CaseSuspended { .. }
            | Event::CaseResumed { .. } => self.apply_to_scopes(event),
            Event::TokenCreated { .. }
            | Event::FlowTaken { .. }
            | Event::NodeEntered { .. }
            | Event::NodeLeft { .. }
            | Event::TokenMoved { .. }
            | Event::TokenEnded { .. }
            | Event::TokenParked { .. }
            | Event::Joined { .. }
            | Event::LoopStarted { .. }
            | Event::LoopRoundEnded { .. } => self.apply_to_tokens(event),
            Event::TaskOpened { .. }
            | Event::TaskClaimed { .. }
            | Event::TaskUnclaimed { .. }
            | Event::TaskAssigned { .. }
            | Event::TaskCompleted { .. }
            | Event::TaskCancelled { .. }
            | Event::JobCreated { .. }
            | Event::JobCompleted { .. }
            | Event::JobRetried { .. }
            | Event::JobCancelled { .. } => self.apply_to_work(event),
            Event::MessageAnswered { .. }
            | Event::Subscribed { .. }
            | Event::Unsubscribed { .. }
            | Event::ConditionChanged { .. }
            | Event::TimerArmed { .. }
            | Event::TimerMoved { .. }
            | Event::TimerFired { .. }
            | Event::TimerCancelled { .. }
            | Event::IncidentRaised { .. }
            | Event::IncidentResolved { .. } => self.apply_to_waits(event),
            Event::Operated(_) => self.apply_operated(event),
            Event::MessageSent { number, .. } => self.next.message = self.next.message.max(*number),
            Event::TaskReturned { .. }
            | Event::TaskWithdrawn { .. }
            | Event::TriggerReceived { .. }
            | Event::SignalThrown { .. }
            | Event::ErrorThrown { .. }
            | Event::EscalationThrown { .. }
            | Event::JobFailed { .. }
            | Event::RuleEvaluated { .. }
            | Event::MilestoneReached { .. }
            | Event::ExternalReceived { .. }
            | Event::HostAsked { .. }
            | Event::Host(_) => {}
        }
    }
}
