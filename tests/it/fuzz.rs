//! Broken files from fixed seeds. A million of them: `make torture`.

use tests::fuzz::{input, models, try_one};

/// How many are tried on every change.
const COUNT: u64 = 20_000;

#[test]
fn twenty_thousand_broken_files_are_answered_without_a_panic() {
    let models = models();
    assert!(try_one(&models[0]), "the model to begin with is accepted");
    let accepted = (0..COUNT).filter(|number| try_one(&input(&models, *number))).count();
    // Some survive their changes: then the change reached the compiler and the core too.
    assert!(accepted > 500, "only {accepted} were accepted");
}

#[test]
fn equal_numbers_give_equal_inputs() {
    let models = models();
    assert_eq!(input(&models, 77), input(&models, 77));
    assert_ne!(input(&models, 77), input(&models, 78));
}
