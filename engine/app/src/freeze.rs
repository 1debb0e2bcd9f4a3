//! The trial of every paper that a command freezes: empty fields and characters that cannot be printed refuse the command,
//! before a number is used. The number of the trial is a placeholder.

use crate::App;
use crate::case::Loaded;
use crate::documents_of::{entry_of, refusal_of};
use crate::engine::Decided;
use crate::refusal::Failure;
use crate::rows;
use serde_json::Value;

/// Stands where the number will be.
const PLACEHOLDER: &str = "〔0000〕0号";

/// Tries all papers that the decision freezes.
///
/// # Errors
/// The refusal that names paper, field and character.
pub async fn try_papers(app: &App, before: &Loaded, after: &Decided, _now: i64) -> Result<(), Failure> {
    for (id, mut data) in rows::frozen(after) {
        let Some(document) = id.parse().ok().and_then(|id| after.file.documents.get(&id)) else { continue };
        check_fields(before, &document.kind, &data)?;
        if data["document"]["number"].is_null() {
            data["document"]["number"] = Value::from(PLACEHOLDER);
        }
        let data = app.with_pictures(&before.case, data).await?;
        let Some(papers) = app.papers() else { return Err(Failure::Fault("no fonts: papers cannot be made".into())) };
        papers.render(&before.release, &document.kind, data).await?;
    }
    Ok(())
}

/// Facts that the paper needs and that are not known.
///
/// # Errors
/// `paper-empty-field`
pub fn check_fields(before: &Loaded, kind: &str, data: &Value) -> Result<(), Failure> {
    let Some(entry) = entry_of(&before.release, kind) else { return Ok(()) };
    let empty = entry.empty_fields(data);
    if empty.is_empty() { Ok(()) } else { Err(refusal_of(&before.release, kind, &empty).into()) }
}
