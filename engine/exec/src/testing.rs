//! A case in the words of tests: a model in short form, what people do, what is open. Every step also checks that the journal folds
//! to the state, that the state survives storing, and that every token waits for something that is there.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::command::{Ask, By, Command};
use crate::event::Event;
use crate::host::{Host, NoHost};
use crate::state::{CaseState, Place, Wait};
use crate::{Decision, NotDecided, Refusal, Release, Timestamp, Variables};

/// A case that is being played.
pub(crate) struct Play<H: Host = NoHost> {
    release: Release,
    pub case: CaseState,
    pub host: H,
    pub now: Timestamp,
    pub journal: Vec<Event>,
    pub effects: Vec<crate::Effect>,
}

/// A BPMN file around some process content. A start event `s` without an end event `e` is left out (a level has both or neither).
/// Lines like `a -> b`, `a -> b : x > 1` and `a => b` (default) become flows.
pub(crate) fn file(content: &str) -> String {
    let mut out = String::from(
        "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:xe=\"urn:xiezhi:engine:1\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" id=\"file\" targetNamespace=\"urn:test\">",
    );
    let ends = content.contains("<endEvent id=\"e\"/>");
    for line in content.lines().map(str::trim) {
        if !ends && (line == "<startEvent id=\"s\"/>" || line.starts_with("s -> ")) {
            continue;
        }
        let flow = if line.starts_with('<') { None } else { line.split_once("->").or_else(|| line.split_once("=>")) };
        let Some((from, rest)) = flow else {
            out.push_str(line);
            continue;
        };
        let (to, condition) =
            rest.split_once(" : ").map_or((rest, None), |(to, condition)| (to, Some(condition.trim())));
        let (from, to) = (from.trim(), to.trim());
        let condition = condition.map_or(String::new(), |condition| {
            let text = condition.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            format!("<conditionExpression xsi:type=\"tFormalExpression\">{text}</conditionExpression>")
        });
        out.push_str(&format!(
            "<sequenceFlow id=\"{from}_{to}\" sourceRef=\"{from}\" targetRef=\"{to}\">{condition}</sequenceFlow>"
        ));
    }
    out.push_str("</definitions>");
    out
}

