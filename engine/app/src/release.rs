//! Releases: check, publish, load. A release never changes; new cases take the current one, running cases keep theirs.

use crate::App;
use crate::refusal::{Failure, FieldError, Refusal};
use domain::law::Law;
use packs::problem::{Problem, Severity};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use store::record::account::{EnterpriseRow, PersonRow, RoleOfPerson, RoleRow, Staff, UnitRow};
use store::record::content::NewRelease;
use utoipa::ToSchema;

/// A loaded release: what the core runs and what the law reads.
pub struct Live {
    pub id: String,
    pub engine: exec::Release,
    pub law: Arc<Law>,
    pub packs: packs::Release,
}

/// One problem of a definitions folder.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CheckedProblem {
    pub file: String,
    pub line: u32,
    pub column: u32,
    pub code: String,
    /// `error` or `warning`.
    pub severity: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub element: Option<String>,
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

/// `file:line:column code message`, and what to do about it.
impl fmt::Display for CheckedProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{} {} {}", self.file, self.line, self.column, self.code, self.message)?;
        self.hint.iter().try_for_each(|hint| write!(f, "（{hint}）"))
    }
}

/// What a check answers: every problem, never only the first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Checked {
    pub problems: Vec<CheckedProblem>,
    pub errors: usize,
    pub warnings: usize,
}

/// A published release.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Published {
    pub release: String,
    pub digest: String,
}

/// Every problem of a definitions folder.
pub fn check(files: &BTreeMap<String, Vec<u8>>) -> Checked {
    let (_, problems) = packs::load(files);
    checked(&problems)
}

fn checked(problems: &[Problem]) -> Checked {
    let errors = problems.iter().filter(|p| p.is_error()).count();
    Checked { problems: problems.iter().map(shown).collect(), errors, warnings: problems.len() - errors }
}

fn shown(problem: &Problem) -> CheckedProblem {
    CheckedProblem {
        file: problem.file.clone(),
        line: problem.line,
        column: problem.column,
        code: problem.code.clone(),
        severity: match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
        .into(),
        element: problem.element.clone(),
        message: problem.message.clone(),
        hint: problem.hint.clone(),
    }
}

/// The sheet of an input file, as JSON text.
///
/// # Errors
/// The input cannot be read, or the sheet cannot be computed; in Chinese.
pub fn discretion_sheet(files: &BTreeMap<String, Vec<u8>>, input: &str) -> Result<String, String> {
    let (release, _) = packs::load(files);
    let input = serde_json::from_str(input).map_err(|e| format!("{}:{} 读不懂：{e}", e.line(), e.column()))?;
    let sheet = domain::discretion::sheet(&input, &release.law).map_err(|e| format!("{} {e}", e.code()))?;
    serde_json::to_string_pretty(&sheet).map_err(|e| e.to_string())
}

impl Live {
    /// Loads a release from its files.
    ///
    /// # Errors
    /// A problem that must be mended: such a release was never published.
    pub fn load(files: &BTreeMap<String, Vec<u8>>) -> Result<Live, Failure> {
        let (packs, problems) = packs::load(files);
        if let Some(problem) = problems.iter().find(|p| p.is_error()) {
            return Err(Failure::Fault(format!(
                "release does not load: {} {} {}",
                problem.file, problem.code, problem.message
            )));
        }
        let law = Arc::new(packs.law.clone());
        let engine = exec::Release::new(&packs.id, packs.processes.values().cloned());
        Ok(Live { id: packs.id.clone(), engine, law, packs })
    }
}

impl App {
    /// Every problem of a definitions folder.
    pub fn check_definitions(&self, files: &BTreeMap<String, Vec<u8>>) -> Checked {
        check(files)
    }

    /// Checks, builds and publishes a folder. From then on new cases run on it.
    ///
    /// # Errors
    /// `definitions-invalid` with every problem; the store is not available.
    pub async fn publish(
        &self,
        files: BTreeMap<String, Vec<u8>>,
        by: &str,
        note: &str,
        now: i64,
    ) -> Result<Published, Failure> {
        let checked = check(&files);
        if checked.errors > 0 {
            let errors = checked.problems.into_iter().filter(|p| p.severity == "error").map(|p| FieldError {
                pointer: format!("/{}:{}:{}", p.file, p.line, p.column),
                code: p.code,
                detail: p.message,
            });
            let refusal = Refusal::fields("definitions-invalid", errors.collect());
            let count = refusal.errors.len().to_string();
            return Err(refusal.with("count", count).into());
        }
        let live = Arc::new(Live::load(&files)?);
        let release = NewRelease {
            id: live.id.clone(),
            digest: live.packs.digest.clone(),
            published_at: now,
            published_by: by.into(),
            note: note.into(),
            files,
        };
        self.store().publish_release(release).await.map_err(Failure::fault)?;
        self.store().set_current_release(live.id.clone()).await.map_err(Failure::fault)?;
        self.seed(&live, now).await?;
        let published = Published { release: live.id.clone(), digest: live.packs.digest.clone() };
        self.take(live);
        Ok(published)
    }

    /// Takes the current release of the store, if it is another than the loaded one: another process may have published.
    ///
    /// # Errors
    /// The store is not available, or the release does not load.
    pub async fn load_current(&self) -> Result<(), Failure> {
        let Some(id) = self.store().current_release().await.map_err(Failure::fault)? else { return Ok(()) };
        if self.current_release().is_ok_and(|live| live.id == id) {
            return Ok(());
        }
        let live = self.release(&id).await?;
        self.take(live);
        Ok(())
    }

