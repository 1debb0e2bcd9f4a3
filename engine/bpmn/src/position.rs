//! Where something stands in a file.

use serde::{Deserialize, Serialize};

/// Line and column of a place in a file, both counted from 1, columns in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

/// How many bytes lie between two counts of characters.
const STEP: usize = 64;

/// Finds positions in a text in time that does not grow with the length of its lines.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    /// Offsets of the first bytes of lines.
    lines: Vec<u32>,
    /// Characters before every `STEP`th byte.
    counts: Vec<u32>,
    /// Of the text, in bytes.
    length: u32,
}

/// Bytes that begin a character.
fn characters(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count() as u32
}

impl Places {
    pub fn of(text: &str) -> Places {
        let (mut lines, mut counts, mut before) = (vec![0], Vec::with_capacity(text.len() / STEP + 2), 0);
        counts.push(0);
        for (part, at) in text.as_bytes().chunks(STEP).zip((0..).step_by(STEP)) {
            before += characters(part);
            counts.push(before);
            if part.contains(&b'\n') {
                let breaks = part.iter().zip(at + 1..).filter(|(byte, _)| **byte == b'\n');
                lines.extend(breaks.map(|(_, next)| next));
            }
        }
        Places { lines, counts, length: text.len() as u32 }
    }

    /// Characters before a byte.
    fn before(&self, text: &str, at: usize) -> u32 {
        let step = at / STEP;
        self.counts[step] + characters(&text.as_bytes()[step * STEP..at])
    }

    /// The position of a byte of the text, beyond its end: the end. `text` may have more behind it.
    pub fn at(&self, text: &str, at: u32) -> Position {
        let at = at.min(self.length);
        let line = self.lines.partition_point(|start| *start <= at).max(1);
        let start = self.lines[line - 1] as usize;
        let column = self.before(text, at as usize) - self.before(text, start) + 1;
        Position { line: line as u32, column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_in_lines_of_any_length() {
        let text = format!("一二\n{}<x>", "字a".repeat(1000));
        let places = Places::of(&text);
        let at = text.find('<').unwrap() as u32;
        assert_eq!(places.at(&text, at), Position { line: 2, column: 2001 });
        assert_eq!(places.at(&text, 0), Position { line: 1, column: 1 });
        assert_eq!(places.at(&text, 3), Position { line: 1, column: 2 });
        assert_eq!(places.at(&text, u32::MAX), Position { line: 2, column: 2004 });
        assert_eq!(Places::of("").at("", 0), Position { line: 1, column: 1 });
    }
}
