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
pub mod spine;
pub mod surroundings;
mod task_view;
mod tasks;
pub mod time;
pub mod timers;
pub mod verify;
pub mod view;

use refusal::Failure;
use release::Live;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, RwLock};
use store::Store;
use tokio::sync::Notify;

/// Name of the key with which the demonstration's bank signs.
pub const DEMO_BANK: &str = "bank-demo-key-id";
/// Name of the key with which this product signs deliveries to its own portal.
pub const PORTAL_SENDER: &str = "portal-own-key-id";

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
    portal_key: Vec<u8>,
    agency_keys: BTreeMap<String, Vec<u8>>,
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
        let portal_key = (settings.random)().to_vec();
        let mut agency_keys = BTreeMap::from([(PORTAL_SENDER.to_string(), portal_key.clone())]);
        if demo {
            agency_keys.insert(DEMO_BANK.into(), b"demonstration key, never a real one".to_vec());
        }
        agency_keys.extend(keys_from_environment());
        let app = App(Arc::new(Inner {
            store,
            releases: RwLock::default(),
            current: RwLock::default(),
            papers,
            demo,
            clock_offset: AtomicI64::new(offset),
            random: settings.random,
            nudge: Notify::new(),
            portal_key,
            agency_keys,
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

    /// The key that a partner agency signs with.
    pub fn agency_key(&self, sender: &str) -> Option<Vec<u8>> {
        self.0.agency_keys.get(sender).cloned()
    }

    /// Name and key with which this product signs deliveries to its own portal; new at every start.
    pub fn portal_key(&self) -> (String, Vec<u8>) {
        (PORTAL_SENDER.into(), self.0.portal_key.clone())
    }

    /// Closes the store after what is under way.
    pub async fn close(&self) {
        self.0.store.close().await;
    }
}

/// Keys of partner agencies: `XIEZHI_AGENCY_KEYS=name:key,name:key`.
fn keys_from_environment() -> BTreeMap<String, Vec<u8>> {
    let text = std::env::var("XIEZHI_AGENCY_KEYS").unwrap_or_default();
    text.split(',')
        .filter_map(|pair| pair.split_once(':'))
        .map(|(name, key)| (name.to_string(), key.as_bytes().to_vec()))
        .collect()
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
