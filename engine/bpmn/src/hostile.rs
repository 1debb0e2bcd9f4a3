//! Hostile and broken files: refused with a place, quickly, without panic.

use std::fmt::Write;

use crate::{NoImports, Position, load, parse};

const ROOT: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='urn:example'";

fn code(text: &str) -> (&'static str, Position) {
    let (definition, problems) = parse("x.bpmn", text.as_bytes(), &NoImports);
    assert!(definition.is_none(), "{problems:?}");
    (problems[0].code, problems[0].position)
}

/// An element that declares so many namespaces.
fn declarations(prefix: &str, count: usize) -> String {
    let declared = (0..count).fold(String::new(), |text, n| format!("{text} xmlns:{prefix}{n}='urn:{prefix}{n}'"));
    format!("<a xmlns=''{declared}/>")
}

#[test]
fn what_would_take_too_much_to_compile_is_refused() {
    let refused = |content: &str| {
        let text = format!("{ROOT}><process id='p'>{content}</process></definitions>");
        let loaded = load("x.bpmn", text.as_bytes(), &NoImports);
        assert!(loaded.processes.is_empty() || !loaded.refused());
        loaded.problems.iter().any(|problem| problem.is_error() && problem.code == "model-too-large")
    };
    let script =
        |n: usize| format!("<scriptTask id='t{n}'><script>x = \"{n}{}\";</script></scriptTask>", "y".repeat(6_000));
    let scripts = |count: usize| (0..count).map(script).collect::<String>();
    assert!(!refused(&scripts(20)));
    assert!(refused(&scripts(40)));
    let fan_in = |count: usize| {
        (0..count).fold(String::from("<inclusiveGateway id='g'/>"), |text, n| {
            format!("{text}<task id='t{n}'/><sequenceFlow id='f{n}' sourceRef='t{n}' targetRef='g'/>")
        })
    };
    assert!(!refused(&fan_in(1_000)));
    assert!(refused(&fan_in(5_000)));
    let levels = |count: usize| (0..count).map(|n| format!("<subProcess id='u{n}'/>")).collect::<String>();
    assert!(!refused(&levels(5_000)));
    assert!(refused(&levels(5_001)));
    let foreign = |count: usize| {
        format!("<task id='t'><extensionElements xmlns:o='urn:o'>{}</extensionElements></task>", "<o:o/>".repeat(count))
    };
    assert!(!refused(&foreign(50_000)));
    assert!(refused(&foreign(50_001)));
}

#[test]
fn many_findings_of_one_rule_are_counted_not_listed() {
    let text = format!("{ROOT}><process id='p'>{}</process></definitions>", "<task/>".repeat(1_000));
    let loaded = load("x.bpmn", text.as_bytes(), &NoImports);
    let missing: Vec<_> = loaded.problems.iter().filter(|problem| problem.code == "missing-id").collect();
    assert_eq!(missing.len(), 200);
    assert!(missing.iter().any(|problem| problem.message.contains("另有 800 处")), "{:?}", missing.last());
}

#[test]
fn findings_stay_small_however_long_the_names_and_however_many_the_imports() {
    let id = "p".repeat(100_000);
    let text = format!("{ROOT}><process id='{id}' name='{id}'>{}</process></definitions>", "<task/>".repeat(500));
    let loaded = load("x.bpmn", text.as_bytes(), &NoImports);
    let missing = loaded.problems.iter().find(|problem| problem.code == "missing-id").expect("tasks without ids");
    assert!(missing.element.as_ref().is_some_and(|id| id.len() < 400 && id.ends_with('…')));
    assert!(loaded.problems.iter().all(|problem| problem.message.len() < 1_100));
    let text = format!("{ROOT}>{}</definitions>", "<import importType='x' location='y' namespace='z'/>".repeat(1_000));
    let problems = load("x.bpmn", text.as_bytes(), &NoImports).problems;
    let missing: Vec<_> = problems.iter().filter(|problem| problem.code == "import-missing").collect();
    assert_eq!(missing.len(), 200);
    assert!(missing.iter().any(|problem| problem.message.contains("另有 800 处")));
}

