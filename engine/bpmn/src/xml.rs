//! XML bytes to a tree of elements with positions.
//!
//! Refused on sight: more than 4 MiB, deeper than 64, more than 256 attributes, DOCTYPE, unknown entities, undeclared
//! prefixes, a second root, another encoding than UTF-8. Nothing is ever expanded or fetched. Subtrees of the diagram
//! namespaces are read for form and dropped.

mod build;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::tree::Tree;
use build::Builder;

/// Namespace of the BPMN 2.0 model.
pub const BPMN_NAMESPACE: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";
/// Namespace of `xsi:type`.
pub const XSI_NAMESPACE: &str = "http://www.w3.org/2001/XMLSchema-instance";
const DIAGRAM_NAMESPACES: [&str; 3] = [
    "http://www.omg.org/spec/BPMN/20100524/DI",
    "http://www.omg.org/spec/DD/20100524/DI",
    "http://www.omg.org/spec/DD/20100524/DC",
];

/// Limits of a file.
pub mod limits {
    pub const BYTES: usize = 4 * 1024 * 1024;
    pub const DEPTH: usize = 64;
    pub const ATTRIBUTES: usize = 256;
    /// Elements of one file: above what 4 MiB of useful BPMN hold.
    pub const ELEMENTS: usize = 120_000;
    /// Attributes of all elements of one file together.
    pub const ALL_ATTRIBUTES: usize = 300_000;
    /// Declarations of namespaces in force at one place.
    pub const DECLARATIONS: usize = 128;
    /// Different prefixes, and different namespaces, of one file.
    pub const NAMESPACES: usize = 1_000;
}

/// Why a file is no readable XML, and where (byte offset).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct XmlError {
    pub code: &'static str,
    pub at: usize,
    pub message: String,
}

fn fail<T>(code: &'static str, at: usize, message: impl Into<String>) -> Result<T, XmlError> {
    Err(XmlError { code, at, message: message.into() })
}

/// Checks size and encoding; gives the text without byte order mark.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, XmlError> {
    if bytes.len() > limits::BYTES {
        return fail("file-too-large", 0, format!("文件超过 {} 字节", limits::BYTES));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text =
        std::str::from_utf8(bytes).or_else(|error| fail("xml-encoding", error.valid_up_to(), "文件不是 UTF-8 编码"))?;
    if let Some(bad) = forbidden_character(text) {
        return fail("xml-character", bad, "含有 XML 不允许的控制字符");
    }
    Ok(text)
}

/// Where a character stands that XML 1.0 does not allow: control characters, U+FFFE and U+FFFF.
fn forbidden_character(text: &str) -> Option<usize> {
    let control = |byte: u8| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
    let mut from = 0;
    for part in text.as_bytes().chunks(256) {
        // Only pieces with a suspicious byte are looked at closely; U+FFFE and U+FFFF begin with EF.
        if part.iter().fold(false, |found, byte| found | control(*byte) | (*byte == 0xEF)) {
            let bytes = &text.as_bytes()[from..(from + part.len() + 2).min(text.len())];
            let outside =
                |at: usize| bytes[at..].starts_with(b"\xEF\xBF\xBE") || bytes[at..].starts_with(b"\xEF\xBF\xBF");
            if let Some(at) = (0..part.len()).find(|at| control(bytes[*at]) || outside(*at)) {
                return Some(from + at);
            }
        }
        from += part.len();
    }
    None
}

/// Reads one file.
pub(crate) fn read(text: &str) -> Result<Tree, XmlError> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = true;
    let mut tree = Builder::new(text);
    loop {
        let at = reader.buffer_position() as usize;
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => return fail("xml-malformed", reader.error_position() as usize, format!("XML 有误：{error}")),
        };
        match event {
            Event::Start(start) => tree.open(&start, at)?,
            Event::End(_) => tree.close(),
            Event::Text(text) => tree.text(&text.xml10_content(), at)?,
            Event::CData(data) => tree.text(&data.xml10_content(), at + "<![CDATA[".len())?,
            Event::GeneralRef(reference) => {
                let name = reference.xml10_content();
                let mut bytes = [0; 4];
                let resolved = match reference.resolve_char_ref() {
                    Ok(Some(c)) => Some(&*c.encode_utf8(&mut bytes)),
                    Ok(None) => quick_xml::escape::resolve_predefined_entity(&name),
                    Err(_) => None,
                };
                match resolved {
                    Some(text) => tree.text(text, at)?,
                    None => return fail("xml-entity", at, format!("实体 &{}; 未定义", start_of(&name))),
                }
            }
            Event::Decl(declaration) => {
                if let Some(Ok(encoding)) = declaration.encoding()
                    && !encoding.eq_ignore_ascii_case("utf-8")
                    // In ASCII every encoding that tools declare means the same.
                    && !text.is_ascii()
                {
                    return fail("xml-encoding", at, format!("声明的编码是 {}，只接受 UTF-8", start_of(&encoding)));
                }
            }
            Event::DocType(_) => return fail("xml-doctype", at, "不允许 DOCTYPE 声明"),
            Event::Eof => break,
            Event::Empty(_) | Event::Comment(_) | Event::PI(_) => {}
        }
    }
    tree.finish()
}

/// How many elements and attributes a text can have at most, so that nothing is copied while it is read.
fn at_most(text: &str) -> (usize, usize) {
    let (mut starts, mut values) = (0_usize, 0_usize);
    let bytes = text.as_bytes();
    // In pieces whose counts fit into a byte, which processors count many at a time.
    for (part, next) in bytes.chunks(255).zip(bytes.get(1..).unwrap_or_default().chunks(255)) {
        let (mut here, mut given) = (0_u8, 0_u8);
        for (byte, next) in part.iter().zip(next) {
            here += u8::from(*byte == b'<') & u8::from(*next != b'/');
            given += u8::from(*byte == b'=') & (u8::from(*next == b'"') | u8::from(*next == b'\''));
        }
        (starts, values) = (starts + usize::from(here), values + usize::from(given));
    }
    (starts.min(limits::ELEMENTS), values.min(limits::ALL_ATTRIBUTES))
}

/// The beginning of a text of any length, for messages.
fn start_of(text: &str) -> &str {
    text.char_indices().nth(60).map_or(text, |(end, _)| &text[..end])
}
