//! Disclosure: what the public will see of a case, field by field, and the publication that the connector delivers.
//!
//! The most that may leave stands in the document's entry (`disclosure`, `public`; `docs/formats/document.md`). The officer's
//! plan narrows it (`disclosure.plan`, `disclosure.redactions`). What neither names does not leave, in no form.

use crate::App;
use crate::case::Loaded;
use crate::head::shown;
use crate::people::Person;
use crate::refusal::{Failure, Refusal};
use crate::scan::scan;
use crate::spine::Eyes;
use crate::view::case::TaskRef;
use crate::view::papers::{DisclosurePlan, PlanField};
use crate::view::words::PlanAction;
use documents::{HIDDEN, Hidden, Plan, redact};
use domain::case::{Case, Facts};
use domain::case_file::DocumentId;
use domain::law::{ActName, DisclosureLaw, DocumentEntry, FactClass, FactType, HiddenFact, MaskedFact, PublicFact};
use serde_json::{Value, json};

impl App {
    /// What the public will see, field by field.
    ///
    /// # Errors
    /// `case-not-found`; the store is not available.
    pub async fn disclosure_plan(&self, person: &Person, case: &str, now: i64) -> Result<DisclosurePlan, Failure> {
        let loaded = self.load(case).await?;
        let facts = self.facts(&loaded, Some(person), now).await?;
        let names = self.names().await?;
        let of = Case::new(&loaded.file, &loaded.release.law, &facts);
        let fields = published_kind(&loaded).map(|entry| Public::new(&of, entry, &[]).fields()).unwrap_or_default();
        let text: String = fields.iter().map(|f| f.value.as_str()).collect::<Vec<_>>().join("\n");
        let tasks: Vec<TaskRef> =
            crate::spine::methods(&Eyes { loaded: &loaded, case: &of, person, names: &names, now })
                .into_iter()
                .flat_map(|m| m.steps)
                .flat_map(|s| s.tasks)
                .filter(|t| t.mine)
                .collect();
        let published = loaded.file.has_done(ActName::DisclosurePublish, None);
        let decided = loaded.file.has_done(ActName::DecisionIssue, Some("penalty"));
        Ok(DisclosurePlan {
            case: case.to_string(),
            state: if published {
                "已公开"
            } else if decided {
                "待公开"
            } else {
                "还没有决定"
            }
            .into(),
            publish_on: publish_on(&loaded),
            fields,
            scan: scan(&text),
            tasks,
        })
    }

    /// The publication of a document and its redacted PDF, for the connector.
    ///
    /// # Errors
    /// As [`publication`]; the paper cannot be typeset; the store is not available.
    pub(crate) async fn publication_of(
        &self,
        loaded: &Loaded,
        document: &str,
        now: i64,
    ) -> Result<(Value, Vec<u8>), Failure> {
        let facts = self.facts(loaded, None, now).await?;
        let Publication { body, kind, data } = publication(loaded, &facts, document)?;
        let Some(papers) = self.papers() else { return Err(Failure::Fault("no fonts: papers cannot be made".into())) };
        Ok((body, papers.render(&loaded.release, &kind, data).await?.bytes))
    }
}

/// What leaves the agency.
pub(crate) struct Publication {
    pub body: Value,
    /// The paper's kind and the data of its public edition.
    pub kind: String,
    pub data: Value,
}

/// Cuts a paper and its case down to what the plan names.
///
/// # Errors
/// `document-not-found`, `document-not-public`.
pub(crate) fn publication(loaded: &Loaded, facts: &Facts, document: &str) -> Result<Publication, Failure> {
    let id: DocumentId = crate::documents_of::parse(document)?;
    let of = Case::new(&loaded.file, &loaded.release.law, facts);
    let unknown = || Refusal::new("document-not-found").with("document", document);
    let paper = loaded.file.documents.get(&id).ok_or_else(unknown)?;
    let entry = loaded.release.law.documents.get(&paper.kind).ok_or_else(unknown)?;
    let Some(law) = &entry.disclosure else {
        return Err(Refusal::new("document-not-public").with("name", entry.name.clone()).into());
    };
    let data = domain::view::paper::data(&of, id).unwrap_or(Value::Null);
    let public = Public::new(&of, entry, &[&data]);
    let fields: Vec<Value> =
        public.shown().map(|(fact, value)| json!({ "title": fact.title, "value": value })).collect();
    let hidden: Vec<Value> = public
        .hidden()
        .map(|fact| json!({ "title": title(&of, &fact.path), "rule": format!("隐去{}", fact.rule) }))
        .collect();
    let trail: Vec<Value> = law
        .trail
        .iter()
        .filter_map(|step| {
            let done = loaded.file.acts_of(step.act.act).find(|a| step.act.matches(a.name, a.kind.as_deref()))?;
            Some(json!({ "title": step.title, "on": done.on.to_string() }))
        })
        .collect();
    let body = json!({
        "id": loaded.head.action_code.clone().unwrap_or_else(|| loaded.case.clone()), "revision": 1, "action_code": loaded.head.action_code,
        "decision_no": paper.number, "title": public.filled(&law.title), "party": public.filled(&law.party),
        "agency": of.value("agency.name").map(|v| shown(&v)), "region": loaded.head.unit,
        "decided_on": paper.issued_on.map(|d| d.to_string()), "result": public.filled(&law.result),
        "fields": fields, "hidden": hidden, "trail": trail, "until": of.value("disclosure.until").as_ref().and_then(domain::day::of_value).map(|day| day.to_string()),
    });
    Ok(Publication { body, kind: paper.kind.clone(), data: public.paper(&data) })
}

