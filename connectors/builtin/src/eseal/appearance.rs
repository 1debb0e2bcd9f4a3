//! The picture of the seal as PDF drawing operators: letters are outlines, so no font enters the signed file.

use std::f64::consts::PI;
use std::fmt::Write as _;
use std::path::Path;

use ttf_parser::{Face, GlyphId, OutlineBuilder};

/// Outer diameter of the ring in points: 42 mm, the usual size of an agency's round seal.
const DIAMETER: f64 = 119.06;
/// Room below the ring for the caption, in points.
const CAPTION: f64 = 12.0;
const INNER_TEXT: &str = "演示用章";
const CAPTION_TEXT: &str = "开发用演示印章，非法定电子印章";

/// Why no letters can be drawn.
#[derive(Debug, thiserror::Error)]
pub enum SealFaceError {
    #[error("{0}: {1}")]
    Read(String, std::io::Error),
    #[error("{0} is no font with Chinese letters")]
    Font(String),
}

/// The face of the seal's letters.
pub struct SealFace {
    bytes: Vec<u8>,
    index: u32,
}

impl SealFace {
    /// The face with this index of a font or collection.
    ///
    /// # Errors
    /// [`SealFaceError`] when the bytes are no font that draws the seal's own words.
    pub fn new(bytes: Vec<u8>, index: u32) -> Result<Self, SealFaceError> {
        let usable = Face::parse(&bytes, index)
            .is_ok_and(|face| INNER_TEXT.chars().chain(CAPTION_TEXT.chars()).all(|c| face.glyph_index(c).is_some()));
        if usable { Ok(Self { bytes, index }) } else { Err(SealFaceError::Font(format!("face {index}"))) }
    }

    /// The bold Song face of the font folder (`engine/documents/fonts.sh`): the simplified Chinese one of `NotoSerifCJK-Bold.ttc`.
    ///
    /// # Errors
    /// [`SealFaceError`] when the file is missing or has no such face.
    pub fn load(folder: &Path) -> Result<Self, SealFaceError> {
        let path = folder.join("NotoSerifCJK-Bold.ttc");
        let name = path.display().to_string();
        let bytes = std::fs::read(&path).map_err(|cause| SealFaceError::Read(name.clone(), cause))?;
        let count = ttf_parser::fonts_in_collection(&bytes).unwrap_or(1);
        let chinese = |index: &u32| {
            Face::parse(&bytes, *index).is_ok_and(|face| {
                face.names().into_iter().any(|entry| entry.to_string().is_some_and(|name| name.contains("CJK SC")))
            })
        };
        let index = (0..count).find(chinese).ok_or(SealFaceError::Font(name))?;
        Self::new(bytes, index)
    }
}

/// A finished picture: content stream and the size of its box; the ring's centre is what must lie on the seal's place.
pub(super) struct Stamp {
    pub content: Vec<u8>,
    pub width: f64,
    pub height: f64,
    pub centre: (f64, f64),
}

/// Draws the ring with the agency's name along the upper arc, the star, 演示用章 below it and the caption under the ring.
pub(super) fn draw(face: &SealFace, agency: &str) -> Stamp {
    let radius = DIAMETER / 2.0;
    let margin = 14.0; // the caption is wider than the ring
    let (width, height) = (DIAMETER + 2.0 * margin, DIAMETER + CAPTION);
    let centre = (width / 2.0, CAPTION + radius);
    let mut pen = Pen { out: String::new() };
    pen.line("q /Ink gs 0.84 0.07 0.10 RG 0.84 0.07 0.10 rg 3 w");
    pen.circle(centre, radius - 1.5);
    pen.line("S");
    pen.star(centre, radius * 0.30);
    // A face that could be parsed once can be parsed again; without it the ring still says where the seal is.
    if let Ok(face) = Face::parse(&face.bytes, face.index) {
        pen.arc(&face, agency, centre, radius * 0.76);
        pen.row(&face, INNER_TEXT, (centre.0, centre.1 - radius * 0.62), 14.0);
        pen.row(&face, CAPTION_TEXT, (centre.0, 2.5), 8.0);
    }
    pen.line("Q");
    Stamp { content: pen.out.into_bytes(), width, height, centre }
}

struct Pen {
    out: String,
}

impl Pen {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn circle(&mut self, (x, y): (f64, f64), r: f64) {
        const K: f64 = 0.552_284_75; // Bézier approximation of a quarter circle
        let k = r * K;
        let _ = writeln!(self.out, "{:.3} {:.3} m", x + r, y);
        for (a, b, c) in [
            ((x + r, y + k), (x + k, y + r), (x, y + r)),
            ((x - k, y + r), (x - r, y + k), (x - r, y)),
            ((x - r, y - k), (x - k, y - r), (x, y - r)),
            ((x + k, y - r), (x + r, y - k), (x + r, y)),
        ] {
            let _ = writeln!(self.out, "{:.3} {:.3} {:.3} {:.3} {:.3} {:.3} c", a.0, a.1, b.0, b.1, c.0, c.1);
        }
    }

