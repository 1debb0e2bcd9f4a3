//! Values of variables: small, ordered, exact, and the same after a round trip through JSON.

use std::collections::BTreeMap;
use std::sync::Arc;

use rhai::Dynamic;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser::SerializeMap, ser::SerializeSeq};

use crate::error::{Failure, ScriptError};

/// Named values.
pub type Values = BTreeMap<Arc<str>, Value>;

/// A value of a variable, a fact or an answer.
///
/// In JSON a decimal is `{"$decimal": "12.50"}`, so that it comes back as a decimal with its scale; a map with one key
/// that starts with `$` is wrapped as `{"$map": {…}}`.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    #[default]
    Null,
    Bool(bool),
    Int(i64),
    Decimal(Decimal),
    Text(Arc<str>),
    List(Vec<Value>),
    Map(BTreeMap<Arc<str>, Value>),
}

impl Value {
    /// Word for messages.
    pub fn word(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::Bool(_) => "a truth value",
            Value::Int(_) => "an integer",
            Value::Decimal(_) => "a decimal",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Value::Int(value) => Some(*value),
            _ => None,
        }
    }
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Value::List(list) => Some(list),
            _ => None,
        }
    }
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }
    /// The value at a dotted path of map keys.
    pub fn at(&self, path: &str) -> Option<&Value> {
        path.split('.').try_fold(self, |value, key| match value {
            Value::Map(map) => map.get(key),
            _ => None,
        })
    }
    /// Bytes that the value takes at least in memory and in JSON; for limits on sizes.
    pub fn weight(&self) -> usize {
        match self {
            Value::Null | Value::Bool(_) => 4,
            Value::Int(_) => 8,
            Value::Decimal(_) => 16,
            Value::Text(text) => text.len() + 2,
            Value::List(list) => 2 + list.iter().map(|item| item.weight() + 1).sum::<usize>(),
            Value::Map(map) => 2 + map.iter().map(|(key, item)| key.len() + item.weight() + 4).sum::<usize>(),
        }
    }
    /// From ordinary JSON (forms, requests): integers stay integers, every other number becomes an exact decimal.
    /// A number that no decimal can hold becomes text.
    pub fn from_json(json: &serde_json::Value) -> Value {
        match json {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(value) => Value::Bool(*value),
            serde_json::Value::Number(number) => match number.as_i64() {
                Some(int) => Value::Int(int),
                None => decimal_of(&number.to_string()),
            },
            serde_json::Value::String(text) => Value::Text(text.as_str().into()),
            serde_json::Value::Array(list) => Value::List(list.iter().map(Value::from_json).collect()),
            serde_json::Value::Object(map) => {
                Value::Map(map.iter().map(|(key, item)| (key.as_str().into(), Value::from_json(item))).collect())
            }
        }
    }
    /// To ordinary JSON for people and other systems: decimals as texts.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Value::Null => serde_json::Value::Null,
            Value::Bool(value) => (*value).into(),
            Value::Int(value) => (*value).into(),
            Value::Decimal(value) => value.to_string().into(),
            Value::Text(text) => (**text).into(),
            Value::List(list) => list.iter().map(Value::to_json).collect(),
            Value::Map(map) => {
                serde_json::Value::Object(map.iter().map(|(key, item)| (key.to_string(), item.to_json())).collect())
            }
        }
    }
}

fn decimal_of(text: &str) -> Value {
    let parsed = text.parse::<Decimal>().or_else(|_| Decimal::from_scientific(text));
    parsed.map_or_else(|_| Value::Text(text.into()), Value::Decimal)
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}
impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value::Int(value)
    }
}
impl From<Decimal> for Value {
    fn from(value: Decimal) -> Self {
        Value::Decimal(value)
    }
}
impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Value::Text(value.into())
    }
}
impl From<String> for Value {
    fn from(value: String) -> Self {
        Value::Text(value.into())
    }
}
impl From<Arc<str>> for Value {
    fn from(value: Arc<str>) -> Self {
        Value::Text(value)
    }
}
impl From<Vec<Value>> for Value {
    fn from(value: Vec<Value>) -> Self {
        Value::List(value)
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Int(value) => serializer.serialize_i64(*value),
            Value::Decimal(value) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("$decimal", &value.to_string())?;
                map.end()
            }
            Value::Text(text) => serializer.serialize_str(text),
            Value::List(list) => {
                let mut seq = serializer.serialize_seq(Some(list.len()))?;
                for item in list {
                    seq.serialize_element(item)?;
                }
                seq.end()
            }
            Value::Map(map) => {
                if map.len() == 1 && map.keys().any(|key| key.starts_with('$')) {
                    let mut outer = serializer.serialize_map(Some(1))?;
                    outer.serialize_entry("$map", &Plain(map))?;
                    return outer.end();
                }
                Plain(map).serialize(serializer)
            }
        }
    }
}