/// The kind of paper whose plan the page shows: one that the case has, else the first that is published at all.
fn published_kind(loaded: &Loaded) -> Option<&DocumentEntry> {
    let law = &loaded.release.law;
    let planned = |entry: &&DocumentEntry| entry.disclosure.is_some();
    let had = loaded.file.documents.values().rev().filter_map(|paper| law.documents.get(&paper.kind)).find(planned);
    had.or_else(|| law.documents.values().find(planned))
}

/// The plan of one kind of paper in one case.
struct Public<'a> {
    case: &'a Case<'a>,
    law: DisclosureLaw,
    /// What the officer took out.
    redactions: Vec<String>,
    /// What the officer left in; none: nobody has decided yet.
    chosen: Option<Vec<String>>,
    plan: Plan,
    hidden: Hidden,
}

impl<'a> Public<'a> {
    /// `further`: data besides the facts of today whose personal values are taken out of every text.
    fn new(case: &'a Case<'a>, entry: &DocumentEntry, further: &[&Value]) -> Public<'a> {
        let law = entry.disclosure.clone().unwrap_or_default();
        let listed = |path: &str| -> Option<Vec<String>> {
            let value = case.value(path)?;
            Some(value.as_array()?.iter().filter_map(Value::as_str).map(str::to_owned).collect())
        };
        let redactions = listed("disclosure.redactions").unwrap_or_default();
        let facts = case.law.facts.values();
        let personal = facts.filter(|f| f.class != FactClass::Public).map(|f| f.path.clone()).collect();
        let hides = law.hides.iter().map(|fact| fact.path.clone()).chain(redactions.iter().cloned());
        let applies = |mask: &&MaskedFact| domain::view::paper::holds(case, &mask.condition);
        let masked = law.masks.iter().filter(applies).map(|mask| mask.path.clone()).collect();
        let plan = Plan { fields: entry.public.clone(), redactions: hides.collect(), personal, masked };
        let mut today = domain::tree::tree(case);
        today["people"] = staff(case);
        today["evidence"] = domain::tree::evidence(case);
        let hidden = Hidden::of(&further.iter().copied().chain([&today]).collect::<Vec<_>>(), &plan);
        Public { case, law, redactions, chosen: listed("disclosure.plan"), plan, hidden }
    }

    /// The data of the public edition of a paper.
    fn paper(&self, data: &Value) -> Value {
        let mut public = redact(data, &self.plan);
        clean(&mut public, &self.hidden);
        public
    }

    /// Declared public, named by the content's plan, and not taken out by the officer.
    fn leaves(&self, path: &str) -> bool {
        let public = self.case.law.fact(path).is_some_and(|fact| fact.class == FactClass::Public);
        let hidden = self.law.hides.iter().any(|fact| fact.path == path) || self.redactions.iter().any(|p| p == path);
        let chosen = self.chosen.as_ref().is_none_or(|chosen| chosen.iter().any(|p| p == path));
        public && chosen && !hidden && self.law.shows.iter().any(|fact| fact.path == path)
    }

    fn text(&self, path: &str) -> Option<String> {
        let value = self.case.value(path)?;
        let kind = self.case.law.fact(path).map(|fact| fact.kind);
        let text = match kind {
            Some(FactType::Money) => domain::money::parse(&shown(&value)).map(domain::money::grouped),
            Some(FactType::Date) => domain::day::of_value(&value).map(domain::day::chinese),
            // A provision is cited; its other members are for papers.
            Some(FactType::Provision) => Some(cited(&value)),
            _ => None,
        };
        Some(self.hidden.taken_out_of(&text.unwrap_or_else(|| shown(&value))))
    }

    fn shown(&self) -> impl Iterator<Item = (&PublicFact, String)> {
        self.law.shows.iter().filter(|fact| self.leaves(&fact.path)).filter_map(|fact| {
            let value = self.text(&fact.path)?;
            Some((fact, value))
        })
    }

    /// Known facts that are hidden on purpose.
    fn hidden(&self) -> impl Iterator<Item = &HiddenFact> {
        self.law.hides.iter().filter(|fact| self.case.value(&fact.path).is_some())
    }

    /// `罚款 {decision.fine} 元` with what may leave; the rest reads （略）.
    fn filled(&self, pattern: &str) -> String {
        domain::pattern::filled(pattern, |path| {
            let value = Some(path).filter(|path| self.leaves(path)).and_then(|path| self.text(path));
            value.unwrap_or_else(|| HIDDEN.to_owned())
        })
    }

    /// The rows of the plan page: what is shown, what the officer leaves out, what is hidden on purpose.
    fn fields(&self) -> Vec<PlanField> {
        let row = |path: &str, title: String, value: String, rule: String, show: bool| PlanField {
            path: path.into(),
            title,
            value,
            action: if show { PlanAction::Show } else { PlanAction::Hide },
            rule,
        };
        let rule = |path: &str| {
            let mask = self.law.masks.iter().find(|mask| mask.path == path && self.plan.masked.contains(&mask.path));
            mask.map_or_else(|| "公开".to_owned(), |mask| format!("公开：{}", mask.rule))
        };
        let shown =
            self.shown().map(|(fact, value)| row(&fact.path, fact.title.clone(), value, rule(&fact.path), true));
        let known = |fact: &&PublicFact| !self.leaves(&fact.path) && self.case.value(&fact.path).is_some();
        let left_out = self
            .law
            .shows
            .iter()
            .filter(known)
            .map(|fact| row(&fact.path, fact.title.clone(), HIDDEN.into(), "没有列入公开内容".into(), false));
        let hidden = self.hidden().map(|fact| {
            row(&fact.path, title(self.case, &fact.path), HIDDEN.into(), format!("隐去：{}", fact.rule), false)
        });
        shown.chain(left_out).chain(hidden).collect()
    }
}

