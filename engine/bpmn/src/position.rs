//! Where something stands in a file.

use serde::{Deserialize, Serialize};

/// Line and column of a place in a file, both counted from 1, columns in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}
