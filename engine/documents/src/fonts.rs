//! The fonts of the papers, read once from a folder. `engine/documents/fonts.sh` fills that folder from Debian packages.

use std::path::{Path, PathBuf};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// Families without which no official paper is set: the body face and the one that carries rare characters and titles.
const REQUIRED: [&str; 2] = ["FandolFang R", "Noto Serif CJK SC"];

/// Faces of a CJK collection that draw characters in another country's way.
const OTHER_REGIONS: [&str; 4] = [" CJK JP", " CJK KR", " CJK TC", " CJK HK"];

/// Why the fonts cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FontError {
    #[error("font folder {path}: {source}")]
    Folder { path: PathBuf, source: std::io::Error },
    #[error("font folder {path} lacks {family}; run engine/documents/fonts.sh")]
    Missing { path: PathBuf, family: &'static str },
}

/// All faces of a folder with their coverage. Costs about 80 MB and some hundred milliseconds; make one per program.
pub struct Fonts {
    book: LazyHash<FontBook>,
    faces: Vec<Font>,
}

impl Fonts {
    /// Reads every `otf`, `ttf`, `ttc` and `otc` file of the folder, in the order of their names.
    ///
    /// # Errors
    /// [`FontError`] when the folder cannot be read or a required family is not in it.
    pub fn load(folder: &Path) -> Result<Self, FontError> {
        let broken = |source| FontError::Folder { path: folder.to_owned(), source };
        let mut files = Vec::new();
        for item in std::fs::read_dir(folder).map_err(broken)? {
            let path = item.map_err(broken)?.path();
            let suffix = path.extension().and_then(|suffix| suffix.to_str()).unwrap_or_default().to_ascii_lowercase();
            if matches!(suffix.as_str(), "otf" | "ttf" | "ttc" | "otc") {
                files.push(path);
            }
        }
        files.sort();
        let mut faces = Vec::new();
        for file in files {
            let bytes = Bytes::new(std::fs::read(&file).map_err(broken)?);
            faces.extend(Font::iter(bytes).filter(|face| is_of_this_region(&face.info().family)));
        }
        let book = FontBook::from_fonts(&faces);
        for family in REQUIRED {
            if !book.contains_family(&family.to_lowercase()) {
                return Err(FontError::Missing { path: folder.to_owned(), family });
            }
        }
        Ok(Self { book: LazyHash::new(book), faces })
    }

    /// The folder of the environment variable `XIEZHI_FONTS`, else `.cache/xiezhi/fonts` below the home folder; the same rule
    /// as in `fonts.sh`.
    pub fn default_folder() -> PathBuf {
        match std::env::var_os("XIEZHI_FONTS") {
            Some(folder) => PathBuf::from(folder),
            None => PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cache/xiezhi/fonts"),
        }
    }

    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    pub(crate) fn face(&self, index: usize) -> Option<Font> {
        self.faces.get(index).cloned()
    }
}

fn is_of_this_region(family: &str) -> bool {
    !OTHER_REGIONS.iter().any(|region| family.contains(region))
}
