//! The reasons of a sheet in Chinese, as notice and decision print them.

use super::Sheet;
use crate::law::Law;

/// 堆存面积：不足100平方米，0个百分点；……
pub fn reasons(sheet: &Sheet, law: &Law) -> String {
    let table = law.methods.get(&sheet.table).map(|method| &method.table);
    let mut parts = Vec::new();
    for line in &sheet.factors {
        let factor = table.and_then(|table| table.factors.iter().find(|factor| factor.id == line.factor));
        let name = factor.map_or(line.factor.as_str(), |factor| factor.name.as_str());
        let option =
            factor.and_then(|factor| factor.options.iter().find(|option| Some(&option.id) == line.option.as_ref()));
        let word = option.map_or("未选定", |option| option.name.as_str());
        let points = crate::money::text(line.points);
        let counted = match line.not_counted.as_deref() {
            None => format!("{points}个百分点"),
            Some("no-evidence") => "未计入：没有证据".to_owned(),
            Some("wrong-kind") => "未计入：证据种类不符".to_owned(),
            Some(_) => "未计入".to_owned(),
        };
        parts.push(format!("{name}：{word}，{counted}"));
    }
    format!("{}。", parts.join("；"))
}
