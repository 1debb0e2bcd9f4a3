//! The frame of every public page: demonstration band, head, navigation, large-print version. No script anywhere.

use maud::{DOCTYPE, Markup, PreEscaped, html};

/// What the frame needs to know.
pub struct Frame {
    /// Name of the agency that runs the portal.
    pub agency: String,
    /// The demonstration's clock as text; none outside a demonstration.
    pub demo_clock: Option<String>,
    /// Large print (大字版), remembered in a cookie.
    pub elder: bool,
    /// Path of this page, for the link that switches the print size.
    pub path: String,
}

/// The entries of the navigation.
#[derive(PartialEq, Eq, Clone, Copy)]
pub enum Tab {
    Decisions,
    Code,
    None,
}

const LOGO: &str = r##"<svg class="logo" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="6" fill="#1d4f91"/><path d="M16.5 4.5c.7 3 .5 5.5-.7 7.7 3.6.3 6.3 2.1 7.7 5l2.5.8c.2 2.5-1.2 4.2-3.6 4.6-1 3-3.3 4.7-6.4 4.9H8.5c2-1.5 3-3.3 3-5.5-1.8-1.2-2.7-3-2.5-5.3.2-2.5 1.5-4.3 3.7-5.2 2-1.6 3.2-3.9 3.8-7z" fill="#fff"/><circle cx="18.3" cy="17" r="1.3" fill="#1d4f91"/></svg>"##;

/// Icon of something done: a filled disc with a tick.
pub const DONE: PreEscaped<&str> = PreEscaped(
    r##"<svg class="i" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6.5" fill="currentColor" stroke="none"/><path d="m5 8.3 2.1 2.1L11 6.3" stroke="#fff" stroke-width="1.7"/></svg>"##,
);

/// Icon of something not begun: an empty ring.
pub const RING: PreEscaped<&str> =
    PreEscaped(r##"<svg class="i" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="5.8"/></svg>"##);

/// A whole page around `body`.
pub fn page(frame: &Frame, tab: Tab, title: &str, body: &Markup) -> Markup {
    let current = |t: Tab| (t == tab).then_some("page");
    let on = |t: Tab| if t == tab { "on" } else { "" };
    html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                title { (title) " – " (frame.agency) }
                link rel="stylesheet" href="/public/portal.css";
                link rel="icon" href="data:,";
            }
            body.portal.elder[frame.elder] {
                @if let Some(clock) = &frame.demo_clock {
                    aside.demo aria-label="演示环境" {
                        span.mark { "演示" }
                        span { "机关、当事人、数据均为虚构，文书与印章无法律效力" }
                        span.sp {}
                        span.nw { "演示时间 " (clock) }
                    }
                }
                header.phead {
                    div.pin {
                        (PreEscaped(LOGO))
                        div { div.pname { (frame.agency) } div.psub { "行政执法公示" } }
                        nav aria-label="主导航" {
                            a href="/public/" class=(on(Tab::Decisions)) aria-current=[current(Tab::Decisions)] { "处罚决定" }
                            a href="/c/" class=(on(Tab::Code)) aria-current=[current(Tab::Code)] { "行为码查询" }
                        }
                        a.btn href={ (frame.path) (if frame.path.contains('?') { "&" } else { "?" }) "big=" (if frame.elder { "0" } else { "1" }) } {
                            @if frame.elder { "标准字号" } @else { "大字版" }
                        }
                    }
                }
                main.pin { (body)
                    p.foot { "本页公开的内容按公开审查意见生成，未列入公开范围的内容不在本网站保存。" }
                }
            }
        }
    }
}

/// Date of an ISO text, or the text.
pub fn day(text: &str) -> &str {
    text.get(..10).unwrap_or(text)
}