#[test]
fn the_token_game_ends_with_its_budget() {
    let codes = |content: String| -> Vec<&'static str> {
        let text = format!("{ROOT}><process id='p'>{content}</process></definitions>");
        let loaded = load("x.bpmn", text.as_bytes(), &NoImports);
        assert!(!loaded.refused(), "{:?}", loaded.problems);
        crate::soundness("x.bpmn", &loaded.processes[0]).iter().map(|problem| problem.code).collect()
    };
    // Nodes that each choose one of two ways, all at once: states without number.
    let wide = |count: usize| {
        (0..count).fold(String::from("<task id='e'/>"), |text, n| {
            format!(
                "{text}<exclusiveGateway id='x{n}'/><sequenceFlow id='a{n}' sourceRef='x{n}' targetRef='e'/>\
                 <sequenceFlow id='b{n}' sourceRef='x{n}' targetRef='e'/>"
            )
        })
    };
    assert!(!codes(wide(3)).contains(&"soundness-undecided"));
    assert!(codes(wide(40)).contains(&"soundness-undecided"));
    // Two knots of cycles are two findings, and a node between them is none.
    let knots = "<startEvent id='s'/><exclusiveGateway id='a'/><exclusiveGateway id='b'/><task id='c'/><exclusiveGateway id='d'/>\
        <exclusiveGateway id='f'/><endEvent id='e'/><sequenceFlow id='1' sourceRef='s' targetRef='a'/>\
        <sequenceFlow id='2' sourceRef='a' targetRef='b'/><sequenceFlow id='3' sourceRef='b' targetRef='a'/>\
        <sequenceFlow id='4' sourceRef='b' targetRef='c'/><sequenceFlow id='5' sourceRef='c' targetRef='d'/>\
        <sequenceFlow id='6' sourceRef='d' targetRef='f'/><sequenceFlow id='7' sourceRef='f' targetRef='d'/>\
        <sequenceFlow id='8' sourceRef='f' targetRef='e'/>";
    let found = codes(knots.replace("Flow id='", "Flow id='f"));
    assert_eq!(found.iter().filter(|code| **code == "loop-without-wait").count(), 2, "{found:?}");
}

#[test]
fn every_kind_of_broken_xml_has_its_code() {
    let deep = format!("{ROOT}>{}{}</definitions>", "<a xmlns=''>".repeat(80), "</a>".repeat(80));
    let attributes: String = (0..300).map(|n| format!(" a{n}='1'")).collect();
    let bomb = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><definitions/>";
    for (text, expected) in [
        (bomb.to_string(), "xml-doctype"),
        (format!("{ROOT}>&undefined;</definitions>"), "xml-entity"),
        (format!("{ROOT} name='&x;'/>"), "xml-entity"),
        (format!("{ROOT}>&#0;</definitions>"), "xml-entity"),
        (format!("{ROOT}><x:a/></definitions>"), "xml-prefix"),
        (format!("{ROOT} x:a='1'/>"), "xml-prefix"),
        (format!("{ROOT}/>{ROOT}/>"), "xml-two-roots"),
        (format!("{ROOT}/>text"), "xml-malformed"),
        (format!("{ROOT}>"), "xml-malformed"),
        (format!("{ROOT}></other>"), "xml-malformed"),
        (format!("{ROOT} a='1' a='2'/>"), "xml-attributes"),
        (format!("{ROOT} xmlns:xml='urn:other'/>"), "xml-malformed"),
        (format!("{ROOT}><b xmlns:x='urn:x'/><x:a/></definitions>"), "xml-prefix"),
        (format!("{ROOT}{attributes}/>"), "xml-attributes"),
        (String::new(), "xml-malformed"),
        ("<?xml version='1.0' encoding='GBK'?><definitions name='流程'/>".into(), "xml-encoding"),
        (deep, "xml-too-deep"),
        (format!("{ROOT}>\u{1}</definitions>"), "xml-character"),
        ("<a/>".into(), "not-bpmn"),
        ("<definitions/>".into(), "not-bpmn"),
        (" ".repeat(crate::xml::limits::BYTES + 1), "file-too-large"),
        (format!("{ROOT}>{}</definitions>", "<task/>".repeat(crate::xml::limits::ELEMENTS)), "file-too-large"),
        (
            format!(
                "{ROOT}>{}</definitions>",
                (0..11).map(|n| declarations(&format!("n{n}_"), 100)).collect::<String>()
            ),
            "xml-namespaces",
        ),
    ] {
        assert_eq!(code(&text).0, expected, "{}", &text[..text.len().min(80)]);
    }
    let (definition, problems) = parse("x.bpmn", b"\xff\xfe<\0", &NoImports);
    assert!(definition.is_none());
    assert_eq!(problems[0].code, "xml-encoding");
}

#[test]
fn places_count_characters_not_bytes() {
    let (code, position) = code("<?xml version='1.0'?>\n<流程>\n  <一/><b>&x;</b></流程>");
    assert_eq!((code, position), ("xml-entity", Position { line: 3, column: 10 }));
}

#[test]
fn a_byte_order_mark_and_ascii_in_another_encoding_are_fine() {
    let text = format!("\u{feff}<?xml version='1.0' encoding='windows-1252'?>{ROOT}><process id='p'/></definitions>");
    let loaded = load("x.bpmn", text.as_bytes(), &NoImports);
    assert!(!loaded.refused(), "{:?}", loaded.problems);
    assert_eq!(loaded.processes.len(), 1);
}

