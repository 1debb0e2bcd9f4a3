//! Papers of a case: drafts as they would be now, frozen ones as they were, sealed ones as the connector brought them back.

use crate::App;
use crate::case::Loaded;
use crate::people::Person;
use crate::refusal::{Failure, Refusal, refuse};
use crate::release::Live;
use crate::view::papers::{DocumentItem, Documents, LifeStage};
use documents::{Entry, Fonts, Library, Pdf, Problem, Renderer};
use domain::case_file::{Document, DocumentId, DocumentState};
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Papers that are typeset at the same time.
const AT_ONCE: usize = 2;

/// What sets papers: one renderer with its fonts, shared.
pub struct Papers {
    renderer: Arc<Renderer>,
    places: Semaphore,
}

impl Papers {
    /// Loads the fonts of a folder.
    ///
    /// # Errors
    /// A font is missing.
    pub fn open(folder: &Path) -> Result<Papers, Failure> {
        let fonts = Fonts::load(folder).map_err(Failure::fault)?;
        Ok(Papers { renderer: Arc::new(Renderer::new(fonts)), places: Semaphore::new(AT_ONCE) })
    }

    /// Typesets one paper off the asynchronous threads.
    ///
    /// # Errors
    /// A refusal that names the paper, the text and the character or the place in the template.
    pub(crate) async fn render(&self, live: &Arc<Live>, kind: &str, data: Value) -> Result<Pdf, Failure> {
        let _place = self.places.acquire().await.map_err(Failure::fault)?;
        let (renderer, live, kind) = (Arc::clone(&self.renderer), Arc::clone(live), kind.to_string());
        tokio::task::spawn_blocking(move || typeset(&renderer, &live, &kind, &data)).await.map_err(Failure::fault)?
    }
}

/// Typesets one paper of a release.
///
/// # Errors
/// As [`Papers::render`].
pub(crate) fn typeset(renderer: &Renderer, live: &Live, kind: &str, data: &Value) -> Result<Pdf, Failure> {
    let (_, template) = live.packs.template(kind).ok_or_else(|| Failure::Fault(format!("no template for {kind}")))?;
    let template = String::from_utf8_lossy(template);
    renderer.render(&template, &library(live), data).map_err(|problems| refusal_of(live, kind, &problems).into())
}

/// The document's entry as the renderer reads it.
pub(crate) fn entry_of(live: &Live, kind: &str) -> Option<Entry> {
    let bytes = live.packs.file(&format!("documents/{kind}/document.json"))?;
    Entry::parse(&String::from_utf8_lossy(bytes)).ok()
}

fn library(live: &Live) -> Library {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let named = live
        .packs
        .files
        .iter()
        .filter_map(|(name, bytes)| Some((name.strip_prefix("documents/lib/")?.to_string(), text(bytes))));
    Library { files: named.collect(), facts: live.packs.file("facts.json").map(text).unwrap_or_default() }
}

/// The first problem of a paper as a refusal that names everything.
pub(crate) fn refusal_of(live: &Live, kind: &str, problems: &[Problem]) -> Refusal {
    let name = live.law.documents.get(kind).map_or(kind, |e| e.name.as_str());
    let title = |path: &str| live.law.fact(path).map(|f| f.title.clone());
    let texts: Vec<String> = problems.iter().map(|p| p.chinese(name, &title)).collect();
    let code = problems.first().map_or("document-template", Problem::code);
    Refusal::new(code).with("text", texts.concat()).with("name", name)
}

impl App {
    /// The papers of a case, newest last.
    ///
    /// # Errors
    /// `case-not-found`; the store is not available.
    pub async fn documents(&self, case: &str) -> Result<Documents, Failure> {
        let loaded = self.load(case).await?;
        let names = self.names().await?;
        let items = loaded.file.documents.iter().map(|(id, d)| item(&loaded, &names, *id, d)).collect();
        Ok(Documents { items })
    }

    /// A paper as PDF: the sealed one, else the frozen one, else the draft as it would be now.
    ///
    /// # Errors
    /// `document-not-found`, or the refusal of a paper that cannot be typeset; the store is not available.
    pub async fn document_pdf(&self, case: &str, document: &str, now: i64) -> Result<Vec<u8>, Failure> {
        let loaded = self.load(case).await?;
        if let Some(digest) = sealed_digest(&loaded, document) {
            return self.store().blobs().read_blob(&digest).await.map_err(Failure::fault);
        }
        self.final_pdf(&loaded, document, now).await
    }

    /// The PDF of a document from its data, with the place of the seal (JSON for the seal's connector).
    pub(crate) async fn final_pdf(&self, loaded: &Loaded, document: &str, now: i64) -> Result<Vec<u8>, Failure> {
        let id = parse(document)?;
        let Some(paper) = loaded.file.documents.get(&id) else {
            return Err(Refusal::new("document-not-found").with("document", document).into());
        };
        let data = self.with_pictures(&loaded.case, self.paper_data(loaded, id, now).await?).await?;
        let Some(papers) = self.papers() else { return Err(Failure::Fault("no fonts: papers cannot be made".into())) };
        let pdf = papers.render(&loaded.release, &paper.kind, data).await?;
        Ok(pdf.bytes)
    }

