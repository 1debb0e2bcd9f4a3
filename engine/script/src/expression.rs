//! Expressions and scripts: compiled once, run often.

use std::fmt;
use std::sync::Arc;

use rhai::{AST, CallFnOptions, Dynamic, EvalAltResult, Position};

use crate::engine::{ENGINE, Thrown, limits};
use crate::error::{CompileError, Failure, ScriptError};
use crate::fast::Fast;
use crate::names;
use crate::value::{Value, Values, from_dynamic, to_dynamic};

/// Where a script finds its variables. A name that is not found is an error when the script needs it.
pub trait Scope {
    fn get(&self, name: &str) -> Option<&Value>;
}

impl Scope for Values {
    fn get(&self, name: &str) -> Option<&Value> {
        std::collections::BTreeMap::get(self, name)
    }
}

impl Scope for () {
    fn get(&self, _: &str) -> Option<&Value> {
        None
    }
}

/// First found wins.
impl<A: Scope + ?Sized, B: Scope + ?Sized> Scope for (&A, &B) {
    fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name).or_else(|| self.1.get(name))
    }
}

struct Compiled {
    source: Arc<str>,
    ast: AST,
    /// Names to offer.
    variables: Vec<Arc<str>>,
    fast: Option<Fast>,
    /// Why it cannot run.
    broken: Option<String>,
}

/// A compiled expression; clones share the compiled form.
#[derive(Clone)]
pub struct Expression(Arc<Compiled>);

/// A compiled script; clones share the compiled form.
#[derive(Clone)]
pub struct Script(Arc<Compiled>);

/// What a script did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Value of its last statement.
    pub value: Value,
    /// Variables that now have another value.
    pub changes: Values,
}

impl Expression {
    /// Compiles one expression; statements are refused.
    pub fn compile(text: &str) -> Result<Expression, CompileError> {
        let text = text.trim();
        check_size(text)?;
        let ast = ENGINE.compile_expression(text).map_err(compile_error)?;
        let fast = Fast::of(&ast);
        Ok(Expression(Arc::new(Compiled {
            source: text.into(),
            variables: names::variables(&ast),
            ast,
            fast,
            broken: None,
        })))
    }

    /// Compiles an expression of a BPMN file, where `${…}` around the whole is allowed and means nothing.
    pub fn compile_bpmn(text: &str) -> Result<Expression, CompileError> {
        let text = text.trim();
        match text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) {
            Some(inner) => Expression::compile(inner),
            None => Expression::compile(text),
        }
    }

    /// An expression in a language that cannot run here: every evaluation is an error that says why.
    pub fn broken(text: &str, why: &str) -> Expression {
        Expression(Arc::new(Compiled::broken(text, why)))
    }

    pub fn source(&self) -> &str {
        &self.0.source
    }

    /// Names of variables that the expression may read.
    pub fn reads(&self) -> &[Arc<str>] {
        &self.0.variables
    }

    pub fn eval(&self, scope: &dyn Scope) -> Result<Value, ScriptError> {
        self.0.runs()?;
        if let Some(fast) = &self.0.fast
            && let Some(value) = fast.eval(scope)
        {
            return Ok(value);
        }
        let mut variables = self.0.offer(scope);
        let value = ENGINE.eval_ast_with_scope::<Dynamic>(&mut variables, &self.0.ast).map_err(|e| run_error(*e))?;
        from_dynamic(&value)
    }

    /// As a condition: true or false, anything else is an error.
    pub fn holds(&self, scope: &dyn Scope) -> Result<bool, ScriptError> {
        match self.eval(scope)? {
            Value::Bool(value) => Ok(value),
            other => Err(ScriptError::new(Failure::NotBoolean(other.word().to_string()))),
        }
    }
}

impl Script {
    pub fn compile(text: &str) -> Result<Script, CompileError> {
        check_size(text)?;
        let ast = ENGINE.compile(text).map_err(compile_error)?;
        Ok(Script(Arc::new(Compiled {
            source: text.into(),
            variables: names::variables(&ast),
            ast,
            fast: None,
            broken: None,
        })))
    }

    /// A script in a language that cannot run here: every run is an error that says why.
    pub fn broken(text: &str, why: &str) -> Script {
        Script(Arc::new(Compiled::broken(text, why)))
    }

    pub fn source(&self) -> &str {
        &self.0.source
    }

    /// Names of variables that the script may read or write.
    pub fn variables(&self) -> &[Arc<str>] {
        &self.0.variables
    }

