//! Plays the scenarios of the definitions through the routes that people's pages use: the same files that `xiezhi rehearse`
//! plays in memory.

use super::server::{Answer, PICTURE, Server, command_id, root};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use packs::scenario::{Scenario, Step, Verb};
use serde_json::{Map, Value, json};
use sha2::Sha256;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

/// How long the workers may take before a task is open.
///
/// A job that died with a node of a shared database waits until its lease has run out, a minute.
const PATIENCE: Duration = Duration::from_secs(90);
/// All files below the definitions.
pub fn definitions() -> BTreeMap<String, Vec<u8>> {
    let (base, mut files) = (root().join("definitions"), BTreeMap::new());
    let mut open = vec![base.clone()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("definitions").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_none_or(|e| e != "md") {
                let name = path.strip_prefix(&base).unwrap_or(Path::new("")).to_string_lossy().replace('\\', "/");
                files.insert(name, std::fs::read(&path).expect("file"));
            }
        }
    }
    files
}

/// A case that is being played.
pub struct Player<'s> {
    pub server: &'s Server,
    pub case: String,
    /// Scenarios that were played, in order.
    pub played: Vec<String>,
    ids: BTreeMap<String, String>,
    people: BTreeMap<String, String>,
    cookies: BTreeMap<String, String>,
}

impl<'s> Player<'s> {
    pub fn new(server: &'s Server) -> Player<'s> {
        let demo = server.get("", "/api/demo").must(200).json();
        let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
        let ids =
            demo["persons"].as_array().into_iter().flatten().map(|p| (text(&p["name"]), text(&p["id"]))).collect();
        Player {
            server,
            case: String::new(),
            played: Vec::new(),
            ids,
            people: BTreeMap::new(),
            cookies: BTreeMap::new(),
        }
    }

    /// Plays a scenario after those it continues.
    pub fn play(&mut self, key: &str, all: &BTreeMap<String, Scenario>) {
        let scenario = all.get(key).unwrap_or_else(|| panic!("no scenario {key}"));
        if let Some(from) = &scenario.from {
            self.play(from, all);
        }
        self.people.extend(scenario.people.clone());
        for step in &scenario.steps {
            self.step(key, step);
        }
        self.played.push(key.to_owned());
    }

    /// Id of a person by alias.
    pub fn person(&self, alias: &str) -> Option<String> {
        self.ids.get(self.people.get(alias)?).cloned()
    }

    /// Cookie of a person by alias.
    pub fn cookie(&mut self, alias: &str) -> String {
        let id = self.person(alias).unwrap_or_else(|| panic!("nobody is {alias}"));
        self.cookies.entry(id.clone()).or_insert_with(|| self.server.become_person(&id)).clone()
    }

    /// The case as somebody sees it.
    pub fn view(&mut self, alias: &str) -> Value {
        let cookie = self.cookie(alias);
        self.server.get(&cookie, &format!("/api/cases/{}", self.case)).must(200).json()
    }

    fn step(&mut self, key: &str, step: &Step) {
        let answer = match step.verb {
            Verb::Clue => self.clue(step),
            Verb::Do | Verb::Try => match self.task(step) {
                Some(answer) => answer,
                None => return,
            },
            Verb::Event => self.event(step),
            Verb::Evidence => self.evidence(step),
            Verb::Payment => self.payment(step),
            Verb::Clock => self.clock(step.target_text()),
            Verb::Expect => return,
        };
        let place = format!("{key} step {} ({})", step.number, step.target_text());
        let body = String::from_utf8_lossy(&answer.bytes).into_owned();
        match &step.refused {
            None => assert!(answer.status < 300, "{place}: {} {body}", answer.status),
            Some(code) => {
                assert_eq!(answer.code(), *code, "{place}: {} {body}", answer.status);
                assert!((400..500).contains(&answer.status), "{place}: {}", answer.status);
                if let Some(gate) = &step.gate {
                    assert_eq!(answer.json()["gate"]["id"], json!(gate), "{place}: {body}");
                }
            }
        }
    }

    fn clue(&mut self, step: &Step) -> Answer {
        let cookie = self.cookie(step.by.as_deref().unwrap_or_default());
        let form = self.server.get(&cookie, "/api/clues/form").must(200).json();
        let mut answers = Map::new();
        self.merge(&form["form"]["schema"], &mut answers, &step.target);
        let now = self.now();
        for name in form["form"]["schema"]["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let moment = match form["form"]["schema"]["properties"][name]["format"].as_str() {
                Some("date-time") => now.clone(),
                Some("date") => now.as_str().and_then(|n| n.get(..10)).into(),
                _ => continue,
            };
            answers.entry(name.to_owned()).or_insert(moment);
        }
        let answer = self.server.post(&cookie, "/api/clues", &json!({ "answers": answers }));
        self.case = answer.json()["case"].as_str().unwrap_or_default().to_owned();
        answer
    }

