//! One paper: template, common blocks and data in, PDF/A-2b out.

use serde_json::Value;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst::syntax::Source;
use typst::utils::LazyHash;
use typst::{Library as Typst, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::fonts::Fonts;
use crate::problem::Problem;
use crate::world::{Library, Sheet};
use crate::{characters, qr};

/// Pictures (drawn signatures) that one paper may carry; their virtual paths are interned for ever.
const MAX_IMAGES: usize = 64;
/// How many renderings the layout cache remembers. Without eviction memory grows with every document.
const CACHE_AGE: usize = 8;
/// Written into a PDF that has no date yet (a draft): PDF/A wants one, and the clock must not leak in.
const NO_DATE: (i32, u8, u8) = (2000, 1, 1);

/// A finished paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file, PDF/A-2b. A template that marks the seal's place with `seal-place` has a named destination `seal`.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

/// Sets papers with one set of fonts. Shared between threads.
pub struct Renderer {
    fonts: Fonts,
    typst: LazyHash<Typst>,
    standards: PdfStandards,
}

impl Renderer {
    /// A renderer with these fonts.
    pub fn new(fonts: Fonts) -> Self {
        let typst = LazyHash::new(<Typst as LibraryExt>::default());
        // One standard alone is never in conflict with another; the plain one would still be a valid PDF.
        let standards = PdfStandards::new(&[PdfStandard::A_2b]).unwrap_or_default();
        Self { fonts, typst, standards }
    }

    /// Renders `template` with `data`.
    ///
    /// Data: the facts nested by path, and beside them `document`, `agency`, `limit`, `sheet`, `entry`, `quotes`, `people`,
    /// `documents`, `item`, `show`, `demo`; see `docs/formats/document.md`. A value under the key `image` may be a data URI
    /// (png, jpeg, svg); the template sees the path of a virtual file instead.
    ///
    /// # Errors
    /// Every [`Problem`] found: forbidden characters, unreadable pictures, errors of the template with line and column, or
    /// characters that no font can draw.
    pub fn render(&self, template: &str, library: &Library, data: &Value) -> Result<Pdf, Vec<Problem>> {
        let _evict = Evict;
        let forbidden = characters::forbidden(data);
        if !forbidden.is_empty() {
            return Err(forbidden);
        }
        let internal = |message: &str| vec![template_problem(message)];
        let mut sheet =
            Sheet::new(&self.typst, &self.fonts, template, library).ok_or_else(|| internal("bad file name"))?;
        let mut visible = data.clone();
        normalise(&mut visible);
        let mut pictures = Pictures { sheet: &mut sheet, count: 0, problems: Vec::new() };
        pictures.lift(&mut visible, &mut String::new());
        if !pictures.problems.is_empty() {
            return Err(pictures.problems);
        }
        let mut codes = serde_json::Map::new();
        for (name, picture) in qr::codes(data) {
            let path = format!("/qr/{name}.svg");
            sheet.add(&path, picture.into_bytes()).ok_or_else(|| internal("bad file name"))?;
            codes.insert(name.to_owned(), Value::String(path));
        }
        if let Value::Object(fields) = &mut visible {
            fields.insert("qr".to_owned(), Value::Object(codes));
        }
        let json = serde_json::to_vec(&visible).map_err(|cause| internal(&cause.to_string()))?;
        sheet.add("/data.json", json).ok_or_else(|| internal("bad file name"))?;
        self.typeset(&sheet, &visible)
    }

    fn typeset(&self, sheet: &Sheet<'_>, data: &Value) -> Result<Pdf, Vec<Problem>> {
        let document: PagedDocument = typst::compile(sheet).output.map_err(|errors| located(sheet, &errors))?;
        let missing = characters::missing_glyphs(&document);
        if !missing.is_empty() {
            return Err(characters::name_missing(&missing, data));
        }
        let options = PdfOptions {
            ident: Smart::Auto,
            creator: Smart::Custom(Some("Xiezhi".to_owned())),
            timestamp: timestamp(data),
            page_ranges: None,
            standards: self.standards.clone(),
            tagged: true,
            pretty: false,
        };
        let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| located(sheet, &errors))?;
        Ok(Pdf { bytes, pages: document.pages().len() })
    }
}

