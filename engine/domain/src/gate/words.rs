//! Refusal texts with their parameters, and what is missing in Chinese.

use crate::case::Case;
use crate::day;
use crate::law::{GateLaw, Requirement};
use crate::pattern;
use crate::words;
use serde_json::Value;

/// The gate's text; a date is written as papers write it, an unknown parameter as 届满次日 where it is a limit's next day, else —.
pub fn refusal_text(case: &Case<'_>, gate: &GateLaw) -> String {
    let words = gate.open.as_ref().filter(|_| is_open(case, gate)).map_or(&gate.refuse, |open| &open.refuse);
    pattern::filled(words, |path| match case.value(path) {
        Some(value) => day::of_value(&value).map_or_else(|| plain(&value), day::chinese),
        None if path.ends_with(".next_day") => "期限届满次日".to_owned(),
        None => "—".to_owned(),
    })
}

/// Whether nothing is known yet of what the gate asks about.
pub fn is_open(case: &Case<'_>, gate: &GateLaw) -> bool {
    gate.open.as_ref().is_some_and(|open| open.facts.iter().all(|path| case.value(path).is_none()))
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// What is missing, as a phrase: 送达《行政处罚事先告知书》 · 陈述申辩期届满.
pub fn missing_words(case: &Case<'_>, requirement: &Requirement) -> String {
    match requirement {
        Requirement::All(parts) => join(case, parts.iter().collect(), "，并且"),
        // That a rule does not apply is nothing that anybody can supply.
        Requirement::Any(parts) => {
            let supplied: Vec<_> = parts.iter().filter(|part| !matches!(part, Requirement::Not(_))).collect();
            join(case, if supplied.is_empty() { parts.iter().collect() } else { supplied }, "，或者")
        }
        Requirement::Not(part) => match &**part {
            Requirement::ActDone(done) => format!("没有{}", words::act(done.act, done.kind.as_deref())),
            other => format!("不属于：{}", missing_words(case, other)),
        },
        Requirement::ActDone(done) => {
            let act = words::act(done.act, done.kind.as_deref());
            let served = done.attributes.get("served") == Some(&Value::Bool(true));
            let agreed = done.attributes.get("outcome").is_some_and(|outcome| outcome == "agree");
            let hearing = done.attributes.get("hearing") == Some(&Value::Bool(true));
            let head = if hearing { format!("{act}（含听证权利）") } else { act };
            let tail = if served {
                "并送达"
            } else if agreed {
                "通过"
            } else {
                ""
            };
            let after = if done.after.is_some() { "（须在事实、金额最后一次变动之后）" } else { "" };
            format!("{head}{tail}{after}")
        }
        Requirement::LimitOver(id) => {
            let name = case.law.limits.get(id).map_or(id.as_str(), |limit| limit.name.as_str());
            match case.reckon(id) {
                Some(reckoning) if reckoning.provisional => {
                    format!("{name}期限届满（{}，暂定：日历未载入，不能据以办理）", day::chinese(reckoning.due))
                }
                Some(reckoning) => format!("{name}期限届满（到{}24时）", day::chinese(reckoning.due)),
                None => format!("{name}期限起算并届满"),
            }
        }
        Requirement::Officers(rule) => {
            format!("不少于{}名执法人员签名，并有姓名和执法证号", words::numeral(&rule.count.to_string()))
        }
        Requirement::Certificate(rule) if rule.shown => "出示执法证件的记录".to_owned(),
        Requirement::Certificate(_) => "执法证件在有效期内".to_owned(),
        Requirement::Apart(_) => "由没有参加本案调查的人员办理".to_owned(),
        Requirement::Equal(paths) => format!("{}与{}一致", title(case, &paths[0]), title(case, &paths[1])),
        Requirement::Complete(paths) => {
            let open: Vec<&String> = paths.iter().filter(|path| case.value(path).is_none()).collect();
            let owned = |path: &&String| case.law.fact(path).is_some_and(|fact| fact.owner.is_some());
            // A fact with an owner is the result of an act or a rule; nobody types it.
            let verb = if open.iter().all(owned) { "得出" } else { "填写" };
            let titles: Vec<String> = open.into_iter().map(|path| format!("“{}”", title(case, path))).collect();
            format!("{verb}{}", titles.join("、"))
        }
        Requirement::Predicate(name) => predicate(name).to_owned(),
    }
}

fn join(case: &Case<'_>, parts: Vec<&Requirement>, between: &str) -> String {
    parts.into_iter().map(|part| missing_words(case, part)).collect::<Vec<_>>().join(between)
}

fn title(case: &Case<'_>, path: &str) -> String {
    case.law.fact(path).map_or_else(|| path.to_owned(), |fact| fact.title.clone())
}

fn predicate(name: &str) -> &str {
    match name {
        "already_fined" => "同一违法行为已被罚款",
        "evidence_complete" => "证据齐全",
        "fine_in_range" => "罚款数额在法定区间之内",
        "fine_not_above_notice" => "拟罚款数额不高于告知的数额",
        "fine_settled" => "罚款到账（由代收机构回执确认）",
        "hearing_required" => "达到听证情形",
        "in_limitation" => "未超过追责期限",
        "legal_review_required" => "应当法制审核",
        "masked" => "公开内容已脱敏",
        "mitigated" => "有减轻处罚情节",
        "new_notice_required" => "须重新告知",
        "no_remedy_pending" => "没有未终结的复议、诉讼",
        "orders_complied" => "责令改正事项经复查已改正",
        "panel_required" => "应当集体讨论",
        "summary_possible" => "符合简易程序条件",
        other => other,
    }
}
