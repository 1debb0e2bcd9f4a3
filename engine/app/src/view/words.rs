//! The closed lists of words in views.

use domain::case_file::DocumentState;
use domain::completeness::Verdict;
use domain::limit::{Colour, LimitState as RunState};
use serde::Serialize;
use utoipa::ToSchema;

/// How a limit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LimitState {
    Running,
    Met,
    Over,
    Ended,
    Suspended,
}

/// What a limit is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LimitUnit {
    Day,
    WorkingDay,
}

/// How near its end is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LimitLevel {
    Green,
    Yellow,
    Red,
    None,
}

/// How a statutory step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    Done,
    Now,
    Waiting,
    Blocked,
    Later,
    NotRequired,
}

/// Where a missing thing can be supplied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum GotoKind {
    Task,
    Evidence,
    Limits,
}

/// How a paper stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaperState {
    Void,
    Draft,
    Frozen,
    Sealed,
    Served,
}

/// What a row of the time line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TimelineKind {
    Step,
    Evidence,
    Document,
    System,
}

/// Whether a piece of evidence counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceState {
    Usable,
    Excluded,
}

/// How well an element of the cause is proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ElementStatus {
    Satisfied,
    Weak,
    Missing,
    Contradicted,
}

/// What the public sees of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanAction {
    Show,
    Hide,
}

impl From<RunState> for LimitState {
    fn from(state: RunState) -> Self {
        match state {
            RunState::Running => LimitState::Running,
            RunState::Met => LimitState::Met,
            RunState::Over => LimitState::Over,
            RunState::Ended => LimitState::Ended,
            RunState::Suspended => LimitState::Suspended,
        }
    }
}

impl From<Colour> for LimitLevel {
    fn from(colour: Colour) -> Self {
        match colour {
            Colour::Green => LimitLevel::Green,
            Colour::Yellow => LimitLevel::Yellow,
            Colour::Red => LimitLevel::Red,
        }
    }
}

impl From<DocumentState> for PaperState {
    fn from(state: DocumentState) -> Self {
        match state {
            DocumentState::Void => PaperState::Void,
            DocumentState::Draft => PaperState::Draft,
            DocumentState::Frozen => PaperState::Frozen,
            DocumentState::Sealed => PaperState::Sealed,
            DocumentState::Served => PaperState::Served,
        }
    }
}

impl From<Verdict> for ElementStatus {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Missing => ElementStatus::Missing,
            Verdict::Contradicted => ElementStatus::Contradicted,
            Verdict::Weak => ElementStatus::Weak,
            Verdict::Satisfied => ElementStatus::Satisfied,
        }
    }
}
