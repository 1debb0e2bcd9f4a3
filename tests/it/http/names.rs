//! Names that try to be more than text: they print as plain text, or are refused with the field and the character.

use super::server::Server;
use serde_json::{Value, json};

/// A rare character, markup and template syntax in one name.
const PLAIN: &str = r"𠮷田<b>建材</b>#let x=1 $a$ \(演示)";
/// What is no text for a paper, and how the refusal calls it.
const REFUSED: [(&str, &str, &str); 4] = [
    ("演示\u{202e}厂", "document-forbidden-character", "U+202E"),
    ("演示\0厂", "document-forbidden-character", "U+0000"),
    ("演示😀厂", "document-missing-glyph", "😀"),
    ("演示\u{3fffd}厂", "document-missing-glyph", "\u{3fffd}"),
];

fn clue(name: &str) -> Value {
    json!({ "answers": {
        "source": "inspection", "object": name, "location": "示例市演示路1号", "content": format!("演示线索 {name}"),
        "party_name": name, "party_kind": "legal_person",
    } })
}

#[test]
fn names_print_as_plain_text_or_are_refused_by_name() {
    let server = Server::demonstration(None);
    let cookie = server.become_person("u-clue");
    let made = server.post(&cookie, "/api/clues", &clue(PLAIN)).must(201).json();
    let case = made["case"].as_str().unwrap_or_default();
    let view = server.get(&cookie, &format!("/api/cases/{case}")).must(200).json();
    assert_eq!(view["party"]["name"], PLAIN);
    let papers = server.get(&cookie, &format!("/api/cases/{case}/documents")).must(200).json();
    let paper = papers["items"][0]["id"].as_str().unwrap_or_default();
    let pdf = server.get(&cookie, &format!("/api/cases/{case}/documents/{paper}/pdf")).must(200);
    assert!(pdf.bytes.starts_with(b"%PDF-"));

    for (name, code, said) in REFUSED {
        let refused = server.post(&cookie, "/api/clues", &clue(name)).must(422);
        assert_eq!(refused.code(), code);
        let detail = refused.json()["detail"].as_str().unwrap_or_default().to_owned();
        assert!(detail.contains(said) && detail.contains("当事人名称"), "{detail}");
    }
    // Nothing of the refused ones is there, and none took a number.
    let cases = server.get(&cookie, "/api/cases").must(200).json();
    assert_eq!(cases["items"].as_array().map(Vec::len), Some(1), "{cases}");
    let next = server.post(&cookie, "/api/clues", &clue("演示厂")).must(201).json();
    let view = server.get(&cookie, &format!("/api/cases/{}", next["case"].as_str().unwrap_or_default())).must(200);
    assert_eq!(view.json()["clue_no"], "示环线〔2026〕2号");
}
