//! The case page: where it stands, what blocks it, what to do; the time line and the diagram.

use crate::App;
use crate::case::Loaded;
use crate::people::Person;
use crate::refusal::Failure;
use crate::rows;
use crate::spine::{self, Eyes};
use crate::view::Named;
use crate::view::case::{
    CaseView, CauseView, Chain, Counts, Diagram, IncidentView, InstanceView, PartyView, PersonOfCase, ProcessView,
    Timeline, TimelineItem,
};
use crate::view::words::{LimitState, TimelineKind};
use domain::case::Case;
use domain::view;
use serde_json::Value;
use std::collections::BTreeMap;

impl App {
    /// The case page.
    ///
    /// # Errors
    /// `case-not-found`; the store is not available.
    pub async fn case_view(&self, person: &Person, case: &str, now: i64) -> Result<CaseView, Failure> {
        let loaded = self.load(case).await?;
        let facts = self.facts(&loaded, Some(person), now).await?;
        let names = self.names().await?;
        let of = Case::new(&loaded.file, &loaded.release.law, &facts);
        let status = view::status(&of);
        let mut limits = crate::limits::views(&loaded.release.law, &loaded.file, now);
        for limit in &mut limits {
            let person = crate::limits::responsible(&loaded.release.law, &loaded.file, &limit.id);
            limit.responsible = person.and_then(|id| names.get(id).cloned());
        }
        let law = &loaded.release.law;
        let messages = self.store().messages(Some(case), 500).await.map_err(Failure::fault)?;
        Ok(CaseView {
            id: case.to_string(),
            case_no: loaded.head.case_no.clone(),
            clue_no: loaded.head.clue_no.clone().unwrap_or_default(),
            action_code: loaded.head.action_code.clone(),
            title: loaded.head.title.clone(),
            party: PartyView { id: None, name: loaded.head.party_name.clone().unwrap_or_default() },
            cause: cause(&of),
            conduct_date: loaded.file.text("case.conduct_date").map(str::to_string),
            proposed_fine: loaded.file.sheet().map(|s| domain::money::text(s.fine)),
            fine_decided: domain::view::fine_is_decided(&of),
            state: Named { id: status.as_str().into(), title: status.word().into() },
            archived: loaded.file.is_archived(),
            methods: spine::methods(&Eyes { loaded: &loaded, case: &of, person, names: &names, now }),
            counts: Counts {
                evidence: loaded.file.evidence.len(),
                documents: loaded.file.documents.len(),
                limits: limits.iter().filter(|l| l.state == LimitState::Running).count(),
                messages: messages.len(),
            },
            limits,
            people: people(self, &loaded, &names),
            notes: notes(law),
            incidents: incidents(&loaded, &self.store().incidents_of(case).await.map_err(Failure::fault)?),
        })
    }

    /// Who may sign: the officers named in the case, and the party.
    ///
    /// # Errors
    /// `case-not-found`; the store is not available.
    pub async fn signers(&self, case: &str) -> Result<Vec<PersonOfCase>, Failure> {
        let loaded = self.load(case).await?;
        let names = self.names().await?;
        let mut signers = people(self, &loaded, &names);
        if signers.iter().all(|p| p.role != "lead_officer" && p.role != "assist_officer") {
            let unit: Vec<Person> = self.everybody().await?;
            let own = unit.into_iter().filter(|p| p.unit == loaded.file.unit && p.certificate.is_some());
            signers.extend(own.map(|p| PersonOfCase {
                role: "assist_officer".into(),
                role_title: self.role_title("assist_officer"),
                id: p.id,
                name: p.name,
            }));
        }
        Ok(signers)
    }

    /// Everything that happened, for people, with the state of the hash chain.
    ///
    /// # Errors
    /// `case-not-found`; the store is not available.
    pub async fn timeline(&self, case: &str) -> Result<Timeline, Failure> {
        let loaded = self.load(case).await?;
        let names = self.names().await?;
        let mut items = Vec::new();
        for entry in self.store().journal(case).await.map_err(Failure::fault)? {
            let read = crate::journal::read(&entry)?;
            let at = crate::time::parse(&read.at).map(crate::time::text_of).unwrap_or_default();
            if let Some((kind, who, text)) = line(&loaded, &names, &read.row) {
                items.push(TimelineItem { seq: entry.seq, at, who, text, kind });
            }
        }
        items.reverse();
        Ok(Timeline { items, chain: self.chain(case).await? })
    }

    /// How the hash chain of a case, or that of the accounts, stands: held against every stored row.
    pub(crate) async fn chain(&self, id: &str) -> Result<Chain, Failure> {
        let found = self.store().verify(Some(id)).await.map_err(Failure::fault)?;
        let (rows, digest) = self.store().audit_tail(id).await.map_err(Failure::fault)?.unwrap_or_default();
        let head = digest.trim_start_matches("sha256:").to_owned();
        Ok(Chain { ok: found.faults.is_empty(), rows, head })
    }

