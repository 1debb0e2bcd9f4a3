//! Facts as one tree: stored ones by their path, and those that are computed from the file, the law and the clock.

use crate::case::Case;
use crate::case_file::is_empty;
use crate::day;
use crate::law::{ActName, ArticleRef, FactOwner, FactType, OneOrMany};
use serde_json::{Map, Value, json};

/// One fact by its path (`limit.T11.next_day`, `document.W57.fine`, `case.evidence[]`), without building the whole tree.
pub fn value(case: &Case<'_>, path: &str) -> Option<Value> {
    let path = path.trim_end_matches("[]");
    if let Some((list, at)) = item(path) {
        return value(case, list)?.get(at).cloned();
    }
    if let Some(stored) = case.file.fact(path) {
        return Some(stored.clone());
    }
    let mut words = path.split('.');
    let found = match (words.next()?, words.next()) {
        ("limit", Some(id)) => at(&limit(case, id)?, &mut words),
        ("document", Some(kind)) => at(&document(case, kind)?, &mut words),
        ("entry", Some(field)) => entry(case).get(field).cloned(),
        ("sheet", _) => {
            sheet(case).and_then(|sheet| at(&sheet, &mut path.split('.').skip(1))).or_else(|| owned(case, path))
        }
        ("case", Some("evidence")) => Some(evidence(case)),
        ("agency", _) => case.law.profiles.get(&case.file.unit).and_then(|profile| profile.facts.get(path)).cloned(),
        _ => owned(case, path),
    };
    found.filter(|value| !is_empty(value))
}

/// `case.proposed_officers[0]`: one item of a list.
fn item(path: &str) -> Option<(&str, usize)> {
    let (list, at) = path.strip_suffix(']')?.rsplit_once('[')?;
    Some((list, at.parse().ok()?))
}

fn owned(case: &Case<'_>, path: &str) -> Option<Value> {
    match (path, case.law.fact(path).and_then(|fact| fact.owner.as_ref())) {
        (_, Some(FactOwner::Predicate(name))) => crate::predicate::value(name, case),
        ("case.name", _) => Some(json!(name(case)?)),
        ("case.status", _) => Some(json!(crate::view::status(case).as_str())),
        ("decision.no", _) => {
            let decided = case.file.acts_of(ActName::DecisionIssue).rfind(|act| act.kind.as_deref() == Some("penalty"));
            let paper = decided.and_then(|act| act.document).and_then(|id| case.document(id));
            paper.and_then(|paper| paper.number.clone()).map(Value::String)
        }
        ("decision.pay_due", _) => case.reckon("T22").map(|reckoning| json!(reckoning.due)),
        _ => {
            path.strip_prefix("case.people.").and_then(|role| case.file.acted_as.get(role)).map(|person| json!(person))
        }
    }
}

fn at<'a>(value: &Value, words: &mut impl Iterator<Item = &'a str>) -> Option<Value> {
    words.try_fold(value, |value, word| value.get(word)).cloned()
}

/// Everything, nested: what expressions read as `facts.…` and papers print.
pub fn tree(case: &Case<'_>) -> Value {
    let mut root = Map::new();
    if let Some(profile) = case.law.profiles.get(&case.file.unit) {
        profile.facts.iter().for_each(|(path, value)| put(&mut root, path, value.clone()));
    }
    if let Some(sheet) = sheet(case) {
        root.insert("sheet".to_owned(), sheet);
    }
    for (path, fact) in &case.file.facts {
        put(&mut root, path, fact.value.clone());
    }
    for (list, entries) in &case.file.lists {
        root.insert(list.clone(), entries.iter().map(|entry| nested(&entry.values)).collect());
    }
    for (role, person) in &case.file.acted_as {
        let path = format!("case.people.{role}");
        if case.file.fact(&path).is_none() {
            put(&mut root, &path, json!(person));
        }
    }
    for fact in case.law.facts.values() {
        if matches!(fact.owner, Some(FactOwner::Predicate(_) | FactOwner::Derived(_)))
            && !fact.path.contains("[]")
            && !fact.path.contains('*')
            && let Some(value) = owned(case, &fact.path)
        {
            put(&mut root, &fact.path, value);
        }
    }
    put(&mut root, "case.evidence", evidence(case));
    put(&mut root, "case.elements", json!(crate::completeness::matrix(case).rows));
    root.insert("entry".to_owned(), Value::Object(entry(case)));
    let limits = case.law.limits.keys().filter_map(|id| Some((id.clone(), limit(case, id)?)));
    root.insert("limit".to_owned(), Value::Object(limits.collect()));
    let kinds = case.file.documents.values().map(|paper| paper.kind.clone());
    let papers = kinds.filter_map(|kind| Some((kind.clone(), document(case, &kind)?)));
    root.insert("document".to_owned(), Value::Object(papers.collect()));
    Value::Object(root)
}

