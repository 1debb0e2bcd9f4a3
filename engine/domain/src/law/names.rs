//! Names that content and Rust share: acts, marks, units of duty. A new word here is Rust; a new kind of an act is content.

use serde::{Deserialize, Serialize};

/// How far a statement of law has been verified (procedures.md section 0): read in the original, found in a second source, from
/// memory, or a choice of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Mark {
    Y,
    S,
    M,
    C,
}

macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $(#[serde(rename = $text)] $variant),+ }
        impl $name {
            /// Every name, in the order of declaration.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            pub fn as_str(self) -> &'static str { match self { $($name::$variant => $text),+ } }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }
        impl std::str::FromStr for $name {
            type Err = $crate::law::UnknownName;
            fn from_str(text: &str) -> Result<Self, $crate::law::UnknownName> {
                match text {
                    $($text => Ok($name::$variant),)+
                    _ => Err($crate::law::UnknownName { found: text.to_owned(), expected: &[$($text),+] }),
                }
            }
        }
    };
}

pub(crate) use names;

/// A word that is none of the known ones.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected one of {}, but found `{found}`", expected.join(", "))]
pub struct UnknownName {
    pub found: String,
    pub expected: &'static [&'static str],
}

names! {
    /// What can count legally (architecture.md rule 1). The kind of an act is content.
    ActName {
        FilingOpen = "filing.open", FilingRefuse = "filing.refuse", FilingRevoke = "filing.revoke",
        CauseChoose = "cause.choose", RecordMake = "record.make",
        EvidencePreserve = "evidence.preserve", EvidenceRelease = "evidence.release",
        NoticeIssue = "notice.issue", StatementRecord = "statement.record", StatementReview = "statement.review",
        HearingHold = "hearing.hold", ReviewConclude = "review.conclude", DeliberationConclude = "deliberation.conclude",
        DecisionIssue = "decision.issue",
        DocumentSeal = "document.seal", DocumentServe = "document.serve", DocumentCorrect = "document.correct",
        MeasureImpose = "measure.impose", MeasureExtend = "measure.extend", MeasureRelease = "measure.release",
        PaymentRecord = "payment.record", PaymentDefer = "payment.defer", SurchargeImpose = "surcharge.impose",
        DunningIssue = "dunning.issue", EnforcementApply = "enforcement.apply",
        TransferSend = "transfer.send", TransferReceive = "transfer.receive", PersonRecuse = "person.recuse",
        CaseSuspend = "case.suspend", CaseResume = "case.resume", CaseExtend = "case.extend",
        CaseTerminate = "case.terminate", CaseClose = "case.close", CaseArchive = "case.archive",
        RemedyRegister = "remedy.register", RemedyResult = "remedy.result",
        InspectionApprove = "inspection.approve", InspectionConclude = "inspection.conclude",
        DisclosurePublish = "disclosure.publish", DisclosureCorrect = "disclosure.correct", DisclosureWithdraw = "disclosure.withdraw",
    }
}

impl ActName {
    /// The kind of a `document.*` act is its document's kind.
    pub fn is_on_document(self) -> bool {
        matches!(self, ActName::DocumentSeal | ActName::DocumentServe | ActName::DocumentCorrect)
    }
}

names! {
    /// Functions that one person may not combine in one case (procedures.md section 2: 办、审、定分离).
    DutyGroup {
        Investigate = "investigate", Review = "review", Legal = "legal", Hear = "hear", Decide = "decide", Disclose = "disclose",
    }
}

names! {
    /// When something on a node takes place.
    Moment { Enter = "enter", Complete = "complete" }
}

names! {
    /// Whom a limit protects or binds: decides which way a provisional or unclear end is computed (deadlines.md 1.10).
    Protects { AgencyDuty = "agency-duty", Party = "party", PartyDuty = "party-duty" }
}

names! {
    /// The eight kinds of evidence (行政处罚法 46), names of evidence-and-discretion.md section 1.
    EvidenceKind {
        Documentary = "documentary", Physical = "physical", Audiovisual = "audiovisual", Electronic = "electronic",
        Testimony = "testimony", PartyStatement = "party_statement", ExpertOpinion = "expert_opinion", SiteRecord = "site_record",
    }
}

/// Where in the law something stands. `law` is the short name (行政处罚法) or the id (AIR2018); a rule without an article has `source`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub law: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
}

/// From which day to which day something applies, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Validity {
    pub from: jiff::civil::Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<jiff::civil::Date>,
}

impl Validity {
    pub fn covers(&self, day: jiff::civil::Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// An act with its kind, as limits and gates name it. No kind: any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActPattern {
    pub act: ActName,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The fact with the legal date; without it the act's own date counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

impl ActPattern {
    pub fn matches(&self, act: ActName, kind: Option<&str>) -> bool {
        self.act == act && (self.kind.is_none() || self.kind.as_deref() == kind)
    }
}

/// One or several of something, as content writers find natural.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}

impl<T> OneOrMany<T> {
    pub fn as_slice(&self) -> &[T] {
        match self {
            OneOrMany::One(one) => std::slice::from_ref(one),
            OneOrMany::Many(many) => many,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_act_says_what_was_expected() {
        let error = "filing.close".parse::<ActName>().unwrap_err().to_string();
        assert!(error.contains("filing.open") && error.contains("`filing.close`"), "{error}");
        assert!(ActName::ALL.iter().all(|name| name.as_str().parse() == Ok(*name)));
    }
}
