//! The law's nouns and acts. Pure: knows no clock, no randomness, no files, no SQL and no BPMN element.
//!
//! `law` is content as types; everything else applies it to one case file.

pub mod act;
pub mod calendar;
pub mod case;
pub mod case_file;
pub mod completeness;
pub mod day;
pub mod digest;
pub mod discretion;
pub mod event;
pub mod gate;
pub mod host;
pub mod law;
pub mod limit;
pub mod money;
pub mod pattern;
pub mod predicate;
pub mod tree;
pub mod view;
pub mod words;
