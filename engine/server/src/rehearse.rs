//! `xiezhi rehearse [FILE…]`: scenarios against the real engine in memory, with a driven clock.

use crate::{folder, setup};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub fn run(names: &[String], definitions: &Path, fonts: Option<PathBuf>, json: bool) -> Result<ExitCode, String> {
    let files = folder::read(definitions)?;
    let fonts = setup::fonts(fonts.as_deref());
    let results = app::rehearsal::run(&files, names, fonts.as_deref()).map_err(|e| e.to_string())?;
    let mut good = true;
    for result in &results {
        good &= result.ok;
        if json {
            println!("{}", serde_json::to_string(result).map_err(|e| e.to_string())?);
        } else {
            println!("{} {}", if result.ok { "通过" } else { "不符" }, result.scenario);
            for difference in &result.differences {
                println!("    {difference}");
            }
        }
    }
    if !json {
        let passed = results.iter().filter(|r| r.ok).count();
        println!("{} passed, {} failed", passed, results.len() - passed);
    }
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
