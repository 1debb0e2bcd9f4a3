//! From names and bytes to a release: read everything, collect every problem, never stop at the first.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::law::{
    AgencyLaw, AgencyProfile, CalendarLaw, ConductClass, DiscretionMethod, DocumentEntry, FactLaw, FactorTable,
    FormLaw, GateLaw, LawText, LimitLaw, RoleLaw, StartRule,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::check;
use crate::form::Form;
use crate::kinds::{FileKind, LAYOUT_SCHEMA};
use crate::manifest::{self, Manifest};
use crate::node;
use crate::problem::{Place, Problem, Severity};
use crate::release::{Release, digest};
use crate::scenario;
use crate::schema::Schema;
use crate::tree::{self, Tree};

/// A release with the parsed files that checks look at.
#[derive(Debug, Default)]
pub struct Content {
    pub release: Release,
    /// JSON and YAML files by name, as far as they can be parsed.
    pub trees: BTreeMap<String, Tree>,
    /// A diagram could not be compiled: rules about all processes together would only find consequences of that.
    pub incomplete: bool,
}

impl Content {
    /// Trees of files of one kind.
    pub fn of_kind(&self, kind: FileKind) -> impl Iterator<Item = &Tree> {
        self.trees.values().filter(move |tree| FileKind::of(&tree.file) == kind)
    }
    /// File of a process.
    pub fn process_file(&self, process: &str) -> String {
        self.release.diagram(process).map_or_else(|| process.to_owned(), |(name, _)| name)
    }
}

/// Reads, compiles and checks all of `definitions/`. Names are relative to that folder, with `/`. The release is as complete
/// as the problems allow; it may be published only if [`refused`] says no.
pub fn load(files: &BTreeMap<String, Vec<u8>>) -> (Release, Vec<Problem>) {
    let (content, mut problems) = read(files);
    for (_, rule) in check::CHECKS {
        rule(&content, &mut problems);
    }
    problems.sort();
    problems.dedup();
    (content.release, problems)
}

/// Whether the problems forbid publishing.
pub fn refused(problems: &[Problem]) -> bool {
    problems.iter().any(Problem::is_error)
}

/// Everything up to the checks.
pub fn read(files: &BTreeMap<String, Vec<u8>>) -> (Content, Vec<Problem>) {
    let digest = digest(files);
    let id = format!("r-{}", &digest["sha256:".len()..][..12]);
    let mut content = Content::default();
    content.release.law.release.clone_from(&id);
    content.release.id = id;
    content.release.digest = digest;
    content.release.files.clone_from(files);
    let mut problems = Vec::new();
    trees(&mut content, &mut problems);
    law(&mut content, &mut problems);
    packs(&mut content, &mut problems);
    (content, problems)
}

/// Parses JSON and YAML and holds content files against their schemas.
fn trees(content: &mut Content, problems: &mut Vec<Problem>) {
    let mut schemas: BTreeMap<FileKind, Option<Schema>> = BTreeMap::new();
    for (name, bytes) in &content.release.files {
        let kind = FileKind::of(name);
        let parsed = if name.ends_with(".json") && kind != FileKind::ForAuthors {
            tree::json(name, bytes, problems)
        } else if name.ends_with(".yaml") && kind == FileKind::Pack {
            tree::yaml(name, bytes, problems)
        } else {
            None
        };
        let Some(parsed) = parsed else { continue };
        let schema = schemas.entry(kind).or_insert_with(|| kind.schema().and_then(Schema::compile));
        if let Some(schema) = schema {
            schema.check(&parsed, problems);
        }
        content.trees.insert(name.clone(), parsed);
    }
}

/// A typed value of a tree, or the problem `content-invalid`.
fn typed<T: DeserializeOwned>(tree: &Tree, pointer: &str, value: &Value, problems: &mut Vec<Problem>) -> Option<T> {
    match serde_json::from_value(value.clone()) {
        Ok(value) => Some(value),
        Err(error) => {
            problems.push(tree.problem("content-invalid", pointer, format!("读不懂这一项：{error}")));
            None
        }
    }
}

