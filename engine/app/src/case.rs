//! A case as loaded for one command or one view.

use crate::App;
use crate::commands::Order;
use crate::refusal::{Failure, Refusal};
use crate::release::Live;
use domain::case_file::CaseFile;
use exec::{CaseState, TaskId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::record::case::{CaseHead, TaskRow};

/// A case with the release it runs on.
#[derive(Clone)]
pub struct Loaded {
    pub case: String,
    /// 0: not stored yet.
    pub version: i64,
    pub last_seq: i64,
    pub release: Arc<Live>,
    pub state: CaseState,
    pub file: CaseFile,
    pub head: CaseHead,
    pub task_opened: BTreeMap<TaskId, Opening>,
}

impl App {
    /// The case of an order; a new one if the order may open it.
    pub(crate) async fn load_for(&self, order: &Order) -> Result<Loaded, Failure> {
        match (self.try_load(&order.case).await?, &order.person) {
            (Some(loaded), _) => Ok(loaded),
            (None, Some(person)) if order.opens => {
                let release = self.current_release()?;
                let head = CaseHead {
                    unit: person.region.clone(),
                    unit_name: Some(person.unit_name.clone()),
                    opened_at: order.now,
                    ..CaseHead::default()
                };
                Ok(Loaded {
                    case: order.case.clone(),
                    version: 0,
                    last_seq: 0,
                    release,
                    state: CaseState::new(&order.case),
                    file: CaseFile::new(&order.case, &person.unit),
                    head,
                    task_opened: BTreeMap::new(),
                })
            }
            (None, _) => Err(Refusal::new("case-not-found").into()),
        }
    }

    /// A stored case.
    ///
    /// # Errors
    /// `case-not-found`; the store is not available.
    pub(crate) async fn load(&self, case: &str) -> Result<Loaded, Failure> {
        self.try_load(case).await?.ok_or_else(|| Refusal::new("case-not-found").into())
    }

    async fn try_load(&self, case: &str) -> Result<Option<Loaded>, Failure> {
        let Some(record) = self.store().case(case).await.map_err(Failure::fault)? else { return Ok(None) };
        let head = self.store().case_head(case).await.map_err(Failure::fault)?.unwrap_or_default();
        let tasks = self.store().tasks_of(case).await.map_err(Failure::fault)?;
        let release = self.release(&record.release).await?;
        Ok(Some(Loaded {
            case: case.to_string(),
            version: record.version,
            last_seq: record.last_seq,
            release,
            state: serde_json::from_slice(&record.state).map_err(Failure::fault)?,
            file: serde_json::from_slice(&record.file).map_err(Failure::fault)?,
            head,
            task_opened: opened(&tasks),
        }))
    }

    /// The region code of the unit that handles a case; none if there is no such case.
    ///
    /// # Errors
    /// The store is not available.
    pub async fn region_of_case(&self, case: &str) -> Result<Option<String>, Failure> {
        Ok(self.store().case_head(case).await.map_err(Failure::fault)?.map(|head| head.unit))
    }
}

/// How a task came up. Kept as the data of its row, with the instant in the row's own column.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Opening {
    /// Milliseconds UTC.
    #[serde(skip)]
    pub at: i64,
    /// Who did what led to it; none: the system, by a limit or a connector.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

impl Opening {
    pub fn of(row: &TaskRow) -> Self {
        Opening { at: row.opened_at, ..serde_json::from_str(&row.data).unwrap_or_default() }
    }
}

fn opened(tasks: &[TaskRow]) -> BTreeMap<TaskId, Opening> {
    tasks.iter().filter_map(|row| Some((row.task.parse().ok()?, Opening::of(row)))).collect()
}
