//! `xiezhi check [DIR]`: every problem as `file:line:column code message`.

use crate::folder;
use std::path::Path;
use std::process::ExitCode;

pub fn run(path: &Path, agency: Option<&Path>, json: bool) -> Result<ExitCode, String> {
    let files = folder::read_with(path, agency)?;
    let checked = app::release::check(&files);
    for problem in &checked.problems {
        if json {
            println!("{}", serde_json::to_string(problem).map_err(|e| e.to_string())?);
        } else {
            println!("{}/{problem}", path.display());
        }
    }
    if !json {
        println!("{} 个文件，{} 处必须改正，{} 处提醒", files.len(), checked.errors, checked.warnings);
    }
    Ok(if checked.errors == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
