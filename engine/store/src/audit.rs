//! The audit row: its bytes, and the digests that chain it to the row before and to the journal.
//!
//! Rows are JSON lines. Their bytes are hashed as stored, line feed included, and never serialised again.

use serde_json::Value;
use sha2::{Digest, Sha256};

/// The members that a row has of its own; further members may not use these names.
pub const OWN_MEMBERS: [&str; 13] =
    ["case", "n", "at", "actor", "command", "verb", "outcome", "code", "task", "gate", "events", "digest", "prev"];

/// What one row tells.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    pub case: &'a str,
    /// Counted from 1 in each case.
    pub n: i64,
    pub at_ms: i64,
    pub actor: &'a str,
    pub command: &'a str,
    pub verb: &'a str,
    pub outcome: Outcome<'a>,
    /// Further members, before `prev`.
    pub more: &'a [(String, String)],
    /// [`digest`] of the row before; of the case id for the first.
    pub prev: &'a str,
}

/// How the command ended.
#[derive(Debug, Clone, Copy)]
pub enum Outcome<'a> {
    /// Accepted: first and last `seq` of its journal rows and the digest over their bytes. None: it brought no events.
    Done {
        events: Option<(i64, i64, &'a str)>,
    },
    Refused {
        code: &'a str,
        task: Option<&'a str>,
        gate: Option<&'a str>,
    },
}

/// The bytes of a row, line feed included.
pub fn row(entry: &Entry<'_>) -> Vec<u8> {
    let mut members = vec![
        ("case", text(entry.case)),
        ("n", entry.n.to_string()),
        ("at", text(&instant(entry.at_ms))),
        ("actor", text(entry.actor)),
        ("command", text(entry.command)),
        ("verb", text(entry.verb)),
    ];
    match entry.outcome {
        Outcome::Done { events } => {
            members.push(("outcome", text("done")));
            if let Some((first, last, digest)) = events {
                members.push(("events", format!("[{first},{last}]")));
                members.push(("digest", text(digest)));
            }
        }
        Outcome::Refused { code, task, gate } => {
            members.push(("outcome", text("refused")));
            members.push(("code", text(code)));
            members.extend(task.map(|task| ("task", text(task))));
            members.extend(gate.map(|gate| ("gate", text(gate))));
        }
    }
    members.extend(entry.more.iter().map(|(name, value)| (name.as_str(), text(value))));
    members.push(("prev", text(entry.prev)));
    let body: Vec<String> = members.into_iter().map(|(name, value)| format!("{}:{value}", text(name))).collect();
    format!("{{{}}}\n", body.join(",")).into_bytes()
}

fn text(value: &str) -> String {
    Value::from(value).to_string()
}

/// An instant as the journal and the audit write it: UTC with milliseconds.
pub fn instant(ms: i64) -> String {
    // Outside years -9999..9999 there is no calendar text; the raw number is then the honest answer.
    jiff::Timestamp::from_millisecond(ms).map_or_else(|_| format!("{ms}ms"), |at| format!("{at:.3}"))
}

/// `sha256:` and the digest of the bytes.
pub fn digest(bytes: &[u8]) -> String {
    digest_of([bytes])
}

/// `sha256:` and the digest of the parts, one after the other.
pub fn digest_of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hash = Sha256::new();
    parts.into_iter().for_each(|part| hash.update(part));
    format!("sha256:{}", hex(&hash.finalize()))
}

/// The digest by which a journal row refers to a payload: over salt and bytes.
pub fn payload_digest(salt: &[u8], bytes: &[u8]) -> String {
    digest_of([salt, bytes]).replacen("sha256:", "sha256-salted:", 1)
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASE: &str = "01990c2e-7a40-7b1e-9c55-3f0d8a6b2e11";
    const REFUSED: &str = concat!(
        r#"{"case":"01990c2e-7a40-7b1e-9c55-3f0d8a6b2e11","n":1,"at":"2026-08-24T01:10:00.000Z","actor":"u-lead","#,
        r#""command":"01990c30-55aa-7e31-9a02-6c7d8e9f0a12","verb":"tasks/complete","outcome":"refused","#,
        r#""code":"duty-separation","task":"t16","#,
        r#""prev":"sha256:c1d97f370847d7247d06a984bcf50c3951e6ab6b4a99f378356a66c38a9306d3"}"#,
        "\n"
    );

    #[test]
    fn a_refused_command_makes_the_row_of_the_format() {
        let entry = Entry {
            case: CASE,
            n: 1,
            at_ms: 1_787_533_800_000,
            actor: "u-lead",
            command: "01990c30-55aa-7e31-9a02-6c7d8e9f0a12",
            verb: "tasks/complete",
            outcome: Outcome::Refused { code: "duty-separation", task: Some("t16"), gate: None },
            more: &[],
            prev: &digest(CASE.as_bytes()),
        };
        assert_eq!(String::from_utf8_lossy(&row(&entry)), REFUSED);
    }

    #[test]
    fn an_accepted_command_names_its_events_and_the_row_before() {
        let entry = Entry {
            case: CASE,
            n: 3,
            at_ms: 1_788_192_000_412,
            actor: "system",
            command: "timer:m4",
            verb: "timers/fire",
            outcome: Outcome::Done { events: Some((64, 71, "sha256:00")) },
            more: &[("reason".to_owned(), "a \"b\"".to_owned())],
            prev: &digest(REFUSED.as_bytes()),
        };
        let text = String::from_utf8_lossy(&row(&entry)).into_owned();
        assert!(text.contains(r#""at":"2026-08-31T16:00:00.412Z","actor":"system""#), "{text}");
        assert!(text.ends_with(concat!(
            r#""outcome":"done","events":[64,71],"digest":"sha256:00","reason":"a \"b\"","#,
            r#""prev":"sha256:d429f03a0649a385a894227f0fa63087e206c0eff2eeaec677e54713dbc1486c"}"#,
            "\n"
        )));
    }

    #[test]
    fn a_payload_digest_covers_salt_and_bytes() {
        assert_eq!(payload_digest(b"ab", b"c"), payload_digest(b"a", b"bc"));
        assert!(payload_digest(b"salt", b"bytes").starts_with("sha256-salted:"));
    }
}