/// Shrinks the layout cache when a rendering ends, failed or not.
struct Evict;

impl Drop for Evict {
    fn drop(&mut self) {
        comemo::evict(CACHE_AGE);
    }
}

/// The date of the paper as the PDF's creation date.
fn timestamp(data: &Value) -> Option<Timestamp> {
    let day = data.pointer("/document/date").and_then(Value::as_str).and_then(|text| {
        let mut parts = text.get(..10)?.split('-');
        let date = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Datetime::from_ymd(date.0, date.1, date.2)
    });
    let datetime = day.or_else(|| Datetime::from_ymd(NO_DATE.0, NO_DATE.1, NO_DATE.2))?;
    Some(Timestamp::new_utc(datetime))
}

fn template_problem(message: &str) -> Problem {
    Problem::Template {
        file: "template.typ".into(),
        line: 1,
        column: 1,
        message: message.to_owned(),
        hints: Vec::new(),
    }
}

/// typst's errors with the file, line and column (both from 1) where they arose.
fn located(sheet: &Sheet<'_>, errors: &[SourceDiagnostic]) -> Vec<Problem> {
    errors
        .iter()
        .map(|error| {
            let source: Option<Source> = error.span.id().and_then(|id| sheet.source(id).ok());
            let place = source.as_ref().zip(sheet.range(error.span));
            let (line, column) = place
                .as_ref()
                .and_then(|(source, range)| source.lines().byte_to_line_column(range.start))
                .map_or((1, 1), |(line, column)| (line + 1, column + 1));
            let file = source
                .map_or_else(|| "template.typ".to_owned(), |source| source.id().vpath().get_without_slash().to_owned());
            let hints = error.hints.iter().map(|hint| hint.v.to_string()).collect();
            Problem::Template { file, line, column, message: error.message.to_string(), hints }
        })
        .collect()
}

/// Line ends become line feeds, tabs blanks: a pasted text must not print boxes.
fn normalise(value: &mut Value) {
    match value {
        Value::String(text) if text.contains(['\r', '\t']) => {
            *text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
        }
        Value::Array(items) => items.iter_mut().for_each(normalise),
        Value::Object(fields) => fields.values_mut().for_each(normalise),
        _ => {}
    }
}

/// Moves data URIs under the key `image` into virtual files.
struct Pictures<'s, 'w> {
    sheet: &'s mut Sheet<'w>,
    count: usize,
    problems: Vec<Problem>,
}

impl Pictures<'_, '_> {
    fn lift(&mut self, value: &mut Value, path: &mut String) {
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.below(item, path, &format!("[{index}]"));
                }
            }
            Value::Object(fields) => {
                for (key, item) in fields.iter_mut() {
                    let step = if path.is_empty() { key.clone() } else { format!(".{key}") };
                    match item {
                        Value::String(uri) if key == "image" && uri.starts_with("data:") => match self.store(uri) {
                            Ok(file) => *uri = file,
                            Err(reason) => self.problems.push(Problem::Image { path: format!("{path}{step}"), reason }),
                        },
                        _ => self.below(item, path, &step),
                    }
                }
            }
            _ => {}
        }
    }

    fn below(&mut self, value: &mut Value, path: &mut String, step: &str) {
        let length = path.len();
        path.push_str(step);
        self.lift(value, path);
        path.truncate(length);
    }

    fn store(&mut self, uri: &str) -> Result<String, String> {
        let (kind, body) = uri.split_once(";base64,").ok_or("not a base64 data URI")?;
        let suffix = match kind {
            "data:image/png" => "png",
            "data:image/jpeg" => "jpg",
            "data:image/svg+xml" => "svg",
            _ => return Err(format!("unsupported kind {kind}")),
        };
        if self.count >= MAX_IMAGES {
            return Err(format!("more than {MAX_IMAGES} pictures"));
        }
        let bytes =
            base64::Engine::decode(&base64::engine::general_purpose::STANDARD, body).map_err(|e| e.to_string())?;
        let path = format!("/image/{}.{suffix}", self.count);
        self.count += 1;
        self.sheet.add(&path, bytes).ok_or("bad file name")?;
        Ok(path)
    }
}