    fn star(&mut self, (x, y): (f64, f64), r: f64) {
        for point in 0..10 {
            let length = if point % 2 == 0 { r } else { r * 0.382 };
            let angle = PI / 2.0 + f64::from(point) * PI / 5.0;
            let word = if point == 0 { "m" } else { "l" };
            let _ = writeln!(self.out, "{:.3} {:.3} {word}", x + length * angle.cos(), y + length * angle.sin());
        }
        self.line("h f");
    }

    /// Letters along the upper arc, feet towards the centre, spread over at most 250 degrees.
    fn arc(&mut self, face: &Face<'_>, text: &str, (x, y): (f64, f64), r: f64) {
        let letters: Vec<char> = text.chars().collect();
        let count = letters.len().max(1);
        let count_f = f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        let spread = (250.0_f64).min(28.0 * count_f).to_radians();
        let step = if count > 1 { spread / (count_f - 1.0) } else { 0.0 };
        let size = (step * r * 0.86).clamp(6.0, 17.0);
        for (index, letter) in letters.into_iter().enumerate() {
            let place = f64::from(u32::try_from(index).unwrap_or(u32::MAX));
            let angle = PI / 2.0 + spread / 2.0 - place * step;
            let turn = angle - PI / 2.0;
            let foot = (x + (r - size * 0.45) * angle.cos(), y + (r - size * 0.45) * angle.sin());
            self.glyph(face, letter, foot, size, turn);
        }
    }

    /// A centred line of letters.
    fn row(&mut self, face: &Face<'_>, text: &str, (x, y): (f64, f64), size: f64) {
        let count = f64::from(u32::try_from(text.chars().count()).unwrap_or(u32::MAX));
        for (index, letter) in text.chars().enumerate() {
            let place = f64::from(u32::try_from(index).unwrap_or(u32::MAX));
            self.glyph(face, letter, (x + (place - count / 2.0 + 0.5) * size, y), size, 0.0);
        }
    }

    /// One filled letter, horizontally centred on `foot`, turned around it.
    fn glyph(&mut self, face: &Face<'_>, letter: char, foot: (f64, f64), size: f64, turn: f64) {
        let Some(glyph) = face.glyph_index(letter) else { return };
        let scale = size / f64::from(face.units_per_em());
        let half = advance(face, glyph) * scale / 2.0;
        let (sin, cos) = turn.sin_cos();
        let (e, f) = (foot.0 - half * cos, foot.1 - half * sin);
        let matrix = [cos * scale, sin * scale, -sin * scale, cos * scale, e, f];
        let mut outline = Outline { out: &mut self.out, matrix, last: (0.0, 0.0) };
        face.outline_glyph(glyph, &mut outline);
        self.line("f");
    }
}

fn advance(face: &Face<'_>, glyph: GlyphId) -> f64 {
    face.glyph_hor_advance(glyph).map_or(f64::from(face.units_per_em()), f64::from)
}

struct Outline<'a> {
    out: &'a mut String,
    matrix: [f64; 6],
    last: (f64, f64),
}

impl Outline<'_> {
    fn place(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.matrix;
        (a * x + c * y + e, b * x + d * y + f)
    }

    fn point(&mut self, x: f64, y: f64, word: &str) {
        let (px, py) = self.place(x, y);
        let _ = writeln!(self.out, "{px:.3} {py:.3} {word}");
        self.last = (x, y);
    }
}

impl OutlineBuilder for Outline<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.point(x.into(), y.into(), "m");
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.point(x.into(), y.into(), "l");
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (from, control, to) = (self.last, (f64::from(x1), f64::from(y1)), (f64::from(x), f64::from(y)));
        let towards =
            |end: (f64, f64)| (end.0 + 2.0 / 3.0 * (control.0 - end.0), end.1 + 2.0 / 3.0 * (control.1 - end.1));
        self.cubic(towards(from), towards(to), to);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.cubic((x1.into(), y1.into()), (x2.into(), y2.into()), (x.into(), y.into()));
    }

    fn close(&mut self) {
        self.out.push_str("h\n");
    }
}

impl Outline<'_> {
    fn cubic(&mut self, one: (f64, f64), two: (f64, f64), end: (f64, f64)) {
        let (a, b, c) = (self.place(one.0, one.1), self.place(two.0, two.1), self.place(end.0, end.1));
        let _ = writeln!(self.out, "{:.3} {:.3} {:.3} {:.3} {:.3} {:.3} c", a.0, a.1, b.0, b.1, c.0, c.1);
        self.last = end;
    }
}