/// 《中华人民共和国大气污染防治法》第七十二条第一款; several are listed.
fn cited(value: &Value) -> String {
    match value {
        Value::Array(items) => items.iter().map(cited).collect::<Vec<_>>().join("、"),
        other => other["cite"].as_str().unwrap_or_default().to_owned(),
    }
}

fn title(case: &Case<'_>, path: &str) -> String {
    case.law.fact(path).map_or_else(|| path.to_owned(), |fact| fact.title.clone())
}

/// The names of the agency's people, who are hidden in texts.
fn staff(case: &Case<'_>) -> Value {
    let actors = case.facts.staff.iter().map(|actor| (actor.id.clone(), json!({ "name": actor.name })));
    Value::Object(actors.collect())
}

/// Takes the hidden texts of today out of what the frozen paper says.
fn clean(value: &mut Value, hidden: &Hidden) {
    match value {
        Value::String(text) => *text = hidden.taken_out_of(text),
        Value::Array(items) => items.iter_mut().for_each(|item| clean(item, hidden)),
        Value::Object(fields) => fields.values_mut().for_each(|item| clean(item, hidden)),
        _ => {}
    }
}

/// What the portal learns before anything is public: that this code was given out, and by whom.
pub(crate) fn registration(loaded: &Loaded, agency: Value) -> Value {
    let code = loaded.head.action_code.clone().unwrap_or_default();
    json!({ "id": code, "revision": 0, "action_code": code, "agency": agency, "region": loaded.head.unit })
}