    /// The procedures as drawn, with where the case stands.
    ///
    /// # Errors
    /// `case-not-found`; the store is not available.
    pub async fn diagram(&self, case: &str) -> Result<Diagram, Failure> {
        let loaded = self.load(case).await?;
        let mut processes: BTreeMap<String, ProcessView> = BTreeMap::new();
        let mut show = |id: &str| -> Option<()> {
            if !processes.contains_key(id) {
                let (_, bytes) = loaded.release.packs.diagram(id)?;
                let name = loaded.release.law.processes.get(id).map(|p| p.name.clone()).unwrap_or_default();
                let xml = String::from_utf8_lossy(bytes).into_owned();
                processes.insert(id.to_string(), ProcessView { id: id.to_string(), name, xml, instances: Vec::new() });
            }
            Some(())
        };
        let touched: Vec<String> =
            loaded.file.completed.keys().filter_map(|k| k.split_once('/').map(|(p, _)| p.to_string())).collect();
        for process in loaded.state.instances.values().map(|i| i.process.clone()).chain(touched) {
            show(&process);
        }
        for (id, instance) in &loaded.state.instances {
            if let Some(view) = processes.get_mut(&instance.process) {
                view.instances.push(instance_view(&loaded, *id, instance));
            }
        }
        for view in processes.values_mut().filter(|view| view.instances.is_empty()) {
            let done = completed_in(&loaded, &view.id);
            view.instances.push(InstanceView {
                id: String::new(),
                tokens: Vec::new(),
                done,
                incidents: Vec::new(),
                called_from: None,
            });
        }
        let mut processes: Vec<ProcessView> = processes.into_values().collect();
        processes.sort_by_key(|view| (view.instances.iter().all(|i| i.tokens.is_empty()), view.id.clone()));
        Ok(Diagram { processes })
    }
}

fn cause(case: &Case<'_>) -> Option<CauseView> {
    let entry = case.applied_entry()?;
    let place = |a: &domain::law::ArticleRef| {
        let basis = crate::limits::basis(
            case.law,
            &a.law,
            Some(a.article.as_str()),
            a.paragraph.as_deref(),
            a.item.as_deref(),
            None,
        );
        basis.text
    };
    let violated = entry.violated.as_slice().iter().map(place).collect::<Vec<_>>().join("、");
    Some(CauseView {
        id: entry.id.clone(),
        title: entry.title.clone(),
        law_text: format!("{violated}、{}", place(&entry.penal)),
    })
}

fn people(app: &App, loaded: &Loaded, names: &BTreeMap<String, String>) -> Vec<PersonOfCase> {
    let prefix = "case.people.";
    let named = loaded.file.facts.iter().filter_map(|(path, fact)| {
        let role = path.strip_prefix(prefix)?;
        let id = fact.value.as_str()?;
        Some(PersonOfCase {
            id: id.to_string(),
            name: names.get(id).cloned().unwrap_or_else(|| id.to_string()),
            role: role.to_string(),
            role_title: app.role_title(role),
        })
    });
    named.collect()
}

/// What the agency itself has decided, said where it decides.
fn notes(law: &domain::law::Law) -> Vec<String> {
    let review = (law.agency.review.levels == 0).then(|| law.agency.review.note.clone()).flatten();
    let legal = law.agency.legal_review.all_ordinary.then(|| law.agency.legal_review.note.clone()).flatten();
    review.into_iter().chain(legal).collect()
}

fn incidents(loaded: &Loaded, stored: &[store::record::case::IncidentRow]) -> Vec<IncidentView> {
    let open = loaded.state.incidents.iter().map(|(id, open)| {
        let place = open.element.as_ref().map(|e| rows::title(&loaded.release.law, e)).unwrap_or_default();
        let since = stored.iter().find(|row| row.incident == id.to_string()).map(|row| row.at_ms);
        IncidentView {
            id: id.to_string(),
            code: open.incident.code().into(),
            text: format!("“{place}”停住：{}", crate::incidents::sentence(&open.incident)),
            at: since.map(crate::time::text_of).unwrap_or_default(),
        }
    });
    open.collect()
}

fn completed_in(loaded: &Loaded, process: &str) -> Vec<String> {
    let keys = loaded.file.completed.keys().filter_map(|key| key.split_once('/'));
    keys.filter(|(p, _)| *p == process).map(|(_, element)| element.to_string()).collect()
}

fn instance_view(loaded: &Loaded, id: exec::InstanceId, instance: &exec::state::Instance) -> InstanceView {
    let inside = loaded
        .state
        .tokens
        .values()
        .filter(|token| loaded.state.scopes.get(&token.scope).is_some_and(|s| s.instance == id));
    let open =
        loaded.state.incidents.values().filter_map(|i| i.element.as_ref()).filter(|e| e.process() == instance.process);
    InstanceView {
        id: id.to_string(),
        tokens: inside.map(|token| token.element.element().to_string()).collect(),
        done: completed_in(loaded, &instance.process),
        incidents: open.map(|e| e.element().to_string()).collect(),
        called_from: instance.element.as_ref().map(ToString::to_string),
    }
}

