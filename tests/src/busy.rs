//! Processor time of this thread: what a piece of work costs, however many others share the machine.

#![allow(clippy::disallowed_methods, reason = "measuring is what this is for")]

use std::sync::LazyLock;
use std::time::{Duration, Instant};

static BEGIN: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Time that this thread has spent on a processor; where the system does not tell, time that has passed.
pub fn busy() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let on_processor = stat.split(' ').next().and_then(|ns| ns.parse().ok());
    on_processor.map_or_else(|| BEGIN.elapsed(), Duration::from_nanos)
}
