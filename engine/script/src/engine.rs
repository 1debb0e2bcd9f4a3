//! The one limited rhai engine, built once and shared.
//!
//! Built from the raw engine, package by package: no clock, no randomness, no modules, no `eval`, no output. `sleep` sits
//! in the core package and is not counted by the operation limit, so it is replaced by functions that fail.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::LazyLock;

use rhai::packages::Package;
use rhai::{Dynamic, Engine, EvalAltResult, ImmutableString, OptimizationLevel, Token};
use rust_decimal::Decimal;

/// Hard limits of every script.
pub mod limits {
    /// Operations of one run.
    pub const OPERATIONS: u64 = 50_000;
    /// Nested calls, and nested expressions.
    pub const DEPTH: usize = 32;
    /// Bytes of a string.
    pub const STRING: usize = 8 * 1024;
    /// Items of a list, and keys of a map.
    pub const ITEMS: usize = 1_000;
    /// Variables of one run.
    pub const VARIABLES: usize = 256;
    /// Functions of one script.
    pub const FUNCTIONS: usize = 64;
    /// Bytes of the text of one script.
    pub const TEXT: usize = 64 * 1024;
    /// How often a guard is asked, in operations.
    pub const GUARD_EVERY: u64 = 256;
}

type Guard = Rc<dyn Fn() -> bool>;

thread_local! {
    static GUARD: RefCell<Option<Guard>> = const { RefCell::new(None) };
}

/// Runs `work` under a guard: every script that runs meanwhile on this thread asks it each 256 operations and ends with
/// [`crate::Failure::Interrupted`] once it answers false. The shell passes its wall clock in here.
pub fn guarded<T>(goes_on: impl Fn() -> bool + 'static, work: impl FnOnce() -> T) -> T {
    struct Restore(Option<Guard>);
    impl Drop for Restore {
        fn drop(&mut self) {
            let before = self.0.take();
            GUARD.with(|guard| *guard.borrow_mut() = before);
        }
    }
    let _restore = Restore(GUARD.with(|guard| guard.borrow_mut().replace(Rc::new(goes_on))));
    work()
}

fn progress(operations: u64) -> Option<Dynamic> {
    if !operations.is_multiple_of(limits::GUARD_EVERY) {
        return None;
    }
    let guard = GUARD.with(|guard| guard.borrow().clone());
    match guard {
        Some(goes_on) if !goes_on() => Some(Dynamic::UNIT),
        _ => None,
    }
}

/// A BPMN error on its way out of a script.
#[derive(Clone, Debug)]
pub(crate) struct Thrown {
    pub code: String,
    pub message: String,
}

pub(crate) static ENGINE: LazyLock<Engine> = LazyLock::new(build);

fn build() -> Engine {
    let mut engine = Engine::new_raw();
    rhai::packages::ArithmeticPackage::new().register_into_engine(&mut engine);
    rhai::packages::BasicArrayPackage::new().register_into_engine(&mut engine);
    rhai::packages::BasicIteratorPackage::new().register_into_engine(&mut engine);
    rhai::packages::BasicMapPackage::new().register_into_engine(&mut engine);
    rhai::packages::BasicMathPackage::new().register_into_engine(&mut engine);
    rhai::packages::BasicStringPackage::new().register_into_engine(&mut engine);
    rhai::packages::LogicPackage::new().register_into_engine(&mut engine);
    rhai::packages::MoreStringPackage::new().register_into_engine(&mut engine);
    rhai::packages::CorePackage::new().register_into_engine(&mut engine);
    engine
        .set_max_operations(limits::OPERATIONS)
        .set_max_call_levels(limits::DEPTH)
        .set_max_expr_depths(limits::DEPTH, limits::DEPTH)
        .set_max_string_size(limits::STRING)
        .set_max_array_size(limits::ITEMS)
        .set_max_map_size(limits::ITEMS)
        .set_max_variables(limits::VARIABLES)
        .set_max_functions(limits::FUNCTIONS)
        .set_max_modules(0)
        // The optimizer takes time that grows with the square of a script's length, and changes no result.
        .set_optimization_level(OptimizationLevel::None);
    for keyword in ["eval", "import", "export", "print", "debug", "Fn", "call", "curry"] {
        engine.disable_symbol(keyword);
    }
    name_facts(&mut engine);
    engine.on_progress(progress);
    engine.register_fn("sleep", |_: i64| no_sleep());
    engine.register_fn("sleep", |_: f64| no_sleep());
    engine.register_fn("yuan", yuan);
    engine.register_type_with_name::<Thrown>("BpmnError");
    engine.register_fn("bpmn_error", |code: ImmutableString, message: ImmutableString| Thrown {
        code: code.to_string(),
        message: message.to_string(),
    });
    engine.register_fn("bpmn_error", |code: ImmutableString| Thrown { code: code.to_string(), message: String::new() });
    engine
}

/// Words that rhai reserves without using them, but which name facts and variables here (`facts.case.title`).
const FREE_WORDS: [&str; 12] =
    ["case", "new", "public", "shared", "default", "package", "module", "static", "protected", "match", "go", "thread"];

#[allow(deprecated)] // marked so by rhai because it may change between versions, not because it will go
fn name_facts(engine: &mut Engine) {
    engine.on_parse_token(|token, _, _| match token {
        Token::Reserved(word) if FREE_WORDS.contains(&word.as_str()) => Token::Identifier(word),
        other => other,
    });
}

fn no_sleep() -> Result<(), Box<EvalAltResult>> {
    Err("a script may not wait".into())
}

/// An amount of money, exact; text only, because a float literal is not.
fn yuan(text: &str) -> Result<Decimal, Box<EvalAltResult>> {
    text.trim().parse().map_err(|_| format!("{text} is no amount of money").into())
}
