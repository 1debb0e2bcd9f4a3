//! rhai with hard limits. Knows no clock, no files, no network and no randomness.
