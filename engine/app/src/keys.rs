//! Keys of those who call us signed: each key opens one kind of route, so that a bank cannot publish and a publisher cannot
//! report payments.

use crate::refusal::Failure;
use std::collections::BTreeMap;

/// Name of the key with which the demonstration's bank signs.
pub const DEMO_BANK: &str = "bank-demo-key-id";
/// Name of the key with which this product signs deliveries to its own portal.
pub const PORTAL_SENDER: &str = "portal-own-key-id";
/// Signs in the demonstration, as printed in the documentation.
const DEMO_BANK_KEY: &[u8] = b"demonstration key, never a real one";

/// What a key may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// The collecting bank reports payments.
    Payments,
    /// A disclosure connector delivers to the portal.
    Publications,
}

impl Purpose {
    fn of(word: &str) -> Option<Purpose> {
        match word {
            "payments" => Some(Purpose::Payments),
            "publications" => Some(Purpose::Publications),
            _ => None,
        }
    }
}

/// The keys that this process knows.
#[derive(Default)]
pub(crate) struct Keys(BTreeMap<(Purpose, String), Vec<u8>>);

impl Keys {
    /// The portal's own key, that of the demonstration's bank, and the operator's: `PURPOSE:NAME:KEY,…`.
    ///
    /// # Errors
    /// An entry of `text` that is not of that form; the message names the entry by its place and never shows a key.
    pub(crate) fn new(portal: Vec<u8>, demo: bool, text: &str) -> Result<Keys, Failure> {
        let mut keys = Keys::default();
        keys.0.insert((Purpose::Publications, PORTAL_SENDER.into()), portal);
        if demo {
            keys.0.insert((Purpose::Payments, DEMO_BANK.into()), DEMO_BANK_KEY.to_vec());
        }
        for (n, entry) in text.split(',').map(str::trim).enumerate().filter(|(_, e)| !e.is_empty()) {
            let mut parts = entry.splitn(3, ':');
            let purpose = parts.next().and_then(Purpose::of);
            let (name, key) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            let Some(purpose) = purpose.filter(|_| !name.is_empty() && !key.is_empty()) else {
                return Err(Failure::fault(format!(
                    "XIEZHI_AGENCY_KEYS：第 {} 项应写成 用途:名称:密钥，用途为 payments 或 publications",
                    n + 1
                )));
            };
            keys.0.insert((purpose, name.to_string()), key.as_bytes().to_vec());
        }
        Ok(keys)
    }

    pub(crate) fn get(&self, purpose: Purpose, sender: &str) -> Option<&[u8]> {
        self.0.get(&(purpose, sender.to_string())).map(Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_opens_one_kind_of_route() {
        let keys = Keys::new(vec![1], true, "payments:bank-7:abc:def, publications:county:xyz").expect("keys");
        assert_eq!(keys.get(Purpose::Payments, "bank-7"), Some(&b"abc:def"[..]));
        assert_eq!(keys.get(Purpose::Publications, "bank-7"), None);
        assert_eq!(keys.get(Purpose::Payments, PORTAL_SENDER), None);
        assert_eq!(keys.get(Purpose::Publications, "county"), Some(&b"xyz"[..]));
    }

    #[test]
    fn a_malformed_entry_is_named_by_its_place_and_its_key_is_not_shown() {
        for bad in
            ["payments:bank:k,bank:secret", "payments:bank:k,mail:bank:secret", "payments:bank:k,payments:secret"]
        {
            let Err(failure) = Keys::new(Vec::new(), false, bad) else { panic!("{bad} was taken") };
            let text = failure.to_string();
            assert!(text.contains("第 2 项") && !text.contains("secret"), "{text}");
        }
    }

    #[test]
    fn outside_a_demonstration_nobody_knows_the_demonstration_key() {
        let keys = Keys::new(Vec::new(), false, "").expect("keys");
        assert_eq!(keys.get(Purpose::Payments, DEMO_BANK), None);
    }
}
