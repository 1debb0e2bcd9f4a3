//! The public version: data cut down to what the disclosure plan names, before anything is set in type.
//!
//! What the plan does not name is not in the result, in no form. Names of natural persons that are hidden are also replaced where
//! they stand inside a text that may be shown (行政处罚法 art. 48; rules of the field: `docs/formats/document.md`).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::characters::texts;

/// Printed where a value was hidden.
pub const HIDDEN: &str = "（略）";

/// What the public may see of a paper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Allowed paths as declared (`party.name`, `evidence[].name`); `agency.*` allows everything below.
    pub fields: Vec<String>,
    /// Paths that the officer hides although `fields` allows them.
    #[serde(default)]
    pub redactions: Vec<String>,
    /// Paths whose hidden values are also removed from allowed texts: those declared `personal` or `secret`.
    #[serde(default)]
    pub personal: Vec<String>,
    /// Allowed paths whose values are cut down to a surname, there and in every text.
    #[serde(default)]
    pub masked: Vec<String>,
}

impl Plan {
    /// A plan with the personal paths of `facts.json` (an array of entries with `path` and `class`).
    ///
    /// # Errors
    /// When `facts` is not such an array.
    pub fn new(fields: Vec<String>, redactions: Vec<String>, facts: &str) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Fact {
            path: String,
            #[serde(default)]
            class: String,
        }
        let declared: Vec<Fact> = serde_json::from_str(facts)?;
        let personal = declared.into_iter().filter(|fact| fact.class != "public").map(|fact| fact.path).collect();
        Ok(Self { fields, redactions, personal, masked: Vec::new() })
    }

    /// Whether the value at this declared path may be shown.
    pub fn allows(&self, path: &str) -> bool {
        let named = |list: &[String]| list.iter().any(|pattern| covers(pattern, path));
        named(&self.fields) && !named(&self.redactions)
    }

    /// Whether the value at this declared path is taken out of every text. The paper's lists (`evidence[]`, its own `item`)
    /// repeat facts under other names.
    fn hides_everywhere(&self, path: &str) -> bool {
        let named = |list: &[String], path: &str| list.iter().any(|pattern| covers(pattern, path));
        let personal = named(&self.personal, path) || named(&self.personal, &format!("case.{path}"));
        let own = path
            .strip_prefix("item.")
            .is_some_and(|field| self.personal.iter().any(|pattern| pattern.ends_with(&format!("[].{field}"))));
        named(&self.masked, path) || (!self.allows(path) && (personal || own))
    }
}

/// `agency.*` covers `agency.name`; otherwise the paths are equal, and a list covers its entries (`sheet.steps[]`).
fn covers(pattern: &str, path: &str) -> bool {
    match pattern.strip_suffix(".*") {
        Some(stem) => path.strip_prefix(stem).is_some_and(|rest| rest.starts_with('.') || rest.starts_with('[')),
        None => pattern == path,
    }
}

/// The data that the template of the public version gets. Hidden texts become [`HIDDEN`], hidden numbers and truth values nothing;
/// pictures are never shown.
#[must_use]
pub fn redact(data: &Value, plan: &Plan) -> Value {
    cut(data, "", plan, &Hidden::of(&[data], plan))
}

/// Texts that a public text must not hold, whatever field it stands in.
#[derive(Debug, Clone, Default)]
pub struct Hidden {
    /// The longest first, so that a name inside another one does not tear it.
    texts: Vec<String>,
}

impl Hidden {
    /// The values of all personal facts that the plan does not show, and the names of persons who acted.
    #[must_use]
    pub fn of(data: &[&Value], plan: &Plan) -> Hidden {
        let mut found: BTreeSet<&str> = BTreeSet::new();
        for data in data {
            texts(data, &mut String::new(), &mut |path, text| {
                if text.chars().count() >= 2 && plan.hides_everywhere(&declared(path)) {
                    found.insert(text);
                }
            });
            // Persons who acted are hidden by their entry in `people`, which is no fact.
            if let Some(Value::Object(people)) = data.get("people") {
                for person in people.values() {
                    if let Some(name) = person.get("name").and_then(Value::as_str).filter(|_| !plan.allows("people.*"))
                    {
                        found.insert(name);
                    }
                }
            }
        }
        let mut texts: Vec<String> = found.into_iter().map(str::to_owned).collect();
        texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
        Hidden { texts }
    }

    /// The text without them.
    #[must_use]
    pub fn taken_out_of(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for hidden in &self.texts {
            if text.contains(hidden.as_str()) {
                text = text.replace(hidden.as_str(), &masked(hidden));
            }
        }
        text
    }
}