/// The tree for expressions: what facts.json calls a decimal or money is an exact decimal there.
pub fn for_scripts(case: &Case<'_>) -> script::Value {
    let mut root = script::Value::from_json(&tree(case));
    let exact = |path: &str| {
        case.law.facts.get(path).is_some_and(|fact| matches!(fact.kind, FactType::Decimal | FactType::Money))
    };
    for (path, fact) in case.file.facts.iter().filter(|(path, _)| exact(path)) {
        if let (Some(amount), Some(place)) = (crate::money::read(&fact.value), place(&mut root, path)) {
            *place = script::Value::Decimal(amount);
        }
    }
    root
}

fn place<'a>(value: &'a mut script::Value, path: &str) -> Option<&'a mut script::Value> {
    path.split('.').try_fold(value, |value, word| match value {
        script::Value::Map(map) => map.get_mut(word),
        _ => None,
    })
}

fn nested(values: &std::collections::BTreeMap<String, Value>) -> Value {
    let mut map = Map::new();
    values.iter().for_each(|(path, value)| put(&mut map, path, value.clone()));
    Value::Object(map)
}

/// Puts a value at a dotted path; what stands in the way and is no object gives way.
pub fn put(map: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => {
            map.insert(path.to_owned(), value);
        }
        Some((head, rest)) => {
            let inner = map.entry(head.to_owned()).or_insert_with(|| Value::Object(Map::new()));
            if !inner.is_object() {
                *inner = Value::Object(Map::new());
            }
            if let Value::Object(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}

/// The latest sheet with its reasons. `sheet.range` and `sheet.fine` are stored facts as well and go before.
fn sheet(case: &Case<'_>) -> Option<Value> {
    let latest = case.file.sheet()?;
    let mut value = serde_json::to_value(latest).ok()?;
    if let Value::Object(map) = &mut value {
        map.insert("version".to_owned(), json!(latest.sheet));
        map.insert("applied".to_owned(), json!(latest.entry));
        map.insert("reasons".to_owned(), json!(crate::discretion::reasons(latest, case.law)));
        map.insert("fine_words".to_owned(), json!(crate::money::capital(latest.fine)));
        map.insert("fine_grouped".to_owned(), json!(crate::money::grouped(latest.fine)));
    }
    Some(value)
}

/// 示例市磐石建材有限公司涉嫌…案
fn name(case: &Case<'_>) -> Option<String> {
    let party = case.file.text("party.name").or_else(|| case.file.text("clue.object"))?;
    let entry = case.cause().and_then(|entry| entry.rest.get("case_name")).and_then(Value::as_str);
    Some(format!("{party}{}", entry.unwrap_or("涉嫌生态环境违法案")))
}

/// `start`, `due`, `next_day`, `state`, `length` of the latest run; the length alone where it has not started.
pub fn limit(case: &Case<'_>, id: &str) -> Option<Value> {
    let law = case.law.limits.get(id)?;
    let mut map = Map::new();
    map.insert("name".to_owned(), json!(law.name));
    if let (Some(length), Some(unit)) = (law.length, law.unit) {
        map.insert("length".to_owned(), json!(length));
        map.insert("unit".to_owned(), json!(unit));
        map.insert("length_text".to_owned(), json!(format!("{length}{}", unit_word(unit))));
    }
    if let Some(run) = case.file.run(id) {
        map.insert("start".to_owned(), json!(run.start));
        map.insert("state".to_owned(), json!(case.limit_state(id).unwrap_or(run.state).as_str()));
        if let Some(reckoning) = case.reckon(id) {
            map.insert("due".to_owned(), json!(reckoning.due));
            map.insert("next_day".to_owned(), json!(day::plus(reckoning.due, 1)));
            map.insert("provisional".to_owned(), json!(reckoning.provisional));
        }
    }
    Some(Value::Object(map))
}

fn unit_word(unit: crate::law::LimitUnit) -> &'static str {
    match unit {
        crate::law::LimitUnit::Day => "日",
        crate::law::LimitUnit::WorkingDay => "个工作日",
        crate::law::LimitUnit::Month => "个月",
        crate::law::LimitUnit::Year => "年",
    }
}

/// The latest document of a kind, without its frozen data.
pub fn document(case: &Case<'_>, kind: &str) -> Option<Value> {
    let (id, paper) = case.file.latest(kind)?;
    Some(json!({
        "id": id, "kind": paper.kind, "name": case.law.documents.get(kind).map(|entry| entry.name.clone()),
        "no": paper.number, "number": paper.number, "version": paper.version, "state": paper.state.as_str(),
        "fine": paper.fine, "issued_at": paper.issued_on, "sealed_at": paper.sealed_at.map(day::instant_text), "served_at": paper.served_on,
    }))
}

/// The cause entry as papers cite it, with the texts of the clauses.
pub fn entry(case: &Case<'_>) -> Map<String, Value> {
    let Some(cause) = case.applied_entry() else { return Map::new() };
    let mut map = Map::new();
    let violated = cause.violated.as_slice();
    map.insert("id".to_owned(), json!(cause.id));
    map.insert("title".to_owned(), json!(cause.title));
    map.insert(
        "violated".to_owned(),
        violated.first().and_then(|article| provision(case, article)).unwrap_or_default(),
    );
    map.insert("violated_all".to_owned(), violated.iter().filter_map(|article| provision(case, article)).collect());
    map.insert("penal".to_owned(), provision(case, &cause.penal).unwrap_or_default());
    map.insert(
        "violated_text".to_owned(),
        json!(violated.iter().filter_map(|a| quote(case, a)).collect::<Vec<_>>().join("\n")),
    );
    map.insert("penal_text".to_owned(), json!(quote(case, &cause.penal)));
    map.insert("amount".to_owned(), json!(cause.amount));
    map.insert("authority".to_owned(), json!(cause.authority));
    let order = cause
        .rest
        .get("order_basis")
        .and_then(|value| serde_json::from_value::<OneOrMany<ArticleRef>>(value.clone()).ok());
    if let Some(order) = order {
        map.insert(
            "order_basis".to_owned(),
            order.as_slice().first().and_then(|article| provision(case, article)).unwrap_or_default(),
        );
        let texts: Vec<_> = order.as_slice().iter().filter_map(|article| quote(case, article)).collect();
        map.insert("order_basis_text".to_owned(), json!(texts.join("\n")));
    }
    map.retain(|_, value| !value.is_null());
    map
}

/// 《中华人民共和国大气污染防治法》第一百一十七条第一款第二项
pub fn cite(case: &Case<'_>, article: &ArticleRef) -> String {
    let law = law_of(case, &article.law);
    let mut text = format!("《{}》", law.map_or(article.law.as_str(), |law| law.title.as_str()));
    text.push_str(&crate::words::article(&article.article, article.paragraph.as_deref(), article.item.as_deref()));
    text
}

/// A cited clause as papers take it apart: place, names, text and the text of its item.
pub fn provision(case: &Case<'_>, article: &ArticleRef) -> Option<Value> {
    let law = law_of(case, &article.law);
    let quoted = law.and_then(|law| quoted(law, article));
    let mut value = serde_json::to_value(article).ok()?;
    let map = value.as_object_mut()?;
    map.insert("cite".to_owned(), json!(cite(case, article)));
    map.insert("title".to_owned(), json!(law.map_or(article.law.as_str(), |law| law.title.as_str())));
    if let Some(law) = law {
        map.insert("name".to_owned(), json!(law.name));
        map.insert("source".to_owned(), json!(law.source));
    }
    if let Some(quoted) = quoted {
        map.insert("text".to_owned(), json!(quoted.text));
        if let Some(item) = article.item.as_ref().and_then(|item| quoted.items.get(item)) {
            map.insert("item_text".to_owned(), json!(item));
        }
    }
    Some(value)
}

fn law_of<'a>(case: &Case<'a>, law: &str) -> Option<&'a crate::law::LawText> {
    case.law.laws.get(law).or_else(|| case.law.laws.values().find(|text| text.name == law))
}

