//! Expressions: over the variables of a token's place, `answers` (and `output`, the same), and `facts` if they are asked for.

use bpmn::process::{Mapping, Name};
use script::{Expression, ScriptError, Value as V, Values};
use serde_json::Value;

use super::{Done, Run, Stuck};
use crate::event::Event;
use crate::host::{RuleRef, Scope};
use crate::ids::{ScopeId, TokenId};
use crate::incident::Incident;
use crate::{Variables, limits};

/// What an expression may read beside the variables.
#[derive(Clone, Copy, Default)]
pub(crate) struct Extra<'e> {
    /// The answer of a form, a job or a message.
    pub answers: Option<&'e Value>,
    /// Further names.
    pub values: Option<&'e Values>,
}

impl<'e> Extra<'e> {
    pub fn answers(answers: &'e Value) -> Self {
        Extra { answers: Some(answers), values: None }
    }
    pub fn values(values: &'e Values) -> Self {
        Extra { answers: None, values: Some(values) }
    }
}

/// The names of one evaluation.
struct Names<'e> {
    view: Scope<'e>,
    values: Option<&'e Values>,
    answers: Option<V>,
    facts: Option<V>,
}

impl script::Scope for Names<'_> {
    fn get(&self, name: &str) -> Option<&V> {
        match name {
            "facts" if self.facts.is_some() => self.facts.as_ref(),
            "answers" | "output" if self.answers.is_some() => self.answers.as_ref(),
            _ => self.values.and_then(|values| values.get(name)).or_else(|| self.view.variable(name)),
        }
    }
}

pub(super) fn failed(what: &str, error: &ScriptError) -> Stuck {
    match error.bpmn_error() {
        Some((code, text)) => Stuck::Error { code: code.to_owned(), text: text.to_owned() },
        None => Incident::ScriptFailed { what: what.to_owned(), text: error.to_string() }.into(),
    }
}

impl Run<'_> {
    fn names<'e>(&'e self, view: Scope<'e>, reads: &[Name], extra: Extra<'e>) -> Result<Names<'e>, Stuck> {
        let wants = |name: &str| reads.iter().any(|read| &**read == name);
        let facts = if wants("facts") {
            let facts = self.host.evaluate(&RuleRef::Facts, &view);
            Some(facts.map_err(|failure| Incident::RuleFailed { failure: failure.code, text: failure.text })?)
        } else {
            None
        };
        let answers = if wants("answers") || wants("output") { extra.answers.map(V::from_json) } else { None };
        Ok(Names { view, values: extra.values, answers, facts })
    }

    fn token_view<'e>(&'e self, token: TokenId, extra: Extra<'e>) -> Scope<'e> {
        Scope::of_token(&self.case, token, extra.answers)
    }

    /// The value of an expression where a token stands. `what` names it for operators.
    pub fn eval(&self, token: TokenId, expression: &Expression, what: &str, extra: Extra<'_>) -> Result<V, Stuck> {
        let names = self.names(self.token_view(token, extra), expression.reads(), extra)?;
        expression.eval(&names).map_err(|error| failed(what, &error))
    }

    /// Whether a condition holds where a token stands.
    pub fn holds(&self, token: TokenId, expression: &Expression, what: &str, extra: Extra<'_>) -> Result<bool, Stuck> {
        let names = self.names(self.token_view(token, extra), expression.reads(), extra)?;
        expression.holds(&names).map_err(|error| failed(what, &error))
    }

    /// The same in a scope, where no token stands.
    pub fn eval_in(&self, scope: ScopeId, expression: &Expression, what: &str, extra: Extra<'_>) -> Result<V, Stuck> {
        let names = self.names(Scope::new(&self.case, Some(scope), None, extra.answers), expression.reads(), extra)?;
        expression.eval(&names).map_err(|error| failed(what, &error))
    }

    /// Mappings in their order; a later one sees the earlier ones.
    pub fn map(&self, token: TokenId, mappings: &[Mapping], extra: Extra<'_>) -> Result<Variables, Stuck> {
        let mut values = Variables::new();
        for mapping in mappings {
            let value = self.eval(token, &mapping.expression, &mapping.name, extra)?;
            values.insert(mapping.name.clone(), value);
        }
        Ok(values)
    }

    /// Runs the script of a task and keeps what it changed.
    pub fn script(&mut self, token: TokenId, script: &script::Script) -> Done {
        let extra = Extra::default();
        let names = self.names(self.token_view(token, extra), script.variables(), extra)?;
        let outcome = script.run(&names, &["facts", "answers"]).map_err(|error| failed("script", &error))?;
        self.assign(token, outcome.changes)
    }

    /// Gives values to variables: each in the innermost place that has the name, else in the instance.
    pub fn assign(&mut self, token: TokenId, values: Variables) -> Done {
        let Some(state) = self.case.tokens.get(&token) else { return Ok(()) };
        let scope = state.scope;
        let (locals, others): (Variables, Variables) =
            values.into_iter().partition(|(name, _)| state.locals.contains_key(name));
        if !locals.is_empty() {
            check_sizes(&locals)?;
            self.emit(Event::VariablesSet { scope, token: Some(token), variables: locals, reason: None });
        }
        self.assign_in(scope, others)
    }

    /// The same from a scope.
    pub fn assign_in(&mut self, scope: ScopeId, values: Variables) -> Done {
        if values.is_empty() {
            return Ok(());
        }
        check_sizes(&values)?;
        let added: usize = values.values().map(V::weight).sum();
        if self.case.bytes + added > limits::VARIABLES_BYTES_MAX {
            return Err(Incident::VariableTooLarge { limit_bytes: limits::VARIABLES_BYTES_MAX }.into());
        }
        let root = self.root_of(scope);
        let mut by_scope = std::collections::BTreeMap::<ScopeId, Variables>::new();
        for (name, value) in values {
            let target = Scope::new(&self.case, Some(scope), None, None).scope_of(&name).unwrap_or(root);
            by_scope.entry(target).or_default().insert(name, value);
        }
        for (scope, variables) in by_scope {
            self.emit(Event::VariablesSet { scope, token: None, variables, reason: None });
        }
        Ok(())
    }

    /// Variables that only the activity of a token sees.
    pub fn assign_local(&mut self, token: TokenId, variables: Variables) -> Done {
        let Some(scope) = self.case.tokens.get(&token).map(|token| token.scope) else { return Ok(()) };
        if variables.is_empty() {
            return Ok(());
        }
        check_sizes(&variables)?;
        self.emit(Event::VariablesSet { scope, token: Some(token), variables, reason: None });
        Ok(())
    }

    /// The outermost scope of the instance around a scope.
    pub fn root_of(&self, scope: ScopeId) -> ScopeId {
        let instance = self.case.scopes.get(&scope).and_then(|scope| self.case.instances.get(&scope.instance));
        instance.map_or(scope, |instance| instance.scope)
    }
}

fn check_sizes(values: &Variables) -> Done {
    if values.values().any(|value| value.weight() > limits::VARIABLE_BYTES_MAX) {
        return Err(Incident::VariableTooLarge { limit_bytes: limits::VARIABLE_BYTES_MAX }.into());
    }
    Ok(())
}
