//! Which variables a compiled script may read or write.

use std::collections::BTreeSet;
use std::sync::Arc;

use rhai::{AST, ASTNode, Expr, Stmt};

/// Every name that occurs as a variable, in order, each once. A local variable of the script may be among them: the
/// set is what must be offered to the script, not what it needs.
pub(crate) fn variables(ast: &AST) -> Vec<Arc<str>> {
    let mut names = BTreeSet::new();
    ast.walk(&mut |path: &[ASTNode]| {
        match path.last() {
            Some(ASTNode::Expr(Expr::Variable(variable, ..))) => {
                names.insert(Arc::from(variable.1.as_str()));
            }
            Some(ASTNode::Stmt(Stmt::Share(shared))) => {
                names.extend(shared.iter().map(|(name, _)| Arc::from(name.as_str())));
            }
            _ => {}
        }
        true
    });
    names.into_iter().collect()
}
