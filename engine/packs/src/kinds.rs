//! Which file is what: by its name inside `definitions/`.

/// What a file of a release is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    Facts,
    Gates,
    Limits,
    Causes,
    ConductClass,
    Discretion,
    DiscretionScript,
    Law,
    Calendar,
    Configuration,
    Units,
    Roles,
    Persons,
    Parties,
    Profiles,
    DocumentEntry,
    /// Sample, template, font or picture of a document, or a common block.
    DocumentPart,
    /// Anything below `shared/<id>/` or `procedures/<id>/`.
    Pack,
    /// `README.md` and `schema/`: for authors, read by nothing.
    ForAuthors,
    /// No place for such a file.
    Unknown,
}

impl FileKind {
    /// By the name alone.
    pub fn of(name: &str) -> Self {
        let parts: Vec<&str> = name.split('/').collect();
        let json = name.ends_with(".json");
        match parts.as_slice() {
            ["facts.json"] => Self::Facts,
            ["gates", _] if json => Self::Gates,
            ["limits", _] if json => Self::Limits,
            ["causes", _] if json => Self::Causes,
            ["causes", "classes", _] if json => Self::ConductClass,
            ["discretion", _] if json => Self::Discretion,
            ["discretion", _] if name.ends_with(".rhai") => Self::DiscretionScript,
            ["laws", _] if json => Self::Law,
            ["calendars", _] if json => Self::Calendar,
            ["agency", "configuration.json"] => Self::Configuration,
            ["agency", "units.json"] => Self::Units,
            ["agency", "roles.json"] => Self::Roles,
            ["agency", "persons.json"] => Self::Persons,
            ["agency", "parties.json"] => Self::Parties,
            ["agency", "profiles.json"] => Self::Profiles,
            ["documents", _, "document.json"] => Self::DocumentEntry,
            ["documents", _, ..] => Self::DocumentPart,
            ["shared" | "procedures", _, _, ..] => Self::Pack,
            ["schema", ..] => Self::ForAuthors,
            [.., last] if last.ends_with(".md") => Self::ForAuthors,
            _ => Self::Unknown,
        }
    }

    /// Text of the JSON Schema that files of this kind follow (`definitions/schema`, built into the program so that a pack
    /// cannot loosen it).
    pub fn schema(self) -> Option<&'static str> {
        macro_rules! text {
            ($name:literal) => {
                Some(include_str!(concat!("../../../definitions/schema/", $name, ".schema.json")))
            };
        }
        match self {
            Self::Facts => text!("facts"),
            Self::Gates => text!("gates"),
            Self::Limits => text!("limits"),
            Self::Causes => text!("causes"),
            Self::ConductClass => text!("conduct-class"),
            Self::Discretion => text!("discretion"),
            Self::Law => text!("law"),
            Self::Calendar => text!("calendar"),
            Self::Configuration => text!("configuration"),
            Self::Units => text!("units"),
            Self::Roles => text!("roles"),
            Self::Persons => text!("persons"),
            Self::Parties => text!("parties"),
            Self::Profiles => text!("profiles"),
            Self::DocumentEntry => text!("document"),
            Self::DiscretionScript | Self::DocumentPart | Self::Pack | Self::ForAuthors | Self::Unknown => None,
        }
    }
}

/// The schema that layouts follow.
pub const LAYOUT_SCHEMA: &str = include_str!("../../../definitions/schema/layout.schema.json");

/// The pack folder a file is in: `shared/notice`.
pub fn pack_folder(name: &str) -> Option<&str> {
    let (top, rest) = name.split_once('/')?;
    if top != "shared" && top != "procedures" {
        return None;
    }
    let (id, _) = rest.split_once('/')?;
    Some(&name[..top.len() + 1 + id.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_the_kind() {
        assert_eq!(FileKind::of("documents/W45/document.json"), FileKind::DocumentEntry);
        assert_eq!(FileKind::of("documents/lib/common.typ"), FileKind::DocumentPart);
        assert_eq!(FileKind::of("shared/notice/forms/a.json"), FileKind::Pack);
        assert_eq!(FileKind::of("gates/notes.txt"), FileKind::Unknown);
        assert_eq!(pack_folder("shared/notice/forms/a.json"), Some("shared/notice"));
        assert_eq!(pack_folder("documents/W45/a"), None);
    }
}
