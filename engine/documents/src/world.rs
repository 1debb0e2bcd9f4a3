//! What a template can see: four kinds of virtual files and the fonts. Everything else is denied.

use std::collections::BTreeMap;
use std::collections::HashMap;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library as Typst, World};

use crate::fonts::Fonts;

/// The common blocks of a release: the files of `definitions/documents/lib` by name (`lib.typ` …), seen by templates as
/// `/lib/NAME`, and `definitions/facts.json`, seen as `/facts.json` (titles and labels of values).
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// File name (no folder) → text.
    pub files: BTreeMap<String, String>,
    /// The bytes of `facts.json`.
    pub facts: String,
}

/// The one world of one rendering. Virtual paths are the same for every document, because typst interns them for ever.
pub(crate) struct Sheet<'a> {
    typst: &'a LazyHash<Typst>,
    fonts: &'a Fonts,
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
}

impl<'a> Sheet<'a> {
    pub(crate) fn new(typst: &'a LazyHash<Typst>, fonts: &'a Fonts, template: &str, library: &Library) -> Option<Self> {
        let main = id("/template.typ")?;
        let mut sheet = Self { typst, fonts, main, sources: HashMap::new(), files: HashMap::new() };
        sheet.sources.insert(main, Source::new(main, template.to_owned()));
        for (name, text) in &library.files {
            let file = id(&format!("/lib/{name}"))?;
            sheet.sources.insert(file, Source::new(file, text.clone()));
        }
        sheet.add("/facts.json", library.facts.clone().into_bytes())?;
        Some(sheet)
    }

    /// Adds a virtual file.
    pub(crate) fn add(&mut self, path: &str, bytes: Vec<u8>) -> Option<()> {
        self.files.insert(id(path)?, Bytes::new(bytes));
        Some(())
    }
}

fn id(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}

impl World for Sheet<'_> {
    fn library(&self) -> &LazyHash<Typst> {
        self.typst
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.face(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
