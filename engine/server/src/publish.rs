//! `xiezhi publish DIR` and `xiezhi migrate`.

use crate::{Place, folder, setup};
use std::path::PathBuf;
use std::process::ExitCode;

/// Publishes a folder. Running cases keep their release; a running server sees the new one at once.
pub async fn run(path: PathBuf, agency: Option<PathBuf>, note: String, place: Place) -> Result<ExitCode, String> {
    let files = folder::read_with(&path, agency.as_deref())?;
    let checked = app::release::check(&files);
    for problem in checked.problems.iter().filter(|p| p.severity == "error") {
        println!("{}/{problem}", path.display());
    }
    if checked.errors > 0 {
        println!("{} 处必须改正，没有发布", checked.errors);
        return Ok(ExitCode::FAILURE);
    }
    let app = setup::open(&place, false).await?;
    let published = app.publish(files, "operator", &note, setup::now()).await.map_err(|e| e.to_string())?;
    println!("{} {}", published.release, published.digest);
    for note in app.agency_notes() {
        println!("注意：{note}");
    }
    app.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Opens the database, which brings it to the newest schema.
pub async fn migrate(place: Place) -> Result<ExitCode, String> {
    let app = setup::open(&place, false).await?;
    app.close().await;
    println!("数据库已是最新结构");
    Ok(ExitCode::SUCCESS)
}
