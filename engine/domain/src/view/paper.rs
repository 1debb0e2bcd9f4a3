//! The data of a paper: facts nested by path, and beside them what papers need: number and signatures, clauses, evidence, people.

use crate::act::number;
use crate::case::{Actor, Case};
use crate::case_file::{Document, DocumentId, is_empty};
use crate::day;
use crate::law::{ArticleRef, OneOrMany};
use crate::pattern;
use crate::tree;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

/// The data of a paper: what was frozen with today's number, seal and service, or the live facts of a draft.
pub fn data(case: &Case<'_>, id: DocumentId) -> Option<Value> {
    let paper = case.document(id)?;
    let Some(frozen) = &paper.data else { return Some(live(case, id, None)) };
    let mut data = (**frozen).clone();
    if let Some(document) = data.get_mut("document").and_then(Value::as_object_mut) {
        document.extend(heading(case, id, paper, paper.issued_on));
    }
    Some(data)
}

/// The data as the facts are now. `on`: the date of the paper, where it is being frozen.
pub fn live(case: &Case<'_>, id: DocumentId, on: Option<Date>) -> Value {
    let Some(paper) = case.document(id) else { return Value::Null };
    let mut root = match tree::tree(case) {
        Value::Object(root) => root,
        _ => Map::new(),
    };
    let document = root.entry("document").or_insert_with(|| json!({}));
    if let Some(document) = document.as_object_mut() {
        document.extend(heading(case, id, paper, on));
    }
    if let Some(sheet) = root.get_mut("sheet") {
        number_evidence(sheet);
    }
    root.insert("documents".to_owned(), documents(case));
    root.insert("people".to_owned(), people(case));
    root.insert("quotes".to_owned(), quotes(case));
    let evidence = tree::evidence(case);
    root.insert("evidence".to_owned(), evidence);
    root.insert("configuration".to_owned(), json!(case.law.agency));
    root.insert(
        "table".to_owned(),
        json!(case.file.sheet().and_then(|sheet| case.law.methods.get(&sheet.table)).map(|method| &method.table)),
    );
    root.insert("demo".to_owned(), json!(is_demonstration(case)));
    if let Some(item) = item(case, paper) {
        root.insert("item".to_owned(), item);
    }
    if let Some(url) = payment_url(case) {
        tree::put(&mut root, "payment.url", json!(url));
    }
    let shown = shown(case, paper, &root);
    root.insert("show".to_owned(), shown);
    // What is unknown does not exist: templates ask for presence.
    root.retain(|_, value| !value.is_null());
    Value::Object(root)
}

/// The address that the payment code leads to: the agency's, with facts of the case in it. Without one of them there is none.
fn payment_url(case: &Case<'_>) -> Option<String> {
    let text = case.value("agency.pay.url")?.as_str()?.to_owned();
    let known = pattern::paths(&text).all(|path| case.value(path).is_some());
    let said = |path: &str| {
        let value = case.value(path).unwrap_or_default();
        encoded(value.as_str().map_or_else(|| value.to_string(), str::to_owned).as_str())
    };
    // Values are encoded: a brace that is left has no partner.
    Some(pattern::filled(&text, said)).filter(|url| known && !url.contains('{'))
}

/// Percent-encoding of everything that is not unreserved (RFC 3986).
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn is_demonstration(case: &Case<'_>) -> bool {
    case.law
        .profiles
        .get(&case.file.unit)
        .is_some_and(|profile| profile.rest.get("demonstration") == Some(&json!(true)))
}

