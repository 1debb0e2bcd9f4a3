//! Loops without rules: due timers, effects, leases.
