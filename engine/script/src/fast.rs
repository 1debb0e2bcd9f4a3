//! Simple conditions without rhai: constants, paths, comparisons, `contains`, and their combinations.
//!
//! Gives exactly what rhai gives, or `None`, and then rhai decides: every unusual pair of types goes that way.

use std::cmp::Ordering;
use std::sync::Arc;

use rhai::{AST, Expr, FnCallExpr, Stmt};

use crate::expression::Scope;
use crate::value::Value;

/// A small expression.
#[derive(Debug)]
pub(crate) enum Fast {
    Constant(Value),
    /// Variable, then keys of maps.
    Path(Arc<str>, Vec<Arc<str>>),
    Compare(Comparison, Box<(Fast, Fast)>),
    Not(Box<Fast>),
    And(Vec<Fast>),
    Or(Vec<Fast>),
    Contains(Box<(Fast, Fast)>),
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Comparison {
    Equal,
    Unequal,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

impl Fast {
    /// The small form of a compiled expression, if it has one.
    pub(crate) fn of(ast: &AST) -> Option<Fast> {
        match ast.statements() {
            [Stmt::Expr(expr)] => expression(expr),
            [Stmt::FnCall(call, _)] => function(call),
            _ => None,
        }
    }

    pub(crate) fn eval(&self, scope: &dyn Scope) -> Option<Value> {
        match self {
            Fast::Constant(value) => Some(value.clone()),
            Fast::Path(..) => self.find(scope).cloned(),
            _ => self.truth(scope).map(Value::Bool),
        }
    }

    fn find<'a>(&'a self, scope: &'a dyn Scope) -> Option<&'a Value> {
        match self {
            Fast::Constant(value) => Some(value),
            Fast::Path(name, keys) => keys.iter().try_fold(scope.get(name)?, |value, key| match value {
                Value::Map(map) => map.get(key),
                _ => None,
            }),
            _ => None,
        }
    }

    fn truth(&self, scope: &dyn Scope) -> Option<bool> {
        match self {
            Fast::Constant(_) | Fast::Path(..) => self.find(scope)?.as_bool(),
            Fast::Compare(how, sides) => how.holds(sides.0.find(scope)?, sides.1.find(scope)?),
            Fast::Not(inner) => inner.truth(scope).map(|value| !value),
            Fast::And(parts) => {
                for part in parts {
                    if !part.truth(scope)? {
                        return Some(false);
                    }
                }
                Some(true)
            }
            Fast::Or(parts) => {
                for part in parts {
                    if part.truth(scope)? {
                        return Some(true);
                    }
                }
                Some(false)
            }
            Fast::Contains(sides) => match (sides.0.find(scope)?, sides.1.find(scope)?) {
                (Value::Text(text), Value::Text(part)) => Some(text.contains(&**part)),
                _ => None,
            },
        }
    }
}

impl Comparison {
    fn of(name: &str) -> Option<Comparison> {
        Some(match name {
            "==" => Comparison::Equal,
            "!=" => Comparison::Unequal,
            "<" => Comparison::Less,
            "<=" => Comparison::LessEqual,
            ">" => Comparison::Greater,
            ">=" => Comparison::GreaterEqual,
            _ => return None,
        })
    }

    /// Only for two values of the same simple type.
    fn holds(self, left: &Value, right: &Value) -> Option<bool> {
        let order = match (left, right) {
            (Value::Int(a), Value::Int(b)) => a.cmp(b),
            (Value::Text(a), Value::Text(b)) => a.cmp(b),
            (Value::Decimal(a), Value::Decimal(b)) => a.cmp(b),
            (Value::Bool(a), Value::Bool(b)) if matches!(self, Comparison::Equal | Comparison::Unequal) => a.cmp(b),
            _ => return None,
        };
        Some(match self {
            Comparison::Equal => order == Ordering::Equal,
            Comparison::Unequal => order != Ordering::Equal,
            Comparison::Less => order == Ordering::Less,
            Comparison::LessEqual => order != Ordering::Greater,
            Comparison::Greater => order == Ordering::Greater,
            Comparison::GreaterEqual => order != Ordering::Less,
        })
    }
}

fn expression(expr: &Expr) -> Option<Fast> {
    match expr {
        Expr::BoolConstant(value, _) => Some(Fast::Constant(Value::Bool(*value))),
        Expr::IntegerConstant(value, _) => Some(Fast::Constant(Value::Int(*value))),
        Expr::StringConstant(text, _) => Some(Fast::Constant(Value::Text(text.as_str().into()))),
        Expr::Variable(variable, ..) if variable.2.is_empty() => {
            Some(Fast::Path(variable.1.as_str().into(), Vec::new()))
        }
        Expr::Dot(..) => dot(expr),
        Expr::FnCall(call, _) => function(call),
        Expr::And(parts, _) => parts.iter().map(expression).collect::<Option<_>>().map(Fast::And),
        Expr::Or(parts, _) => parts.iter().map(expression).collect::<Option<_>>().map(Fast::Or),
        _ => None,
    }
}

fn function(call: &FnCallExpr) -> Option<Fast> {
    match &call.args[..] {
        [left, right] => {
            let how = Comparison::of(&call.name)?;
            let sides = (value(left)?, value(right)?);
            Some(Fast::Compare(how, Box::new(sides)))
        }
        [inner] if call.name == "!" => Some(Fast::Not(Box::new(expression(inner)?))),
        _ => None,
    }
}

/// A constant or a path.
fn value(expr: &Expr) -> Option<Fast> {
    expression(expr).filter(|fast| matches!(fast, Fast::Constant(_) | Fast::Path(..)))
}

/// `a.b.c` or `a.b.contains("x")`; rhai nests the chain to the right.
fn dot(expr: &Expr) -> Option<Fast> {
    let Expr::Dot(pair, flags, _) = expr else { return None };
    if !flags.is_empty() && flags.bits() & rhai::ASTFlags::NEGATED.bits() != 0 {
        return None;
    }
    let Expr::Variable(variable, ..) = &pair.lhs else { return None };
    if !variable.2.is_empty() {
        return None;
    }
    let mut keys = Vec::new();
    let mut rest = &pair.rhs;
    loop {
        match rest {
            Expr::Property(property, _) => {
                keys.push(Arc::from(property.2.as_str()));
                return Some(Fast::Path(variable.1.as_str().into(), keys));
            }
            Expr::Dot(pair, flags, _) if flags.bits() & rhai::ASTFlags::NEGATED.bits() == 0 => {
                let Expr::Property(property, _) = &pair.lhs else { return None };
                keys.push(Arc::from(property.2.as_str()));
                rest = &pair.rhs;
            }
            Expr::MethodCall(call, _) if call.name == "contains" => {
                let [part] = &call.args[..] else { return None };
                let path = Fast::Path(variable.1.as_str().into(), keys);
                return Some(Fast::Contains(Box::new((path, value(part)?))));
            }
            _ => return None,
        }
    }
}
