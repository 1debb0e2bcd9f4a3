//! Reading a case from where a token stands: variables up the scopes, answers of the form, the chain of instances.

use serde_json::Value;

use super::{CaseState, Token};
use crate::host::InstanceLink;
use crate::ids::{ElementPath, InstanceId, ScopeId, TokenId};

/// What can be read from one place of a case. Cheap to make and to copy; it owns nothing.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    case: &'a CaseState,
    scope: Option<ScopeId>,
    token: Option<&'a Token>,
    element: Option<&'a ElementPath>,
    answers: Option<&'a Value>,
}

impl<'a> Scope<'a> {
    /// The place of `element` in `scope`, with the answers of the form that is being sent.
    pub fn new(
        case: &'a CaseState,
        scope: Option<ScopeId>,
        element: Option<&'a ElementPath>,
        answers: Option<&'a Value>,
    ) -> Self {
        Scope { case, scope, token: None, element, answers }
    }

    /// The place where a token stands.
    pub fn of_token(case: &'a CaseState, token: TokenId, answers: Option<&'a Value>) -> Self {
        let token = case.tokens.get(&token);
        Scope { case, scope: token.map(|t| t.scope), token, element: token.map(|t| &t.element), answers }
    }

    /// The value of a variable, from the innermost place that has it. A called process does not see its caller's variables.
    pub fn variable(&self, name: &str) -> Option<&'a script::Value> {
        if let Some(value) = self.token.and_then(|token| token.locals.get(name)) {
            return Some(value);
        }
        let mut at = self.scope;
        while let Some(id) = at {
            let scope = self.case.scopes.get(&id)?;
            if let Some(value) = scope.variables.get(name) {
                return Some(value);
            }
            at = scope.parent;
        }
        None
    }

    /// The innermost scope that has a variable.
    pub fn scope_of(&self, name: &str) -> Option<ScopeId> {
        let mut at = self.scope;
        while let Some(id) = at {
            let scope = self.case.scopes.get(&id)?;
            if scope.variables.contains_key(name) {
                return Some(id);
            }
            at = scope.parent;
        }
        None
    }

    /// What the form holds that is being sent; null otherwise.
    pub fn answers(&self) -> &'a Value {
        self.answers.unwrap_or(&Value::Null)
    }

    /// The element, where the question is about one.
    pub fn element(&self) -> Option<&'a ElementPath> {
        self.element
    }

    /// The case as its surroundings name it.
    pub fn case_id(&self) -> &'a str {
        &self.case.case
    }

    /// The scope that is read from.
    pub fn id(&self) -> Option<ScopeId> {
        self.scope
    }

    /// The instance around the element.
    pub fn instance(&self) -> Option<InstanceId> {
        self.case.scopes.get(&self.scope?).map(|scope| scope.instance)
    }

    /// The instances around the element, innermost first, each with the call activity that started it.
    pub fn instances(&self) -> Vec<InstanceLink<'a>> {
        let mut links = Vec::new();
        let mut at = self.instance();
        while let Some(id) = at {
            let Some(instance) = self.case.instances.get(&id) else { break };
            links.push(InstanceLink { instance: id, process: &instance.process, caller: instance.element.as_ref() });
            let token = instance.caller.and_then(|token| self.case.tokens.get(&token));
            at = token.and_then(|token| self.case.scopes.get(&token.scope)).map(|scope| scope.instance);
        }
        links
    }
}