fn heading(case: &Case<'_>, id: DocumentId, paper: &Document, on: Option<Date>) -> Map<String, Value> {
    let entry = case.law.documents.get(&paper.kind);
    let signatures: Vec<Value> = paper
        .signatures
        .iter()
        .map(|signature| {
            json!({
                "role": signature.capacity, "as": signature.capacity, "person": signature.person, "id": signature.id,
                "name": signature.name, "date": signature.at.as_ref().map(|at| at.chars().take(10).collect::<String>()),
            })
        })
        .collect();
    let mut map = Map::new();
    map.insert("id".to_owned(), json!(id));
    map.insert("kind".to_owned(), json!(paper.kind));
    map.insert("name".to_owned(), json!(entry.map(|entry| entry.name.clone())));
    map.insert("version".to_owned(), json!(paper.version));
    map.insert("number".to_owned(), json!(paper.number));
    map.insert("no".to_owned(), json!(paper.number));
    map.insert("word".to_owned(), json!(entry.and_then(|entry| number::word(case, entry))));
    map.insert("date".to_owned(), json!(on));
    map.insert("draft".to_owned(), json!(on.is_none()));
    map.insert("state".to_owned(), json!(paper.state.as_str()));
    map.insert("sealed_at".to_owned(), json!(paper.sealed_at.map(day::instant_text)));
    map.insert("served_at".to_owned(), json!(paper.served_on));
    map.insert("fine".to_owned(), json!(paper.fine));
    map.insert("signatures".to_owned(), Value::Array(signatures));
    map
}

/// All papers by id: what `service[].document` and the like refer to.
fn documents(case: &Case<'_>) -> Value {
    let papers = case.file.documents.iter().map(|(id, paper)| {
        let name = case.law.documents.get(&paper.kind).map(|entry| entry.name.clone());
        let served = paper.served_on;
        (id.to_string(), json!({"id": id, "kind": paper.kind, "name": name, "no": paper.number, "version": paper.version, "served_at": served}))
    });
    Value::Object(papers.collect())
}

/// Persons by id, and by the role they have in the case.
fn people(case: &Case<'_>) -> Value {
    let entry = |actor: &Actor| {
        let held = actor.certificate.as_ref().map(|held| json!({"no": held.no, "from": held.from, "to": held.to}));
        json!({"id": actor.id, "name": actor.name, "title": actor.title, "unit": actor.unit, "certificate": held,
               "certificate_no": actor.certificate.as_ref().map(|held| held.no.clone())})
    };
    let mut map: Map<String, Value> =
        case.facts.staff.iter().chain(&case.facts.actor).map(|actor| (actor.id.clone(), entry(actor))).collect();
    for role in case.law.roles.keys() {
        let person = case.file.person(role).map(str::to_owned).or_else(|| case.file.acted_as.get(role).cloned());
        if let Some(actor) = person.and_then(|person| case.actor_named(&person)) {
            map.insert(role.clone(), entry(actor));
        }
    }
    Value::Object(map)
}

/// The clauses that the paper applies, verbatim, each with law and place.
fn quotes(case: &Case<'_>) -> Value {
    let Some(cause) = case.applied_entry() else { return Value::Array(Vec::new()) };
    let order = cause
        .rest
        .get("order_basis")
        .and_then(|value| serde_json::from_value::<OneOrMany<ArticleRef>>(value.clone()).ok());
    let order = order.as_ref().map(OneOrMany::as_slice).unwrap_or_default();
    let articles = cause.violated.as_slice().iter().chain([&cause.penal]).chain(order);
    articles.filter_map(|article| tree::provision(case, article)).collect()
}

/// Papers name evidence as 证3, not E3.
fn number_evidence(sheet: &mut Value) {
    for list in ["factors", "circumstances"] {
        for factor in sheet.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            for id in factor.get_mut("evidence").and_then(Value::as_array_mut).into_iter().flatten() {
                if let Some(count) = id.as_str().and_then(|id| id.strip_prefix('E')) {
                    *id = json!(format!("证{count}"));
                }
            }
        }
    }
}

/// The list entry that a paper of kind `one_per` belongs to.
fn item(case: &Case<'_>, paper: &Document) -> Option<Value> {
    let list = case.law.documents.get(&paper.kind)?.one_per.as_deref()?.trim_end_matches("[]");
    let entry = case.file.entry(list, paper.instance.as_deref()?)?;
    let mut map = Map::new();
    entry.values.iter().for_each(|(path, value)| tree::put(&mut map, path, value.clone()));
    Some(Value::Object(map))
}

