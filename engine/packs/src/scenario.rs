//! Scenarios (`scenarios/*.yaml`, format in `docs/formats/scenario.md`): read, with places; the rehearsal plays them.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::problem::{Place, Problem};
use crate::tree::{Tree, child};

/// A case played in memory.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// `penalty_fine/x01-reviewed`: pack and id.
    pub key: String,
    pub id: String,
    pub title: String,
    pub file: String,
    /// Key of the scenario that this one continues.
    pub from: Option<String>,
    /// Id of a calendar; inherited through `from`.
    pub calendar: Option<String>,
    /// Alias → name of a person; extends those of `from`.
    pub people: BTreeMap<String, String>,
    /// The clock at the first step, RFC 3339 or without seconds; only without `from`.
    pub start: Option<String>,
    pub steps: Vec<Step>,
    /// Groups compared at the end.
    pub expect: Map<String, Value>,
}

/// One step: a verb with its target, and what else it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Counted from 1, as differences name it.
    pub number: usize,
    pub verb: Verb,
    /// What stands behind the verb: a statutory step, an act, an instant, answers.
    pub target: Value,
    /// Alias of who does it.
    pub by: Option<String>,
    /// Element id, where a step has several tasks.
    pub task: Option<String>,
    /// Id of the handling method (`in`).
    pub within: Option<String>,
    /// Kind of an act asked for (`try`), or of evidence.
    pub kind: Option<String>,
    /// Answers (`do`, `event`, `try`); second officer (`evidence`).
    pub with: Value,
    /// Aliases, `party` or `witness` whose signatures are attached.
    pub signed: Vec<String>,
    /// Code of the refusal that must come.
    pub refused: Option<String>,
    /// Gate that must refuse first.
    pub gate: Option<String>,
    /// `return: ELEMENT` of a `do`.
    pub back: Option<String>,
    pub reason: Option<String>,
    /// Everything else that the verb knows: `subkind name proves at place paid_on reference state`.
    pub rest: Map<String, Value>,
    pub place: Place,
}

impl Step {
    /// The target as text (statutory step, act, element, amount, instant).
    pub fn target_text(&self) -> &str {
        self.target.as_str().unwrap_or_default()
    }
    /// A text of `rest`.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.rest.get(key).and_then(Value::as_str)
    }
}

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    Clue,
    Do,
    Try,
    Evidence,
    Event,
    Payment,
    Clock,
    Expect,
}

impl Verb {
    const ALL: [(&'static str, Verb); 8] = [
        ("clue", Verb::Clue),
        ("do", Verb::Do),
        ("try", Verb::Try),
        ("evidence", Verb::Evidence),
        ("event", Verb::Event),
        ("payment", Verb::Payment),
        ("clock", Verb::Clock),
        ("expect", Verb::Expect),
    ];

    fn keys(self) -> &'static [&'static str] {
        match self {
            Verb::Clue => &["by"],
            Verb::Do => &["task", "in", "by", "with", "signed", "refused", "gate", "return", "reason"],
            Verb::Try => &["kind", "task", "in", "by", "with", "signed", "refused", "gate"],
            Verb::Evidence => &["kind", "subkind", "name", "proves", "by", "with", "at", "place"],
            Verb::Event => &["by", "with", "signed", "in", "refused", "gate"],
            Verb::Payment => &["paid_on", "reference", "state"],
            Verb::Clock | Verb::Expect => &[],
        }
    }

    fn takes(self, target: &Value) -> bool {
        match self {
            Verb::Clue | Verb::Expect => target.is_object(),
            _ => target.is_string(),
        }
    }
}

/// Groups that `expect` may list at the end; in between `limit`, `fact` and their values too.
const GROUPS: [&str; 11] = [
    "fine",
    "applied",
    "documents",
    "drafts",
    "limits",
    "open_tasks",
    "open_events",
    "incidents",
    "facts",
    "status",
    "numbers",
];
const SHORT: [&str; 5] = ["limit", "due", "state", "fact", "is"];

/// Reads a scenario of a pack. Problems: `scenario-field`, `scenario-step`.
pub fn read(pack: &str, tree: &Tree, problems: &mut Vec<Problem>) -> Option<Scenario> {
    let Some(root) = tree.value.as_object() else {
        problems.push(tree.problem("scenario-field", "", "情景应当是一组字段"));
        return None;
    };
    let known = ["scenario", "title", "from", "calendar", "people", "start", "steps", "expect"];
    for key in root.keys().filter(|key| !known.contains(&key.as_str())) {
        problems.push(tree.problem("scenario-field", &child("", key), format!("情景没有字段 {key}")));
    }
    let text = |key: &str| root.get(key).and_then(Value::as_str).map(str::to_owned);
    let id = text("scenario").unwrap_or_default();
    let stem = tree.file.rsplit('/').next().and_then(|name| name.strip_suffix(".yaml")).unwrap_or_default();
    if id != stem {
        problems.push(tree.problem("scenario-field", "/scenario", format!("scenario 应当等于文件名 {stem}")));
    }
    let from = text("from").map(|from| if from.contains('/') { from } else { format!("{pack}/{from}") });
    let start = text("start");
    if from.is_none() == start.is_none() {
        problems.push(tree.problem("scenario-field", "", "from 和 start 应当恰好有一个"));
    }
    let mut people = BTreeMap::new();
    for (alias, name) in root.get("people").and_then(Value::as_object).into_iter().flatten() {
        match name.as_str() {
            Some(name) => drop(people.insert(alias.clone(), name.to_owned())),
            None => problems.push(tree.problem("scenario-field", &child("/people", alias), "人员应当是姓名")),
        }
    }
    let steps = steps(tree, root.get("steps"), problems);
    let expect = root.get("expect").and_then(Value::as_object).cloned().unwrap_or_default();
    for key in expect.keys().filter(|key| !GROUPS.contains(&key.as_str())) {
        problems.push(tree.problem("scenario-field", &child("/expect", key), format!("expect 没有 {key} 这一组")));
    }
    Some(Scenario {
        key: format!("{pack}/{id}"),
        id,
        title: text("title").unwrap_or_default(),
        file: tree.file.clone(),
        from,
        calendar: text("calendar"),
        people,
        start,
        steps,
        expect,
    })
}

