//! Runs a folder of conformance data: `cargo run -p tests --bin conformance -- DIR [diagram|prefix|order|ids|twins …]`.
//!
//! Prints a line per failure and last `execution X/Y cases, rejected X/Y files`; exit code 1 on a failure. The further words
//! write every model differently first: without its diagram, with another prefix, in another order, with other ids. `twins` says
//! instead which small repair makes each file that must be refused acceptable.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use tests::conformance::{Twist, run, twins};

fn show_twins(dir: &Path) -> ExitCode {
    match twins(dir) {
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
        Ok(found) => {
            for (file, twin) in &found {
                println!("{file}: {}", twin.as_deref().unwrap_or("NO SMALL REPAIR"));
            }
            let with = found.iter().filter(|(_, twin)| twin.is_some()).count();
            println!("twins {with}/{} files", found.len());
            if with == found.len() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
    }
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(dir) = arguments.next().map(PathBuf::from) else {
        eprintln!("usage: conformance DIR [diagram|prefix|order|ids|twins ...]");
        return ExitCode::from(2);
    };
    let mut twists = Vec::new();
    for word in arguments {
        match word.as_str() {
            "diagram" => twists.push(Twist::Diagram),
            "prefix" => twists.push(Twist::Prefix),
            "order" => twists.push(Twist::Order),
            "ids" => twists.push(Twist::Ids),
            "twins" => return show_twins(&dir),
            other => {
                eprintln!("unknown word `{other}`");
                return ExitCode::from(2);
            }
        }
    }
    match run(&dir, &twists) {
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
        Ok(report) => {
            report.failures.iter().for_each(|failure| println!("{failure}"));
            println!("{}", report.summary());
            if report.is_whole() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
    }
}
