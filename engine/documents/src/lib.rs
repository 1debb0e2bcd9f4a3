//! Papers of a case: template + data → PDF/A-2b, always the same bytes for the same input.
//!
//! * [`Renderer`] typesets a typst template with the data of a case. The template sees its own text, the common blocks
//!   (`/lib/*.typ`), `/facts.json` and `/data.json`, and nothing else: no files, no packages, no clock.
//! * A value of the case is data. Nothing in it is ever read as markup.
//! * Before anything is issued the printed page is searched for characters that no font can draw ([`Problem::MissingGlyph`]), the
//!   data for invisible characters ([`Problem::ForbiddenCharacter`]) and for empty fields ([`Entry::empty_fields`]).
//! * [`redact`] cuts the data down to what a disclosure plan names, so that the public PDF is rendered without the rest, not
//!   covered with black bars.
//!
//! Rendering is CPU work of 10 to 100 ms: call it from `spawn_blocking`.

mod characters;
mod entry;
mod fonts;
mod problem;
mod qr;
mod redact;
mod render;
mod world;

pub use entry::{Entry, EntryError, Number, Show};
pub use fonts::{FontError, Fonts};
pub use problem::Problem;
pub use redact::{HIDDEN, Hidden, Plan, redact};
pub use render::{Pdf, Renderer};
pub use world::Library;
