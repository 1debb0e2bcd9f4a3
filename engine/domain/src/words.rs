//! Chinese words of law that papers and screens share.

use crate::law::{ActName, EvidenceKind};

/// 第一百一十七条第一款第二项; a number that is not plain digits is printed as it is.
pub fn article(article: &str, paragraph: Option<&str>, item: Option<&str>) -> String {
    let mut text = format!("第{}条", numeral(article));
    if let Some(paragraph) = paragraph {
        text.push_str(&format!("第{}款", numeral(paragraph)));
    }
    if let Some(item) = item {
        text.push_str(&format!("第{}项", numeral(item)));
    }
    text
}

/// 1130 → 一千一百三十, as statutes are printed.
pub fn numeral(text: &str) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let Ok(number) = text.parse::<usize>() else { return text.to_owned() };
    if number == 0 || number > 9999 {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut zero = false;
    for (size, unit) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / size % 10;
        if digit == 0 {
            zero |= !out.is_empty();
            continue;
        }
        if zero {
            out.push('零');
            zero = false;
        }
        // 十二, not 一十二, at the beginning.
        if !(size == 10 && digit == 1 && out.is_empty()) {
            out.push(DIGITS[digit]);
        }
        out.push_str(unit);
    }
    out
}

pub fn evidence_kind(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Documentary => "书证",
        EvidenceKind::Physical => "物证",
        EvidenceKind::Audiovisual => "视听资料",
        EvidenceKind::Electronic => "电子数据",
        EvidenceKind::Testimony => "证人证言",
        EvidenceKind::PartyStatement => "当事人的陈述",
        EvidenceKind::ExpertOpinion => "鉴定意见",
        EvidenceKind::SiteRecord => "勘验笔录、现场笔录",
    }
}

/// The elements of a case that evidence may prove, in their order.
pub const ELEMENTS: [&str; 13] =
    ["EL1", "EL2", "EL3", "EL4", "EL5", "EL6", "EL7", "EL8", "EL9", "EL10", "EL11", "EL12", "EL13"];

/// Names of evidence-and-discretion.md 3.1.
pub fn element(id: &str) -> &str {
    match id {
        "EL1" => "主体适格",
        "EL2" => "义务来源",
        "EL3" => "违法行为",
        "EL4" => "时间地点与持续",
        "EL5" => "对象与数量",
        "EL6" => "后果、超标程度",
        "EL7" => "因果关系",
        "EL8" => "主观方面",
        "EL9" => "前置程序",
        "EL10" => "责任人",
        "EL11" => "排除情形",
        "EL12" => "程序合法",
        "EL13" => "裁量情节",
        other => other,
    }
}

/// What an act is called, with its kind where that says more.
pub fn act(name: ActName, kind: Option<&str>) -> String {
    let word = match (name, kind) {
        (ActName::FilingOpen, _) => "立案",
        (ActName::FilingRefuse, _) => "决定不予立案",
        (ActName::FilingRevoke, _) => "撤销立案",
        (ActName::CauseChoose, _) => "选定违法行为",
        (ActName::RecordMake, Some("clue")) => "登记线索",
        (ActName::RecordMake, Some("site_record")) => "制作现场检查笔录",
        (ActName::RecordMake, Some("interview")) => "制作询问笔录",
        (ActName::RecordMake, Some("investigation_report")) => "完成调查报告",
        (ActName::RecordMake, Some("correction_report")) => "登记改正报告",
        (ActName::RecordMake, Some("recheck")) => "复查",
        (ActName::RecordMake, _) => "制作记录",
        (ActName::NoticeIssue, _) => "事先告知",
        (ActName::StatementRecord, Some("waiver")) => "书面放弃陈述申辩",
        (ActName::StatementRecord, _) => "记录陈述申辩",
        (ActName::StatementReview, _) => "复核陈述申辩",
        (ActName::HearingHold, _) => "举行听证",
        (ActName::ReviewConclude, Some("case")) => "案件审查",
        (ActName::ReviewConclude, Some("legal")) => "法制审核",
        (ActName::ReviewConclude, Some("disclosure")) => "公开审查",
        (ActName::ReviewConclude, _) => "审查",
        (ActName::DeliberationConclude, _) => "集体讨论",
        (ActName::DecisionIssue, Some("order")) => "作出责令改正决定",
        (ActName::DecisionIssue, Some("no_penalty")) => "作出不予处罚决定",
        (ActName::DecisionIssue, _) => "作出处罚决定",
        (ActName::DocumentSeal, _) => "用印",
        (ActName::DocumentServe, _) => "送达",
        (ActName::PaymentRecord, _) => "登记缴款",
        (ActName::DisclosurePublish, _) => "公开",
        (ActName::CaseClose, _) => "结案",
        (ActName::CaseArchive, _) => "归档",
        (other, _) => other.as_str(),
    };
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_printed_as_in_statutes() {
        assert_eq!(article("117", Some("1"), Some("2")), "第一百一十七条第一款第二项");
        assert_eq!(article("1130", None, Some("3")), "第一千一百三十条第三项");
        assert_eq!(article("1054", None, None), "第一千零五十四条");
        assert_eq!(article("18", None, None), "第十八条");
        assert_eq!(article("20", None, None), "第二十条");
        assert_eq!(article("五", None, None), "第五条");
    }
}
