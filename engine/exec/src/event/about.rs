//! Which element an event is about.

use super::Event;
use crate::ids::ElementPath;

impl Event {
    /// The element that the event is about.
    pub fn element(&self) -> Option<&ElementPath> {
        match self {
            Event::InstanceStarted { element, .. }
            | Event::InstanceEnded { element, .. }
            | Event::TimerArmed { element, .. }
            | Event::TimerFired { element, .. }
            | Event::IncidentRaised { element, .. } => element.as_ref(),
            Event::Operated(operation) => operation.element(),
            Event::ScopeOpened { element, .. }
            | Event::TokenCreated { element, .. }
            | Event::NodeEntered { element, .. }
            | Event::NodeLeft { element, .. }
            | Event::TokenMoved { element, .. }
            | Event::TokenEnded { element, .. }
            | Event::TokenParked { element, .. }
            | Event::Joined { element, .. }
            | Event::GatewayActivated { element, .. }
            | Event::TaskOpened { element, .. }
            | Event::TaskClaimed { element, .. }
            | Event::TaskUnclaimed { element, .. }
            | Event::TaskAssigned { element, .. }
            | Event::TaskCompleted { element, .. }
            | Event::TaskCancelled { element, .. }
            | Event::TaskReturned { element, .. }
            | Event::TaskWithdrawn { element, .. }
            | Event::MessageAnswered { element, .. }
            | Event::TriggerReceived { element, .. }
            | Event::MessageSent { element, .. }
            | Event::SignalThrown { element, .. }
            | Event::ErrorThrown { element, .. }
            | Event::EscalationThrown { element, .. }
            | Event::CompensationStarted { element, .. }
            | Event::Subscribed { element, .. }
            | Event::JobCreated { element, .. }
            | Event::JobCompleted { element, .. }
            | Event::JobFailed { element, .. }
            | Event::JobRetried { element, .. }
            | Event::RuleEvaluated { element, .. }
            | Event::LoopStarted { element, .. }
            | Event::LoopRoundEnded { element, .. }
            | Event::MilestoneReached { element, .. } => Some(element),
            Event::ScopeClosed { .. }
            | Event::FlowTaken { .. }
            | Event::TimerMoved { .. }
            | Event::TimerCancelled { .. }
            | Event::Unsubscribed { .. }
            | Event::ConditionChanged { .. }
            | Event::JobCancelled { .. }
            | Event::VariablesSet { .. }
            | Event::IncidentResolved { .. }
            | Event::ExternalReceived { .. }
            | Event::HostAsked { .. }
            | Event::Host(_)
            | Event::CaseSuspended { .. }
            | Event::CaseResumed { .. } => None,
        }
    }
}
