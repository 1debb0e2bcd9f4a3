//! Document entries (`documents/<id>/<id>.document.json`): number, seal, service, disclosure and what freezes a paper stand here, once.

use super::names::{ActName, ActPattern, Mark, OneOrMany};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DocumentEntry {
    pub id: String,
    pub name: String,
    pub template: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<NumberRule>,
    /// The act that freezes the paper, or several of which any does; without it the paper is frozen when its node is completed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frozen_by: Option<OneOrMany<FreezingAct>>,
    /// `agency` or `none`.
    #[serde(default = "none")]
    pub seal: String,
    /// `party` or `none`.
    #[serde(default = "none")]
    pub serve: String,
    /// Kind of the receipt that proves service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclose: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dossier: Option<serde_json::Value>,
    /// Facts that must be known before it can be frozen.
    #[serde(default)]
    pub needs: Vec<String>,
    #[serde(default)]
    pub when: Vec<ShownWhen>,
    /// A list (`service[]`): the kind exists once per entry, and its template receives that entry as `item`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_per: Option<String>,
    /// Paths of the paper's data that its public edition may print; nothing else does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub public: Vec<String>,
    /// What is published with the paper; without it the paper is not published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclosure: Option<DisclosureLaw>,
    pub mark: Mark,
    #[serde(flatten)]
    pub rest: BTreeMap<String, serde_json::Value>,
}

/// `{"act": "filing.refuse", "needs": ["filing.refusal_reason"]}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreezingAct {
    #[serde(flatten)]
    pub act: ActPattern,
    /// Facts that must be known, besides those of the entry, when this act freezes the paper.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
}

/// The disclosure plan of a kind of paper: the most that may leave. What it does not name stays (行政处罚法 48, 50).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisclosureLaw {
    /// Facts on the public page, in its order.
    pub shows: Vec<PublicFact>,
    /// Facts hidden on purpose; the page says that they exist and why they are not there.
    #[serde(default)]
    pub hides: Vec<HiddenFact>,
    /// Shown facts that are cut down to a surname in some cases.
    #[serde(default)]
    pub masks: Vec<MaskedFact>,
    /// `{path}` stands for a shown fact, here and in the next two.
    pub title: String,
    pub party: String,
    pub result: String,
    /// Acts whose days the public may read.
    #[serde(default)]
    pub trail: Vec<TrailAct>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicFact {
    pub path: String,
    pub title: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HiddenFact {
    pub path: String,
    /// Why, as the public reads it: 联系方式.
    pub rule: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaskedFact {
    pub path: String,
    /// rhai over the facts.
    #[serde(rename = "if")]
    pub condition: String,
    pub rule: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrailAct {
    #[serde(flatten)]
    pub act: ActPattern,
    pub title: String,
}

fn none() -> String {
    "none".to_owned()
}

impl DocumentEntry {
    pub fn is_sealed(&self) -> bool {
        self.seal != "none"
    }

    /// How this act freezes the paper, if it does.
    pub fn frozen_by(&self, act: ActName, kind: Option<&str>) -> Option<&FreezingAct> {
        self.frozen_by.as_ref()?.as_slice().iter().find(|freezing| freezing.act.matches(act, kind))
    }

    pub fn is_served(&self) -> bool {
        self.serve != "none"
    }
}

/// `{"word": "环罚告", "series": "agency+word+year"}` gives 示环罚告〔2026〕1号.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberRule {
    pub word: String,
    pub series: String,
    /// Act at which the number is drawn; without it the act that freezes the paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<ActPattern>,
}

/// A part of the paper that is shown only if a fact says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShownWhen {
    pub show: String,
    #[serde(rename = "if")]
    pub condition: String,
}
