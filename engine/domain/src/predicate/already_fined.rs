//! The same conduct has been fined before (行政处罚法 29): as the ruling `double_jeopardy` found.

use crate::case::Case;

pub(super) fn holds(case: &Case<'_>) -> bool {
    case.flag("case.already_fined")
}
