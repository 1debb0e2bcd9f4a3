//! Verification: the audit chain over stored bytes, the digests of events, payloads, content and blobs.
//!
//! Whether the journal still folds to the stored state is checked by the caller, who knows how to fold.

use crate::audit;
use crate::error::StoreError;
use crate::record::list::{AuditEntry, JournalEntry};
use crate::store::Store;
use crate::work::read;
use serde_json::Value;

/// Rows read at once.
const BATCH: i64 = 500;

/// What was looked at, and what is not as it should be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    pub cases: u64,
    pub audit_rows: u64,
    pub journal_rows: u64,
    pub payloads: u64,
    /// Payloads that were erased on purpose; their digests cannot be checked any more.
    pub payloads_erased: u64,
    pub blobs: u64,
    pub content_files: u64,
    pub faults: Vec<Fault>,
}

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Case id; empty for blobs and content.
    pub case: String,
    /// `audit 3`, `journal 57`, `payload p-57`, `blob …`, `content …`.
    pub place: String,
    pub expected: String,
    pub found: String,
}

/// Where the look at one case stands.
struct Walk<'a> {
    case: &'a str,
    journal: Vec<JournalEntry>,
    /// First journal row that no audit row has covered yet.
    next_seq: i64,
    found: &'a mut Verified,
}

impl Walk<'_> {
    fn fault(&mut self, place: String, expected: impl Into<String>, found: impl Into<String>) {
        let fault = Fault { case: self.case.to_owned(), place, expected: expected.into(), found: found.into() };
        self.found.faults.push(fault);
    }

    fn audit_row(&mut self, n: i64, row: &AuditEntry, prev: &str) {
        let place = format!("audit {}", row.n);
        if row.n != n {
            self.fault(place.clone(), format!("row {n}"), format!("row {}", row.n));
        }
        let Ok(members) = serde_json::from_slice::<Value>(&row.line) else {
            return self.fault(place, "a JSON line", "other bytes");
        };
        if members["prev"] != prev {
            self.fault(place.clone(), format!("prev {prev}"), members["prev"].to_string());
        }
        if members["case"] != self.case || members["n"] != row.n {
            self.fault(place.clone(), "case and number of the row", "others");
        }
        if let (Some(first), Some(last)) = (members["events"][0].as_i64(), members["events"][1].as_i64()) {
            self.events(place, first, last, &members["digest"]);
        }
    }

    fn events(&mut self, place: String, first: i64, last: i64, digest: &Value) {
        if first != self.next_seq || last < first {
            self.fault(place.clone(), format!("events from {} on", self.next_seq), format!("{first} to {last}"));
        }
        self.next_seq = last + 1;
        let lines = self.journal.iter().filter(|row| (first..=last).contains(&row.seq)).map(|row| row.line.as_slice());
        let computed = audit::digest_of(lines);
        if *digest != computed.as_str() {
            self.fault(place, format!("events with {digest}"), computed);
        }
    }

    fn journal_rows(&mut self) {
        let rows = std::mem::take(&mut self.journal);
        let mut seen = 0;
        for row in &rows {
            // A row with several payloads comes once for each.
            if row.seq != seen {
                self.found.journal_rows += 1;
                if row.seq != seen + 1 {
                    self.fault(format!("journal {}", row.seq), format!("row {}", seen + 1), format!("row {}", row.seq));
                }
                seen = row.seq;
            }
            self.payload(row);
        }
        if seen != self.next_seq - 1 {
            self.fault(
                format!("journal {seen}"),
                format!("{} rows, as audited", self.next_seq - 1),
                format!("{seen} rows"),
            );
        }
    }

    fn payload(&mut self, row: &JournalEntry) {
        let Some(ref_id) = &row.ref_id else {
            let line = serde_json::from_slice::<Value>(&row.line).unwrap_or(Value::Null);
            if let Some((ref_id, _)) = references(&line).into_iter().next() {
                self.fault(format!("payload {ref_id}"), "a row", "none");
            }
            return;
        };
        let place = format!("payload {ref_id}");
        let (Some(salt), Some(bytes)) = (&row.salt, &row.bytes) else {
            self.found.payloads_erased += 1;
            return;
        };
        self.found.payloads += 1;
        let computed = audit::payload_digest(salt, bytes);
        let line = serde_json::from_slice::<Value>(&row.line).unwrap_or(Value::Null);
        match references(&line).into_iter().find(|(id, _)| id == ref_id) {
            Some((_, digest)) if digest == computed => (),
            Some((_, digest)) => self.fault(place, digest, computed),
            None => self.fault(place, "a reference in its journal row", "none"),
        }
    }
}

