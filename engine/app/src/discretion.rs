//! The discretion sheet as a page: the amount, and why it is this amount. Nothing here can be written.

use crate::App;
use crate::refusal::Failure;
use crate::view::Missing;
use crate::view::papers::{EntryView, SheetVersion, SheetView};
use domain::case::Case;
use domain::discretion::Sheet;
use domain::law::Law;
use serde_json::{Value, json};

impl App {
    /// The current sheet, its versions and the clause it rests on.
    ///
    /// # Errors
    /// `case-not-found`; the store is not available.
    pub async fn sheet(&self, case: &str, now: i64) -> Result<SheetView, Failure> {
        let loaded = self.load(case).await?;
        let facts = self.facts(&loaded, None, now).await?;
        let of = Case::new(&loaded.file, &loaded.release.law, &facts);
        let law = &loaded.release.law;
        let current = loaded.file.sheet().map(|s| titled(law, s));
        let versions = loaded.file.sheets.iter().map(|s| SheetVersion {
            sheet: u64::from(s.sheet),
            fine: domain::money::text(s.fine),
            at: s.decision_date.to_string(),
            cause: law.causes.get(&s.entry).map_or_else(|| s.entry.clone(), |c| c.title.clone()),
        });
        let entry = of.applied_entry().map(|entry| {
            let penal = crate::limits::basis(
                law,
                &entry.penal.law,
                Some(entry.penal.article.as_str()),
                entry.penal.paragraph.as_deref(),
                entry.penal.item.as_deref(),
                None,
            );
            let factors = entry
                .discretion
                .as_ref()
                .and_then(|id| law.methods.get(id))
                .map_or_else(|| json!([]), |m| choices(&json!(m.table)));
            EntryView {
                id: entry.id.clone(),
                title: entry.title.clone(),
                penal_text: domain::tree::quote(&of, &entry.penal).unwrap_or_default(),
                penal,
                factors,
            }
        });
        let cannot = current.is_none().then(|| Missing {
            gate: None,
            text: "还没有计算：先选定违法行为，再把裁量因子与证据绑定，由系统计算。".into(),
            what: Vec::new(),
            who: None,
            goto: None,
            basis: Vec::new(),
            statutory: false,
        });
        Ok(SheetView { current, versions: versions.collect(), cannot, entry })
    }
}

/// 行政处罚法37 as printed: 行政处罚法第三十七条.
fn printed(basis: &str) -> String {
    let name = basis.trim_end_matches(|c: char| c.is_ascii_digit());
    match &basis[name.len()..] {
        "" => basis.to_string(),
        article => format!("{name}{}", domain::words::article(article, None, None)),
    }
}

/// The factors of a table as one chooses among them; an option with a condition is decided by a fact, not by a person.
fn choices(table: &Value) -> Value {
    let factors = table["factors"].as_array().into_iter().flatten().map(|factor| {
        let options: Vec<&Value> = factor["options"].as_array().into_iter().flatten().collect();
        let by_fact = options.iter().any(|o| o.get("when").is_some_and(|w| !w.is_null()));
        let options: Vec<Value> =
            options.iter().map(|o| json!({ "id": o["id"], "title": o["name"], "points": o["points"] })).collect();
        json!({ "factor": factor["id"], "factor_title": factor["name"], "by_fact": by_fact, "options": options })
    });
    factors.collect()
}

/// A fact as people read it: the word of a chosen value, a number with its unit.
fn fact_words(law: &Law, path: &str, value: &Value) -> String {
    let plain = crate::head::shown(value);
    let Some(fact) = law.facts.get(path) else { return plain };
    let word = fact.values.get(&plain).cloned().unwrap_or(plain);
    fact.unit.as_ref().map_or(word.clone(), |unit| format!("{word} {unit}"))
}

/// A sheet with the words of its table beside the ids.
fn titled(law: &Law, sheet: &Sheet) -> Value {
    let mut view = json!(sheet);
    if let Some(basis) = view["compared"]["basis"].as_str() {
        view["compared"]["basis"] = Value::from(printed(basis));
    }
    let table = law.methods.get(&sheet.table).map(|m| json!(m.table)).unwrap_or_default();
    view["table_title"] = table["name"].clone();
    let find = |list: &Value, id: &Value| list.as_array().into_iter().flatten().find(|x| x["id"] == *id).cloned();
    for factor in view["factors"].as_array_mut().into_iter().flatten() {
        let Some(entry) = find(&table["factors"], &factor["factor"]) else { continue };
        factor["factor_title"] = entry["name"].clone();
        let facts = factor["from_fact"].as_object().into_iter().flatten();
        let words: Vec<String> = facts.map(|(path, value)| fact_words(law, path, value)).collect();
        factor["fact_text"] = if words.is_empty() { Value::Null } else { words.join("，").into() };
        factor["option_title"] = find(&entry["options"], &factor["option"]).map_or(Value::Null, |o| o["name"].clone());
        let options = entry["options"].as_array().into_iter().flatten();
        factor["options"] =
            options.map(|o| json!({ "id": o["id"], "title": o["name"], "points": o["points"] })).collect();
        if let Some(factor) = factor.as_object_mut() {
            factor.retain(|_, value| !value.is_null());
        }
    }
    view
}