/// Whether a condition over the facts of the case holds; one that cannot be answered does not.
pub fn holds(case: &Case<'_>, condition: &str) -> bool {
    let Value::Object(root) = tree::tree(case) else { return false };
    let scope: script::Values =
        root.iter().map(|(name, value)| (name.as_str().into(), script::Value::from_json(value))).collect();
    script::Expression::compile(condition).ok().and_then(|expression| expression.holds(&scope).ok()).unwrap_or(false)
}

/// Parts of the paper that a fact shows or hides.
fn shown(case: &Case<'_>, paper: &Document, root: &Map<String, Value>) -> Value {
    let entry = case.law.documents.get(&paper.kind);
    let mut map = Map::new();
    for part in entry.map(|entry| entry.when.as_slice()).unwrap_or_default() {
        // `service[].method` is a field of the paper's own entry.
        let list = entry.and_then(|entry| entry.one_per.as_deref());
        let condition =
            list.map_or_else(|| part.condition.clone(), |list| part.condition.replace(&format!("{list}."), "item."));
        let scope: script::Values =
            root.iter().map(|(name, value)| (name.as_str().into(), script::Value::from_json(value))).collect();
        let holds = script::Expression::compile(&condition).ok().and_then(|expression| expression.holds(&scope).ok());
        map.insert(part.show.clone(), json!(holds.unwrap_or(false)));
    }
    Value::Object(map)
}

/// Facts that the paper's entry, or the act that freezes it (`further`), needs and that are unknown.
pub fn missing_needs(case: &Case<'_>, id: DocumentId, further: &[String]) -> Vec<String> {
    let Some(paper) = case.document(id) else { return Vec::new() };
    let Some(entry) = case.law.documents.get(&paper.kind) else { return Vec::new() };
    let own = item(case, paper);
    let list = entry.one_per.as_deref();
    let known =
        |path: &str| match list.and_then(|list| path.strip_prefix(list)).and_then(|field| field.strip_prefix('.')) {
            Some(field) => {
                let pointer = format!("/{}", field.trim_end_matches("[]").replace('.', "/"));
                own.as_ref().and_then(|own| own.pointer(&pointer)).is_some_and(|value| !is_empty(value))
            }
            None => case.value(path).is_some(),
        };
    entry.needs.iter().chain(further).filter(|path| !known(path)).cloned().collect()
}

/// The data of a paper that a form would draw up: the answers are taken for facts, nothing is checked and nothing is kept.
pub fn preview(case: &Case<'_>, element: &exec::ElementPath, kind: &str, answers: &Value, instance: &str) -> Value {
    use crate::case_file::{DocumentState, Fact};
    let mut file = case.file.clone();
    let node = case.law.node(element.process(), element.element());
    let form = node.and_then(|node| case.law.form_of(element.process(), node));
    for (pointer, path) in form.iter().flat_map(|form| &form.facts) {
        let Some(value) = answers.pointer(pointer).filter(|value| !is_empty(value)) else { continue };
        match path.split_once("[].") {
            Some((list, field)) => {
                let entries = file.lists.entry(list.to_owned()).or_default();
                if entries.iter().all(|entry| entry.instance != instance) {
                    entries.push(crate::case_file::ListEntry { instance: instance.to_owned(), ..Default::default() });
                }
                if let Some(entry) = entries.iter_mut().find(|entry| entry.instance == instance) {
                    entry.values.insert(field.trim_end_matches("[]").to_owned(), value.clone());
                }
            }
            None => {
                let fact = Fact { value: value.clone(), seq: file.seq, from: None };
                file.facts.insert(path.trim_end_matches("[]").to_owned(), fact);
            }
        }
    }
    let id = file.next_document();
    let paper = Document {
        kind: kind.to_owned(),
        version: 1,
        state: DocumentState::Draft,
        number: None,
        signatures: Vec::new(),
        element: element.to_string(),
        instance: Some(instance.to_owned()).filter(|instance| !instance.is_empty()),
        fine: None,
        issued_on: None,
        sealed_at: None,
        served_on: None,
        data: None,
        file: None,
    };
    file.documents.insert(id, paper);
    live(&Case::new(&file, case.law, case.facts), id, None)
}