/// All entries of the files of one kind that are arrays, by their id; a repeated id is `id-duplicate`.
fn entries<T: DeserializeOwned>(
    content: &Content,
    kind: FileKind,
    key: &str,
    problems: &mut Vec<Problem>,
) -> BTreeMap<String, T> {
    let mut found = BTreeMap::new();
    for tree in content.of_kind(kind) {
        for (pointer, value) in tree.entries() {
            let Some(entry) = typed(tree, &pointer, value, problems) else { continue };
            let id = value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
            if found.insert(id.clone(), entry).is_some() {
                problems.push(tree.problem("id-duplicate", &tree::child(&pointer, key), format!("{id} 已经定义过")));
            }
        }
    }
    found
}

/// All files of one kind that are one object each, by their id.
fn objects<T: DeserializeOwned>(content: &Content, kind: FileKind, problems: &mut Vec<Problem>) -> BTreeMap<String, T> {
    let mut found = BTreeMap::new();
    for tree in content.of_kind(kind) {
        let Some(entry) = typed(tree, "", &tree.value, problems) else { continue };
        let id = tree.value.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        if found.insert(id.clone(), entry).is_some() {
            problems.push(tree.problem("id-duplicate", "/id", format!("{id} 已经定义过")));
        }
    }
    found
}

/// The typed law of all content files outside packs.
fn law(content: &mut Content, problems: &mut Vec<Problem>) {
    let mut law = std::mem::take(&mut content.release.law);
    law.facts = entries::<FactLaw>(content, FileKind::Facts, "path", problems);
    law.gates = entries::<GateLaw>(content, FileKind::Gates, "id", problems);
    law.limits = entries::<LimitLaw>(content, FileKind::Limits, "id", problems);
    law.classes = objects::<ConductClass>(content, FileKind::ConductClass, problems);
    law.documents = objects::<DocumentEntry>(content, FileKind::DocumentEntry, problems);
    law.laws = objects::<LawText>(content, FileKind::Law, problems);
    law.calendars = objects::<CalendarLaw>(content, FileKind::Calendar, problems);
    law.roles = entries::<RoleLaw>(content, FileKind::Roles, "id", problems);
    law.profiles = entries::<AgencyProfile>(content, FileKind::Profiles, "unit", problems);
    for tree in content.of_kind(FileKind::Configuration) {
        law.agency = typed::<AgencyLaw>(tree, "", &tree.value, problems).unwrap_or_default();
    }
    for (id, table) in objects::<FactorTable>(content, FileKind::Discretion, problems) {
        let file = |name: &str| content.release.file(&format!("discretion/{name}"));
        let place = content
            .of_kind(FileKind::Discretion)
            .find(|tree| tree.value.get("id").and_then(Value::as_str) == Some(&id));
        let Some(tree) = place else { continue };
        match (content.release.file(&tree.file), file(&table.script)) {
            (Some(bytes), Some(script)) => drop(law.methods.insert(id, DiscretionMethod::new(table, bytes, script))),
            _ => problems.push(tree.problem("script-missing", "/script", format!("找不到脚本 {}", table.script))),
        }
    }
    let mut causes = Vec::new();
    for tree in content.of_kind(FileKind::Causes) {
        causes.extend(tree.entries().map(|(_, value)| value.clone()));
    }
    if let Err(error) = law.add_causes(causes) {
        let file = content.of_kind(FileKind::Causes).next().map_or("causes", |tree| tree.file.as_str());
        problems.push(Problem::error("content-invalid", file, Place { line: 1, column: 1 }, error.message));
    }
    content.release.units = entries(content, FileKind::Units, "id", problems).into_values().collect();
    content.release.persons = entries(content, FileKind::Persons, "id", problems).into_values().collect();
    content.release.parties = entries(content, FileKind::Parties, "id", problems).into_values().collect();
    content.release.law = law;
}

