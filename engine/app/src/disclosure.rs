//! Disclosure: what the public will see of a case, field by field, and the publication that the connector delivers.

use crate::App;
use crate::case::Loaded;
use crate::head::shown;
use crate::people::Person;
use crate::refusal::{Failure, Refusal};
use crate::view::case::TaskRef;
use crate::view::papers::{DisclosurePlan, PlanField, ScanHit};
use documents::{HIDDEN, Plan, redact};
use domain::case::Case;
use domain::case_file::{ActRecord, DocumentId};
use domain::law::{ActName, FactClass};
use serde_json::{Value, json};

/// Facts that a public page may show, in its order. What is not named here does not leave (行政处罚法 48; `docs/formats/document.md`).
const SHOWN: [(&str, &str); 9] = [
    ("party.name", "当事人"),
    ("party.uscc", "统一社会信用代码"),
    ("case.facts", "违法事实"),
    ("entry.violated", "违反的规定"),
    ("entry.penal", "处罚依据"),
    ("sheet.fine", "罚款（元）"),
    ("agency.name", "作出机关"),
    ("decision.no", "决定书文号"),
    ("decision.issued_on", "作出日期"),
];
/// What is hidden on purpose, and why.
const HIDDEN_FACTS: [(&str, &str); 4] = [
    ("party.legal_person", "个人姓名"),
    ("party.phone", "联系方式"),
    ("party.address", "住所"),
    ("statement.content", "陈述申辩内容"),
];

impl App {
    /// What the public will see, field by field.
    ///
    /// # Errors
    /// `case-not-found`; the store is not available.
    pub async fn disclosure_plan(&self, person: &Person, case: &str, now: i64) -> Result<DisclosurePlan, Failure> {
        let loaded = self.load(case).await?;
        let facts = self.facts(&loaded, Some(person), now).await?;
        let names = self.names().await?;
        let of = Case::new(&loaded.file, &loaded.release.law, &facts);
        let mut fields: Vec<PlanField> = Vec::new();
        for (path, title) in SHOWN {
            if let Some(value) = of.value(path) {
                fields.push(PlanField {
                    path: path.into(),
                    title: title.into(),
                    value: public_text(path, &value),
                    action: "show".into(),
                    rule: "公开".into(),
                    basis: None,
                });
            }
        }
        for (path, rule) in HIDDEN_FACTS {
            if of.value(path).is_some() {
                let title = loaded.release.law.fact(path).map_or_else(|| path.to_string(), |f| f.title.clone());
                fields.push(PlanField {
                    path: path.into(),
                    title,
                    value: HIDDEN.into(),
                    action: "hide".into(),
                    rule: format!("隐去：{rule}"),
                    basis: None,
                });
            }
        }
        let text: String = fields.iter().map(|f| f.value.as_str()).collect::<Vec<_>>().join("\n");
        let tasks: Vec<TaskRef> = crate::spine::methods(&loaded, &of, person, &names, now)
            .into_iter()
            .flat_map(|m| m.steps)
            .flat_map(|s| s.tasks)
            .filter(|t| t.mine)
            .collect();
        let published = loaded.file.has_done(ActName::DisclosurePublish, None);
        let decided = loaded.file.has_done(ActName::DecisionIssue, Some("penalty"));
        Ok(DisclosurePlan {
            case: case.to_string(),
            state: if published {
                "已公开"
            } else if decided {
                "待公开"
            } else {
                "还没有决定"
            }
            .into(),
            publish_on: publish_on(&loaded),
            fields,
            scan: scan(&text),
            tasks,
        })
    }

    /// The publication of a document and its redacted PDF, for the connector.
    pub(crate) async fn publication_of(
        &self,
        loaded: &Loaded,
        document: &str,
        now: i64,
    ) -> Result<(Value, Vec<u8>), Failure> {
        let id: DocumentId = crate::documents_of::parse(document)?;
        let facts = self.facts(loaded, None, now).await?;
        let of = Case::new(&loaded.file, &loaded.release.law, &facts);
        let paper = loaded
            .file
            .documents
            .get(&id)
            .ok_or_else(|| Refusal::new("document-not-found").with("document", document))?;
        let data = domain::view::paper::data(&of, id).unwrap_or(Value::Null);
        let mut public = redact(&data, &plan(loaded));
        let Some(papers) = self.papers() else { return Err(Failure::Fault("no fonts: papers cannot be made".into())) };
        // Number, date and clauses are the paper itself, not facts of the party.
        for key in ["document", "quotes", "entry", "agency", "show", "demo", "limit"] {
            public[key] = strip(&data[key]);
        }
        let pdf = papers.render(&loaded.release, &paper.kind, public).await?.bytes;
        let fields: Vec<Value> = SHOWN
            .iter()
            .filter_map(|(path, title)| Some(json!({ "title": title, "value": public_text(path, &of.value(path)?) })))
            .collect();
        let hidden: Vec<Value> = HIDDEN_FACTS
            .iter()
            .filter(|(path, _)| of.value(path).is_some())
            .map(|(path, rule)| json!({ "title": loaded.release.law.fact(path).map_or(*path, |f| f.title.as_str()), "rule": format!("隐去{rule}") }))
            .collect();
        let text = |path: &str| of.value(path).map(|v| shown(&v)).unwrap_or_default();
        // An order to correct is a decision too; what is published here is the penalty.
        let of_this = |a: &&ActRecord| a.name != ActName::DecisionIssue || a.kind.as_deref() == Some("penalty");
        let act = |name: ActName| loaded.file.acts_of(name).find(of_this).map(|a| a.on.to_string());
        let trail: Vec<Value> = [
            (ActName::FilingOpen, "立案"),
            (ActName::NoticeIssue, "事先告知"),
            (ActName::DecisionIssue, "作出行政处罚决定"),
            (ActName::PaymentRecord, "缴纳罚款"),
        ]
        .into_iter()
        .filter_map(|(name, title)| Some(json!({ "title": title, "on": act(name)? })))
        .collect();
        let fine = loaded.file.sheet().map(|s| domain::money::grouped(s.fine)).unwrap_or_default();
        let publication = json!({
            "id": loaded.head.action_code.clone().unwrap_or_else(|| loaded.case.clone()), "revision": 1, "action_code": loaded.head.action_code,
            "decision_no": paper.number, "title": loaded.head.title, "party": text("party.name"), "agency": text("agency.name"),
            "region": loaded.head.unit, "decided_on": paper.issued_on.map(|d| d.to_string()), "result": format!("罚款 {fine} 元"),
            "fields": fields, "hidden": hidden, "trail": trail,
        });
        Ok((publication, pdf))
    }
}

