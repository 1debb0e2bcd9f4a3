//! Every element of the violation is proven (行政处罚法 40).

use crate::case::Case;

pub(super) fn holds(case: &Case<'_>) -> bool {
    crate::completeness::matrix(case).complete
}