    fn now(&self) -> Value {
        self.server.get("", "/api/demo").must(200).json()["clock"].clone()
    }

    fn clock(&self, to: &str) -> Answer {
        let to = instant(to);
        let mut answer = self.server.post("", "/api/demo/clock", &json!({ "to": to }));
        let of = |text: &str| text.parse::<jiff::Timestamp>().expect("instant");
        // A request without an answer may have moved it: then it stands there or a little later.
        if answer.code() == "clock-backwards" && of(self.now().as_str().unwrap_or_default()) >= of(&to) {
            answer.status = 200;
        }
        answer
    }

    /// Completes or returns the one open task of a step. `None`: the step is refused because it is not open, as wanted; or it
    /// asks for an act, which has no route.
    fn task(&mut self, step: &Step) -> Option<Answer> {
        let act =
            step.target_text().split_once('.').is_some_and(|(head, _)| head.chars().all(|c| c.is_ascii_lowercase()));
        if act {
            return None;
        }
        let cookie = self.cookie(step.by.as_deref().unwrap_or_default());
        let Some((task, page)) = self.wait(&cookie, step) else {
            let open = self.server.get(&cookie, &format!("/api/cases/{}", self.case)).json()["methods"].to_string();
            assert_eq!(step.refused.as_deref(), Some("task-not-open"), "{} is not open: {open}", step.target_text());
            return None;
        };
        let path = format!("/api/cases/{}/tasks/{task}", self.case);
        if let Some(to) = &step.back {
            let body = json!({ "to": to, "reason": step.reason.clone().unwrap_or_else(|| "退回".into()) });
            return Some(self.server.post(&cookie, &format!("{path}/return"), &body));
        }
        Some(self.fill(&cookie, &format!("{path}/complete"), &page, step))
    }

    /// Sends what the page holds with what the step says on top, and draws the signatures.
    fn fill(&mut self, cookie: &str, path: &str, page: &Value, step: &Step) -> Answer {
        let mut answers = page["values"].as_object().cloned().unwrap_or_default();
        self.merge(&page["form"]["schema"], &mut answers, &step.with);
        let signatures: Vec<Value> = step.signed.iter().map(|alias| self.sign(cookie, alias)).collect();
        self.server.post(cookie, path, &json!({ "answers": answers, "signatures": signatures }))
    }

    fn wait(&mut self, cookie: &str, step: &Step) -> Option<(String, Value)> {
        #[expect(clippy::disallowed_methods, reason = "a test waits for the workers of another process")]
        let start = Instant::now();
        loop {
            let found = self.find(cookie, step);
            if found.is_some() || step.refused.as_deref() == Some("task-not-open") || start.elapsed() > PATIENCE {
                return found;
            }
            #[expect(clippy::disallowed_methods, reason = "a test waits for the workers of another process")]
            std::thread::sleep(Duration::from_millis(40));
        }
    }

    fn find(&mut self, cookie: &str, step: &Step) -> Option<(String, Value)> {
        let case = self.server.get(cookie, &format!("/api/cases/{}", self.case)).must(200).json();
        let methods = case["methods"].as_array().cloned().unwrap_or_default();
        let mut tasks = Vec::new();
        for method in methods.iter().filter(|m| step.within.as_deref().is_none_or(|id| m["id"] == id)) {
            for at in method["steps"].as_array().into_iter().flatten() {
                tasks.extend(
                    at["tasks"].as_array().into_iter().flatten().filter_map(|t| t["task"].as_str()).map(str::to_owned),
                );
            }
        }
        tasks.into_iter().find_map(|task| {
            let page = self.server.get(cookie, &format!("/api/cases/{}/tasks/{task}", self.case));
            let page = (page.status == 200).then(|| page.json())?;
            let element = page["element"].as_str().unwrap_or_default();
            let fits =
                page["step"]["id"] == step.target_text() && step.task.as_deref().is_none_or(|wanted| element == wanted);
            fits.then_some((task, page))
        })
    }

    fn event(&mut self, step: &Step) -> Answer {
        let cookie = self.cookie(step.by.as_deref().unwrap_or_default());
        let path = format!("/api/cases/{}/events/{}", self.case, step.target_text());
        let page = self.server.get(&cookie, &path).json();
        self.fill(&cookie, &path, &page, step)
    }

    fn sign(&mut self, cookie: &str, alias: &str) -> Value {
        let by = self.person(alias).unwrap_or_else(|| alias.to_owned());
        let id = command_id();
        let path = format!("/api/cases/{}/signatures?by={by}&name=%E5%8E%82%E9%95%BF%E7%99%B8", self.case);
        let headers = [("cookie", cookie), ("content-type", "image/png"), ("command-id", id.as_str())];
        let answer = self.server.send("POST", &path, &headers, PICTURE).must(201);
        answer.json()["id"].clone()
    }

