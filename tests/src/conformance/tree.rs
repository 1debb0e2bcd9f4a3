//! XML as a tree that can be changed and written again: only for tests. The engine itself never writes XML.

use quick_xml::Reader;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};

/// An element with its attributes as they are written, prefixes and all.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Child>,
}

/// What stands inside an element; comments are dropped.
#[derive(Debug, Clone)]
pub enum Child {
    Element(Tree),
    Text(String),
}

impl Tree {
    /// Reads a file; nothing when it is no XML.
    pub fn read(text: &str) -> Option<Tree> {
        let mut reader = Reader::from_str(text);
        let mut open = vec![Tree::default()];
        loop {
            match reader.read_event().ok()? {
                Event::Start(tag) => open.push(Tree::of(&tag)?),
                Event::Empty(tag) => open.last_mut()?.children.push(Child::Element(Tree::of(&tag)?)),
                Event::End(_) => {
                    let done = open.pop()?;
                    open.last_mut()?.children.push(Child::Element(done));
                }
                Event::Text(text) => open.last_mut()?.push_text(&text),
                Event::CData(text) => open.last_mut()?.push_text(&text),
                Event::GeneralRef(name) => {
                    let name = format!("&{};", &*name);
                    open.last_mut()?.push_text(&quick_xml::escape::unescape(&name).ok()?);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        open.pop()?.children.into_iter().find_map(|child| match child {
            Child::Element(root) if open.is_empty() => Some(root),
            _ => None,
        })
    }

    fn of(tag: &BytesStart<'_>) -> Option<Tree> {
        let name = tag.name().as_ref().to_string();
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.ok()?;
            let key = attribute.key.as_ref().to_string();
            attributes.push((key, quick_xml::escape::unescape(&attribute.value).ok()?.into_owned()));
        }
        Some(Tree { name, attributes, children: Vec::new() })
    }

    fn push_text(&mut self, text: &str) {
        if let Some(Child::Text(before)) = self.children.last_mut() {
            before.push_str(text);
        } else {
            self.children.push(Child::Text(text.to_owned()));
        }
    }

    /// The name without its prefix.
    pub fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or_default()
    }

    /// The prefix with its colon, or nothing.
    pub fn prefix(&self) -> &str {
        &self.name[..self.name.len() - self.local().len()]
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn elements(&self) -> impl Iterator<Item = &Tree> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    pub fn elements_mut(&mut self) -> impl Iterator<Item = &mut Tree> {
        self.children.iter_mut().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    /// All text directly inside.
    pub fn text(&self) -> String {
        let text = self.children.iter().filter_map(|child| match child {
            Child::Text(text) => Some(text.as_str()),
            Child::Element(_) => None,
        });
        text.collect()
    }

    /// Visits every element, the outer before the inner.
    pub fn visit(&mut self, change: &mut dyn FnMut(&mut Tree)) {
        change(self);
        self.elements_mut().for_each(|child| child.visit(change));
    }

    /// The file again.
    pub fn write(&self) -> Vec<u8> {
        let mut writer = quick_xml::Writer::new(Vec::new());
        self.write_to(&mut writer);
        writer.into_inner()
    }

    fn write_to(&self, writer: &mut quick_xml::Writer<Vec<u8>>) {
        let attributes = self.attributes.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        let start = BytesStart::new(self.name.as_str()).with_attributes(attributes);
        // A vector takes every byte.
        let _ = writer.write_event(Event::Start(start));
        for child in &self.children {
            match child {
                Child::Element(element) => element.write_to(writer),
                Child::Text(text) => {
                    let _ = writer.write_event(Event::Text(BytesText::new(text)));
                }
            }
        }
        let _ = writer.write_event(Event::End(BytesEnd::new(self.name.as_str())));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written() {
        let text = "<a:b x=\"1 &lt; 2\"><!-- no --><c>x &amp; y<![CDATA[<z>]]></c><d/></a:b>";
        let tree = Tree::read(text).unwrap();
        assert_eq!((tree.local(), tree.prefix(), tree.attribute("x")), ("b", "a:", Some("1 < 2")));
        assert_eq!(tree.elements().next().unwrap().text(), "x & y<z>");
        let written = String::from_utf8(tree.write()).unwrap();
        assert_eq!(written, "<a:b x=\"1 &lt; 2\"><c>x &amp; y&lt;z&gt;</c><d></d></a:b>");
    }
}
