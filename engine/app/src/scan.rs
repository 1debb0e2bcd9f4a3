//! The scan of a public text for what looks like personal data.

use crate::view::papers::ScanHit;

/// What looks like personal data in the public text: identity numbers, mobile numbers, bank cards, mail addresses, plates.
pub(crate) fn scan(text: &str) -> Vec<ScanHit> {
    let runs: Vec<&str> = text.split(|c: char| !c.is_ascii_digit() && c != 'X').filter(|r| !r.is_empty()).collect();
    let count = |test: &dyn Fn(&str) -> bool| runs.iter().filter(|r| test(r)).count();
    let digits = |r: &str| r.bytes().all(|b| b.is_ascii_digit());
    let plates = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
    let chars: Vec<char> = text.chars().collect();
    let plate = chars
        .windows(7)
        .filter(|w| {
            plates.contains(w[0]) && w[1].is_ascii_uppercase() && w[2..].iter().all(char::is_ascii_alphanumeric)
        })
        .count();
    [
        (
            "证件号",
            count(&|r| {
                r.len() == 18 && r.get(..17).is_some_and(digits) && r.get(6..8).is_some_and(|y| y == "19" || y == "20")
            }),
        ),
        ("手机号", count(&|r| r.len() == 11 && r.starts_with('1') && digits(r))),
        ("银行卡", count(&|r| (16..=19).contains(&r.len()) && digits(r) && r.starts_with('6'))),
        ("邮箱", text.matches('@').count()),
        ("车牌", plate),
    ]
    .into_iter()
    .map(|(what, hits)| ScanHit { what: what.into(), hits })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_data_in_public_text_is_found() {
        let hits: Vec<(String, usize)> = scan("电话13800000000，证件110101199001010000，冀A12345，a@b.cn")
            .into_iter()
            .map(|h| (h.what, h.hits))
            .collect();
        let expected = [("证件号", 1), ("手机号", 1), ("银行卡", 0), ("邮箱", 1), ("车牌", 1)];
        assert_eq!(hits, expected.map(|(w, n)| (w.to_string(), n)));
        assert!(scan("罚款 10000 元，039999010012608170001070012").iter().all(|h| h.hits == 0));
    }
}
