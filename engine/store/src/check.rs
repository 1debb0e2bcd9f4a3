//! What a commit must be in itself before it may reach the database. A failure here is a bug of the caller.

use crate::audit::OWN_MEMBERS;
use crate::error::CommitError;
use crate::record::commit::Commit;

/// The shortest salt that hides a payload behind its digest.
const SALT_MIN: usize = 16;

fn malformed(expected: impl Into<String>, found: impl Into<String>) -> CommitError {
    CommitError::Malformed { expected: expected.into(), found: found.into() }
}

pub(crate) fn commit(commit: &Commit) -> Result<(), CommitError> {
    named(&commit.case, &commit.command, &commit.verb, &commit.actor)?;
    members(&commit.audit)?;
    if commit.expected_version < 0 {
        return Err(malformed("a version of 0 or more", commit.expected_version.to_string()));
    }
    journal(commit)?;
    for number in &commit.numbers {
        if number.expected < 1 || number.next <= number.expected {
            return Err(malformed(
                format!("numbers of {} to grow from 1 on", number.series),
                format!("{}..{}", number.expected, number.next),
            ));
        }
    }
    Ok(())
}

fn journal(commit: &Commit) -> Result<(), CommitError> {
    let first = commit.journal.first().map_or(1, |row| row.seq);
    if first < 1 || (commit.expected_version == 0 && first != 1) {
        return Err(malformed("a journal that starts at 1", first.to_string()));
    }
    for (row, seq) in commit.journal.iter().zip(first..) {
        if row.seq != seq {
            return Err(malformed(format!("journal row {seq}"), row.seq.to_string()));
        }
        if row.line.iter().filter(|byte| **byte == b'\n').count() != 1 || !row.line.ends_with(b"\n") {
            return Err(malformed(format!("one line feed, at the end of journal row {seq}"), "none or more"));
        }
        if row.payload.as_ref().is_some_and(|payload| payload.salt.len() < SALT_MIN) {
            return Err(malformed(
                format!("a salt of at least {SALT_MIN} bytes at journal row {seq}"),
                "a shorter one",
            ));
        }
    }
    Ok(())
}

pub(crate) fn named(case: &str, command: &str, verb: &str, actor: &str) -> Result<(), CommitError> {
    for (what, value) in [("case", case), ("command", command), ("verb", verb), ("actor", actor)] {
        if value.is_empty() {
            return Err(malformed(format!("a {what}"), "an empty text"));
        }
    }
    Ok(())
}

pub(crate) fn members(more: &[(String, String)]) -> Result<(), CommitError> {
    match more.iter().find(|(name, _)| OWN_MEMBERS.contains(&name.as_str())) {
        Some((name, _)) => Err(malformed("audit members that the row does not have of its own", name.clone())),
        None => Ok(()),
    }
}
