//! Plain records: what is kept, without behaviour. Instants are milliseconds UTC (`_at`, `_ms`), legal days ISO dates,
//! money decimal text in yuan. A field `data` is JSON text that the caller owns; the store never looks inside.

pub mod account;
pub mod case;
pub mod commit;
pub mod content;
pub mod file;
pub mod list;
pub mod portal;

/// One page of a list: rows in order, and how many there are in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows of this page.
    pub rows: Vec<T>,
    /// Rows of the whole list under the same filter.
    pub total: i64,
}

/// Which part of a list is wanted. At most [`PAGE_ROWS_MAX`] rows are given whatever is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Rows wanted.
    pub limit: i64,
    /// Rows to pass over.
    pub offset: i64,
}

/// The most rows that one list answer holds.
pub const PAGE_ROWS_MAX: i64 = 500;

impl Default for Window {
    fn default() -> Self {
        Window { limit: 50, offset: 0 }
    }
}

impl Window {
    /// The window with its bounds enforced: 1 ≤ limit ≤ [`PAGE_ROWS_MAX`], offset ≥ 0.
    pub fn bounded(self) -> Self {
        Window { limit: self.limit.clamp(1, PAGE_ROWS_MAX), offset: self.offset.max(0) }
    }
}
