//! The closed lists of words that views carry as text, for the OpenAPI document and the types made from it.

use utoipa::ToSchema;

/// How a limit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "snake_case")]
pub enum LimitState {
    Running,
    Met,
    Over,
    Ended,
    Suspended,
}

/// What a limit is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "snake_case")]
pub enum LimitUnit {
    Day,
    WorkingDay,
}

/// How near its end is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "snake_case")]
pub enum LimitLevel {
    Green,
    Yellow,
    Red,
    None,
}

/// How a statutory step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "snake_case")]
pub enum StepState {
    Done,
    Now,
    Waiting,
    Blocked,
    Half,
    Later,
    NotRequired,
    Returned,
}

/// Where a missing thing can be supplied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "snake_case")]
pub enum GotoKind {
    Task,
    Evidence,
    Document,
    Limits,
}

/// What a row of the inbox is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "snake_case")]
pub enum DutyKind {
    Task,
    Event,
}

/// How a paper stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "snake_case")]
pub enum PaperState {
    Void,
    Draft,
    Frozen,
    Sealed,
    Served,
}

/// What a row of the time line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "snake_case")]
pub enum TimelineKind {
    Step,
    Evidence,
    Document,
    View,
    System,
}

/// Whether a piece of evidence counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "snake_case")]
pub enum EvidenceState {
    Usable,
    Excluded,
}

/// How well an element of the cause is proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "snake_case")]
pub enum ElementStatus {
    Satisfied,
    Weak,
    Missing,
    Contradicted,
}

/// What the public sees of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "snake_case")]
pub enum PlanAction {
    Show,
    Hide,
}
