//! Extension elements: `xe:` (`urn:xiezhi:engine:1`) decoded, everything else an opaque tree.

use script::Expression;

use crate::position::Position;
use crate::process::Name;

/// Namespace of the extensions the engine understands.
pub const ENGINE_NAMESPACE: &str = "urn:xiezhi:engine:1";

/// All `xe:` elements of one BPMN element.
#[derive(Clone, Debug, Default)]
pub struct Extension {
    /// `xe:assign`: who may do the task.
    pub assign: Option<Assign>,
    /// `xe:form ref`.
    pub form: Option<Name>,
    /// `xe:allow`: operations on the task beyond completing it.
    pub allow: Vec<Allow>,
    /// `xe:input`: variables made for the activity (call activity: for the called process) at its start.
    pub inputs: Vec<Mapping>,
    /// `xe:output`: variables written to the scope at its end.
    pub outputs: Vec<Mapping>,
    /// `xe:job`: work for a connector.
    pub job: Option<Job>,
    /// `xe:rule`: a rule or ruling that the host evaluates.
    pub rule: Option<Rule>,
    /// `xe:milestone name`.
    pub milestone: Option<Name>,
}

impl Extension {
    pub fn is_empty(&self) -> bool {
        self.assign.is_none()
            && self.form.is_none()
            && self.allow.is_empty()
            && self.inputs.is_empty()
            && self.outputs.is_empty()
            && self.job.is_none()
            && self.rule.is_none()
            && self.milestone.is_none()
    }
    /// Whether the task operation is allowed, and to which element (`return` has one).
    pub fn allowed(&self, operation: &str) -> Option<&Allow> {
        self.allow.iter().find(|allow| &*allow.operation == operation)
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assign {
    pub role: Option<Name>,
    pub unit: Option<Name>,
    /// How many persons do it together; standard 1.
    pub count: u32,
    /// Ids of elements whose doer must be the same person.
    pub same_as: Vec<Name>,
    /// Ids of elements whose doer must be another person.
    pub not_same_as: Vec<Name>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Allow {
    pub operation: Name,
    /// Ids of elements; for `return`: where to.
    pub to: Vec<Name>,
}

#[derive(Clone, Debug)]
pub struct Mapping {
    pub name: Name,
    pub expression: Expression,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    pub connector: Name,
    pub operation: Name,
    /// Further tries after the first; standard 3.
    pub retries: u32,
    /// Waits before the tries, in milliseconds; the last one repeats; standard one minute.
    pub backoff_ms: Vec<u64>,
    /// Longest time for one try, in milliseconds.
    pub timeout_ms: Option<u64>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    pub reference: Name,
    /// Variable that takes the answer; absent: the answer is not kept in the scope.
    pub into: Option<Name>,
}

/// An element of a namespace that this crate does not know, with everything inside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Foreign {
    pub namespace: Name,
    pub name: Name,
    /// Without the declarations of namespaces.
    pub attributes: Vec<ForeignAttribute>,
    pub children: Vec<Foreign>,
    /// All text directly inside, trimmed.
    pub text: Name,
    pub position: Position,
}

/// An attribute of a [`Foreign`] element.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ForeignAttribute {
    /// Empty for an attribute without prefix.
    pub namespace: Name,
    pub name: Name,
    pub value: Name,
}

impl Foreign {
    /// Value of an attribute without prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let plain = |each: &&ForeignAttribute| each.namespace.is_empty() && &*each.name == name;
        self.attributes.iter().find(plain).map(|each| &*each.value)
    }
    pub fn is(&self, namespace: &str, name: &str) -> bool {
        &*self.namespace == namespace && &*self.name == name
    }
}