fn publish_on(loaded: &Loaded) -> Option<String> {
    let publishes =
        |entry: &domain::law::LimitLaw| entry.fulfilled_by.iter().any(|act| act.act == ActName::DisclosurePublish);
    let (id, _) = loaded.release.law.limits.iter().find(|(_, entry)| publishes(entry))?;
    loaded.file.run(id)?.due.map(|d| d.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The decided case, with a canary in every declared fact that no plan shows, and a citizen as the party.
    fn canaries(loaded: &mut Loaded) -> usize {
        let law = &loaded.release.law;
        let entry = published(law);
        let plan = entry.disclosure.as_ref().expect("its plan");
        let printed = |path: &str| {
            let below =
                |public: &String| public == path || public.strip_suffix('*').is_some_and(|stem| path.starts_with(stem));
            entry.public.iter().any(below) || plan.shows.iter().any(|fact| fact.path == path)
        };
        let mut count = 0;
        for fact in law.facts.values().filter(|fact| !printed(&fact.path) && !fact.path.contains("[]")) {
            count += 1;
            let value = json!(format!("金丝雀{count}号"));
            loaded.file.facts.insert(fact.path.clone(), domain::case_file::Fact { value, seq: 0, from: None });
        }
        count
    }

    /// The document that the definitions publish.
    fn published(law: &domain::law::Law) -> &domain::law::DocumentEntry {
        law.documents.values().find(|entry| entry.disclosure.is_some()).expect("a document with a plan")
    }

    /// Its paper in the case.
    fn paper(loaded: &Loaded) -> String {
        let kind = &published(&loaded.release.law).id;
        loaded.file.latest(kind).map(|(id, _)| id.to_string()).expect("the decision")
    }

    #[test]
    fn nothing_leaves_that_no_plan_names() {
        let fonts = documents::Fonts::load(&documents::Fonts::default_folder()).expect("engine/documents/fonts.sh ran");
        let (mut loaded, facts) = crate::rehearsal::end_of("penalty_fine/x01-decided");
        let document = paper(&loaded);
        let before = publication(&loaded, &facts, &document).expect("a plan");
        assert!(canaries(&mut loaded) > 100);
        // Also where a person typed it: a name inside the facts that may be shown.
        let phone = json!("现场负责人厂长癸（电话000-0000008）在场，检查人主办人甲。");
        loaded.file.facts.insert("case.facts".into(), domain::case_file::Fact { value: phone, seq: 0, from: None });
        for (path, name) in [("party.legal_person", "厂长癸"), ("party.phone", "000-0000008")] {
            loaded.file.facts.insert(path.into(), domain::case_file::Fact { value: json!(name), seq: 0, from: None });
        }
        // The paper as it would be now, not as it was frozen: every canary is in its data.
        let id = crate::documents_of::parse(&document).expect("an id");
        loaded.file.documents.get_mut(&id).expect("the decision").data = None;
        let after = publication(&loaded, &facts, &document).expect("a plan");
        let renderer = documents::Renderer::new(fonts);
        let pdf = crate::documents_of::typeset(&renderer, &loaded.release, &after.kind, &after.data).expect("typeset");
        let printed = pdf_text(&pdf.bytes);
        for text in [after.body.to_string(), after.data.to_string(), printed] {
            for hidden in ["金丝雀", "厂长癸", "000-0000008", "主办人甲", "局领导庚"] {
                assert!(!text.contains(hidden), "{hidden} leaves: {text}");
            }
        }
        let titles = |publication: &Publication| -> Vec<String> {
            publication.body["fields"].as_array().into_iter().flatten().map(|f| f["title"].to_string()).collect()
        };
        assert_eq!(titles(&before), titles(&after));
        assert_eq!(before.body["result"], "罚款 10,000 元");
        assert_eq!(before.body["trail"].as_array().map(Vec::len), Some(3));
        assert!(before.body["fields"].to_string().contains("第一百一十七条"), "{}", before.body);
    }

    #[test]
    fn a_citizen_leaves_by_the_surname_and_the_officer_takes_fields_out() {
        let (mut loaded, facts) = crate::rehearsal::end_of("penalty_fine/x01-decided");
        let mut put = |path: &str, value: Value| {
            loaded.file.facts.insert(path.into(), domain::case_file::Fact { value, seq: 0, from: None });
        };
        put("party.kind", json!("citizen"));
        put("party.name", json!("张三丰"));
        put("case.facts", json!("张三丰露天贮存石灰石。"));
        put("disclosure.plan", json!(["party.name", "case.facts", "decision.fine"]));
        put("disclosure.redactions", json!(["decision.fine"]));
        let document = paper(&loaded);
        let Publication { body, data, .. } = publication(&loaded, &facts, &document).expect("a plan");
        assert!(!body.to_string().contains("张三丰") && !data.to_string().contains("张三丰"), "{body} {data}");
        assert_eq!(body["party"], "张某");
        assert_eq!(
            body["fields"],
            json!([{"title": "当事人", "value": "张某"}, {"title": "主要违法事实", "value": "张某露天贮存石灰石。"}])
        );
        assert_eq!(body["result"], format!("罚款 {HIDDEN} 元"));
    }

    /// Without poppler the text is not looked at; CI must have it.
    fn pdf_text(pdf: &[u8]) -> String {
        let file = std::env::temp_dir().join(format!("xiezhi-disclosure-{}.pdf", std::process::id()));
        std::fs::write(&file, pdf).expect("a file");
        let output = std::process::Command::new("pdftotext").arg(&file).arg("-").output();
        std::fs::remove_file(&file).ok();
        match output {
            Ok(output) => String::from_utf8_lossy(&output.stdout).split_whitespace().collect(),
            Err(_) if std::env::var("CI").is_ok_and(|ci| ci == "true") => panic!("CI needs pdftotext (poppler-utils)"),
            Err(_) => String::new(),
        }
    }
}