/// A map written without looking at its keys.
struct Plain<'a>(&'a BTreeMap<Arc<str>, Value>);

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_map(Some(self.0.len()))?;
        for (key, item) in self.0 {
            out.serialize_entry(&**key, item)?;
        }
        out.end()
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> de::Visitor<'de> for ValueVisitor {
    type Value = Value;
    fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str("a value")
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Int(value))
    }
    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
        i64::try_from(value).map(Value::Int).or_else(|_| Ok(Value::Decimal(Decimal::from(value))))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(decimal_of(&value.to_string()))
    }
    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.into()))
    }
    fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = seq.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }
    fn visit_map<A: de::MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut map: BTreeMap<Arc<str>, Value> = BTreeMap::new();
        // Inside `$map` keys that start with `$` are ordinary, so the wrapper is taken off by kind, not by content.
        while let Some(key) = access.next_key::<Arc<str>>()? {
            match &*key {
                "$decimal" if map.is_empty() => {
                    let text: String = access.next_value()?;
                    return text.parse().map(Value::Decimal).map_err(|_| de::Error::custom("not a decimal"));
                }
                "$map" if map.is_empty() => {
                    let PlainOwned(inner) = access.next_value()?;
                    return Ok(Value::Map(inner));
                }
                _ => {
                    map.insert(key, access.next_value()?);
                }
            }
        }
        Ok(Value::Map(map))
    }
}

struct PlainOwned(BTreeMap<Arc<str>, Value>);

impl<'de> Deserialize<'de> for PlainOwned {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::deserialize(deserializer).map(PlainOwned)
    }
}

/// Into rhai.
pub(crate) fn to_dynamic(value: &Value) -> Dynamic {
    match value {
        Value::Null => Dynamic::UNIT,
        Value::Bool(value) => (*value).into(),
        Value::Int(value) => (*value).into(),
        Value::Decimal(value) => (*value).into(),
        Value::Text(text) => Dynamic::from(rhai::ImmutableString::from(&**text)),
        Value::List(list) => Dynamic::from_array(list.iter().map(to_dynamic).collect()),
        Value::Map(map) => {
            Dynamic::from_map(map.iter().map(|(key, item)| ((&**key).into(), to_dynamic(item))).collect())
        }
    }
}

/// Out of rhai: floats become decimals by their shortest digits, characters texts; functions and the like are refused.
pub(crate) fn from_dynamic(value: &Dynamic) -> Result<Value, ScriptError> {
    if value.is_unit() {
        return Ok(Value::Null);
    }
    if let Ok(value) = value.as_bool() {
        return Ok(Value::Bool(value));
    }
    if let Ok(value) = value.as_int() {
        return Ok(Value::Int(value));
    }
    if value.is_decimal()
        && let Ok(value) = value.as_decimal()
    {
        return Ok(Value::Decimal(value));
    }
    if let Ok(text) = value.as_immutable_string_ref() {
        return Ok(Value::Text(text.as_str().into()));
    }
    if let Ok(value) = value.as_float() {
        return Ok(decimal_of(&value.to_string()));
    }
    if let Ok(value) = value.as_char() {
        return Ok(Value::Text(value.to_string().into()));
    }
    if let Ok(list) = value.as_array_ref() {
        return list.iter().map(from_dynamic).collect::<Result<_, _>>().map(Value::List);
    }
    if let Ok(map) = value.as_map_ref() {
        let items = map.iter().map(|(key, item)| Ok((Arc::from(key.as_str()), from_dynamic(item)?)));
        return items.collect::<Result<_, ScriptError>>().map(Value::Map);
    }
    Err(ScriptError::new(Failure::Unsupported(value.type_name().to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(value: Value) {
        let json = serde_json::to_string(&value).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), value, "{json}");
    }

    #[test]
    fn json_keeps_decimals_and_odd_keys() {
        let decimal = Value::Decimal("12.50".parse().unwrap());
        assert_eq!(serde_json::to_string(&decimal).unwrap(), r#"{"$decimal":"12.50"}"#);
        round(decimal.clone());
        for key in ["$decimal", "$map", "$x", "x"] {
            round(Value::Map(BTreeMap::from([(key.into(), Value::Text("12.50".into()))])));
        }
        round(Value::Map(BTreeMap::from([(
            "$decimal".into(),
            Value::Map(BTreeMap::from([("$map".into(), Value::List(vec![decimal]))])),
        )])));
        round(Value::List(vec![Value::Null, Value::Bool(true), Value::Int(-7), "𠮷".into()]));
    }

    #[test]
    fn ordinary_json_has_exact_numbers() {
        let value = Value::from_json(&serde_json::json!({"a": 0.1, "b": 3, "c": 1e2}));
        assert_eq!(value.at("a"), Some(&Value::Decimal("0.1".parse().unwrap())));
        assert_eq!(value.at("b"), Some(&Value::Int(3)));
        assert!(matches!(value.at("c"), Some(Value::Decimal(_))));
    }
}