/// A public fact as people read it: amounts with their thousands apart.
fn public_text(path: &str, value: &Value) -> String {
    let text = shown(value);
    match (path, domain::money::parse(&text)) {
        ("sheet.fine", Some(amount)) => domain::money::grouped(amount),
        _ => text,
    }
}

/// What the portal learns before anything is public: that this code was given out, and by whom.
pub(crate) fn registration(loaded: &Loaded, agency: Value) -> Value {
    let code = loaded.head.action_code.clone().unwrap_or_default();
    json!({ "id": code, "revision": 0, "action_code": code, "agency": agency, "region": loaded.head.unit })
}

fn publish_on(loaded: &Loaded) -> Option<String> {
    let publishes =
        |entry: &domain::law::LimitLaw| entry.fulfilled_by.iter().any(|act| act.act == ActName::DisclosurePublish);
    let (id, _) = loaded.release.law.limits.iter().find(|(_, entry)| publishes(entry))?;
    loaded.file.run(id)?.due.map(|d| d.to_string())
}

/// Fields that the redacted paper may carry: the facts of the list above and all public facts that the template needs.
fn plan(loaded: &Loaded) -> Plan {
    let law = &loaded.release.law;
    let public = law.facts.values().filter(|f| f.class == FactClass::Public).map(|f| f.path.clone());
    let hidden = HIDDEN_FACTS.iter().map(|(path, _)| (*path).to_string()).collect();
    let personal = law.facts.values().filter(|f| f.class != FactClass::Public).map(|f| f.path.clone()).collect();
    Plan { fields: public.collect(), redactions: hidden, personal }
}

/// Takes drawn signatures and names of persons out of what belongs to the paper itself.
fn strip(value: &Value) -> Value {
    let mut value = value.clone();
    if let Some(map) = value.as_object_mut() {
        map.remove("signatures");
    }
    value
}

/// What looks like personal data in the public text: identity numbers, mobile numbers, bank cards, mail addresses, plates.
fn scan(text: &str) -> Vec<ScanHit> {
    let runs: Vec<&str> = text.split(|c: char| !c.is_ascii_digit() && c != 'X').filter(|r| !r.is_empty()).collect();
    let count = |test: &dyn Fn(&str) -> bool| runs.iter().filter(|r| test(r)).count();
    let digits = |r: &str| r.bytes().all(|b| b.is_ascii_digit());
    let plates = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
    let chars: Vec<char> = text.chars().collect();
    let plate = chars
        .windows(7)
        .filter(|w| {
            plates.contains(w[0]) && w[1].is_ascii_uppercase() && w[2..].iter().all(char::is_ascii_alphanumeric)
        })
        .count();
    [
        (
            "证件号",
            count(&|r| {
                r.len() == 18 && r.get(..17).is_some_and(digits) && r.get(6..8).is_some_and(|y| y == "19" || y == "20")
            }),
        ),
        ("手机号", count(&|r| r.len() == 11 && r.starts_with('1') && digits(r))),
        ("银行卡", count(&|r| (16..=19).contains(&r.len()) && digits(r) && r.starts_with('6'))),
        ("邮箱", text.matches('@').count()),
        ("车牌", plate),
    ]
    .into_iter()
    .map(|(what, hits)| ScanHit { what: what.into(), hits })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_data_in_public_text_is_found() {
        let hits: Vec<(String, usize)> = scan("电话13800000000，证件110101199001010000，冀A12345，a@b.cn")
            .into_iter()
            .map(|h| (h.what, h.hits))
            .collect();
        let expected = [("证件号", 1), ("手机号", 1), ("银行卡", 0), ("邮箱", 1), ("车牌", 1)];
        assert_eq!(hits, expected.map(|(w, n)| (w.to_string(), n)));
        assert!(scan("罚款 10000 元，039999010012608170001070012").iter().all(|h| h.hits == 0));
    }
}
