//! QR codes of a paper, as vector pictures under `/qr/NAME.svg`.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use serde_json::Value;

/// The two codes a paper may carry: the look-up page of the 27-digit action code and the payment page.
///
/// * `action_code` holds `{agency.portal_url}/c/{case.action_code}`; without a portal address the bare digits.
/// * `payment` holds `payment.url`, and is absent without it.
pub(crate) fn codes(data: &Value) -> Vec<(&'static str, String)> {
    let text = |pointer: &str| data.pointer(pointer).and_then(Value::as_str).filter(|text| !text.is_empty());
    let mut codes = Vec::new();
    if let Some(code) = text("/case/action_code") {
        let target = match text("/agency/portal_url") {
            Some(base) => format!("{}/c/{code}", base.trim_end_matches('/')),
            None => code.to_owned(),
        };
        codes.extend(draw(&target).map(|picture| ("action_code", picture)));
    }
    if let Some(url) = text("/payment/url") {
        codes.extend(draw(url).map(|picture| ("payment", picture)));
    }
    codes
}

/// A code as SVG, or nothing when the text is longer than a QR code can hold (about 2 kB).
fn draw(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    Some(code.render::<svg::Color>().quiet_zone(true).min_dimensions(200, 200).build())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_code_leads_to_the_portal_when_there_is_one() {
        let bare = codes(&json!({"case": {"action_code": "039999010010726000000000001"}}));
        let linked = codes(
            &json!({"case": {"action_code": "039999010010726000000000001"}, "agency": {"portal_url": "https://portal.example/"}}),
        );
        assert_eq!(bare.len(), 1);
        assert_eq!(linked.len(), 1);
        assert_ne!(bare[0].1, linked[0].1);
        assert!(bare[0].1.contains("<svg"));
    }

    #[test]
    fn no_fact_no_code() {
        assert!(codes(&json!({})).is_empty());
    }
}
