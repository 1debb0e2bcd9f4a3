//! `scenario-reference`: a scenario that continues an unknown one, names unknown people, calendars, gates, acts, steps or tasks.

use std::collections::{BTreeMap, BTreeSet};

use domain::law::ActName;

use crate::load::Content;
use crate::problem::{Place, Problem};
use crate::scenario::{Scenario, Step, Verb};

pub fn check(content: &Content, problems: &mut Vec<Problem>) {
    let law = &content.release.law;
    let mut steps = BTreeSet::new();
    let mut elements = BTreeSet::new();
    for ((_, element), node) in &law.nodes {
        steps.extend(node.steps.iter().map(String::as_str).chain(node.unavailable.as_deref()));
        elements.insert(element.as_str());
    }
    let drawn = !content.incomplete && !content.release.processes.is_empty();
    for scenario in content.release.scenarios.values() {
        let mut say = |place: Place, message: String| {
            problems.push(Problem::error("scenario-reference", &scenario.file, place, message));
        };
        let top = Place { line: 1, column: 1 };
        let people = match people(content, scenario) {
            Ok(people) => people,
            Err(message) => {
                say(top, message);
                BTreeMap::new()
            }
        };
        for name in scenario.people.values().filter(|name| content.release.person(name).is_none()) {
            say(top, format!("agency/persons.json 没有 {name}"));
        }
        if let Some(calendar) = scenario.calendar.as_ref().filter(|id| !law.calendars.contains_key(*id)) {
            say(top, format!("没有日历 {calendar}"));
        }
        for step in &scenario.steps {
            let aliases =
                step.by.iter().chain(&step.signed).filter(|who| !["party", "witness"].contains(&who.as_str()));
            for alias in aliases.filter(|alias| !people.contains_key(*alias)) {
                say(step.place, format!("people 中没有 {alias}"));
            }
            if let Some(gate) = step.gate.as_ref().filter(|id| !law.gates.contains_key(*id)) {
                say(step.place, format!("没有关卡 {gate}"));
            }
            if drawn && let Some(message) = target(step, &steps, &elements) {
                say(step.place, message);
            }
        }
    }
}

/// What is wrong with the target of a step.
fn target(step: &Step, steps: &BTreeSet<&str>, elements: &BTreeSet<&str>) -> Option<String> {
    if let Some(task) = step.task.as_deref().filter(|task| !elements.contains(task)) {
        return Some(format!("没有任务 {task}"));
    }
    let text = step.target_text();
    match step.verb {
        Verb::Do if !steps.contains(text) => Some(format!("没有节点带有法定步骤 {text}")),
        Verb::Try if text.contains('.') && text.starts_with(|c: char| c.is_ascii_lowercase()) => {
            text.parse::<ActName>().is_err().then(|| format!("没有名为 {text} 的行为"))
        }
        Verb::Try if !steps.contains(text) => Some(format!("没有节点带有法定步骤 {text}")),
        Verb::Event if !elements.contains(text) => Some(format!("没有事件 {text}")),
        _ => None,
    }
}

/// Aliases of a scenario and of all that it continues.
fn people(content: &Content, scenario: &Scenario) -> Result<BTreeMap<String, String>, String> {
    let mut all = scenario.people.clone();
    let mut from = scenario.from.clone();
    let mut seen = BTreeSet::from([scenario.key.clone()]);
    while let Some(key) = from {
        if !seen.insert(key.clone()) {
            return Err(format!("from 绕成了圈：{key}"));
        }
        let Some(earlier) = content.release.scenarios.get(&key) else { return Err(format!("没有情景 {key}")) };
        for (alias, name) in &earlier.people {
            all.entry(alias.clone()).or_insert_with(|| name.clone());
        }
        from = earlier.from.clone();
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::testing::{found, one_task};

    fn with(step: &str, by: &str, name: &str) -> Vec<String> {
        let persons = r#"[{"id": "u", "name": "主办人甲", "unit": "city", "roles": ["lead_officer"]}]"#;
        let scenario = format!(
            "scenario: a\ntitle: 试\nstart: \"2026-08-14T09:30+08:00\"\npeople: {{lead: {name}}}\nsteps:\n  - {{do: {step}, by: {by}}}\nexpect: {{}}\n"
        );
        let mut a = Vec::new();
        let extra = [("agency/persons.json", persons), ("shared/p/scenarios/a.yaml", scenario.as_str())];
        let files = one_task(&mut a, "<scenario file=\"scenarios/a.yaml\"/>", "<xl:step id=\"SP01.01\"/>", &extra);
        found(check, &files)
    }

    #[test]
    fn good() {
        assert!(with("SP01.01", "lead", "主办人甲").is_empty());
    }

    #[test]
    fn bad() {
        let expected = [1, 6, 6].map(|line| format!("scenario-reference shared/p/scenarios/a.yaml:{line}"));
        assert_eq!(with("SP01.09", "head", "主办人某"), expected);
    }
}
