//! The public pages, pure: records in, markup out.

use super::page::{DONE, Frame, RING, Tab, day, page};
use app::portal::{CodeAnswer, Publication, PublicationList};
use maud::{Markup, PreEscaped, html};

/// The list of decisions with its search field.
pub fn list(frame: &Frame, query: &str, found: &PublicationList) -> Markup {
    let short = !query.is_empty() && query.chars().count() < 2;
    let body = html! {
        h1 { "处罚决定" }
        p.lead { "决定作出之日起 7 个工作日内公开。共 " (found.total) " 件。" }
        form.pf.three role="search" method="get" action="/public/" {
            div {
                label.f for="q" { "找什么" }
                input.inp id="q" name="q" value=(query) placeholder="当事人、文号、行为码" maxlength="60";
            }
            button.btn.p type="submit" { "查询" }
        }
        @if short {
            p.note.warn.gap { "请至少输入 2 个字。" }
        } @else if found.items.is_empty() {
            p.note.gap { "没有找到。可以只输入单位名称的一部分，或查行为码。" }
        } @else {
            p.found { "第 1—" (found.items.len()) " 件" }
            div.box { table.tb {
                thead { tr { th scope="col" { "作出时间" } th scope="col" { "当事人 / 文号" } th scope="col" { "主要违法事实" } th scope="col" { "结果" } } }
                tbody { @for item in &found.items { (row(item)) } }
            } }
        }
    };
    page(frame, Tab::Decisions, "处罚决定公示", &body)
}

fn row(item: &Publication) -> Markup {
    html! { tr {
        td.nw { (day(&item.decided_on)) }
        td {
            @if item.withdrawn.is_some() { span.m2 { "原决定书不再公开" } }
            @else { a.u href={ "/public/decisions/" (item.id) } { (item.party) } }
            div.m2.no { (item.decision_no) }
        }
        td { @if let Some((on, why)) = &item.withdrawn { (why) "，" (day(on)) " 撤回" } @else { (item.title) } }
        td.nw { @if item.withdrawn.is_some() { span.st.idle { (RING) "已撤回" } } @else { b { (item.result) } } }
    } }
}

/// One decision. A withdrawn one shows only number, reason and date.
pub fn decision(frame: &Frame, item: &Publication) -> Markup {
    let body = html! {
        p.sm { a.u href="/public/" { "处罚决定" } " / " (item.decision_no) }
        @if let Some((on, why)) = &item.withdrawn {
            h1 { (item.decision_no) }
            p.note.warn { "本决定的公开信息已于 " (day(on)) " 撤回。理由：" (why) "。" }
        } @else {
            h1 { (item.party) "：" (item.title) }
            div.row.state {
                span.st.done { (DONE) "已公开" }
                span.m2 { (day(&item.published_on)) " 公开" }
            }
            div.pg2 {
                div {
                    dl.kv.box { @for (title, value) in &item.fields { dt { (title) } dd { (value) } } }
                    @if item.has_pdf {
                        h2.gap { "决定书全文（公开稿）" }
                        p { a.btn href={ "/public/decisions/" (item.id) "/pdf" } { "打开决定书公开稿（PDF）" } }
                    }
                }
                aside.stack-l aria-label="查验" {
                    div.box { div.qr {
                        (PreEscaped(qr(&item.code, "本决定的行政行为码二维码")))
                        p.b { "行政行为码" }
                        p.mono.no { (grouped(&item.code)) }
                    } }
                    div { h2 { "查验真伪" } p.md { "公开稿校验值（SHA-256）" } p.mono.no { (item.digest) }
                        p.md { a href={ "/c/" (item.code) } { "用行为码查询" } } }
                    div { h2 { "隐去了什么" }
                        @if item.hidden.is_empty() { p.md { "没有隐去内容。" } }
                        @else { ul.md { @for (title, rule) in &item.hidden { li { (title) "：" (rule) } } } }
                    }
                    div { h2 { "公开到什么时候" } p.md {
                        @if let Some(until) = &item.until { "公开到 " (until) "；" }
                        "被变更、撤销、确认违法或者无效的，3 个工作日内撤回并说明理由。" } }
                }
            }
        }
    };
    page(frame, Tab::Decisions, &item.decision_no, &body)
}

