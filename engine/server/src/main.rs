//! The binary: configuration, wiring and commands. Holds no rules.

mod account;
mod check;
mod discretion;
mod folder;
mod publish;
mod rehearse;
mod serve;
mod setup;
mod verify;

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "xiezhi", version, about = "Workflow engine for administrative law enforcement")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// Where the database, the files and the fonts are.
#[derive(Args, Clone)]
pub struct Place {
    /// Folder of the embedded database and of all files.
    #[arg(long, env = "XIEZHI_DATA", default_value = "data")]
    pub data: PathBuf,
    /// `sqlite:PATH` or `postgres://…`; default: an embedded database in the data folder.
    #[arg(long, env = "XIEZHI_DATABASE")]
    pub database: Option<String>,
    /// Folder of the fonts for papers.
    #[arg(long, env = "XIEZHI_FONTS")]
    pub fonts: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the product.
    Serve(serve::Options),
    /// Reports every problem of a definitions folder; exit 1 if one must be mended.
    Check {
        #[arg(default_value = "definitions")]
        folder: PathBuf,
        /// The agency's own folder in the place of `agency/` in the definitions folder.
        #[arg(long)]
        agency: Option<PathBuf>,
        /// One JSON object per problem.
        #[arg(long)]
        json: bool,
    },
    /// Plays scenarios against the real engine in memory; exit 1 on a difference.
    Rehearse(rehearse::Options),
    /// Prints the discretion sheet of an input file.
    Discretion {
        file: PathBuf,
        #[arg(long, default_value = "definitions")]
        definitions: PathBuf,
    },
    /// Checks, builds and publishes a definitions folder as a new release.
    Publish {
        folder: PathBuf,
        /// The agency's own folder in the place of `agency/` in the definitions folder.
        #[arg(long)]
        agency: Option<PathBuf>,
        #[arg(long, default_value = "")]
        note: String,
        #[command(flatten)]
        place: Place,
    },
    /// Who may sign in: gives, lists, disables, enables and unlocks accounts, also before anybody can sign in.
    Account {
        #[command(subcommand)]
        act: account::Act,
    },
    /// Brings the database to the newest schema.
    Migrate {
        #[command(flatten)]
        place: Place,
    },
    /// Verifies hash chains, fold = state, and evidence digests.
    Verify {
        #[command(flatten)]
        place: Place,
    },
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    setup::logging();
    let result = match cli.command {
        Command::Account { act } => setup::block_on(account::run(act)),
        Command::Check { folder, agency, json } => check::run(&folder, agency.as_deref(), json),
        Command::Discretion { file, definitions } => discretion::run(&file, &definitions),
        Command::Rehearse(options) => rehearse::run(&options),
        Command::Serve(options) => setup::block_on(serve::run(options)),
        Command::Publish { folder, agency, note, place } => setup::block_on(publish::run(folder, agency, note, place)),
        Command::Migrate { place } => setup::block_on(publish::migrate(place)),
        Command::Verify { place } => setup::block_on(verify::run(place)),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xiezhi: {error}");
            ExitCode::FAILURE
        }
    }
}