/// All `{"ref": …, "digest": "sha256-salted:…"}` in a journal line.
fn references(line: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![line];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                if let (Some(Value::String(id)), Some(Value::String(digest))) =
                    (members.get("ref"), members.get("digest"))
                    && digest.starts_with("sha256-salted:")
                {
                    found.push((id.clone(), digest.clone()));
                }
                open.extend(members.values());
            }
            Value::Array(values) => open.extend(values),
            _ => (),
        }
    }
    found
}

impl Store {
    /// Checks one case, or everything that is stored.
    pub async fn verify(&self, case: Option<&str>) -> Result<Verified, StoreError> {
        let mut found = Verified::default();
        if let Some(case) = case {
            self.verify_case(case, &mut found).await?;
            return Ok(found);
        }
        let mut after = String::new();
        loop {
            let cases = read!(self, chain::cases(&after, BATCH))?;
            let Some(last) = cases.last() else { break };
            after = last.clone();
            for case in &cases {
                self.verify_case(case, &mut found).await?;
            }
        }
        self.verify_content(&mut found).await?;
        self.verify_blobs(&mut found).await?;
        Ok(found)
    }

    async fn verify_case(&self, case: &str, found: &mut Verified) -> Result<(), StoreError> {
        found.cases += 1;
        let journal = read!(self, chain::journal(case, 0, i64::MAX))?;
        let mut walk = Walk { case, journal, next_seq: 1, found };
        let mut prev = audit::digest(case.as_bytes());
        let mut n = 0;
        loop {
            let rows = read!(self, chain::audit(case, n, BATCH))?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                n += 1;
                walk.audit_row(n, row, &prev);
                prev = audit::digest(&row.line);
                n = n.max(row.n);
                walk.found.audit_rows += 1;
            }
        }
        match read!(self, chain::tail(case))? {
            Some((tail_n, digest)) if tail_n == n && digest == prev => (),
            Some((tail_n, digest)) => walk.fault(
                format!("audit {n}"),
                format!("last row {tail_n} with {digest}"),
                format!("row {n} with {prev}"),
            ),
            None => walk.fault(format!("audit {n}"), "a record of the last row", "none"),
        }
        walk.journal_rows();
        Ok(())
    }

    async fn verify_content(&self, found: &mut Verified) -> Result<(), StoreError> {
        let mut after = String::new();
        loop {
            let files = read!(self, content::contents(&after, 50))?;
            let Some((last, _)) = files.last() else { return Ok(()) };
            after = last.clone();
            for (digest, bytes) in &files {
                found.content_files += 1;
                let computed = audit::digest(bytes);
                if computed != *digest {
                    let place = format!("content {digest}");
                    found.faults.push(Fault { case: String::new(), place, expected: digest.clone(), found: computed });
                }
            }
        }
    }

    async fn verify_blobs(&self, found: &mut Verified) -> Result<(), StoreError> {
        let mut after = String::new();
        loop {
            let rows = read!(self, file::blobs(&after, BATCH))?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.digest.clone();
            for row in &rows {
                found.blobs += 1;
                let expected = (row.digest.clone(), row.sm3.clone(), row.size);
                let computed = match self.blobs().measure(&row.digest).await {
                    Ok(measured) if measured == expected => continue,
                    Ok(measured) => format!("{measured:?}"),
                    Err(StoreError::BlobMissing { .. }) => "no file".to_owned(),
                    Err(error) => return Err(error),
                };
                let place = format!("blob {}", row.digest);
                found.faults.push(Fault {
                    case: String::new(),
                    place,
                    expected: format!("{expected:?}"),
                    found: computed,
                });
            }
        }
    }
}