/// Lookup by the 27-digit code; `asked` is what was typed.
pub fn code(frame: &Frame, asked: &str, answer: Option<&CodeAnswer>, phone: &str) -> Markup {
    let body = html! {
        h1 { "行政行为码查询" }
        p.lead { "每次执法行为都有一个 27 位的码，印在文书上。扫码，或者输入全部数字，看它是不是真的、办到了哪一步。" }
        form.pf.three method="get" action="/c/" {
            div {
                label.f for="c" { "27 位行政行为码" }
                input.inp.code id="c" name="code" inputmode="numeric" autocomplete="off" value=(grouped(asked)) maxlength="60";
            }
            button.btn.p type="submit" { "查询" }
        }
        @match answer {
            None => {}
            Some(CodeAnswer::Wrong { text }) => p.note.bad.gap role="status" { (text) },
            Some(CodeAnswer::Unknown) => p.note.bad.gap role="status" { "没有登记过这个码，可能是伪造的。请拨打 " (phone) " 核实。" },
            Some(CodeAnswer::Known { sentence, parts, trail, publication }) => {
                p.md.t-ok.gap role="status" { (DONE) " 27 位，校验正确" }
                div.pg2 {
                    div {
                        div.note.ok { b { (sentence) } }
                        div.box.cseg.gap { @for (digits, title, text) in parts { div { b { (digits) } small { (title) } small { (text) } } } }
                        h2.gap { "办到哪一步" }
                        ol.box.trail { @for (title, when) in trail { li {
                            span.t-ok { (DONE) } span { (title) } span.m2.md { (when) }
                        } } }
                    }
                    aside.stack-l aria-label="可以做什么" {
                        div { h2 { "公众可以看" }
                            @if let Some(id) = publication { p { a href={ "/public/decisions/" (id) } { "决定书公开稿" } } }
                            @else { p.md { "决定还没有公开。" } } }
                        div { h2 { "查不到？" } p.md { "查不到的码可能是伪造的。请拨打 " (phone) " 核实。" } }
                    }
                }
            }
        }
    };
    page(frame, Tab::Code, "行政行为码查询", &body)
}

/// The code in its groups 2-9-6-4-5-1; anything else as it is.
pub fn grouped(code: &str) -> String {
    if code.len() != 27 || !code.bytes().all(|b| b.is_ascii_digit()) {
        return code.to_string();
    }
    let (mut rest, mut out) = (code, Vec::new());
    for length in [2, 9, 6, 4, 5, 1] {
        let (head, tail) = rest.split_at(length);
        out.push(head);
        rest = tail;
    }
    out.join(" ")
}

/// A QR code as inline SVG with a text alternative.
pub fn qr(text: &str, label: &str) -> String {
    let Ok(code) = qrcode::QrCode::new(text.as_bytes()) else { return String::new() };
    let svg = code.render::<qrcode::render::svg::Color<'_>>().min_dimensions(168, 168).build();
    svg.split_once("<svg")
        .map_or_else(String::new, |(_, rest)| format!("<svg role=\"img\" aria-label=\"{label}\"{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_shown_in_its_groups() {
        assert_eq!(grouped("039999010012608170001070012"), "03 999901001 260817 0001 07001 2");
        assert_eq!(grouped("12"), "12");
    }

    #[test]
    fn text_of_a_party_is_text() {
        let frame = Frame { agency: "示例".into(), demo_clock: None, elder: false, path: "/public/".into() };
        let found = PublicationList { total: 0, items: Vec::new() };
        let page = list(&frame, "<script>alert(1)</script>", &found).into_string();
        assert!(!page.contains("<script>") && page.contains("&lt;script&gt;"));
    }
}
