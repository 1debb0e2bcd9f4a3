//! Broken files from fixed seeds: no panic, no hang, memory bounded. A million of them: `make torture`.

use std::time::Duration;

use tests::busy::busy;
use tests::fuzz::{input, models, try_one};

/// How many are tried on every change.
const COUNT: u64 = 20_000;
/// No input takes longer, in processor time.
const HANG: Duration = Duration::from_secs(1);
/// Memory in use while all of them are tried, beyond what was in use before.
const GROWTH: u64 = 64 * 1024 * 1024;

#[test]
fn twenty_thousand_broken_files_are_answered_without_a_panic() {
    let models = models();
    assert!(try_one(&models[0]), "the model to begin with is accepted");
    let (mut accepted, mut slow) = (0, Vec::new());
    let used = allocation_counter::measure(|| {
        for number in 0..COUNT {
            let begin = busy();
            accepted += u64::from(try_one(&input(&models, number)));
            if busy().saturating_sub(begin) > HANG {
                slow.push(number);
            }
        }
    });
    // Some survive their changes: then the change reached the compiler and the core too.
    assert!(accepted > 500, "only {accepted} were accepted");
    assert!(slow.is_empty(), "longer than a second: {slow:?}");
    assert!(used.bytes_max < GROWTH, "{} KiB in use", used.bytes_max / 1024);
    assert!(used.bytes_current < 1024 * 1024, "{} KiB are not given back", used.bytes_current / 1024);
}

#[test]
fn equal_numbers_give_equal_inputs() {
    let models = models();
    assert_eq!(input(&models, 77), input(&models, 77));
    assert_ne!(input(&models, 77), input(&models, 78));
}
