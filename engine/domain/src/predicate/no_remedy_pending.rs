//! No reconsideration or lawsuit without a result.

use crate::case::Case;
use crate::law::ActName;

pub(super) fn holds(case: &Case<'_>) -> bool {
    case.file.acts_of(ActName::RemedyRegister).count() <= case.file.acts_of(ActName::RemedyResult).count()
}
