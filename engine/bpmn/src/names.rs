//! Names of a file as shared texts: equal ones once, however many elements have or refer to them.

use std::cell::RefCell;
use std::collections::HashSet;

use crate::process::Name;
use crate::quick::Map;

/// The names handed out so far.
#[derive(Debug, Default)]
pub(crate) struct Names {
    known: RefCell<HashSet<Name>>,
    /// Long pieces of the file by place and length, so that their text need not be looked at again.
    long: RefCell<Map<(usize, usize), Name>>,
}

/// Names longer than this are known by their place, in bytes.
const LONG: usize = 64;

impl Names {
    /// A text of the file that is likely to be there again.
    pub fn word(&self, text: &str) -> Name {
        if text.len() > LONG {
            return self.of(text);
        }
        if let Some(name) = self.known.borrow().get(text) {
            return name.clone();
        }
        let name = Name::from(text);
        self.known.borrow_mut().insert(name.clone());
        name
    }
    /// An id or a name of the file.
    pub fn of(&self, text: &str) -> Name {
        if text.len() <= LONG {
            return text.into();
        }
        // Equal pointers and lengths are the same piece of the file, for the file outlives the names.
        let key = (text.as_ptr() as usize, text.len());
        self.long.borrow_mut().entry(key).or_insert_with(|| text.into()).clone()
    }
}
