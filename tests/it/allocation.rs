//! What a command allocates depends on what it touches, not on how large the case is.

use allocation_counter::{AllocationInfo, measure};
use exec::{Ask, CaseState, Command, NoHost, Release, Timestamp, Variables};
use tests::large_case::{carry_out, case_of, complete_one};

/// Allocations of one command in cases of 10 to 10,000 tokens.
fn curve(what: &dyn Fn(&Release, CaseState) -> CaseState) -> Vec<AllocationInfo> {
    let sizes = [10, 100, 1_000, 9_990];
    let each = sizes.map(|tokens| {
        let (release, case) = case_of(tokens);
        assert!(case.tokens.len() >= tokens);
        let mut after = None;
        let used = measure(|| after = Some(what(&release, case)));
        assert!(after.is_some());
        used
    });
    each.to_vec()
}

/// A map of the state may have to split a node or two on the way down, each below a KiB; nothing else may grow.
fn flat(name: &str, curve: &[AllocationInfo]) {
    let (small, large) = (&curve[0], &curve[curve.len() - 1]);
    let shown: Vec<(u64, u64)> = curve.iter().map(|used| (used.count_total, used.bytes_total)).collect();
    assert!(small.count_total > 0, "{name}: nothing was counted");
    assert!(large.count_total <= small.count_total + 16, "{name}: {shown:?}");
    assert!(large.bytes_total <= small.bytes_total + 16 * 1024, "{name}: {shown:?}");
}

#[test]
fn a_command_allocates_for_what_it_touches() {
    flat("complete", &curve(&|release, case| complete_one(release, case)));
    flat(
        "claim",
        &curve(&|release, case| {
            let task = *case.tasks.keys().next().expect("a task");
            let command = Command::by_person("u-1", Ask::Claim { task });
            exec::decide(release, case, &mut NoHost, command, Timestamp(0)).expect("claimed").case
        }),
    );
    flat(
        "variables",
        &curve(&|release, case| {
            let instance = *case.instances.keys().next().expect("an instance");
            let variables = Variables::from([("x".into(), 1.into())]);
            carry_out(release, case, Ask::SetVariables { instance, variables, reason: "a test".into() })
        }),
    );
}

#[test]
fn a_command_that_touches_everything_allocates_for_everything() {
    let (release, small) = case_of(10);
    let few = measure(|| drop(carry_out(&release, small, Ask::Suspend { reason: "a test".into() })));
    let (release, large) = case_of(900);
    let (instance, few) = (*large.instances.keys().next().expect("an instance"), few.bytes_total);
    let many = measure(|| drop(carry_out(&release, large, Ask::Cancel { instance, reason: "a test".into() })));
    assert!(many.bytes_total > few * 10, "the counter counts: {few} and {}", many.bytes_total);
}
