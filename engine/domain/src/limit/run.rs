//! One run of a limit in a case. A limit that starts again (second notice) gets a further run.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitState {
    Running,
    /// An act met it in time.
    Met,
    /// Its last day has passed.
    Over,
    /// Need not be waited for any more (waiver).
    Ended,
    /// Does not run while another limit excludes its days.
    Suspended,
}

impl LimitState {
    pub fn as_str(self) -> &'static str {
        match self {
            LimitState::Running => "running",
            LimitState::Met => "met",
            LimitState::Over => "over",
            LimitState::Ended => "ended",
            LimitState::Suspended => "suspended",
        }
    }
}

/// What the journal says about one run. Whether a running one is suspended, and its last day today, is reckoned (`CaseFile::reckon`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitRun {
    pub start: Date,
    /// As reckoned when it started; extensions, exclusions and newly loaded years change it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    pub state: LimitState,
    /// The day on which an act met it or ended it, also when that was late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_on: Option<Date>,
    /// Whether the end was provisional when it passed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub provisional: bool,
    /// Count of the host event that started it.
    pub seq: u64,
}
