//! Limits, the fast path against rhai, errors with their places.

use std::cell::Cell;
use std::rc::Rc;

use crate::*;

fn scope() -> Values {
    let mut facts = std::collections::BTreeMap::new();
    facts.insert("fine".into(), Value::Decimal("12.50".parse().unwrap()));
    facts.insert("name".into(), Value::from("示例市磐石建材有限公司"));
    Values::from([
        ("x".into(), Value::Int(1)),
        ("test".into(), Value::from("ab")),
        ("flag".into(), Value::Bool(true)),
        ("facts".into(), Value::Map(facts)),
        ("list".into(), Value::List(vec![Value::Int(1), Value::Int(5)])),
    ])
}

fn eval(text: &str) -> Result<Value, ScriptError> {
    Expression::compile(text).unwrap().eval(&scope())
}

#[test]
fn expressions_give_what_they_say() {
    for (text, expected) in [
        ("x == 1", Value::Bool(true)),
        ("x", Value::Int(1)),
        ("x + 2", Value::Int(3)),
        ("x == \"1\"", Value::Bool(false)),
        ("test.contains(\"a\")", Value::Bool(true)),
        ("test.contains(\"c\") || flag", Value::Bool(true)),
        ("!flag", Value::Bool(false)),
        ("facts.name.contains(\"示例\") && x < 2", Value::Bool(true)),
        ("facts.fine == yuan(\"12.5\")", Value::Bool(true)),
        ("facts.fine > 12", Value::Bool(true)),
        ("facts.absent == ()", Value::Bool(true)),
        ("list.filter(|n| n > 1).len()", Value::Int(1)),
        ("facts.fine * 2", Value::Decimal("25.00".parse().unwrap())),
    ] {
        assert_eq!(eval(text), Ok(expected), "{text}");
    }
}

#[test]
fn words_of_the_subject_are_names() {
    let facts = Value::Map([("case".into(), Value::Map([("default".into(), Value::Bool(true))].into()))].into());
    let scope = Values::from([("facts".into(), facts), ("case".into(), Value::Int(1))]);
    for text in ["facts.case.default", "facts.case[\"default\"] == true", "case == 1", "case + 1 == 2"] {
        assert_eq!(Expression::compile(text).unwrap().holds(&scope), Ok(true), "{text}");
    }
}

#[test]
fn dollar_braces_only_for_bpmn() {
    assert!(Expression::compile("${x}").is_err());
    assert_eq!(Expression::compile_bpmn(" ${x == 1} ").unwrap().holds(&scope()), Ok(true));
    assert_eq!(&**Expression::compile_bpmn("${x}").unwrap().reads().first().unwrap(), "x");
}

#[test]
fn errors_have_a_kind_and_a_place() {
    let error = Expression::compile("x == ").unwrap_err();
    assert_eq!(error.line, 1, "{error}");
    assert!(Script::compile("let a = 1;\nlet b = ;").unwrap_err().line == 2);
    assert_eq!(eval("y > 1").unwrap_err().failure, Failure::UnknownVariable("y".into()));
    let error = Expression::compile("x").unwrap().holds(&scope()).unwrap_err();
    assert_eq!(error.failure, Failure::NotBoolean("an integer".into()));
    let run = |text: &str| Script::compile(text).unwrap().run(&scope(), &[]).unwrap_err();
    assert_eq!(run("throw bpmn_error(\"E1\", \"why\")").bpmn_error(), Some(("E1", "why")));
    assert_eq!(run("fn f() { throw bpmn_error(\"E2\") } f()").bpmn_error(), Some(("E2", "")));
    let thrown = run("let a = 1;\nthrow \"no\"");
    assert_eq!((thrown.failure, thrown.line), (Failure::Thrown("no".into()), 2));
    assert!(matches!(run("1 / 0").failure, Failure::Runtime(_)));
    assert!(matches!(run("|| 1").failure, Failure::Unsupported(_)));
}

#[test]
fn scripts_answer_with_a_difference() {
    let script = Script::compile("x += 1; data = \"String\"; let local = 3; list.push(7); local").unwrap();
    let outcome = script.run(&scope(), &["facts"]).unwrap();
    assert_eq!(outcome.value, Value::Int(3));
    let names: Vec<&str> = outcome.changes.keys().map(|name| &**name).collect();
    assert_eq!(names, ["data", "list", "x"]);
    assert_eq!(outcome.changes["x"], Value::Int(2));
    // A local of the same name hides the variable and leaves it alone.
    assert!(Script::compile("let x = 9; x += 1;").unwrap().run(&scope(), &[]).unwrap().changes.is_empty());
    let error = Script::compile("facts.fine = 1;").unwrap().run(&scope(), &["facts"]).unwrap_err();
    assert!(matches!(error.failure, Failure::Runtime(_)), "{error}");
}

#[test]
fn a_function_of_a_script_can_be_called() {
    let script = Script::compile("fn half(n) { n / 2 }").unwrap();
    assert_eq!(script.functions(), [("half".to_string(), 1)]);
    assert_eq!(script.call("half", &[Value::Int(8)]), Ok(Value::Int(4)));
    assert!(script.call("third", &[Value::Int(8)]).is_err());
}

#[test]
fn every_limit_holds() {
    let limit = |text: &str| match Script::compile(text).unwrap().run(&scope(), &[]) {
        Err(ScriptError { failure: Failure::Limit(what), .. }) => what,
        other => panic!("{text}: {other:?}"),
    };
    limit("loop { }");
    limit("let n = 0; while n < 100000 { n += 1; }");
    limit("fn f(n) { f(n + 1) } f(0)");
    limit("let s = \"abcdefgh\"; loop { s += s; }");
    limit("let l = []; loop { l.push(1); }");
    limit("let m = #{}; let n = 0; loop { m[n.to_string()] = n; n += 1; }");
    assert!(Script::compile(&format!("{}1{}", "(".repeat(200), ")".repeat(200))).is_err());
    assert!(Script::compile(&" ".repeat(limits::TEXT + 1)).is_err());
}

#[test]
fn nothing_reaches_outside() {
    for text in [
        "eval(\"1\")",
        "import \"x\" as x;",
        "print(1)",
        "debug(1)",
        "Fn(\"sleep\").call(1)",
        "sleep(1)",
        "sleep(0.1)",
        "timestamp()",
        "rand()",
    ] {
        let refused = match Script::compile(text) {
            Err(_) => true,
            Ok(script) => script.run(&scope(), &[]).is_err(),
        };
        assert!(refused, "{text}");
    }
}

#[test]
fn a_guard_ends_a_script_from_outside() {
    let asked = Rc::new(Cell::new(0));
    let count = asked.clone();
    let goes_on = move || {
        count.set(count.get() + 1);
        count.get() < 3
    };
    let script = Script::compile("loop { }").unwrap();
    let error = guarded(goes_on, || script.run(&scope(), &[])).unwrap_err();
    assert_eq!((error.failure, asked.get()), (Failure::Interrupted, 3));
    assert!(matches!(script.run(&scope(), &[]).unwrap_err().failure, Failure::Limit(_)), "the guard is gone");
}