    /// Runs over a scope. A variable of the scope, or a new one that the script assigns without `let`, can be changed;
    /// those named in `constants` (`facts`, `answers`) cannot.
    pub fn run(&self, scope: &dyn Scope, constants: &[&str]) -> Result<Outcome, ScriptError> {
        self.0.runs()?;
        let mut variables = rhai::Scope::with_capacity(self.0.variables.len());
        for name in &self.0.variables {
            let value = scope.get(name).map_or(Dynamic::UNIT, to_dynamic);
            if constants.contains(&&**name) {
                variables.push_constant_dynamic(name.to_string(), value);
            } else {
                variables.push_dynamic(name.to_string(), value);
            }
        }
        let result = ENGINE.eval_ast_with_scope::<Dynamic>(&mut variables, &self.0.ast).map_err(|e| run_error(*e))?;
        // Names declared by `let` lie above ours and would hide them.
        variables.rewind(self.0.variables.len());
        let mut changes = Values::new();
        for name in &self.0.variables {
            let after = match variables.get_value::<Dynamic>(name) {
                Some(value) => from_dynamic(&value)?,
                None => continue,
            };
            if *scope.get(name).unwrap_or(&Value::Null) != after {
                changes.insert(name.clone(), after);
            }
        }
        Ok(Outcome { value: from_dynamic(&result)?, changes })
    }

    /// Calls a function of the script.
    pub fn call(&self, function: &str, arguments: &[Value]) -> Result<Value, ScriptError> {
        self.0.runs()?;
        let arguments: Vec<Dynamic> = arguments.iter().map(to_dynamic).collect();
        let options = CallFnOptions::new().eval_ast(false);
        let mut scope = rhai::Scope::new();
        let value = ENGINE
            .call_fn_with_options::<Dynamic>(options, &mut scope, &self.0.ast, function, arguments)
            .map_err(|e| run_error(*e))?;
        from_dynamic(&value)
    }

    /// Names and numbers of parameters of the functions it defines.
    pub fn functions(&self) -> Vec<(String, usize)> {
        self.0.ast.iter_functions().map(|f| (f.name.to_string(), f.params.len())).collect()
    }
}

impl Compiled {
    fn broken(text: &str, why: &str) -> Compiled {
        let broken = Some(why.to_string());
        Compiled { source: text.into(), ast: AST::empty(), variables: Vec::new(), fast: None, broken }
    }

    fn runs(&self) -> Result<(), ScriptError> {
        match &self.broken {
            Some(why) => Err(ScriptError::new(Failure::Runtime(why.clone()))),
            None => Ok(()),
        }
    }

    fn offer(&self, scope: &dyn Scope) -> rhai::Scope<'static> {
        let mut variables = rhai::Scope::with_capacity(self.variables.len());
        for name in &self.variables {
            if let Some(value) = scope.get(name) {
                variables.push_constant_dynamic(name.to_string(), to_dynamic(value));
            }
        }
        variables
    }
}

impl fmt::Debug for Expression {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "Expression({:?})", self.source())
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "Script({:?})", self.source())
    }
}

fn check_size(text: &str) -> Result<(), CompileError> {
    if text.len() > limits::TEXT {
        return Err(CompileError { line: 0, column: 0, message: format!("longer than {} bytes", limits::TEXT) });
    }
    Ok(())
}

fn place(position: Position) -> (u32, u32) {
    (position.line().unwrap_or(0) as u32, position.position().unwrap_or(0) as u32)
}

fn compile_error(error: rhai::ParseError) -> CompileError {
    let (line, column) = place(error.position());
    CompileError { line, column, message: error.err_type().to_string() }
}

fn run_error(error: EvalAltResult) -> ScriptError {
    let (line, column) = place(error.position());
    ScriptError { line, column, failure: failure(error) }
}

fn failure(error: EvalAltResult) -> Failure {
    match error {
        EvalAltResult::ErrorInFunctionCall(_, _, inner, _) => failure(*inner),
        EvalAltResult::ErrorRuntime(value, _) => match value.clone().try_cast::<Thrown>() {
            Some(thrown) => Failure::BpmnError { code: thrown.code, message: thrown.message },
            None => Failure::Thrown(value.to_string()),
        },
        EvalAltResult::ErrorVariableNotFound(name, _) => Failure::UnknownVariable(name),
        EvalAltResult::ErrorTerminated(..) => Failure::Interrupted,
        EvalAltResult::ErrorTooManyOperations(_) => Failure::Limit(format!("{} operations", limits::OPERATIONS)),
        EvalAltResult::ErrorStackOverflow(_) => Failure::Limit(format!("{} nested calls", limits::DEPTH)),
        EvalAltResult::ErrorDataTooLarge(what, _) => Failure::Limit(what),
        EvalAltResult::ErrorTooManyVariables(_) => Failure::Limit(format!("{} variables", limits::VARIABLES)),
        other => Failure::Runtime(other.unwrap_inner().to_string()),
    }
}
