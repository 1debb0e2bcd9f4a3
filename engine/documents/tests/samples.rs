//! Every document of `definitions/documents` renders its sample, and what it prints can be read back.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use documents::{Entry, Fonts, HIDDEN, Library, Plan, Problem, Renderer, redact};
use serde_json::{Value, json};

fn definitions() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../definitions")
}

static RENDERER: LazyLock<Renderer> = LazyLock::new(|| {
    let folder = Fonts::default_folder();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts.sh");
    let done = Command::new("sh").arg(script).env("XIEZHI_FONTS", &folder).status().expect("sh");
    assert!(done.success(), "fonts.sh failed");
    Renderer::new(Fonts::load(&folder).expect("fonts"))
});

static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
    let mut files = BTreeMap::new();
    for item in std::fs::read_dir(definitions().join("documents/lib")).expect("lib") {
        let path = item.expect("file").path();
        let name = path.file_name().expect("name").to_string_lossy().into_owned();
        files.insert(name, std::fs::read_to_string(&path).expect("text"));
    }
    Library { files, facts: std::fs::read_to_string(definitions().join("facts.json")).expect("facts") }
});

fn entries() -> Vec<Entry> {
    let mut entries: Vec<Entry> = std::fs::read_dir(definitions().join("documents"))
        .expect("documents")
        .map(|item| item.expect("folder").path().join("document.json"))
        .filter(|path| path.is_file())
        .map(|path| {
            Entry::parse(&std::fs::read_to_string(&path).expect("entry")).unwrap_or_else(|e| panic!("{path:?}: {e}"))
        })
        .collect();
    entries.sort_by(|a, b| a.id.cmp(&b.id));
    entries
}

fn template(id: &str) -> String {
    std::fs::read_to_string(definitions().join("documents").join(id).join("template.typ")).expect("template")
}

fn sample(id: &str) -> Value {
    let text = std::fs::read_to_string(definitions().join("documents").join(id).join("sample.json")).expect("sample");
    serde_json::from_str(&text).expect("sample is JSON")
}