fn steps(tree: &Tree, steps: Option<&Value>, problems: &mut Vec<Problem>) -> Vec<Step> {
    let Some(list) = steps.and_then(Value::as_array) else {
        problems.push(tree.problem("scenario-field", "/steps", "steps 应当是列表"));
        return Vec::new();
    };
    let mut read = Vec::new();
    for (n, value) in list.iter().enumerate() {
        let pointer = format!("/steps/{n}");
        match step(tree, &pointer, n + 1, value) {
            Ok(step) => read.push(step),
            Err((at, message)) => problems.push(tree.problem("scenario-step", &at, message)),
        }
    }
    read
}

fn step(tree: &Tree, pointer: &str, number: usize, value: &Value) -> Result<Step, (String, String)> {
    let fail = |at: String, message: String| Err((at, message));
    let Some(fields) = value.as_object() else {
        return fail(pointer.to_owned(), "一步应当是一组字段".to_owned());
    };
    let verbs: Vec<_> = Verb::ALL.iter().filter(|(word, _)| fields.contains_key(*word)).collect();
    let [(word, verb)] = verbs.as_slice() else {
        let words: Vec<_> = Verb::ALL.iter().map(|(word, _)| *word).collect();
        return fail(pointer.to_owned(), format!("一步应当恰好有一个动词：{}", words.join("、")));
    };
    let target = fields[*word].clone();
    if !verb.takes(&target) {
        return fail(child(pointer, word), format!("{word} 后面的写法不对"));
    }
    if let Some(key) = fields.keys().find(|key| *key != word && !verb.keys().contains(&key.as_str())) {
        return fail(child(pointer, key), format!("{word} 没有字段 {key}"));
    }
    if let (Verb::Expect, Some(groups)) = (verb, target.as_object()) {
        let unknown = |key: &&String| !GROUPS.contains(&key.as_str()) && !SHORT.contains(&key.as_str());
        if let Some(key) = groups.keys().find(unknown) {
            return fail(child(&child(pointer, word), key), format!("expect 没有 {key} 这一组"));
        }
    }
    if *verb == Verb::Try && !fields.contains_key("refused") {
        return fail(pointer.to_owned(), "try 必须写明 refused".to_owned());
    }
    let text = |key: &str| fields.get(key).and_then(Value::as_str).map(str::to_owned);
    let signed = match fields.get("signed") {
        None => Vec::new(),
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Some(_) => return fail(child(pointer, "signed"), "signed 应当是列表".to_owned()),
    };
    let taken = ["by", "task", "in", "with", "signed", "refused", "gate", "return", "reason"];
    let rest = fields
        .iter()
        .filter(|(key, _)| key != word && !taken.contains(&key.as_str()))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    Ok(Step {
        number,
        verb: *verb,
        target,
        by: text("by"),
        task: text("task"),
        within: text("in"),
        kind: text("kind"),
        with: fields.get("with").cloned().unwrap_or(Value::Null),
        signed,
        refused: text("refused"),
        gate: text("gate"),
        back: text("return"),
        reason: text("reason"),
        rest,
        place: tree.place(pointer),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::yaml;

    fn of(text: &str) -> (Option<Scenario>, Vec<Problem>) {
        let mut problems = Vec::new();
        let tree = yaml("shared/notice/scenarios/waived.yaml", text.as_bytes(), &mut problems).unwrap();
        (read("notice", &tree, &mut problems), problems)
    }

    #[test]
    fn a_scenario_is_read() {
        let (scenario, problems) = of(
            "scenario: waived\ntitle: 放弃\nfrom: x01\npeople: {lead: 主办人甲}\nsteps:\n  - {do: SP05.01, task: draft_notice, by: lead, with: {contact_phone: \"000\"}, signed: [lead]}\n  - {clock: \"2026-08-31T17:00+08:00\"}\n  - {try: decision.issue, by: lead, refused: gate-refused, gate: G06}\n  - expect: {limit: T11, state: running}\nexpect: {fine: \"10000\"}\n",
        );
        assert_eq!(problems, []);
        let scenario = scenario.unwrap();
        assert_eq!(scenario.from.as_deref(), Some("notice/x01"));
        assert_eq!(scenario.steps[0].with["contact_phone"], "000");
        assert_eq!((scenario.steps[2].verb, scenario.steps[2].gate.as_deref()), (Verb::Try, Some("G06")));
        assert_eq!(scenario.steps[3].place.line, 9);
    }

    #[test]
    fn a_step_that_says_two_things_or_an_unknown_one_is_named() {
        let (_, problems) = of(
            "scenario: other\ntitle: x\nfrom: x01\nsteps:\n  - {do: SP01, try: SP02}\n  - {do: SP01, wiht: {}}\n  - {try: SP01, by: lead}\nexpect: {fines: 1}\n",
        );
        let seen: Vec<_> = problems.iter().map(|p| (p.code.as_str(), p.line)).collect();
        assert_eq!(
            seen,
            [
                ("scenario-field", 1),
                ("scenario-step", 5),
                ("scenario-step", 6),
                ("scenario-step", 7),
                ("scenario-field", 8)
            ]
        );
    }
}