    fn evidence(&mut self, step: &Step) -> Answer {
        let by = step.by.as_deref().unwrap_or_default().to_owned();
        let cookie = self.cookie(&by);
        let second = step.with.as_str().and_then(|alias| self.person(alias));
        let collectors: Vec<String> = self.person(&by).into_iter().chain(second).collect();
        let meta = json!({
            "name": step.text("name").unwrap_or(step.target_text()), "kind": step.kind, "collectors": collectors,
            "place": step.text("place").unwrap_or("示例市东郊镇演示路8号"), "proves": step.rest.get("proves"),
        });
        self.server.upload(&cookie, &self.case, &meta, step.target_text())
    }

    /// The collecting bank's own call, signed.
    fn payment(&mut self, step: &Step) -> Answer {
        let case = self.view("lead");
        let decision = self.decision_number();
        let data = json!({
            "decision_no": decision, "action_code": case["action_code"], "amount": step.target_text(), "currency": "CNY",
            "paid_on": step.text("paid_on"), "bank_reference": step.text("reference"),
        });
        let body = json!({ "type": "payment.received", "data": data }).to_string();
        let id = format!("pay-{}", step.text("reference").unwrap_or_default());
        let clock: String = self.now().as_str().unwrap_or_default().to_owned();
        self.server.send("POST", "/agency/v1/payments", &signed(&id, &clock, &body).each(), body.as_bytes())
    }

    /// Number of the newest decision.
    pub fn decision_number(&mut self) -> String {
        let cookie = self.cookie("lead");
        let documents = self.server.get(&cookie, &format!("/api/cases/{}/documents", self.case)).must(200).json();
        let mut numbered = documents["items"].as_array().into_iter().flatten().filter_map(|d| d["number"].as_str());
        numbered.rfind(|n| n.contains('罚') && !n.contains('告')).unwrap_or_default().to_owned()
    }

    fn merge(&self, schema: &Value, values: &mut Map<String, Value>, with: &Value) {
        for (name, given) in with.as_object().into_iter().flatten() {
            let field = &schema["properties"][name];
            if given.is_null() {
                values.remove(name);
            } else if field["type"] == "object" && given.is_object() {
                let mut inner = values.get(name).and_then(Value::as_object).cloned().unwrap_or_default();
                for (key, property) in field["properties"].as_object().into_iter().flatten() {
                    if let Some(all) =
                        given.get("all").filter(|_| property.get("enum").is_some() || property["type"] == "boolean")
                    {
                        inner.insert(key.clone(), all.clone());
                    }
                }
                let mut rest = given.clone();
                rest.as_object_mut().map(|r| r.remove("all"));
                self.merge(field, &mut inner, &rest);
                values.insert(name.clone(), inner.into());
            } else {
                values.insert(name.clone(), self.convert(field, given));
            }
        }
    }

    fn convert(&self, field: &Value, given: &Value) -> Value {
        match (field["format"].as_str(), given) {
            (Some("person-id"), Value::String(alias)) => self.person(alias).map_or_else(|| given.clone(), Value::from),
            (Some("date-time"), Value::String(text)) => instant(text).into(),
            (_, Value::Array(items)) => items.iter().map(|item| self.convert(&field["items"], item)).collect(),
            _ => given.clone(),
        }
    }
}

/// Seconds are optional in scenarios, and the zone is +08:00 unless written.
fn instant(text: &str) -> String {
    let (head, zone) = match text.rfind(['+', 'Z']).filter(|at| *at >= 16) {
        Some(at) => text.split_at(at),
        None => (text, "+08:00"),
    };
    if head.len() == 16 { format!("{head}:00{zone}") } else { format!("{head}{zone}") }
}

/// Headers of a signed call.
pub struct SignedHeaders([(&'static str, String); 5]);

impl SignedHeaders {
    pub fn each(&self) -> Vec<(&str, &str)> {
        self.0.iter().map(|(name, value)| (*name, value.as_str())).collect()
    }
}

/// Signs a body with the demonstration bank's key, as another agency's program would.
pub fn signed(id: &str, clock: &str, body: &str) -> SignedHeaders {
    let seconds = clock.parse::<jiff::Timestamp>().expect("clock").as_second().to_string();
    let mut mac = Hmac::<Sha256>::new_from_slice(b"demonstration key, never a real one").expect("key");
    mac.update(format!("{id}.{seconds}.{body}").as_bytes());
    let signature = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
    SignedHeaders([
        ("authorization", "Bearer bank-demo-key-id".into()),
        ("content-type", "application/json".into()),
        ("webhook-id", id.into()),
        ("webhook-timestamp", seconds),
        ("webhook-signature", signature),
    ])
}
