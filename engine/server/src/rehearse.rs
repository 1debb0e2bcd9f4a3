//! `xiezhi rehearse [FILE…]`: scenarios against the real engine in memory, with a driven clock.

use crate::{folder, setup};
use app::rehearsal::Wish;
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
pub struct Options {
    /// Scenario files or names; all of the folder if none.
    scenarios: Vec<String>,
    #[arg(long, default_value = "definitions")]
    definitions: PathBuf,
    #[arg(long, env = "XIEZHI_FONTS")]
    fonts: Option<PathBuf>,
    /// One JSON object per scenario.
    #[arg(long)]
    json: bool,
    /// Writes every paper of each scenario's end into FOLDER/PACK/SCENARIO.
    #[arg(long, value_name = "FOLDER")]
    papers: Option<PathBuf>,
}

pub fn run(options: &Options) -> Result<ExitCode, String> {
    let files = folder::read(&options.definitions)?;
    let fonts = setup::fonts(options.fonts.as_deref());
    let wish = Wish { names: &options.scenarios, fonts: fonts.as_deref(), papers: options.papers.is_some() };
    let results = app::rehearsal::run(&files, wish).map_err(|e| e.to_string())?;
    let json = options.json;
    let mut good = true;
    for result in &results {
        good &= result.ok;
        if let Some(folder) = &options.papers {
            keep(&folder.join(&result.scenario), &result.papers).map_err(|e| format!("{}: {e}", folder.display()))?;
        }
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

fn keep(folder: &Path, papers: &[(String, Vec<u8>)]) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    papers.iter().try_for_each(|(name, pdf)| std::fs::write(folder.join(name), pdf))
}