/// Manifests, forms, scenarios, processes.
fn packs(content: &mut Content, problems: &mut Vec<Problem>) {
    let names: Vec<String> = content.release.files.keys().filter(|name| name.ends_with("/pack.xml")).cloned().collect();
    let layouts = Schema::compile(LAYOUT_SCHEMA);
    for name in names {
        let (Some(bytes), Some(folder)) = (content.release.file(&name), name.strip_suffix("/pack.xml")) else {
            continue;
        };
        let Some(pack) = manifest::read(folder, bytes, problems) else { continue };
        forms(content, &pack, layouts.as_ref(), problems);
        scenarios(content, &pack, problems);
        processes(content, &pack, problems);
        for starts in &pack.starts {
            let process = pack.id.clone();
            content.release.law.starts.push(StartRule { process, act: starts.act, kind: starts.kind.clone() });
        }
        if let Some(other) = content.release.packs.get(&pack.id) {
            let message = format!("{} 已经由 {} 定义", pack.id, other.file());
            problems.push(Problem::error("id-duplicate", &name, Place { line: 1, column: 1 }, message));
        }
        content.release.packs.insert(pack.id.clone(), pack);
    }
}

fn forms(content: &mut Content, pack: &Manifest, layouts: Option<&Schema>, problems: &mut Vec<Problem>) {
    for form in &pack.forms {
        let layout = form.layout.as_ref().and_then(|file| content.trees.get(&pack.path(file)));
        if let (Some(layout), Some(schema)) = (layout, layouts) {
            schema.check(layout, problems);
        }
        let Some(tree) = content.trees.get(&pack.path(&form.file)) else { continue };
        let key = format!("{}/{}", pack.id, form.id);
        let layout = layout.map(|layout| layout.value.clone());
        match Form::compile(&key, tree.value.clone(), layout.clone()) {
            Ok(compiled) => drop(content.release.forms.insert(key.clone(), compiled)),
            Err((pointer, error)) => {
                problems.push(tree.problem("form-schema", &pointer, format!("不是可用的 JSON Schema：{error}")));
            }
        }
        let entry = FormLaw::new(&key, tree.value.clone(), layout);
        content.release.law.forms.insert(key, entry);
    }
}

fn scenarios(content: &mut Content, pack: &Manifest, problems: &mut Vec<Problem>) {
    for named in &pack.scenarios {
        let Some(tree) = content.trees.get(&pack.path(&named.name)) else { continue };
        let Some(read) = scenario::read(&pack.id, tree, problems) else { continue };
        if content.release.scenarios.contains_key(&read.key) {
            problems.push(tree.problem("id-duplicate", "/scenario", format!("情景 {} 已经定义过", read.id)));
        }
        content.release.scenarios.insert(read.key.clone(), read);
    }
}

fn processes(content: &mut Content, pack: &Manifest, problems: &mut Vec<Problem>) {
    for named in &pack.processes {
        let file = pack.path(&named.name);
        let Some(bytes) = content.release.file(&file) else { continue };
        let loaded = bpmn::load(&file, bytes, &content.release.files);
        content.incomplete |= loaded.refused() || loaded.definition.is_none();
        let before = problems.len();
        problems.extend(loaded.problems.iter().map(from_bpmn));
        for process in loaded.processes {
            let id = process.id.to_string();
            if let Some(other) = content.release.pack_of.get(&id) {
                let message = format!("过程 {id} 已经由流程包 {other} 定义");
                problems.push(Problem::error("id-duplicate", &file, process.position.into(), message).at(&id));
                continue;
            }
            node::collect(pack, &file, &process, &mut content.release.law, problems);
            content.release.pack_of.insert(id.clone(), pack.id.clone());
            content.release.processes.insert(id, Arc::new(process));
        }
        // A step that is not built is meant to be where a case waits.
        let nodes = &content.release.law.nodes;
        let meant = |problem: &Problem| {
            problem.code == "node-without-outgoing"
                && problem.severity == Severity::Warning
                && nodes.iter().any(|((_, id), law)| Some(id) == problem.element.as_ref() && law.unavailable.is_some())
        };
        let found = problems.split_off(before);
        problems.extend(found.into_iter().filter(|problem| !meant(problem)));
    }
}

fn from_bpmn(problem: &bpmn::Problem) -> Problem {
    Problem {
        file: problem.file.to_string(),
        line: problem.position.line,
        column: problem.position.column,
        code: problem.code.to_owned(),
        element: problem.element.as_ref().map(ToString::to_string),
        message: problem.message.clone(),
        hint: (!problem.hint.is_empty()).then(|| problem.hint.to_owned()),
        severity: match problem.severity {
            bpmn::Severity::Error => Severity::Error,
            bpmn::Severity::Warning => Severity::Warning,
        },
    }
}
