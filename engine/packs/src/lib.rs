//! A map of names to bytes becomes a release and its problems. Knows no file paths.

pub mod form;
pub mod manifest;
pub mod problem;
pub mod tree;
mod words;
