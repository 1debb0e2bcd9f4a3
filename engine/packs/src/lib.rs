//! A map of names to bytes becomes a release and its problems. Knows no file paths.
