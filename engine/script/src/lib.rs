//! rhai with hard limits. Knows no clock, no files, no network and no randomness.
//!
//! [`Expression`]s and [`Script`]s are compiled once, shared between threads, and run over a [`Scope`] of [`Value`]s.
//! Limits are those of [`limits`]; they are counted, so that equal inputs give equal answers. A wall clock, where one is
//! wanted, is passed in from outside by [`guarded`].

mod engine;
mod error;
mod expression;
mod fast;
mod names;
mod value;

pub use engine::{guarded, limits};
pub use error::{CompileError, Failure, ScriptError};
pub use expression::{Expression, Outcome, Scope, Script};
pub use rust_decimal::Decimal;
pub use value::{Value, Values};

#[cfg(test)]
mod tests;
