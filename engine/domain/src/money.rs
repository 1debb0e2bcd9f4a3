//! Money: exact decimals in yuan, written as text. Never a JSON number, never a division where a multiplication will do.

use rust_decimal::Decimal;
use serde_json::Value;

/// Reads decimal text (or a JSON integer, which is exact).
pub fn read(value: &Value) -> Option<Decimal> {
    match value {
        Value::String(text) => parse(text),
        Value::Number(number) => number.as_i64().map(Decimal::from),
        _ => None,
    }
}

/// Plain decimal text only: digits, at most one point, an optional minus.
pub fn parse(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if plain { text.parse().ok() } else { None }
}

/// Decimal text without trailing zeros: `45000`.
pub fn text(amount: Decimal) -> String {
    amount.normalize().to_string()
}

/// With thousands separators: `45,000`, `1,234.5`.
pub fn grouped(amount: Decimal) -> String {
    let plain = text(amount);
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let mut out = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// 壹万元整, 壹仟零伍元叁角: amounts in words as papers write them. `None` beyond 9999亿 or below a cent.
pub fn capital(amount: Decimal) -> Option<String> {
    const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
    let cents: u64 = (amount * Decimal::from(100)).normalize().to_string().parse().ok()?;
    let (yuan, rest) = (cents / 100, cents % 100);
    if yuan >= 1_000_000_000_000 {
        return None;
    }
    let mut out = String::new();
    let mut gap = false;
    for (size, unit) in [(100_000_000u64, "亿"), (10_000, "万"), (1, "")] {
        let part = (yuan / size) % 10_000;
        if part == 0 {
            gap |= !out.is_empty();
            continue;
        }
        if !out.is_empty() && (gap || part < 1000) {
            out.push('零');
        }
        gap = false;
        section(part, &mut out, &DIGITS);
        out.push_str(unit);
    }
    if yuan > 0 || rest == 0 {
        if yuan == 0 {
            out.push('零');
        }
        out.push('元');
    }
    let (jiao, fen) = ((rest / 10) as usize, (rest % 10) as usize);
    match (jiao, fen) {
        (0, 0) => out.push('整'),
        (0, fen) => {
            if yuan > 0 {
                out.push('零');
            }
            out.extend([DIGITS[fen], '分']);
        }
        (jiao, 0) => out.extend([DIGITS[jiao], '角']),
        (jiao, fen) => out.extend([DIGITS[jiao], '角', DIGITS[fen], '分']),
    }
    Some(out)
}

fn section(part: u64, out: &mut String, digits: &[char; 10]) {
    let mut zero = false;
    let mut begun = false;
    for (size, unit) in [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")] {
        let digit = (part / size % 10) as usize;
        if digit == 0 {
            zero = begun;
            continue;
        }
        if zero {
            out.push('零');
            zero = false;
        }
        out.push(digits[digit]);
        out.push_str(unit);
        begun = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_in_words() {
        for (amount, words) in [
            ("10000", "壹万元整"),
            ("45000", "肆万伍仟元整"),
            ("100000", "壹拾万元整"),
            ("10005", "壹万零伍元整"),
            ("100500000", "壹亿零伍拾万元整"),
            ("1005.3", "壹仟零伍元叁角"),
            ("0.05", "伍分"),
            ("0", "零元整"),
            ("350000", "叁拾伍万元整"),
        ] {
            assert_eq!(capital(parse(amount).unwrap_or_default()).as_deref(), Some(words), "{amount}");
        }
    }

    #[test]
    fn amounts_in_groups() {
        assert_eq!(parse("45000.00").map(grouped).as_deref(), Some("45,000"));
        assert_eq!(parse("1234567.5").map(grouped).as_deref(), Some("1,234,567.5"));
        assert_eq!(parse("1e5"), None);
        assert_eq!(parse(""), None);
    }
}
