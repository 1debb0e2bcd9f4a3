//! Checks content files against their JSON Schema, with the place of each finding.

use serde_json::Value;

use crate::problem::Problem;
use crate::tree::{Tree, child};
use crate::words;

/// A compiled schema of content files.
pub struct Schema(jsonschema::Validator);

impl Schema {
    /// The schemas are built in and tested; one that does not compile is a bug and checks nothing.
    pub fn compile(text: &str) -> Option<Self> {
        let schema: Value = serde_json::from_str(text).ok()?;
        let options = jsonschema::options().with_draft(jsonschema::Draft::Draft202012);
        options.should_validate_formats(true).build(&schema).ok().map(Self)
    }

    /// Adds a problem `content-schema` for everything that the schema refuses; returns whether there was none.
    pub fn check(&self, tree: &Tree, problems: &mut Vec<Problem>) -> bool {
        let before = problems.len();
        for error in self.0.iter_errors(&tree.value) {
            let pointer = error.instance_path().to_string();
            let unexpected = match error.kind() {
                jsonschema::error::ValidationErrorKind::AdditionalProperties { unexpected } => {
                    unexpected.first().cloned()
                }
                _ => None,
            };
            let at = unexpected.map_or_else(|| pointer.clone(), |name| child(&pointer, &name));
            let title = match error.kind() {
                jsonschema::error::ValidationErrorKind::Required { property } => {
                    property.as_str().unwrap_or_default().to_owned()
                }
                _ => pointer.rsplit('/').next().unwrap_or_default().to_owned(),
            };
            let problem = tree.problem("content-schema", &at, words::of(error.kind(), &title));
            if !problems.contains(&problem) {
                problems.push(problem);
            }
        }
        problems.len() == before
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::{FileKind, LAYOUT_SCHEMA};
    use crate::tree::json;

    #[test]
    fn every_built_in_schema_compiles() {
        let kinds = [
            FileKind::Facts,
            FileKind::Gates,
            FileKind::Limits,
            FileKind::Causes,
            FileKind::ConductClass,
            FileKind::Discretion,
            FileKind::Law,
            FileKind::Calendar,
            FileKind::Configuration,
            FileKind::Units,
            FileKind::Roles,
            FileKind::Persons,
            FileKind::Parties,
            FileKind::Profiles,
            FileKind::DocumentEntry,
        ];
        for kind in kinds {
            assert!(kind.schema().and_then(Schema::compile).is_some(), "{kind:?}");
        }
        assert!(Schema::compile(LAYOUT_SCHEMA).is_some());
    }

    #[test]
    fn a_wrong_field_is_named_with_its_place() {
        let mut problems = Vec::new();
        let text = "[\n  {\"path\": \"a.b\", \"type\": \"text\", \"class\": \"public\", \"title\": \"甲\"},\n  {\"path\": \"a.c\", \"type\": \"txt\",\n   \"class\": \"public\", \"ttle\": \"乙\"}\n]";
        let tree = json("facts.json", text.as_bytes(), &mut problems).unwrap();
        let schema = FileKind::Facts.schema().and_then(Schema::compile).unwrap();
        assert!(!schema.check(&tree, &mut problems));
        let mut seen: Vec<_> = problems.iter().map(|p| (p.line, p.element.clone().unwrap_or_default())).collect();
        seen.sort();
        assert_eq!(seen, [(3, "/1".into()), (3, "/1/type".into()), (4, "/1/ttle".into())]);
    }
}
