//! What is kept and how. Takes no decisions.
