//! Forms: the JSON Schema as the pack ships it, and the facts that its fields write (`x-fact`).

use serde_json::Value;
use std::collections::BTreeMap;

/// One form. Keyed in `Law::forms` by its `$id` (`notice/record_statement`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FormLaw {
    pub id: String,
    pub title: String,
    pub schema: Value,
    pub layout: Option<Value>,
    /// JSON pointer of the field in the answers → path of the fact.
    pub facts: BTreeMap<String, String>,
}

impl FormLaw {
    /// Reads title and `x-fact` out of the schema; fields of nested objects are found too.
    pub fn new(id: &str, schema: Value, layout: Option<Value>) -> Self {
        let mut facts = BTreeMap::new();
        collect(&schema, "", &mut facts);
        let title = schema.get("title").and_then(Value::as_str).unwrap_or_default().to_owned();
        FormLaw { id: id.to_owned(), title, schema, layout, facts }
    }
}

fn collect(schema: &Value, pointer: &str, facts: &mut BTreeMap<String, String>) {
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return };
    for (name, field) in properties {
        let here = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
        match field.get("x-fact").and_then(Value::as_str) {
            Some(path) => {
                facts.insert(here, path.to_owned());
            }
            None => collect(field, &here, facts),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn facts_of_nested_fields_are_found() {
        let form = FormLaw::new(
            "p/f",
            json!({"title": "表", "properties": {"a": {"x-fact": "party.name"}, "b": {"properties": {"c": {"x-fact": "party.address"}}}}}),
            None,
        );
        assert_eq!(form.facts["/a"], "party.name");
        assert_eq!(form.facts["/b/c"], "party.address");
        assert_eq!(form.title, "表");
    }
}
