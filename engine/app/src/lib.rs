//! Use cases: authorize, load, decide, commit, view. Knows no SQL and no HTTP, and no id of a single procedure or document.

pub mod accounts;
pub mod authorize;
pub mod case;
pub mod cases;
pub mod commands;
pub mod demo;
pub mod disclosure;
pub mod discretion;
pub mod documents_of;
pub mod engine;
pub mod enterprises;
pub mod evidence;
pub mod forms;
mod freeze;
mod head;
pub mod inbox;
pub mod incidents;
pub mod jobs;
mod journal;
pub mod keys;
pub mod limits;
pub mod messages;
pub mod passwords;
pub mod payments;
pub mod people;
pub mod portal;
pub mod refusal;
pub mod rehearsal;
pub mod release;
mod rows;
mod scan;
pub mod spine;
pub mod surroundings;
mod task_view;
mod tasks;
pub mod time;
pub mod timers;
pub mod verify;
pub mod view;
pub mod way;

use refusal::Failure;
use release::Live;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, RwLock};
use store::Store;
use tokio::sync::Notify;

/// How the product is opened.
pub struct Settings {
    /// `sqlite:PATH` or `postgres://…`
    pub database: String,
    /// Folder of evidence, papers and signatures.
    pub files: PathBuf,
    /// Folder of the fonts; without it papers cannot be made.
    pub fonts: Option<PathBuf>,
    /// Marks a new database as a demonstration.
    pub demo: bool,
    /// Keys of those who call signed: `PURPOSE:NAME:KEY,…`, see [`keys`].
    pub agency_keys: String,
    /// Gives 32 unpredictable bytes.
    pub random: Box<dyn Fn() -> [u8; 32] + Send + Sync>,
}

/// The product: its store, its releases and what it needs to make papers. Clones share everything.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    store: Store,
    releases: RwLock<BTreeMap<String, Arc<Live>>>,
    current: RwLock<Option<Arc<Live>>>,
    papers: Option<documents_of::Papers>,
    demo: bool,
    clock_offset: AtomicI64,
    random: Box<dyn Fn() -> [u8; 32] + Send + Sync>,
    nudge: Notify,
    keys: keys::Keys,
}

impl App {
    /// Opens database and files, brings the schema to the newest version, loads the published release.
    ///
    /// # Errors
    /// The database or the files are not available, or the published release does not load.
    pub async fn open(settings: Settings) -> Result<App, Failure> {
        let places = store::Settings::new(settings.database.clone(), settings.files.clone());
        let store = Store::open(&places).await.map_err(Failure::fault)?;
        store.migrate(settings.demo.then_some(true)).await.map_err(Failure::fault)?;
        let demo = store.is_demonstration().await.map_err(Failure::fault)?;
        let offset = if demo { store.clock_offset().await.map_err(Failure::fault)? } else { 0 };
        let papers = match settings.fonts.as_deref() {
            Some(folder) => Some(documents_of::Papers::open(folder)?),
            None => None,
        };
        let keys = keys::Keys::new((settings.random)().to_vec(), demo, &settings.agency_keys)?;
        let app = App(Arc::new(Inner {
            store,
            releases: RwLock::default(),
            current: RwLock::default(),
            papers,
            demo,
            clock_offset: AtomicI64::new(offset),
            random: settings.random,
            nudge: Notify::new(),
            keys,
        }));
        app.load_current().await?;
        Ok(app)
    }

    pub(crate) fn store(&self) -> &Store {
        &self.0.store
    }

    pub(crate) fn papers(&self) -> Option<&documents_of::Papers> {
        self.0.papers.as_ref()
    }

    pub(crate) fn random(&self) -> [u8; 32] {
        (self.0.random)()
    }

    /// Whether this database was created as a demonstration.
    pub fn is_demo(&self) -> bool {
        self.0.demo
    }

    /// How far the demonstration's clock runs ahead, ms; 0 elsewhere.
    pub fn clock_offset(&self) -> i64 {
        self.0.clock_offset.load(Ordering::Relaxed)
    }

    /// Wakes the workers: something was committed.
    pub(crate) fn nudge(&self) {
        self.0.nudge.notify_waiters();
    }

    /// Until something was committed.
    pub async fn nudged(&self) {
        self.0.nudge.notified().await;
    }

    /// The key with which this sender signs for this purpose.
    pub fn key(&self, purpose: keys::Purpose, sender: &str) -> Option<&[u8]> {
        self.0.keys.get(purpose, sender)
    }

    /// Closes the store after what is under way.
    pub async fn close(&self) {
        self.0.store.close().await;
    }
}

impl App {
    /// The agency that the public portal speaks for: the main unit of the release.
    pub fn portal_agency(&self) -> String {
        self.main_unit(|unit, _| unit.name.clone())
    }

    /// The telephone number that the public portal gives.
    pub fn portal_phone(&self) -> String {
        self.main_unit(|_, profile| {
            profile
                .and_then(|p| p.facts.get("agency.contact_phone"))
                .and_then(|v| v.as_str())
                .unwrap_or_default()
                .to_string()
        })
    }

    fn main_unit(&self, read: impl Fn(&packs::agency::Unit, Option<&domain::law::AgencyProfile>) -> String) -> String {
        let Ok(live) = self.current_release() else { return String::new() };
        let unit = live.packs.units.iter().find(|u| u.main).or_else(|| live.packs.units.first());
        unit.map(|unit| read(unit, live.law.profiles.get(&unit.id))).unwrap_or_default()
    }
}
