//! Rehearsal: scenarios against the real engine and the real law, in memory, with a driven clock. Nothing is stored; of the
//! outside world only the seal and the portal are played: they answer at once.

mod answers;
mod expect;
mod outside;
mod play;

use crate::documents_of::typeset;
use crate::refusal::Failure;
use crate::release::Live;
use documents::{Fonts, Renderer};
use play::Play;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// How deep `from` may reach.
const CHAIN_MAX: usize = 20;

/// What a scenario gave.
#[derive(Debug, Clone, Serialize)]
pub struct Rehearsed {
    pub scenario: String,
    pub ok: bool,
    /// Yuan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fine: Option<String>,
    /// Id of the applied cause entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applied: Option<String>,
    /// Kinds of documents made.
    pub documents: Vec<String>,
    pub limits: BTreeMap<String, Value>,
    pub incidents: Vec<String>,
    /// Step, what was expected, what was found.
    pub differences: Vec<String>,
    /// All papers at the end, drafts too, where they were asked for: `d7-W45-served.pdf` and its bytes.
    #[serde(skip)]
    pub papers: Vec<(String, Vec<u8>)>,
}

/// What to play.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wish<'a> {
    /// Keys, ids or files of scenarios; none: all.
    pub names: &'a [String],
    /// Without fonts no paper is typeset.
    pub fonts: Option<&'a Path>,
    /// Keeps the papers of each end ([`Rehearsed::papers`]).
    pub papers: bool,
}

/// Plays scenarios of a definitions folder: those whose key, id or file is named, or all.
///
/// # Errors
/// The definitions do not load, a named scenario does not exist, or a paper that was asked for cannot be typeset.
pub fn run(files: &BTreeMap<String, Vec<u8>>, wish: Wish<'_>) -> Result<Vec<Rehearsed>, Failure> {
    let names = wish.names;
    let live = Arc::new(Live::load(files)?);
    let renderer = match wish.fonts {
        Some(folder) => Some(Renderer::new(Fonts::load(folder).map_err(Failure::fault)?)),
        None => None,
    };
    let stage = Stage { live: Arc::clone(&live), renderer };
    let mut ends = BTreeMap::new();
    let mut results = Vec::new();
    let wanted = |key: &str, file: &str| {
        let named = |n: &String| key == n || key.ends_with(&format!("/{n}")) || n.ends_with(file);
        names.is_empty() || names.iter().any(named)
    };
    for (key, scenario) in &live.packs.scenarios {
        if wanted(key, &scenario.file) {
            let mut result = stage.result(key, &mut ends)?;
            if let Some(end) = ends.get(key).filter(|_| wish.papers) {
                result.papers = stage.papers(end)?;
            }
            results.push(result);
        }
    }
    if results.is_empty() {
        return Err(Failure::Fault(format!("no scenario is named {names:?}")));
    }
    Ok(results)
}

/// What all scenarios share.
pub(crate) struct Stage {
    pub live: Arc<Live>,
    pub renderer: Option<Renderer>,
}

impl Stage {
    fn result(&self, key: &str, ends: &mut BTreeMap<String, Play>) -> Result<Rehearsed, Failure> {
        let play = self.play(key, ends, 0)?;
        Ok(expect::result(key, &play))
    }

    /// The end of a scenario; played once, however many continue it.
    fn play(&self, key: &str, ends: &mut BTreeMap<String, Play>, depth: usize) -> Result<Play, Failure> {
        if let Some(end) = ends.get(key) {
            return Ok(end.clone());
        }
        if depth > CHAIN_MAX {
            return Err(Failure::Fault(format!("scenario {key} continues itself")));
        }
        let unknown = || Failure::Fault(format!("no scenario {key}"));
        let scenario = self.live.packs.scenarios.get(key).ok_or_else(unknown)?;
        let mut play = match &scenario.from {
            Some(from) => self.play(from, ends, depth + 1)?.continued(),
            None => Play::begin(&self.live, scenario.start.as_deref().unwrap_or_default())?,
        };
        play.people.extend(scenario.people.clone());
        for step in &scenario.steps {
            play.step(self, step);
            if play.stopped() {
                break;
            }
        }
        expect::compare(&mut play, "结尾", &scenario.expect);
        ends.insert(key.to_string(), play.clone());
        Ok(play)
    }

