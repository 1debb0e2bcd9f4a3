//! Is each element of the violation proven (evidence-and-discretion.md 3.2)? A judgement of completeness only: a person signs.

use crate::case::Case;
use crate::case_file::{Conclusion, Evidence, EvidenceId};
use crate::law::{Element, EvidenceItem, EvidenceKind};
use crate::words;
use serde::Serialize;
use std::collections::BTreeSet;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Missing,
    Contradicted,
    Weak,
    Satisfied,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    pub element: String,
    pub name: String,
    pub need: bool,
    pub verdict: Verdict,
    /// Usable evidence of an accepted kind.
    pub evidence: Vec<EvidenceId>,
    /// Evidence bound to the element that does not count, with the reason in Chinese.
    pub unusable: Vec<(EvidenceId, String)>,
    /// What has still to be fetched, in Chinese.
    pub needed: Vec<String>,
    /// The items of the evidence list for this element.
    pub items: Vec<EvidenceItem>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Matrix {
    pub rows: Vec<Row>,
    /// Every needed element is satisfied.
    pub complete: bool,
    /// What has still to be fetched, all elements together.
    pub needed: Vec<String>,
}

/// The matrix of the chosen cause; without a cause there are no rows and nothing is complete.
pub fn matrix(case: &Case<'_>) -> Matrix {
    let Some(cause) = case.cause() else {
        return Matrix { rows: Vec::new(), complete: false, needed: vec!["先选定违法行为".to_owned()] };
    };
    let class = cause.class.as_ref().and_then(|class| case.law.classes.get(class));
    let rows: Vec<Row> = cause
        .elements
        .iter()
        .map(|element| {
            let listed = class.and_then(|class| class.elements.iter().find(|listed| listed.id == element.id));
            row(case, element, listed)
        })
        .collect();
    let complete = rows.iter().all(|row| !row.need || row.verdict == Verdict::Satisfied);
    let needed = rows.iter().filter(|row| row.need).flat_map(|row| row.needed.clone()).collect();
    Matrix { rows, complete, needed }
}

fn row(case: &Case<'_>, element: &Element, listed: Option<&Element>) -> Row {
    let items = if element.items.is_empty() {
        listed.map(|l| l.items.clone()).unwrap_or_default()
    } else {
        element.items.clone()
    };
    let mut row = Row {
        element: element.id.clone(),
        name: element.name.clone().unwrap_or_else(|| words::element(&element.id).to_owned()),
        need: element.need,
        verdict: Verdict::Satisfied,
        evidence: Vec::new(),
        unusable: Vec::new(),
        needed: Vec::new(),
        items,
    };
    match element.from.as_deref() {
        Some("violated") => return row,
        Some("procedure") => {
            by_procedure(case, &mut row);
            return row;
        }
        _ => {}
    }
    if !element.check.is_empty() {
        by_answers(case, element, &mut row);
        return row;
    }
    by_evidence(case, element, &mut row);
    if let Some(path) = &element.fact
        && case.value(path).is_none()
    {
        row.verdict = Verdict::Missing;
        let title = case.law.fact(path).map_or(path.as_str(), |fact| fact.title.as_str());
        row.needed.push(format!("{}：填写{title}", row.name));
    }
    row
}

fn by_evidence(case: &Case<'_>, element: &Element, row: &mut Row) {
    let bound = case.file.evidence.iter().filter(|(_, item)| item.elements.contains(&element.id));
    let mut usable: Vec<(&EvidenceId, &Evidence)> = Vec::new();
    for (id, item) in bound {
        match reason_against(item, &element.accept) {
            Some(reason) => row.unusable.push((*id, reason)),
            None => usable.push((id, item)),
        }
    }
    row.evidence = usable.iter().map(|(id, _)| **id).collect();
    let kinds: BTreeSet<EvidenceKind> = usable.iter().map(|(_, item)| item.kind).collect();
    let sides: BTreeSet<bool> = usable.iter().map(|(_, item)| item.conclusion == Conclusion::Refutes).collect();
    row.verdict = if usable.is_empty() {
        Verdict::Missing
    } else if sides.len() == 2 && case.value(&format!("case.accepted.{}", element.id)).is_none() {
        Verdict::Contradicted
    } else if sides == BTreeSet::from([true]) {
        Verdict::Missing
    } else if kinds == BTreeSet::from([EvidenceKind::PartyStatement]) || (element.corroborated && kinds.len() < 2) {
        Verdict::Weak
    } else {
        Verdict::Satisfied
    };
    match row.verdict {
        Verdict::Satisfied => {}
        Verdict::Contradicted => row.needed.push(format!("{}：证据相互矛盾，写明采信哪一份及理由", row.name)),
        Verdict::Weak | Verdict::Missing => {
            let open: Vec<EvidenceKind> = element.accept.iter().copied().filter(|kind| !kinds.contains(kind)).collect();
            let words: Vec<_> = open.iter().map(|kind| words::evidence_kind(*kind)).collect();
            let why = if row.verdict == Verdict::Missing { "缺" } else { "须另有不同种类证据印证：" };
            row.needed.push(format!("{}：{why}{}", row.name, words.join("或者")));
            let listed = row.items.iter().filter(|item| item.required && open.contains(&item.kind));
            let orders: Vec<_> = listed.map(|item| format!("{}（{}）", item.name, item.collect)).collect();
            row.needed.extend(orders);
        }
    }
}

fn reason_against(item: &Evidence, accept: &[EvidenceKind]) -> Option<String> {
    if let Some(exclusion) = &item.excluded {
        return Some(format!("已排除：{}", exclusion.ground));
    }
    if !accept.is_empty() && !accept.contains(&item.kind) {
        return Some(format!("{}不能证明本要件", words::evidence_kind(item.kind)));
    }
    let missing = item.missing_facts();
    (!missing.is_empty()).then(|| format!("缺{}", missing.join("、")))
}

/// EL12: two officers, certificate shown, site record made.
fn by_procedure(case: &Case<'_>, row: &mut Row) {
    let shown = case.flag("record.certificate_shown");
    let recorded = case.file.has_done(crate::law::ActName::RecordMake, Some("site_record"));
    if !shown {
        row.needed.push(format!("{}：出示执法证件的记录", row.name));
    }
    if !recorded {
        row.needed.push(format!("{}：两名执法人员签名的现场笔录", row.name));
    }
    row.verdict = if shown && recorded { Verdict::Satisfied } else { Verdict::Missing };
}

/// EL11: each question of exclusion has an answer in the file.
fn by_answers(case: &Case<'_>, element: &Element, row: &mut Row) {
    let bound = case.file.evidence.iter().filter(|(_, item)| item.elements.contains(&element.id) && item.is_usable());
    row.evidence = bound.map(|(id, _)| *id).collect();
    for check in &element.check {
        let (answered, word) = match check.as_str() {
            "force_majeure" => {
                (case.value("record.exclusions").is_some() || !row.evidence.is_empty(), "不可抗力、临时堆放等情况说明")
            }
            "already_fined" => {
                let known = case.value("case.fined_before").is_some() || case.value("case.already_fined").is_some();
                (known || case.value("party.penalties_2y").is_some(), "一事不再罚核查")
            }
            "limitation" => (crate::predicate::holds("in_limitation", case), "未超过追责期限"),
            _ => (case.value(&format!("case.checks.{check}")).is_some(), "排除情形核查"),
        };
        if !answered {
            row.needed.push(format!("{}：{word}", row.name));
        }
    }
    row.verdict = if row.needed.is_empty() { Verdict::Satisfied } else { Verdict::Missing };
}