    /// Replaces the ids of drawn signatures by the drawings.
    pub(crate) async fn with_pictures(&self, case: &str, mut data: Value) -> Result<Value, Failure> {
        use base64::Engine;
        let rows = self.store().signatures_of(case).await.map_err(Failure::fault)?;
        let Some(signatures) = data.pointer_mut("/document/signatures").and_then(Value::as_array_mut) else {
            return Ok(data);
        };
        for signature in signatures {
            let id = signature["id"].as_str().unwrap_or_default();
            let Some(row) = rows.iter().find(|row| row.id == id) else { continue };
            let bytes = self.store().blobs().read_blob(&row.digest).await.map_err(Failure::fault)?;
            let text = base64::engine::general_purpose::STANDARD.encode(bytes);
            signature["image"] = format!("data:image/png;base64,{text}").into();
        }
        Ok(data)
    }

    /// The paper that a task makes, with the caller's saved draft.
    ///
    /// # Errors
    /// `task-not-found`, `document-not-found`, or the refusal of a paper that cannot be typeset.
    pub async fn preview(&self, person: &Person, case: &str, task: &str, now: i64) -> Result<Vec<u8>, Failure> {
        let loaded = self.load(case).await?;
        let Some((kind, data)) = self.preview_data(&loaded, person, task, now).await? else {
            return refuse("document-not-ready");
        };
        let Some(papers) = self.papers() else { return Err(Failure::Fault("no fonts: papers cannot be made".into())) };
        Ok(papers.render(&loaded.release, &kind, data).await?.bytes)
    }
}

/// Digest of the sealed PDF of a document, if the seal came back.
pub(crate) fn sealed_digest(loaded: &Loaded, document: &str) -> Option<String> {
    let paper = loaded.file.documents.get(&parse(document).ok()?)?;
    let file = paper.file.as_ref()?;
    file["digest"].as_str().or_else(|| file["pdf"]["digest"].as_str()).map(str::to_string)
}

/// The counted id of a document.
pub(crate) fn parse(document: &str) -> Result<DocumentId, Failure> {
    document.parse().map_err(|_| Refusal::new("document-not-found").with("document", document).into())
}

fn item(
    loaded: &Loaded,
    names: &std::collections::BTreeMap<String, String>,
    id: DocumentId,
    document: &Document,
) -> DocumentItem {
    let law = &loaded.release.law;
    let entry = law.documents.get(&document.kind);
    let who = |person: &str| names.get(person).cloned().unwrap_or_else(|| person.to_string());
    // Inside a call the place of a node (`view::place`) ends with its element.
    let inside = format!(">{}", document.element);
    let done = loaded.file.completed.iter();
    let made =
        done.filter(|(p, _)| **p == document.element || p.ends_with(&inside)).map(|(_, c)| c).max_by_key(|c| c.at);
    DocumentItem {
        id: id.to_string(),
        kind: document.kind.clone(),
        name: entry.map_or_else(|| document.kind.clone(), |e| e.name.clone()),
        version: u64::from(document.version),
        state: document.state.into(),
        number: document.number.clone(),
        made_at: made.map(|c| crate::time::text_of(c.at)).unwrap_or_default(),
        signed_by: document
            .signatures
            .iter()
            .map(|s| {
                let name = s.name.clone().unwrap_or_else(|| s.person.as_deref().map_or_else(String::new, &who));
                match capacity(law, &s.capacity) {
                    Some(role) if name.is_empty() => role.to_owned(),
                    Some(role) => format!("{name}（{role}）"),
                    None => name,
                }
            })
            .collect(),
        sealed: document.sealed_at.is_some(),
        pdf: format!("/api/cases/{}/documents/{id}/pdf", loaded.case),
        life: life(entry, document, made.and_then(|c| c.by.as_deref().map(&who)), made.map(|c| c.at)),
    }
}

/// In what function somebody signed, in Chinese.
fn capacity<'a>(law: &'a domain::law::Law, capacity: &str) -> Option<&'a str> {
    match capacity {
        "party" => Some("当事人"),
        "witness" => Some("见证人"),
        "recorder" => Some("记录人"),
        role => law.roles.get(role).map(|role| role.title.as_str()),
    }
}

fn life(
    entry: Option<&domain::law::DocumentEntry>,
    document: &Document,
    by: Option<String>,
    at: Option<i64>,
) -> Vec<LifeStage> {
    let stage = |stage: &str, title: &str, done: bool, who: Option<String>, at: Option<String>| LifeStage {
        stage: stage.into(),
        title: title.into(),
        done,
        who,
        at,
    };
    let day = |d: jiff::civil::Date| d.to_string();
    let mut stages = vec![
        stage("draft", "拟稿", true, by, at.map(crate::time::text_of)),
        stage("frozen", "定稿（不能再改）", document.state > DocumentState::Draft, None, document.issued_on.map(day)),
    ];
    if entry.is_some_and(|e| e.number.is_some()) {
        stages.push(stage("number", "编号", document.number.is_some(), document.number.clone(), None));
    }
    if entry.is_some_and(domain::law::DocumentEntry::is_sealed) {
        stages.push(stage(
            "seal",
            "用印",
            document.sealed_at.is_some(),
            None,
            document.sealed_at.map(crate::time::text_of),
        ));
    }
    if entry.is_some_and(domain::law::DocumentEntry::is_served) {
        stages.push(stage("serve", "送达", document.served_on.is_some(), None, document.served_on.map(day)));
    }
    stages
}
