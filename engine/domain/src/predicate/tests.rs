//! Predicates that gates use are tested there (`gate/tests.rs`); here those with a rule of their own.

use super::masked::hits;

#[test]
fn personal_numbers_are_found_in_running_text() {
    assert_eq!(hits("联系电话13912345678，多次催促")[0].0, "手机号");
    assert_eq!(hits("身份证号11010519491231002X。")[0].0, "证件号");
    assert_eq!(hits("卡号6222021234567890128")[0].0, "银行卡");
    assert_eq!(hits("发至 someone@example.com 即可")[0].0, "邮箱");
    assert!(hits("示环罚〔2026〕1号，罚款10000元，行为码039999010012608170001070012，住所演示路8号").is_empty());
}
