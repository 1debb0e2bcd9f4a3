//! Chinese words for what JSON Schema finds.

use jsonschema::error::{TypeKind, ValidationErrorKind};
use serde_json::Value;

/// One sentence about the field with this title.
pub fn of(kind: &ValidationErrorKind, title: &str) -> String {
    use ValidationErrorKind as K;
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match kind {
        K::Required { .. } => format!("请填写“{title}”"),
        K::AdditionalProperties { unexpected } | K::UnevaluatedProperties { unexpected } => {
            format!("没有名为 {} 的字段", unexpected.join("、"))
        }
        K::MinLength { limit } if *limit <= 1 => format!("“{title}”不能为空"),
        K::MinLength { limit } => format!("“{title}”至少 {limit} 个字"),
        K::MaxLength { limit } => format!("“{title}”最多 {limit} 个字"),
        K::MinItems { limit } => format!("“{title}”至少 {limit} 项"),
        K::MaxItems { limit } => format!("“{title}”最多 {limit} 项"),
        K::UniqueItems => format!("“{title}”有重复的项"),
        K::Minimum { limit } => format!("“{title}”不能小于 {}", plain(limit)),
        K::Maximum { limit } => format!("“{title}”不能大于 {}", plain(limit)),
        K::ExclusiveMinimum { limit } => format!("“{title}”应当大于 {}", plain(limit)),
        K::ExclusiveMaximum { limit } => format!("“{title}”应当小于 {}", plain(limit)),
        K::Enum { options } => {
            let options: Vec<String> = options.as_array().into_iter().flatten().map(plain).collect();
            format!("“{title}”只能是 {} 之一", options.join("、"))
        }
        K::Constant { expected_value } => format!("“{title}”只能是 {}", plain(expected_value)),
        K::Type { kind } => format!("“{title}”应当是{}", types(kind)),
        K::Format { format } => format!("“{title}”{}", format_words(format)),
        K::Pattern { .. } => format!("“{title}”的写法不符合要求"),
        K::AnyOf { .. } | K::OneOfNotValid { .. } | K::OneOfMultipleValid { .. } => {
            format!("“{title}”不符合任何一种允许的写法")
        }
        other => format!("“{title}”不符合要求（{}）", other.keyword()),
    }
}

fn types(kind: &TypeKind) -> String {
    let one = |kind: &str| {
        match kind {
            "string" => "文字",
            "boolean" => "是或者否",
            "integer" => "整数",
            "number" => "数字",
            "array" => "列表",
            "object" => "一组字段",
            "null" => "空",
            other => other,
        }
        .to_owned()
    };
    match kind {
        TypeKind::Single(kind) => one(&kind.to_string()),
        TypeKind::Multiple(kinds) => kinds.iter().map(|kind| one(&kind.to_string())).collect::<Vec<_>>().join("或者"),
    }
}

fn format_words(format: &str) -> &'static str {
    match format {
        "date" => "应当是日期，例如 2026-08-14",
        "date-time" => "应当是带时区的时间，例如 2026-08-14T09:30:00+08:00",
        "evidence-id" => "应当是本案的证据编号",
        "document-id" => "应当是本案的文书",
        "person-id" => "应当是本机关的人员",
        "cause-id" => "应当是违法行为目录的条目",
        "money" => "应当是金额（元），最多两位小数",
        "decimal" => "应当是数字",
        "email" => "应当是电子邮箱地址",
        _ => "的格式不对",
    }
}
