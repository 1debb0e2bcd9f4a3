//! The reasons of a sheet in Chinese, as notice and decision print them.

use super::Sheet;
use crate::law::Law;

/// 堆存面积为“不足100平方米”，计0%；……。
pub fn reasons(sheet: &Sheet, law: &Law) -> String {
    let table = law.methods.get(&sheet.table).map(|method| &method.table);
    let mut parts = Vec::new();
    // What was not proved is no reason: the sheet's own table lists it, notice and decision do not say it of the party.
    for line in sheet.factors.iter().filter(|line| line.not_counted.is_none()) {
        let factor = table.and_then(|table| table.factors.iter().find(|factor| factor.id == line.factor));
        let name = factor.map_or(line.factor.as_str(), |factor| factor.name.as_str());
        let option =
            factor.and_then(|factor| factor.options.iter().find(|option| Some(&option.id) == line.option.as_ref()));
        let word = option.map_or("未选定", |option| option.name.as_str());
        let points = crate::money::text(line.points);
        parts.push(format!("{name}为“{word}”，计{points}%"));
    }
    let label = |path: &str, value: &str| {
        let named = law.fact(path).and_then(|fact| fact.values.get(value)).cloned();
        named.unwrap_or_else(|| value.to_owned())
    };
    for line in sheet.circumstances.iter().filter(|line| line.not_counted.is_none()) {
        let kind = serde_json::to_value(line.kind).ok();
        let kind = label("discretion.circumstances[].kind", kind.as_ref().and_then(|kind| kind.as_str()).unwrap_or(""));
        let name = label("discretion.circumstances[].id", &line.id);
        let points = crate::money::text(line.points);
        parts.push(format!("有“{name}”的{kind}情节，计{points}%"));
    }
    format!("{}。", parts.join("；"))
}