    fn take(&self, live: Arc<Live>) {
        if let Ok(mut releases) = self.0.releases.write() {
            releases.insert(live.id.clone(), Arc::clone(&live));
        }
        if let Ok(mut current) = self.0.current.write() {
            *current = Some(live);
        }
    }

    /// Whether something was published.
    pub fn has_release(&self) -> bool {
        self.current_release().is_ok()
    }

    /// The release that new cases take.
    ///
    /// # Errors
    /// Nothing was published.
    pub(crate) fn current_release(&self) -> Result<Arc<Live>, Failure> {
        let current = self.0.current.read().map_err(|_| Failure::Fault("poisoned".into()))?;
        current.clone().ok_or_else(|| Failure::Fault("no release is published".into()))
    }

    /// A release by id.
    ///
    /// # Errors
    /// The store is not available, or it does not load.
    pub(crate) async fn release(&self, id: &str) -> Result<Arc<Live>, Failure> {
        if let Some(live) = self.0.releases.read().ok().and_then(|r| r.get(id).cloned()) {
            return Ok(live);
        }
        let files = self.store().release_files(id).await.map_err(Failure::fault)?;
        let live = tokio::task::spawn_blocking(move || Live::load(&files)).await.map_err(Failure::fault)??;
        let live = Arc::new(live);
        if let Ok(mut releases) = self.0.releases.write() {
            releases.insert(id.to_string(), Arc::clone(&live));
        }
        Ok(live)
    }

    /// Units, roles and persons of a release become rows; fictitious persons and enterprises only in a demonstration.
    async fn seed(&self, live: &Live, now: i64) -> Result<(), Failure> {
        self.store().put_staff(staff(live, self.is_demo())?).await.map_err(Failure::fault)?;
        if self.is_demo() {
            for party in &live.packs.parties {
                self.store().put_enterprise(enterprise(party, live, now)?).await.map_err(Failure::fault)?;
            }
        }
        Ok(())
    }

    /// What an operator should know about the agency folder of the current release in this database; empty if nothing.
    pub fn agency_notes(&self) -> Vec<String> {
        let Ok(live) = self.current_release() else { return Vec::new() };
        if self.is_demo() {
            return Vec::new();
        }
        let real = live.packs.persons.iter().filter(|person| !fictitious(&person.rest)).count();
        let left_out = live.packs.persons.len() - real;
        let units: Vec<&str> =
            live.packs.units.iter().filter(|unit| fictitious(&unit.rest)).map(|unit| unit.name.as_str()).collect();
        let mut notes = Vec::new();
        if left_out > 0 {
            notes.push(format!("{left_out} 个演示人员只在演示库使用，没有写入本库"));
        }
        if real == 0 {
            notes.push("发布的内容里没有本机关的人员：请在 agency/persons.json 写明人员后重新发布".into());
        }
        if !units.is_empty() {
            notes.push(format!("这些单位仍标为演示：{}。请在 agency 文件夹换成本机关", units.join("、")));
        }
        notes
    }

    /// The Chinese name of a role.
    pub(crate) fn role_title(&self, role: &str) -> String {
        let live = self.current_release().ok();
        live.and_then(|l| l.law.roles.get(role).map(|r| r.title.clone())).unwrap_or_else(|| role.to_string())
    }
}

/// Whether an entry of the agency folder is marked as fictitious.
fn fictitious(rest: &BTreeMap<String, serde_json::Value>) -> bool {
    rest.get("demonstration").and_then(serde_json::Value::as_bool).unwrap_or(false)
}

fn staff(live: &Live, demo: bool) -> Result<Staff, Failure> {
    let mut staff = Staff::default();
    for unit in &live.packs.units {
        staff.units.push(UnitRow {
            id: unit.id.clone(),
            name: unit.name.clone(),
            region: code(unit),
            parent: unit.parent.clone(),
            data: "{}".into(),
        });
    }
    for role in live.law.roles.values() {
        staff.roles.push(RoleRow { id: role.id.clone(), title: role.title.clone(), data: "{}".into() });
    }
    for person in live.packs.persons.iter().filter(|person| demo || !fictitious(&person.rest)) {
        let certificate = person.certificate.as_ref();
        staff.persons.push(PersonRow {
            id: person.id.clone(),
            name: person.name.clone(),
            unit: person.unit.clone(),
            post: person.title.clone(),
            certificate: certificate.map(|c| c.no.clone()),
            certificate_until: certificate.map(|c| c.to.clone()),
            active: true,
            data: serde_json::to_string(person).map_err(Failure::fault)?,
        });
        let held = person.roles.iter().map(|role| RoleOfPerson {
            person: person.id.clone(),
            role: role.clone(),
            unit: person.unit.clone(),
        });
        staff.held.extend(held);
    }
    Ok(staff)
}

fn enterprise(party: &packs::agency::Party, live: &Live, now: i64) -> Result<EnterpriseRow, Failure> {
    let data = serde_json::to_value(party).map_err(Failure::fault)?;
    let text = |name: &str| data[name].as_str().map(str::to_string);
    let unit = live.packs.units.iter().find(|u| Some(u.id.as_str()) == data["unit"].as_str());
    Ok(EnterpriseRow {
        id: party.id.clone(),
        name: party.name.clone(),
        credit_code: text("uscc"),
        region: unit.map(code).unwrap_or_default(),
        address: text("address"),
        representative: text("legal_person"),
        industry: None,
        permit: None,
        changed_at: now,
        data: data.to_string(),
    })
}

/// Region code of a unit.
fn code(unit: &packs::agency::Unit) -> String {
    unit.rest.get("code").and_then(serde_json::Value::as_str).unwrap_or_default().to_string()
}