fn quoted<'a>(law: &'a crate::law::LawText, article: &ArticleRef) -> Option<&'a crate::law::Quote> {
    law.quotations.iter().find(|quoted| {
        quoted.article == article.article && (article.paragraph.is_none() || quoted.paragraph == article.paragraph)
    })
}

/// The clause verbatim, with its item where one is cited. `None`: the release does not quote it.
pub fn quote(case: &Case<'_>, article: &ArticleRef) -> Option<String> {
    let quoted = quoted(law_of(case, &article.law)?, article)?;
    let item = article.item.as_ref().and_then(|item| quoted.items.get(item));
    Some(match item {
        Some(item) => format!("{}{item}", quoted.text),
        None => quoted.text.clone(),
    })
}

/// Usable and excluded evidence as papers list it.
pub fn evidence(case: &Case<'_>) -> Value {
    let usable = case.file.evidence.iter().filter(|(_, item)| item.excluded.is_none());
    usable
        .map(|(id, item)| {
            json!({
                "id": id, "no": format!("证{}", id.0), "name": item.name, "kind": item.kind,
                "kind_name": crate::words::evidence_kind(item.kind), "purpose": item.purpose, "elements": item.elements,
                "collected_at": item.collected_at, "place": item.place, "collectors": item.collectors, "collector": item.collectors,
                "proves": if item.purpose.is_empty() { item.elements.iter().map(|e| crate::words::element(e)).collect::<Vec<_>>().join("、") } else { item.purpose.clone() },
                "source": item.source,
                "sha256": item.sha256,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::item;

    #[test]
    fn an_item_of_a_list_has_a_counted_path() {
        assert_eq!(item("case.proposed_officers[1]"), Some(("case.proposed_officers", 1)));
        assert_eq!(item("case.proposed_officers"), None);
        assert_eq!(item("service[].receiver"), None);
    }
}