    /// Every paper of a case as it is now.
    fn papers(&self, play: &Play) -> Result<Vec<(String, Vec<u8>)>, Failure> {
        let Some(renderer) = &self.renderer else {
            return Err(Failure::Fault("no fonts: papers cannot be made".into()));
        };
        let facts = play.facts(None);
        let case = domain::case::Case::new(&play.loaded.file, &self.live.law, &facts);
        let papers = play.loaded.file.documents.iter().map(|(id, paper)| {
            let data = domain::view::paper::data(&case, *id).unwrap_or_default();
            let pdf = typeset(renderer, &self.live, &paper.kind, &data)?;
            Ok((format!("{id}-{}-{}.pdf", paper.kind, paper.state.as_str()), pdf.bytes))
        });
        papers.collect()
    }

    /// Typesets the papers that a command froze, so that what cannot be printed is refused here too.
    pub(crate) fn try_paper(&self, kind: &str, data: &Value) -> Result<(), Failure> {
        match &self.renderer {
            Some(renderer) => typeset(renderer, &self.live, kind, data).map(|_| ()),
            None => Ok(()),
        }
    }
}

/// The files of `definitions/`.
#[cfg(test)]
fn shipped() -> BTreeMap<String, Vec<u8>> {
    fn read(folder: &Path, root: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in std::fs::read_dir(folder).expect("definitions").flatten() {
            let path = entry.path();
            if path.is_dir() {
                read(&path, root, files);
            } else {
                let name = path.strip_prefix(root).expect("below the root").to_string_lossy().into_owned();
                files.insert(name, std::fs::read(&path).expect("a file"));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../definitions");
    let mut files = BTreeMap::new();
    read(&root, &root, &mut files);
    files
}

/// The case at the end of a scenario of `definitions/`, for tests of what comes after.
#[cfg(test)]
pub(crate) fn end_of(key: &str) -> (crate::case::Loaded, domain::case::Facts) {
    let stage = Stage { live: Arc::new(Live::load(&shipped()).expect("definitions load")), renderer: None };
    let play = stage.play(key, &mut BTreeMap::new(), 0).expect("the scenario plays");
    assert!(play.differences.is_empty(), "{:?}", play.differences);
    let facts = play.facts(None);
    (play.loaded, facts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// An entry between the two shipped ones, for conduct on a single day: two files more, one word changed, no Rust.
    #[test]
    fn a_third_cause_for_another_date_is_content_only() {
        let mut files = shipped();
        let clause = |article: &str, text: &str| json!({"article": article, "paragraph": "1", "text": text});
        let law = json!({
            "id": "DEMO2026", "name": "演示扬尘规定", "title": "演示扬尘规定", "aliases": [], "version": "2026-08-15",
            "valid": {"from": "2026-08-15", "to": "2026-08-15"}, "source": "虚构", "mark": "C",
            "quotations": [clause("1", "料堆应当覆盖。"), clause("2", "没有覆盖的，处五千元以上五万元以下的罚款。")],
        });
        let cause = json!([{
            "id": "DEMO2026-2-1", "title": "料堆未覆盖（演示）", "class": "dust_material", "depth": "full",
            "inherits": "AIR2018-117-1-2", "successor": "CODE2026-1130-1-3",
            "valid": {"from": "2026-08-15", "to": "2026-08-15"},
            "violated": {"law": "DEMO2026", "article": "1", "paragraph": "1"},
            "penal": {"law": "DEMO2026", "article": "2", "paragraph": "1"},
            "amount": {"kind": "range", "min": "5000", "max": "50000"}, "mark": "C",
        }]);
        files.insert("laws/DEMO2026.json".into(), law.to_string().into_bytes());
        files.insert("causes/DEMO2026.json".into(), cause.to_string().into_bytes());
        for (file, from, to) in [
            ("causes/AIR2018.json", "\"CODE2026-1130-1-3\"", "\"DEMO2026-2-1\""),
            ("causes/CODE2026.json", "\"from\": \"2026-08-15\"", "\"from\": \"2026-08-16\""),
        ] {
            let text = String::from_utf8(files[file].clone()).expect("text");
            assert!(text.contains(from), "{file} has no {from}");
            files.insert(file.into(), text.replace(from, to).into_bytes());
        }
        let names = ["code-2026".to_owned()];
        let results = run(&files, Wish { names: &names, ..Wish::default() }).expect("the release loads");
        let found: Vec<_> = results.iter().map(|r| (r.applied.as_deref(), r.fine.as_deref())).collect();
        assert_eq!(found, [(Some("DEMO2026-2-1"), Some("5000"))], "{:?}", results[0].differences);
    }
}
