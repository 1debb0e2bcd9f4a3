//! The OpenAPI 3.1 document, from the code; `docs/formats/openapi.json` is its snapshot, and the types of the pages are made of that.

use crate::shell::Shell;
use app::authorize::{self, Scope};
use serde_json::Value;

/// The document. Each operation says its permission, its scope and the roles that open it (`x-permission`, `x-scope`, `x-roles`).
pub fn openapi(shell: &Shell) -> Value {
    let (_, mut document, rows) = crate::build(shell);
    document.info.title = "Xiezhi".into();
    document.info.version = env!("CARGO_PKG_VERSION").into();
    let mut document = serde_json::to_value(document).unwrap_or_default();
    for row in rows {
        let operation = &mut document["paths"][&row.path][row.method.to_ascii_lowercase()];
        operation["operationId"] = operation_id(&row.method, &row.path).into();
        operation["x-permission"] = format!("{:?}", row.permission).into();
        operation["x-roles"] = authorize::roles_of(row.permission).into_iter().collect();
        operation["x-scope"] = match row.scope {
            Scope::None => "none".into(),
            Scope::Case(name) => format!("case:{name}").into(),
            Scope::Person(name) => format!("person:{name}").into(),
        };
    }
    if let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        schemas.values_mut().for_each(absent_is_never_null);
    }
    document
}

/// Unique by construction: `get_api_cases_case_limits`.
fn operation_id(method: &str, path: &str) -> String {
    let words = path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(method.to_ascii_lowercase(), |id, word| format!("{id}_{word}"))
}

/// What is not known is absent, never null: a member that need not be there loses the type null that the derive gives it.
fn absent_is_never_null(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(absent_is_never_null),
        Value::Object(members) => {
            members.values_mut().for_each(absent_is_never_null);
            if let Some(properties) = members.get_mut("properties").and_then(Value::as_object_mut) {
                properties.values_mut().for_each(without_null);
            }
        }
        _ => {}
    }
}

fn without_null(property: &mut Value) {
    if let Some(types) = property.get_mut("type") {
        let named: Vec<Value> = types.as_array().into_iter().flatten().filter(|t| *t != "null").cloned().collect();
        if let [one] = named.as_slice() {
            *types = one.clone();
        }
    }
    let Some(choices) = property.get("oneOf").and_then(Value::as_array) else { return };
    let named: Vec<Value> = choices.iter().filter(|choice| choice["type"] != "null").cloned().collect();
    if named.len() < choices.len()
        && let [one] = named.as_slice()
    {
        let description = property.get("description").cloned();
        *property = one.clone();
        if let (Some(text), Some(members)) = (description, property.as_object_mut()) {
            members.insert("description".into(), text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_optional_member_is_a_type_or_absent() {
        let mut schema = json!({"properties": {
            "due": {"type": ["string", "null"]},
            "limit": {"description": "the next", "oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Limit"}]},
            "list": {"type": ["array", "null"], "items": {"properties": {"at": {"type": ["string", "null"]}}}},
        }});
        absent_is_never_null(&mut schema);
        let wanted = json!({"properties": {
            "due": {"type": "string"},
            "limit": {"description": "the next", "$ref": "#/components/schemas/Limit"},
            "list": {"type": "array", "items": {"properties": {"at": {"type": "string"}}}},
        }});
        assert_eq!(schema, wanted);
    }
}
