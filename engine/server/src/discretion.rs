//! `xiezhi discretion FILE`: the sheet of an input file.

use crate::folder;
use std::path::Path;
use std::process::ExitCode;

pub fn run(file: &Path, definitions: &Path) -> Result<ExitCode, String> {
    let files = folder::read(definitions)?;
    let input = std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let sheet = app::release::discretion_sheet(&files, &input).map_err(|e| format!("{}: {e}", file.display()))?;
    println!("{sheet}");
    Ok(ExitCode::SUCCESS)
}
