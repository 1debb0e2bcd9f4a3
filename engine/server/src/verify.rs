//! `xiezhi verify`: hash chains, fold = state, evidence digests.

use crate::{Place, setup};
use std::process::ExitCode;

pub async fn run(place: Place) -> Result<ExitCode, String> {
    let app = setup::open(&place, false).await?;
    let report = app.verify().await.map_err(|e| e.to_string())?;
    for problem in &report.problems {
        println!("{problem}");
    }
    println!(
        "{} cases, {} audit rows, {} files: {} problems",
        report.cases,
        report.audit_rows,
        report.files,
        report.problems.len()
    );
    app.close().await;
    Ok(if report.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
