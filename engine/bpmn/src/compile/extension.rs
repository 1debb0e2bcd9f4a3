//! `xe:` elements to typed values.

use std::sync::Arc;

use script::Expression;

use super::Compiler;
use crate::definition::ElementIx;
use crate::extension::{Allow, Assign, ENGINE_NAMESPACE, Extension, Foreign, Job, Mapping, Rule};
use crate::iso;
use crate::problem::Severity;
use crate::process::Name;
use crate::quick::Set;
use crate::tag::Tag;

const HINT: &str = "扩展元素的写法见 docs/formats";
/// Standard wait before a job is tried again.
const BACKOFF_MS: u64 = 60_000;
/// Standard number of further tries.
const RETRIES: u32 = 3;

impl Compiler<'_> {
    /// All `xe:` elements of an element; without `xe:assign` a resource role of the standard names the role.
    pub(super) fn extension(&mut self, ix: ElementIx, foreign: &[Foreign]) -> Extension {
        let mut result = Extension::default();
        for each in foreign.iter().filter(|each| &*each.namespace == ENGINE_NAMESPACE) {
            self.one(ix, each, &mut result);
        }
        if result.assign.is_none() {
            result.assign = self.resource_role(ix);
        }
        result
    }

    /// The same, shared: most elements have none.
    pub(super) fn shared_extension(&mut self, ix: ElementIx, foreign: &[Foreign]) -> Arc<Extension> {
        match self.extension(ix, foreign) {
            none if none.is_empty() => self.no_extension.clone(),
            some => Arc::new(some),
        }
    }

    fn one(&mut self, ix: ElementIx, element: &Foreign, result: &mut Extension) {
        let known: &[&str] = match &*element.name {
            "assign" => &["role", "unit", "count", "sameAs", "notSameAs"],
            "form" => &["ref"],
            "allow" => &["operation", "to"],
            "input" | "output" => &["name", "expr"],
            "job" => &["connector", "operation", "retries", "backoff", "timeout"],
            "rule" => &["ref", "into"],
            "timer" => &["source", "ref", "at"],
            "milestone" => &["name"],
            other => return self.wrong(ix, element, "extension-unknown", format!("没有扩展元素 xe:{other}")),
        };
        for attribute in &element.attributes {
            if !known.contains(&&*attribute.name) && attribute.namespace.is_empty() {
                let message = format!("xe:{} 没有属性 {}", element.name, attribute.name);
                self.wrong(ix, element, "extension-attribute", message);
            }
        }
        match &*element.name {
            "assign" => result.assign = Some(self.assign(ix, element)),
            "form" => result.form = self.needed(ix, element, "ref"),
            "allow" => {
                if let Some(operation) = self.needed(ix, element, "operation") {
                    let to = self.elements(ix, element, "to");
                    result.allow.push(Allow { operation, to });
                }
            }
            "input" => result.inputs.extend(self.mapping(ix, element)),
            "output" => result.outputs.extend(self.mapping(ix, element)),
            "job" => result.job = self.job(ix, element),
            "rule" => {
                if let Some(reference) = self.needed(ix, element, "ref") {
                    result.rule = Some(Rule { reference, into: element.attribute("into").map(Name::from) });
                }
            }
            "milestone" => result.milestone = self.needed(ix, element, "name"),
            // Read where the timer is.
            _ => {}
        }
    }

    fn wrong(&mut self, ix: ElementIx, element: &Foreign, code: &'static str, message: String) {
        self.problem_at(code, Severity::Error, ix, message, HINT, Some(element.position));
    }

    fn needed(&mut self, ix: ElementIx, element: &Foreign, name: &str) -> Option<Name> {
        match element.attribute(name).map(str::trim) {
            Some(value) if !value.is_empty() => Some(Name::from(value)),
            _ => {
                self.wrong(ix, element, "extension-attribute", format!("xe:{} 缺少属性 {name}", element.name));
                None
            }
        }
    }

    /// Ids of elements of the file, each once.
    fn elements(&mut self, ix: ElementIx, element: &Foreign, name: &str) -> Vec<Name> {
        let (mut seen, mut ids) = (Set::default(), Vec::new());
        for id in element.attribute(name).unwrap_or("").split_whitespace() {
            match self.definition.resolve(ix, id) {
                Some(meant) if seen.insert(meant) => ids.push(Name::from(id)),
                Some(_) => {}
                None => {
                    self.wrong(
                        ix,
                        element,
                        "extension-reference",
                        format!("xe:{} 引用的 {id} 不在本文件中", element.name),
                    );
                }
            }
        }
        ids
    }

    fn assign(&mut self, ix: ElementIx, element: &Foreign) -> Assign {
        let count = match element.attribute("count").map(|text| text.trim().parse::<u32>()) {
            None => 1,
            Some(Ok(count)) if (1..=99).contains(&count) => count,
            Some(_) => {
                self.wrong(ix, element, "extension-attribute", "xe:assign 的 count 应为 1 到 99 的整数".into());
                1
            }
        };
        Assign {
            role: element.attribute("role").map(Name::from),
            unit: element.attribute("unit").map(Name::from),
            count,
            same_as: self.elements(ix, element, "sameAs"),
            not_same_as: self.elements(ix, element, "notSameAs"),
        }
    }

    fn mapping(&mut self, ix: ElementIx, element: &Foreign) -> Option<Mapping> {
        let name = self.needed(ix, element, "name");
        let text = self.needed(ix, element, "expr")?;
        if !self.has_room(ix, &text) {
            return None;
        }
        match Expression::compile_bpmn(&text) {
            Ok(expression) => Some(Mapping { name: name?, expression }),
            Err(error) => {
                let message = format!("xe:{} 的 expr 有误：{}（{text}）", element.name, error.message);
                self.wrong(ix, element, "expression-invalid", message);
                None
            }
        }
    }

    fn job(&mut self, ix: ElementIx, element: &Foreign) -> Option<Job> {
        let connector = self.needed(ix, element, "connector");
        let operation = self.needed(ix, element, "operation");
        let retries = match element.attribute("retries").map(|text| text.trim().parse::<u32>()) {
            None => RETRIES,
            Some(Ok(retries)) if retries <= 100 => retries,
            Some(_) => {
                self.wrong(ix, element, "extension-attribute", "xe:job 的 retries 应为 0 到 100 的整数".into());
                RETRIES
            }
        };
        let mut backoff_ms = self.durations(ix, element, "backoff");
        if backoff_ms.is_empty() {
            backoff_ms.push(BACKOFF_MS);
        }
        let timeout_ms = self.durations(ix, element, "timeout").first().copied();
        Some(Job { connector: connector?, operation: operation?, retries, backoff_ms, timeout_ms })
    }

    /// Durations separated by blanks, in milliseconds.
    fn durations(&mut self, ix: ElementIx, element: &Foreign, name: &str) -> Vec<u64> {
        let mut list = Vec::new();
        for text in element.attribute(name).unwrap_or("").split_whitespace() {
            match iso::parse_duration(text) {
                Ok(length) if length.months == 0 && length.ms > 0 => list.push(length.ms as u64),
                _ => {
                    let message = format!("xe:{} 的 {name} 应为 PT1M 这样的时长，不是 {text}", element.name);
                    self.wrong(ix, element, "extension-attribute", message);
                }
            }
        }
        list
    }

    /// `potentialOwner`, `humanPerformer` or `performer` with a `resourceRef`: the resource's name is the role.
    fn resource_role(&self, ix: ElementIx) -> Option<Assign> {
        let definition = self.definition;
        let roles = [Tag::PotentialOwner, Tag::HumanPerformer, Tag::Performer, Tag::ResourceRole];
        let role = definition.children(ix).find(|child| roles.contains(&definition.tag(*child)))?;
        let resource = definition.first_referred(role, Tag::ResourceRef)?;
        Some(Assign { role: Some(self.name_or_id(resource)), count: 1, ..Assign::default() })
    }
}