/// A journal row in words; rows that say nothing to people are left out.
fn line(
    loaded: &Loaded,
    names: &BTreeMap<String, String>,
    row: &serde_json::Map<String, Value>,
) -> Option<(TimelineKind, String, String)> {
    let text = |key: &str| row.get(key).and_then(Value::as_str).unwrap_or_default();
    let law = &loaded.release.law;
    let person = |id: &str| names.get(id).cloned().unwrap_or_else(|| "系统".into());
    let by = || {
        row.get("by")
            .and_then(|b| b["person"].as_str().or_else(|| b.as_str()))
            .map_or_else(|| "系统".to_string(), person)
    };
    let place = || rows::title(law, &exec::ElementPath::from(text("element")));
    match text("type") {
        "TaskCompleted" => Some((TimelineKind::Step, by(), format!("办结“{}”", place()))),
        "TaskReturned" => Some((TimelineKind::Step, by(), format!("退回“{}”：{}", place(), text("reason")))),
        "MessageAnswered" => Some((TimelineKind::Step, by(), format!("记录“{}”", place()))),
        "TaskClaimed" => Some((TimelineKind::Step, person(text("by")), format!("领取“{}”", place()))),
        "JobCompleted" => Some((TimelineKind::System, "系统".into(), format!("完成“{}”", place()))),
        "JobFailed" => Some((TimelineKind::System, "系统".into(), format!("“{}”没有成功：{}", place(), text("error")))),
        "Operated" if text("operation") == "Intervened" => {
            let how = match text("command") {
                "Retry" => "再试一次",
                "ResolveIncident" => "作为已在系统外办结处理",
                other => other,
            };
            Some((TimelineKind::System, by(), format!("“{}”停住后{how}：{}", place(), text("reason"))))
        }
        "IncidentRaised" => Some((TimelineKind::System, "系统".into(), format!("“{}”停住，等待处理", place()))),
        _ => host_line(loaded, row, &person),
    }
}

fn host_line(
    loaded: &Loaded,
    row: &serde_json::Map<String, Value>,
    person: &dyn Fn(&str) -> String,
) -> Option<(TimelineKind, String, String)> {
    let text = |key: &str| row.get(key).and_then(Value::as_str).unwrap_or_default();
    let law = &loaded.release.law;
    let limit = || law.limits.get(text("limit")).map_or_else(|| text("limit").to_string(), |l| l.name.clone());
    let named = |kind: &str| law.documents.get(kind).map_or_else(|| kind.to_string(), |d| d.name.clone());
    let paper = || {
        let kind = text("document").parse().ok().and_then(|id| Some(loaded.file.documents.get(&id)?.kind.as_str()));
        format!("《{}》", named(kind.unwrap_or_else(|| text("kind"))))
    };
    let system = || "系统".to_string();
    match text("host") {
        "DocumentDrafted" => Some((TimelineKind::Document, system(), format!("生成{}", paper()))),
        "DocumentNumbered" => Some((TimelineKind::Document, system(), format!("{}编号 {}", paper(), text("number")))),
        "DocumentFrozen" => Some((TimelineKind::Document, system(), format!("{}定稿", paper()))),
        "DocumentVoided" => Some((TimelineKind::Document, system(), format!("{}没有签发，归档时作废", paper()))),
        "DocumentSealed" => Some((TimelineKind::Document, system(), format!("{}已用印", paper()))),
        "DocumentServed" => Some((TimelineKind::Document, system(), format!("{}已送达（{}）", paper(), text("on")))),
        "EvidenceAdded" => {
            let item = row.get("item").cloned().unwrap_or_default();
            let name = item["name"].as_str().unwrap_or_default().to_string();
            Some((
                TimelineKind::Evidence,
                person(item["added_by"].as_str().unwrap_or_default()),
                format!("加入证据 {} {name}", text("evidence")),
            ))
        }
        "EvidenceExcluded" => Some((
            TimelineKind::Evidence,
            person(text("by")),
            format!("排除证据 {}：{}", text("evidence"), text("ground")),
        )),
        "LimitStarted" => {
            Some((TimelineKind::System, system(), format!("期限“{}”开始，届满日 {}", limit(), text("due"))))
        }
        "LimitFulfilled" => Some((TimelineKind::System, system(), format!("期限“{}”内办结", limit()))),
        "LimitEndedEarly" => Some((TimelineKind::System, system(), format!("期限“{}”提前结束", limit()))),
        "LimitOver" => Some((TimelineKind::System, system(), format!("期限“{}”届满", limit()))),
        "SheetMade" => {
            let fine = row.get("sheet").and_then(|s| s["fine"].as_str()).unwrap_or_default().to_string();
            Some((TimelineKind::Step, system(), format!("裁量计算书算出罚款 {fine} 元")))
        }
        "PersonNamed" => {
            let role = law.roles.get(text("role")).map_or_else(|| text("role").to_string(), |r| r.title.clone());
            Some((TimelineKind::Step, system(), format!("{}由{}担任", role, person(text("person")))))
        }
        _ => None,
    }
}