/// The release of one file; a file that is refused fails the test with its problems.
pub(crate) fn release(content: &str) -> Release {
    let text = file(content);
    let loaded = bpmn::load("test.bpmn", text.as_bytes(), &bpmn::NoImports);
    let problems: Vec<String> =
        loaded.problems.iter().filter(|problem| problem.is_error()).map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{problems:#?}");
    Release::new("r-test", loaded.processes.into_iter().map(Arc::new))
}

impl Play {
    /// Starts process `p`, given by its content.
    pub fn of(content: &str) -> Self {
        Self::with(&format!("<process id=\"p\" isExecutable=\"true\">\n{content}\n</process>"), json!({}))
    }

    /// The same with first variables.
    pub fn of_with(content: &str, variables: Value) -> Self {
        Self::with(&format!("<process id=\"p\" isExecutable=\"true\">\n{content}\n</process>"), variables)
    }

    /// Starts process `p` of a whole file.
    pub fn with(content: &str, variables: Value) -> Self {
        Play::hosted(content, variables, NoHost)
    }
}

impl<H: Host> Play<H> {
    pub fn hosted(content: &str, variables: Value, host: H) -> Self {
        let mut play = Play {
            release: release(content),
            case: CaseState::new("case"),
            host,
            now: Timestamp(1_767_225_600_000),
            journal: Vec::new(),
            effects: Vec::new(),
        };
        let script::Value::Map(variables) = script::Value::from_json(&variables) else {
            panic!("variables are an object")
        };
        play.system(Ask::Start { process: "p".into(), variables });
        play
    }

    pub fn decide(&mut self, by: By, what: Ask) -> Result<(), NotDecided> {
        let before = self.case.clone();
        let decided = crate::decide(&self.release, before.clone(), &mut self.host, Command { by, what }, self.now);
        let Decision { case, events, effects } = decided?;
        let mut folded = before;
        for event in &events {
            let (row, payload) = event.split().unwrap();
            assert_eq!(&Event::join(row, payload).unwrap(), event, "an event comes back from its row");
            folded.apply(event);
        }
        assert_eq!(folded, case, "fold(apply, journal) is the state");
        let stored = serde_json::to_string(&case).unwrap();
        assert_eq!(serde_json::from_str::<CaseState>(&stored).unwrap(), case, "the state survives storing");
        self.case = case;
        self.journal.extend(events);
        self.effects.extend(effects);
        self.check_tokens();
        Ok(())
    }

    /// Every token waits for something live, and everything that waits has a holder.
    fn check_tokens(&self) {
        let case = &self.case;
        for (id, token) in &case.tokens {
            assert!(
                case.scopes.get(&token.scope).is_some_and(|scope| scope.tokens.contains(id)),
                "{id} is in its scope"
            );
            let live = |wait: &Wait| match wait {
                Wait::Task(id) => case.tasks.contains_key(id),
                Wait::Timer(id) => case.timers.contains_key(id),
                Wait::Subscription(id) => case.subscriptions.contains_key(id),
                Wait::Job(id) => case.jobs.contains_key(id),
                Wait::Incident(id) => case.incidents.contains_key(id),
            };
            assert!(token.waits.iter().all(live), "{id} waits for something that is gone");
            let waits = token.place == Place::Parked
                || !token.waits.is_empty()
                || !token.children.is_empty()
                || token.pending > 0;
            assert!(waits, "{id} at {} waits for nothing", token.element);
        }
        for scope in case.scopes.values() {
            assert!(case.instances.contains_key(&scope.instance));
            assert!(scope.owner.is_none_or(|owner| case.tokens.contains_key(&owner)), "a scope without its owner");
        }
    }

    /// The whole case goes over to another version of its file; refused, it stays where it is.
    pub fn migrate(&mut self, content: &str, plan: crate::migration::Plan) -> Result<(), NotDecided> {
        let from = std::mem::replace(&mut self.release, release(content));
        let before = from.clone();
        let done = self.decide(By::System, Ask::Migrate { from, plan, reason: "修订".into() });
        if done.is_err() {
            self.release = before;
        }
        done
    }

    /// What a migration would do.
    pub fn rehearse(&self, content: &str, plan: &crate::migration::Plan) -> crate::migration::Verdict {
        crate::migration::rehearse(&self.release, &release(content), plan, &self.case)
    }

    pub fn system(&mut self, what: Ask) {
        self.decide(By::System, what).unwrap();
    }

    /// A person completes the open task of an element.
    pub fn completes(&mut self, element: &str, answers: Value) {
        self.completes_as("甲", element, answers);
    }

    /// The same by a person of that name.
    pub fn completes_as(&mut self, person: &str, element: &str, answers: Value) {
        let task = self.task(element);
        self.decide(By::Person(person.into()), Ask::Complete { task, answers, signatures: Vec::new() }).unwrap();
    }

    pub fn does(&mut self, element: &str) {
        self.completes(element, json!({}));
    }

    /// What a person tries is refused with this code.
    pub fn refused(&mut self, by: By, what: Ask, code: &str) {
        match self.decide(by, what) {
            Err(NotDecided::Refused(refusal)) => assert_eq!(Refusal::code(&refusal), code),
            other => panic!("expected a refusal `{code}`, but found {other:?}"),
        }
    }

    pub fn task(&self, element: &str) -> crate::TaskId {
        let found = self.case.tasks.iter().find(|(_, task)| task.element.element() == element);
        *found.unwrap_or_else(|| panic!("expected an open task `{element}`, but found {:?}", self.open())).0
    }

    /// Elements of open tasks, in order of their ids.
    pub fn open(&self) -> String {
        let mut open: Vec<&str> = self.case.tasks.values().map(|task| task.element.element()).collect();
        open.sort_unstable();
        open.join(" ")
    }

    /// Lets time pass, firing what becomes due, each at its own time.
    pub fn seconds_pass(&mut self, seconds: i64) {
        let end = self.now.plus_ms(seconds * 1000);
        while let Some((due, timer)) = self.case.next_due().filter(|(due, _)| *due <= end) {
            self.now = due.max(self.now);
            self.system(Ask::FireTimer { timer });
        }
        self.now = end;
    }

    pub fn message(&mut self, message: &str, payload: Value) {
        self.system(Ask::Correlate { message: message.into(), key: String::new(), payload });
    }

    pub fn signal(&mut self, signal: &str) {
        self.system(Ask::Signal { signal: signal.into(), payload: Value::Null });
    }

    pub fn variable(&self, name: &str) -> Value {
        let mut scopes = self.case.scopes.values();
        scopes.find_map(|scope| scope.variables.get(name)).map_or(Value::Null, script::Value::to_json)
    }

    pub fn is_over(&self) -> bool {
        self.case.is_over()
    }

    /// Codes of open incidents.
    pub fn incidents(&self) -> String {
        let codes: Vec<&str> = self.case.incidents.values().map(|open| open.incident.code()).collect();
        codes.join(" ")
    }

    /// How often an element was entered.
    pub fn entered(&self, element: &str) -> usize {
        let entered =
            |event: &&Event| matches!(event, Event::NodeEntered { element: at, .. } if at.element() == element);
        self.journal.iter().filter(entered).count()
    }
}

/// Variables from JSON.
pub(crate) fn variables(json: Value) -> Variables {
    match script::Value::from_json(&json) {
        script::Value::Map(map) => map,
        other => panic!("expected an object, but found {}", other.word()),
    }
}