#[test]
fn no_mutation_of_a_file_panics() {
    let seed = include_str!("compiled.rs");
    let start = seed.find("<definitions").expect("the example of the other test");
    let text = &seed[start..seed[start..].find("\"#").expect("its end") + start];
    // A small linear congruential generator with a fixed seed: the same inputs every time.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound
    };
    for _ in 0..3_000 {
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..=next(4) {
            let at = next(bytes.len());
            match next(4) {
                0 => bytes[at] = next(256) as u8,
                1 => drop(bytes.drain(at..(at + next(40)).min(bytes.len()))),
                2 => {
                    let copy = bytes[at..(at + next(60)).min(bytes.len())].to_vec();
                    let to = next(bytes.len() + 1);
                    bytes.splice(to..to, copy);
                }
                _ => {
                    let tokens: [&[u8]; 6] = [b"<", b">", b"&", b"\"", b"sourceRef='t'", b"${"];
                    bytes.splice(at..at, tokens[next(tokens.len())].iter().copied());
                }
            }
            if bytes.is_empty() {
                break;
            }
        }
        let loaded = load("x.bpmn", &bytes, &NoImports);
        for process in &loaded.processes {
            crate::soundness("x.bpmn", process);
        }
    }
}

/// A model of about one megabyte.
fn large() -> String {
    let mut text =
        format!("{ROOT} xmlns:xe='urn:xiezhi:engine:1'><process id='p' isExecutable='true'><startEvent id='n0'/>");
    let count = 3_000;
    for n in 1..count {
        let previous = n - 1;
        let _ = write!(
            text,
            "<sequenceFlow id='f{n}' sourceRef='n{previous}' targetRef='n{n}'/>\
             <userTask id='n{n}' name='第{n}步的任务名称'><documentation>这里写这一步做什么、依据是什么</documentation>\
             <extensionElements><xe:assign role='lead'/><xe:form ref='form{n}'/>\
             <xe:input name='a{n}' expr='value{n} == {n}'/></extensionElements></userTask>"
        );
    }
    let _ = write!(
        text,
        "<sequenceFlow id='z' sourceRef='n{}' targetRef='e'/><endEvent id='e'/></process></definitions>",
        count - 1
    );
    text
}

#[test]
fn a_large_file_is_read() {
    let text = large();
    assert!(text.len() > 900_000, "{}", text.len());
    let loaded = load("x.bpmn", text.as_bytes(), &NoImports);
    assert!(!loaded.refused(), "{:?}", loaded.problems.first());
    assert_eq!(loaded.processes[0].nodes.len(), 3_001);
}

/// A bomb of a kind and a size; those that break a limit must be refused, the others read.
fn bomb(kind: usize, size: usize) -> (String, bool) {
    let close = "</definitions>";
    match kind {
        0 => (format!("<!DOCTYPE x [{}]>{ROOT}/>", "<!ENTITY a 'aaaaaaaa'>".repeat(size)), true),
        1 => (format!("{ROOT}>{}{close}", "&lol;".repeat(size)), true),
        2 => (format!("{ROOT}>{}{}{close}", "<task>".repeat(64 + size), "</task>".repeat(64 + size)), true),
        3 => {
            let attributes = (0..257 + size).fold(String::new(), |mut text, n| {
                let _ = write!(text, " a{n}='1'");
                text
            });
            (format!("{ROOT}{attributes}/>"), true)
        }
        4 => (format!("{ROOT}>{}", "<task id='".repeat(size)), true),
        5 => (format!("{ROOT} name='{}'/>", "x".repeat(size * 4096)), false),
        6 => (format!("{ROOT}><documentation>{}</documentation>{close}", "文".repeat(size * 1024)), false),
        7 => (format!("{ROOT}><!--{}-->{close}", "-x".repeat(size * 1024)), false),
        8 => (format!("{ROOT}>{}{close}", "<message/>".repeat(size * 100)), false),
        _ => (format!("{ROOT}><documentation><![CDATA[{}]]></documentation>{close}", "<".repeat(size * 1024)), false),
    }
}

#[test]
fn bombs_are_refused_where_they_break_a_limit_and_read_where_not() {
    for kind in 0..10 {
        for size in 1..=20 {
            let (text, refused) = bomb(kind, size * 5);
            let loaded = load("bomb.bpmn", text.as_bytes(), &NoImports);
            assert_eq!(loaded.definition.is_none(), refused, "kind {kind}, size {size}");
            assert!(loaded.processes.is_empty());
        }
    }
}