fn render(id: &str, data: &Value) -> Vec<u8> {
    match RENDERER.render(&template(id), &LIBRARY, data) {
        Ok(pdf) => {
            assert!(pdf.pages > 0, "{id} has no page");
            pdf.bytes
        }
        Err(problems) => panic!("{id}: {}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
    }
}

/// The text of a PDF without blanks and line ends; none without poppler, which CI must have.
fn text(pdf: &[u8]) -> Option<String> {
    pages(pdf).map(|pages| pages.concat())
}

/// The same page by page, in the order in which it was set.
fn pages(pdf: &[u8]) -> Option<Vec<String>> {
    static COUNT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    let number = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let file = std::env::temp_dir().join(format!("xiezhi-documents-{}-{number}.pdf", std::process::id()));
    std::fs::write(&file, pdf).expect("temporary file");
    let output = Command::new("pdftotext").arg("-raw").arg(&file).arg("-").output();
    std::fs::remove_file(&file).ok();
    match output {
        Ok(output) => {
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            Some(text.trim_end_matches('\u{c}').split('\u{c}').map(squeezed).collect())
        }
        Err(_) if std::env::var("CI").is_ok_and(|ci| ci == "true") => panic!("CI needs pdftotext (poppler-utils)"),
        Err(_) => {
            eprintln!("pdftotext is not installed: texts are not checked");
            None
        }
    }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn every_sample_renders_with_nothing_missing() {
    let entries = entries();
    assert!(entries.len() >= 16, "only {} documents", entries.len());
    for entry in &entries {
        let data = sample(&entry.id);
        assert_eq!(entry.empty_fields(&data), [], "{} needs more than its sample has", entry.id);
        let pdf = render(&entry.id, &data);
        if let Ok(folder) = std::env::var("XIEZHI_SAMPLES_OUT") {
            std::fs::write(Path::new(&folder).join(format!("{}.pdf", entry.id)), &pdf).expect("write");
        }
        let Some(text) = text(&pdf) else { continue };
        for expected in ["示例市磐石建材有限公司", "演示文书"] {
            assert!(text.contains(expected), "{}: {expected} is not printed:\n{text}", entry.id);
        }
        for wrong in ["u-lead", "AIR2018", "2026-0", "none", "true", "草稿"] {
            assert!(!text.contains(wrong), "{}: {wrong} is printed:\n{text}", entry.id);
        }
    }
}

#[test]
fn every_paper_can_be_looked_at_before_anything_is_known() {
    for entry in entries() {
        let show: Value = entry.show(|_| Ok::<_, ()>(false)).expect("conditions");
        let data =
            json!({"demo": true, "agency": {"name": "示例市生态环境局"}, "document": {"draft": true}, "show": show});
        let Some(text) = text(&render(&entry.id, &data)) else { continue };
        assert!(text.contains("草稿"), "{}: {text}", entry.id);
    }
}

#[test]
fn a_condition_that_nobody_answered_is_an_error() {
    let mut data = sample("W45");
    data["show"] = json!({});
    let problems = RENDERER.render(&template("W45"), &LIBRARY, &data).expect_err("no answer");
    assert!(problems[0].to_string().contains("hearing"), "{}", problems[0]);
}

/// What a test alters in a sample.
type Change<'a> = &'a dyn Fn(&mut Value);

#[test]
fn the_other_branches_print_their_words() {
    let printed = |id: &str, change: Change<'_>| {
        let mut data = sample(id);
        change(&mut data);
        text(&render(id, &data))
    };
    let cases: [(&str, Change<'_>, &str); 7] = [
        ("W45", &|data| data["show"]["hearing"] = json!(true), "有权要求举行听证"),
        (
            "W59",
            &|data| {
                data["show"]["refusal"] = json!(true);
                data["item"]["refusal_note"] = json!("拒绝开门");
            },
            "拒绝开门",
        ),
        ("W57", &|data| data["statement"] = json!({"waived": true}), "已明确表示放弃陈述、申辩"),
        ("W57", &|data| data["statement"] = json!({}), "在规定的期限内未提出陈述、申辩意见"),
        ("W57", &|data| data["sheet"]["fine"] = json!("45000"), "人民币肆万伍仟元整（￥45,000.00）"),
        ("W47", &|data| data["statement"] = json!({"waived": true, "waiver_reason": "我们放弃"}), "我们放弃"),
        (
            "W17",
            &|data| {
                data["filing"]["refusal_reason"] = json!("不属于本机关管辖");
                data["filing"]["head_decision"] = json!("refuse");
            },
            "不予立案审批表",
        ),
    ];
    for (id, change, expected) in cases {
        let Some(text) = printed(id, change) else { return };
        assert!(text.contains(expected), "{id}: {expected} is not printed:\n{text}");
    }
}

#[test]
fn the_decision_says_what_article_59_demands() {
    let Some(text) = text(&render("W57", &sample("W57"))) else { return };
    for expected in [
        "示环罚〔2026〕36号",
        "统一社会信用代码：91999901MADEMO001X",
        "《中华人民共和国大气污染防治法》第七十二条第一款：“贮存煤炭",
        "《中华人民共和国大气污染防治法》第一百一十七条第二项",
        "罚款人民币壹万元整（￥10,000.00）",
        "十五日内",
        "示例银行（演示）",
        "示例市人民政府申请行政复议",
        "六十日内",
        "六个月内",
        "示环罚告〔2026〕38号",
        "2026年9月8日",
        "03999901001072600",
    ] {
        assert!(text.contains(expected), "{expected} is not printed:\n{text}");
    }
}

#[test]
fn equal_data_give_equal_bytes() {
    let data = sample("W57");
    assert!(render("W57", &data) == render("W57", &data), "two renderings of the same data differ");
    let mut other = data.clone();
    other["party"]["name"] = json!("示例市长河水泥制品厂");
    assert!(render("W57", &data) != render("W57", &other));
}

#[test]
fn a_draft_says_so_and_has_an_empty_number() {
    let mut data = sample("W57");
    data["document"]["number"] = Value::Null;
    data["document"]["date"] = Value::Null;
    let Some(text) = text(&render("W57", &data)) else { return };
    assert!(text.contains("草稿") && text.contains("示环罚〔〕号") && !text.contains("36号"), "{text}");
}

#[test]
fn markup_and_template_syntax_print_as_they_were_typed_in_every_paper() {
    // Rare character, HTML, template code, formula, escape, list, reference.
    let hostile = r##"𠮷<b>粗</b><seal>#panic("x")#letx=1$a^2$\n[x]*y*_z_@ref//注"##;
    let fields = [
        "/party/name",
        "/party/address",
        "/evidence/0/name",
        "/evidence/0/proves",
        "/statement/content",
        "/case/facts",
        "/record/findings",
        "/clue/content",
        "/order/content",
        "/filing/proposal",
        "/item/refusal_note",
        "/report/process",
    ];
    let mut seen = 0;
    for entry in entries() {
        let original = sample(&entry.id);
        let Some(before) = text(&render(&entry.id, &original)) else { return };
        for field in fields {
            let mut data = original.clone();
            let Some(value) = data.pointer_mut(field) else { continue };
            *value = json!(hostile);
            let after = text(&render(&entry.id, &data)).expect("poppler");
            if after == before {
                continue;
            }
            assert!(after.contains(hostile), "{} {field}:\n{after}", entry.id);
            seen += 1;
        }
    }
    assert!(seen > 30, "only {seen} fields were printed");
}

#[test]
fn no_page_bears_the_seal_or_a_signature_alone() {
    // GB/T 9704: what is sealed has words on the same page. The facts push the end of the paper over a whole page.
    for id in ["W45", "W56", "W57", "W41", "W55"] {
        for lines in (0..26).step_by(if id.starts_with("W4") || id == "W57" { 1 } else { 3 }) {
            let mut data = sample(id);
            let more = "补充事实一行。\n".repeat(lines);
            let facts = data["case"]["facts"].as_str().unwrap_or_default().to_owned();
            data["case"]["facts"] = json!(format!("{facts}\n{more}"));
            if id == "W55" {
                let reasons = data["sheet"]["reasons"].as_str().unwrap_or_default().to_owned();
                data["sheet"]["reasons"] = json!(format!("{reasons}\n{more}"));
            }
            let Some(pages) = pages(&render(id, &data)) else { return };
            for (number, page) in pages.iter().enumerate() {
                let words = page.chars().filter(|c| !c.is_ascii()).count();
                assert!(words > 60, "{id} with {lines} more lines: page {} says only {page}", number + 1);
            }
        }
    }
}

#[test]
fn a_rare_character_of_the_fallback_font_prints() {
    let mut data = sample("W57");
    data["party"]["name"] = json!("示例市堃䶮𠮷建材有限公司");
    let pdf = render("W57", &data);
    if let Some(text) = text(&pdf) {
        assert!(text.contains("堃䶮𠮷"), "{text}");
    }
}

#[test]
fn a_character_that_no_font_draws_is_refused_by_name() {
    let mut data = sample("W57");
    data["party"]["name"] = json!("示例市𰀀建材有限公司");
    let problems = RENDERER.render(&template("W57"), &LIBRARY, &data).expect_err("U+30000 is in neither font");
    assert_eq!(problems, [Problem::MissingGlyph { path: Some("party.name".into()), character: '𰀀' }]);
    let facts: Vec<Value> = serde_json::from_str(&LIBRARY.facts).expect("facts");
    let title = |path: &str| {
        facts.iter().find(|fact| fact["path"] == path).map(|fact| fact["title"].as_str().unwrap_or("").to_owned())
    };
    assert_eq!(
        problems[0].chinese("决定书", &title),
        "不能生成决定书：当事人名称中的“𰀀”在公文字体里没有字形。请通知管理员安装补充字库；文书没有编号，也没有作废号。"
    );
}

#[test]
fn a_bidi_mark_is_refused_by_name() {
    let mut data = sample("W57");
    data["party"]["address"] = json!("示例市\u{202E}路8号");
    let problems = RENDERER.render(&template("W57"), &LIBRARY, &data).expect_err("bidi control");
    assert_eq!(
        problems,
        [Problem::ForbiddenCharacter {
            path: "party.address".into(), character: '\u{202E}', name: "双向文字控制符"
        }]
    );
}

#[test]
fn template_errors_name_file_line_and_column() {
    let problems = RENDERER.render("第一行\n#let x = nothing\n", &LIBRARY, &json!({})).expect_err("unknown variable");
    let Problem::Template { file, line, column, message, .. } = &problems[0] else { panic!("{problems:?}") };
    assert_eq!((file.as_str(), *line, *column), ("template.typ", 2, 10), "{message}");
}

#[test]
fn a_template_reaches_no_file_package_or_clock() {
    for attempt in [
        "#read(\"/etc/passwd\")",
        "#read(\"../../Cargo.toml\")",
        "#import \"@preview/cetz:0.3.0\"",
        "#datetime.today()",
        "#image(\"/image/7.png\")",
    ] {
        RENDERER.render(attempt, &LIBRARY, &json!({})).expect_err(attempt);
    }
}

#[test]
fn an_unreadable_picture_is_a_problem_of_its_path() {
    let data = json!({"document": {"signatures": [{"role": "party", "image": "data:image/png;base64,###"}]}});
    let problems = RENDERER.render("甲", &LIBRARY, &data).expect_err("bad picture");
    assert!(
        matches!(&problems[0], Problem::Image { path, .. } if path == "document.signatures[0].image"),
        "{problems:?}"
    );
}

#[test]
fn amounts_and_articles_are_written_as_on_paper() {
    let checks = r#"
#import "/lib/lib.typ": *
#let same(a, b) = assert.eq(a, b)
#same(capital("350000"), "叁拾伍万元整")
#same(capital("190320"), "壹拾玖万零叁佰贰拾元整")
#same(capital("10000.00"), "壹万元整")
#same(capital("10"), "壹拾元整")
#same(capital("0"), "零元整")
#same(capital("0.05"), "伍分")
#same(capital("1001.10"), "壹仟零壹元壹角整")
#same(capital("20000.05"), "贰万元零伍分")
#same(capital("100000000"), "壹亿元整")
#same(capital("100010000"), "壹亿零壹万元整")
#same(capital("1000000"), "壹佰万元整")
#same(capital("10000001"), "壹仟万零壹元整")
#same(money("10000"), "人民币壹万元整（￥10,000.00）")
#same(yuan("1234567.5"), "1,234,567.50")
#same(chinese(117), "一百一十七")
#same(chinese(1130), "一千一百三十")
#same(chinese(1003), "一千零三")
#same(chinese(15), "十五")
#same(chinese(20), "二十")
#same(day("2026-09-08"), "2026年9月8日")
#same(instant("2026-08-26T02:20:00.000Z"), "2026年8月26日10:20")
#same(instant("2026-08-31T16:30:00Z"), "2026年9月1日00:30")
#same(instant("2026-08-26T10:20+08:00"), "2026年8月26日10:20")
#same(span-of("2026-08-14T01:52:00.000Z", "2026-08-14T02:31:00.000Z"), "2026年8月14日09:52—10:31")
#same(provision((title: "法", article: "117", paragraph: "1", item: "2")), "《法》第一百一十七条第二项")
#same(provision((title: "法", article: "72", paragraph: "1")), "《法》第七十二条第一款")
#same(provision((title: "法", article: "39", paragraph: "2", item: "3")), "《法》第三十九条第二款第三项")
完"#;
    RENDERER.render(checks, &LIBRARY, &json!({})).unwrap_or_else(|problems| panic!("{}", problems[0]));
}

#[test]
fn the_public_decision_holds_nothing_that_the_plan_does_not_name() {
    let entry = entries().into_iter().find(|entry| entry.id == "W57").expect("W57");
    let mut data = sample("W57");
    data["case"]["facts"] = json!("检查时，现场负责人厂长癸在场；主办人甲、协办人乙制作笔录，电话000-0000008。");
    let plan = Plan::new(entry.public.clone(), Vec::new(), &LIBRARY.facts).expect("facts");
    let public = redact(&data, &plan);
    assert_eq!(public["party"]["legal_person"], HIDDEN);
    let Some(text) = text(&render("W57", &public)) else { return };
    for hidden in ["厂长癸", "主办人甲", "协办人乙", "000-0000008"] {
        assert!(!text.contains(hidden), "{hidden} is printed:\n{text}");
    }
    for shown in ["示例市磐石建材有限公司", "示环罚〔2026〕36号", "壹万元整"] {
        assert!(text.contains(shown), "{shown} is not printed:\n{text}");
    }
}
