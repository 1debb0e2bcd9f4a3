//! The sans-IO execution core. Knows no law, no clock, no database, no network.
//!
//! `decide` answers one command: with events (what has happened) and effects (what the world must now do), or with a refusal
//! (nothing has happened). Events change the state, nothing else does: `fold(apply, journal)` is the state.

mod accept;
#[cfg(test)]
mod any_command;
#[cfg(test)]
mod boundaries;
pub mod command;
#[cfg(test)]
mod coverage;
pub mod effect;
mod element;
pub mod event;
#[cfg(test)]
mod golden;
pub mod host;
pub mod ids;
pub mod incident;
pub mod migration;
#[cfg(test)]
mod properties;
pub mod refusal;
mod release;
mod run;
pub mod state;
#[cfg(test)]
mod testing;
pub mod time;

pub use accept::admission;
pub use command::{Again, Ask, By, Command};
pub use effect::Effect;
pub use event::{EVENT_VERSION, Event};
pub use host::{Host, HostEvent, NoHost};
pub use ids::*;
pub use incident::Incident;
pub use refusal::Refusal;
pub use release::Release;
pub use state::CaseState;
pub use time::Timestamp;

/// Variables steer the diagram, nothing else. Ordered by name.
pub type Variables = script::Values;

/// Limits of one case and one command.
pub mod limits {
    /// Events that one command may bring.
    pub const EVENTS_PER_COMMAND_MAX: usize = 10_000;
    /// Tokens in one case.
    pub const TOKENS_PER_CASE_MAX: usize = 10_000;
    /// Calls inside calls.
    pub const CALL_DEPTH_MAX: usize = 16;
    /// Bytes of one variable.
    pub const VARIABLE_BYTES_MAX: usize = 1 << 20;
    /// Bytes of all variables of a case.
    pub const VARIABLES_BYTES_MAX: usize = 8 << 20;
}

/// The answer to an accepted command.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// The state after the events.
    pub case: CaseState,
    /// What has happened, in order.
    pub events: Vec<Event>,
    /// What the world must now do, after the events are stored.
    pub effects: Vec<Effect>,
}

/// Nothing has happened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotDecided {
    /// The caller's mistake.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The host needs a number of this series: draw it in the open transaction, give it to the host, decide again.
    #[error("expected a number of series `{series}` to be drawn")]
    NeedNumber {
        /// The series.
        series: String,
    },
}

/// Answers one command. Pure: the caller brings the time and stores the result in one transaction. It owns the loaded state: on a
/// refusal the state is dropped, so nothing is ever cloned; the host has then been changed in memory only and is dropped too.
///
/// # Errors
/// `Refused`: the caller's mistake, nothing has happened. `NeedNumber`: draw one and decide again from the loaded state.
pub fn decide(
    release: &Release,
    case: CaseState,
    host: &mut impl Host,
    command: Command,
    now: Timestamp,
) -> Result<Decision, NotDecided> {
    let mut run = run::Run::new(release, case, host, command.by.clone(), now);
    accept::accept(&mut run, command)?;
    run.finish()
}