fn cut(value: &Value, path: &str, plan: &Plan, names: &Hidden) -> Value {
    match value {
        Value::Object(fields) => Value::Object(
            fields
                .iter()
                .filter(|(key, _)| *key != "image")
                .map(|(key, item)| {
                    let below = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                    (key.clone(), cut(item, &below, plan, names))
                })
                .collect(),
        ),
        Value::Array(items) => {
            let below = format!("{path}[]");
            Value::Array(items.iter().map(|item| cut(item, &below, plan, names)).collect())
        }
        Value::String(text) if plan.allows(path) => Value::String(names.taken_out_of(text)),
        Value::String(_) => Value::String(HIDDEN.to_owned()),
        Value::Number(_) | Value::Bool(_) if plan.allows(path) => value.clone(),
        _ => Value::Null,
    }
}

/// 姓＋某某 for what looks like a Chinese name (two to four ideographs), else [`HIDDEN`].
fn masked(name: &str) -> String {
    let mut letters = name.chars();
    let ideographs = name.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    match letters.next() {
        Some(first) if ideographs && (1..=3).contains(&letters.count()) => format!("{first}某"),
        _ => HIDDEN.to_owned(),
    }
}

fn declared(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut inside = false;
    for c in path.chars() {
        match c {
            '[' => inside = true,
            ']' => {
                inside = false;
                out.push_str("[]");
            }
            _ if inside => {}
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn plan() -> Plan {
        Plan {
            fields: ["party.name", "case.facts", "agency.*", "evidence[].name", "sheet.steps[]", "document.number"]
                .map(String::from)
                .to_vec(),
            redactions: Vec::new(),
            personal: ["party.phone", "record.person_on_site", "case.evidence[].source", "service[].receiver"]
                .map(String::from)
                .to_vec(),
            masked: Vec::new(),
        }
    }

    #[test]
    fn what_is_not_named_does_not_exist() {
        let data = json!({
            "party": {"name": "示例公司", "phone": "000-0000008"},
            "record": {"person_on_site": "王小二"},
            "case": {"facts": "现场负责人王小二（电话000-0000008）在场，检查人主办人甲。", "secret": 7},
            "people": {"u-lead": {"name": "主办人甲"}},
            "agency": {"name": "示例局", "pay": {"bank": "示例银行"}},
            "evidence": [{"name": "现场笔录", "source": "王小二"}],
            "sheet": {"steps": ["起点"]},
            "document": {"number": "示环罚〔2026〕36号", "signatures": [{"name": "局领导庚", "image": "data:image/png;base64,AAAA"}]}
        });
        let public = redact(&data, &plan());
        let text = public.to_string();
        for hidden in ["王小二", "000-0000008", "主办人甲", "局领导庚", "AAAA", "secret\":7"] {
            assert!(!text.contains(hidden), "{hidden} in {text}");
        }
        assert_eq!(public.pointer("/case/facts"), Some(&json!("现场负责人王某（电话（略））在场，检查人主某。")));
        assert_eq!(public.pointer("/agency/pay/bank"), Some(&json!("示例银行")));
        assert_eq!(public.pointer("/evidence/0/name"), Some(&json!("现场笔录")));
        assert_eq!(public.pointer("/sheet/steps/0"), Some(&json!("起点")));
        assert_eq!(public.pointer("/case/secret"), Some(&Value::Null));
    }

    #[test]
    fn a_redaction_beats_the_list_of_allowed_fields() {
        let mut plan = plan();
        plan.redactions.push("party.name".into());
        assert_eq!(redact(&json!({"party": {"name": "示例公司"}}), &plan), json!({"party": {"name": HIDDEN}}));
    }

    #[test]
    fn a_citizen_is_public_by_the_surname_alone() {
        let mut plan = plan();
        plan.masked.push("party.name".into());
        let data = json!({"party": {"name": "张三丰"}, "case": {"facts": "张三丰露天贮存石灰石。"}});
        let public = redact(&data, &plan);
        assert_eq!(public, json!({"party": {"name": "张某"}, "case": {"facts": "张某露天贮存石灰石。"}}));
    }

    #[test]
    fn personal_facts_are_found_under_the_names_of_the_papers_lists() {
        let data = json!({"evidence": [{"name": "李小四的询问笔录", "source": "李小四"}], "item": {"receiver": "赵小六"},
                          "case": {"facts": "赵小六签收。"}});
        let public = redact(&data, &plan()).to_string();
        assert!(public.contains("李某的询问笔录") && public.contains("赵某签收"), "{public}");
    }

    #[test]
    fn classes_come_from_the_facts() {
        let facts = r#"[{"path": "party.name", "class": "public"}, {"path": "party.phone", "class": "personal"}]"#;
        let plan = Plan::new(vec!["party.name".into()], Vec::new(), facts).expect("facts");
        assert_eq!(plan.personal, ["party.phone"]);
    }
}
