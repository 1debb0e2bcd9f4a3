//! What the user reads for a code: one file of Chinese sentences, filled with the refusal's parameters.

use crate::refusal::Refusal;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The words for a code, with `{name}` for parameters, and its HTTP status.
#[derive(Debug, Deserialize)]
pub struct Message {
    pub status: u16,
    pub title: String,
    pub detail: String,
}

static MESSAGES: LazyLock<BTreeMap<String, Message>> =
    LazyLock::new(|| serde_json::from_str(include_str!("messages.zh.json")).unwrap_or_default());

/// The message of a code.
pub fn of(code: &str) -> Option<&'static Message> {
    MESSAGES.get(code)
}

/// The sentence of a refusal.
pub fn sentence(refusal: &Refusal) -> String {
    let mut text = of(&refusal.code).map_or_else(|| refusal.code.clone(), |m| m.detail.clone());
    for (name, value) in &refusal.parameters {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_filled_in() {
        let refusal = Refusal::new("task-claimed").with("assignee", "协办人乙");
        assert_eq!(sentence(&refusal), "这个任务已由协办人乙领取。列表已更新。");
        assert!(MESSAGES.len() > 40, "the message file is read");
    }

    #[test]
    fn the_page_of_the_api_lists_every_code_under_its_status() {
        let page = include_str!("../../../docs/formats/api.md");
        let row = |status: u16| page.lines().filter(move |line| line.starts_with(&format!("| {status} ")));
        for (code, message) in MESSAGES.iter() {
            let listed = row(message.status).any(|line| line.contains(&format!("`{code}`")));
            assert!(listed, "{code} is not listed under {}", message.status);
        }
    }
}
