//! BPMN 2.0 bytes to a definition with positions, to problems, and to the process that the core runs. Knows nothing about running and no word of law.
//!
//! [`load`] does everything: [`parse`] reads the file and what it imports, [`check`] applies every rule and reports all
//! findings at once, [`compile`] makes the [`Process`]es. No file is opened and nothing fetched: imports come from the
//! caller's [`Imports`].

mod check;
pub mod collaboration;
mod compile;
pub mod data;
pub mod definition;
pub mod event;
pub mod extension;
pub mod help;
mod index;
pub mod iso;
mod load;
mod names;
pub mod position;
pub mod problem;
pub mod process;
mod quick;
pub mod repeat;
pub mod soundness;
pub mod tag;
mod tree;
pub mod xml;

pub use check::{Rule, check, rules};
pub use compile::compile;
pub use definition::Definition;
pub use load::{Imports, Loaded, NoImports, load, parse};
pub use position::Position;
pub use problem::{Problem, Severity};
pub use process::Process;
pub use soundness::{soundness, soundness_within};
pub use tag::Tag;

#[cfg(test)]
mod compiled;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod tests;
