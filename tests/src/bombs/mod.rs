//! Hostile BPMN files: forty-seven families in eight sizes, 376 files. Each aims at a place where a reader takes far more
//! time or memory than the file has bytes: entities, depth, attributes, names, text, namespaces, ids, scripts, fan-out,
//! references, nesting. Equal numbers give equal files. Families that break a rule go up to 4 MiB; what is well-formed BPMN, and so has
//! to be read and looked at wholly, up to about 1 MiB.

mod contrived;

use std::fmt::Write as _;

/// How many there are.
pub const COUNT: usize = (FAMILIES.len() + contrived::FAMILIES.len()) * SIZES;
const SIZES: usize = 8;

const HEAD: &str = "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" \
    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xe=\"urn:xiezhi:engine:1\" targetNamespace=\"urn:bomb\"";
const TAIL: &str = "</process></definitions>";

/// A family: its name, and the file of a size from 1 to 8. `port` is one of this machine that must never be called.
type Family = (&'static str, fn(size: usize, port: u16) -> String);

const FAMILIES: [Family; 25] = [
    ("entities that grow", entities),
    ("entities from elsewhere", outside),
    ("undeclared entities", |size, _| format!("{HEAD}>{}</definitions>", "&lol;".repeat(size * 90_000))),
    ("depth", |size, _| format!("{HEAD}>{}", "<subProcess>".repeat(size * 40_000))),
    ("nested sub-processes", nested),
    ("attributes of one element", |size, _| each(HEAD, size * 30_000, "/>", |n| format!(" a{n}=''"))),
    ("attributes of all elements", |size, _| {
        let many = (0..250).fold(String::new(), |text, n| format!("{text} a{n}=''"));
        process(&format!("<task{many}/>").repeat(size * 80))
    }),
    ("a long value", |size, _| format!("{HEAD} name=\"{}\"/>", "&#120;x".repeat(size * 70_000))),
    ("a long name", |size, _| {
        let name = "n".repeat(size * 250_000);
        format!("{HEAD}><{name}/><{name}/></definitions>")
    }),
    ("long text", |size, _| process(&format!("<documentation>{}</documentation>", "文 ".repeat(size * 120_000)))),
    ("text in pieces", |size, _| {
        process(&format!("<documentation>{}</documentation>", "&lt;<b xmlns=''>&gt;</b>".repeat(size * 20_000)))
    }),
    ("comments and instructions", |size, _| process(&"<!--x--><?y z?>".repeat(size * 32_000))),
    ("nested namespaces", namespaces),
    ("many prefixes", |size, _| {
        each(&format!("{HEAD}>"), size * 9_000, "</definitions>", |n| format!("<x{n}:a xmlns:x{n}='urn:{n}'/>"))
    }),
    ("long ids, referred to often", |size, _| {
        let id = "i".repeat(size * 30_000);
        process(&format!("<message id=\"{id}\"/>{}", "<receiveTask messageRef='m'/>".repeat(2_000)))
            .replace("messageRef='m'", &format!("messageRef='{}'", &id[..id.len().min(1_500)]))
    }),
    ("elements without ids", |size, _| process(&"<task/>".repeat(size * 14_000))),
    ("equal ids", |size, _| process(&"<task id='a'/>".repeat(size * 14_000))),
    ("a huge script", script),
    ("many scripts", |size, _| {
        let text = "a;".repeat(16_000);
        process(&each("", size * 12, "", |n| {
            format!("<scriptTask id='t{n}'><script>x = {n};{text}</script></scriptTask>")
        }))
    }),
    ("many conditions", |size, _| {
        let flows = |n| {
            format!(
                "<sequenceFlow id='f{n}' sourceRef='a' targetRef='b'><conditionExpression>x{n} == {n}</conditionExpression></sequenceFlow>"
            )
        };
        process(&each("<task id='a'/><task id='b'/>", size * 800, "", flows))
    }),
    ("a fan of flows", fan),
    ("boundary events and associations", compensation),
    ("links of one name", |size, _| {
        let pair = |n| {
            format!(
                "<intermediateThrowEvent id='t{n}'><linkEventDefinition name='l{n}'/></intermediateThrowEvent>\
            <intermediateCatchEvent id='c{n}'><linkEventDefinition name='l{n}'/></intermediateCatchEvent>"
            )
        };
        process(&each("", size * 1_800, "", pair))
    }),
    ("inclusive joins", joins),
    ("inputs and sets", sets),
];

fn family(number: usize) -> (Family, usize) {
    let (family, size) = (number / SIZES, number % SIZES + 1);
    (FAMILIES.iter().chain(&contrived::FAMILIES).nth(family).copied().unwrap_or(FAMILIES[0]), size)
}

/// Name of a bomb.
pub fn name(number: usize) -> String {
    let ((name, _), size) = family(number);
    format!("{name}, size {size}")
}

/// Bytes of a bomb.
pub fn bomb(number: usize, port: u16) -> Vec<u8> {
    let ((_, make), size) = family(number);
    let mut bytes = make(size, port).into_bytes();
    // Beyond the limit of size a file is refused at once, which would show nothing.
    bytes.truncate(bpmn::xml::limits::BYTES);
    bytes
}

/// All that the engine does with a file before it runs: read, check, compile, look at its behaviour. Whether it was refused.
pub fn look(bytes: &[u8]) -> bool {
    let loaded = bpmn::load("bomb.bpmn", bytes, &bpmn::NoImports);
    let mut budget = bpmn::soundness::Budget::default();
    for process in &loaded.processes {
        drop(bpmn::soundness_within("bomb.bpmn", process, &mut budget));
    }
    loaded.refused()
}

fn each(begin: &str, count: usize, end: &str, part: impl Fn(usize) -> String) -> String {
    let mut text = begin.to_string();
    (0..count).for_each(|n| text.push_str(&part(n)));
    text + end
}

fn process(content: &str) -> String {
    format!("{HEAD}><process id='p' isExecutable='true'>{content}{TAIL}")
}

fn entities(size: usize, _: u16) -> String {
    let rounds = each("<!ENTITY a0 \"ha\">", size * 10, "", |n| {
        format!("<!ENTITY a{} \"{}\">", n + 1, format!("&a{n};").repeat(10))
    });
    format!("<?xml version='1.0'?><!DOCTYPE definitions [{rounds}]>{HEAD} name='&a{};'/>", size * 10)
}

fn outside(size: usize, port: u16) -> String {
    let place = format!("http://127.0.0.1:{port}/{size}");
    match size % 4 {
        0 => format!("<!DOCTYPE definitions SYSTEM \"{place}.dtd\">{HEAD}/>"),
        1 => format!(
            "<!DOCTYPE d [<!ENTITY e SYSTEM \"{place}\"><!ENTITY f SYSTEM \"file:///etc/hostname\">]>{HEAD}>&e;&f;</definitions>"
        ),
        2 => format!("<!DOCTYPE d [<!ENTITY % p SYSTEM \"{place}\"> %p;]>{HEAD}/>"),
        _ => format!(
            "<?xml-stylesheet href=\"{place}.xsl\"?>{HEAD} xsi:schemaLocation=\"urn:bomb {place}.xsd\"><import importType=\"http://www.w3.org/2001/XMLSchema\" \
             location=\"{place}.xsd\" namespace=\"urn:x\"/></definitions>"
        ),
    }
}

fn nested(size: usize, _: u16) -> String {
    // 60 levels are allowed; as many side by side as the size says, each with a node.
    let (mut open, mut close) = (String::new(), String::new());
    for depth in 0..60 {
        let _ = write!(open, "<subProcess id='s{depth}_#'><task id='t{depth}_#'/>");
        close.push_str("</subProcess>");
    }
    process(&each("", size * 10, "", |n| format!("{open}{close}").replace('#', &n.to_string())))
}

fn namespaces(size: usize, _: u16) -> String {
    let declared = each("", 250, "", |n| format!(" xmlns:p{n}='urn:{n}'"));
    let open = format!("<p1:x{declared}>").repeat(size * 6);
    format!("{HEAD}>{open}{}", "<p1:y/>".repeat(60_000))
}

fn script(size: usize, _: u16) -> String {
    let text = match size % 4 {
        0 => format!("x = {}1{}", "(".repeat(size * 4_000), ")".repeat(size * 4_000)),
        1 => "if a { b; }".repeat(size * 5_000),
        2 => format!("let a = [{}];", "1,".repeat(size * 4_000)),
        _ => format!("a{}", ".a".repeat(size * 3_000)),
    };
    process(&format!("<scriptTask id='t'><script><![CDATA[{text}]]></script></scriptTask>"))
}

fn fan(size: usize, _: u16) -> String {
    let count = size * 2_500;
    let listed = each("", count, "", |n| format!("<outgoing>f{n}</outgoing>"));
    // Listed the other way round than they stand in the file.
    let flow =
        |n| format!("<sequenceFlow id='f{}' sourceRef='g' targetRef='e{n}'/><endEvent id='e{n}'/>", count - 1 - n);
    process(&each(&format!("<inclusiveGateway id='g'>{listed}</inclusiveGateway>"), count, "", flow))
}

fn compensation(size: usize, _: u16) -> String {
    let one = |n| {
        format!(
            "<boundaryEvent id='b{n}' attachedToRef='t'><compensateEventDefinition id='d{n}'/></boundaryEvent>\
             <task id='h{n}' isForCompensation='true'/><association id='a{n}' sourceRef='b{n}' targetRef='h{n}'/>"
        )
    };
    process(&each("<task id='t'/>", size * 500, "", one))
}

fn joins(size: usize, _: u16) -> String {
    let one = |n| {
        format!(
            "<inclusiveGateway id='g{}'/><sequenceFlow id='x{n}' sourceRef='g{n}' targetRef='g{}'/>\
             <sequenceFlow id='y{n}' sourceRef='g{n}' targetRef='g{}'/>",
            n + 1,
            n + 1,
            n + 1
        )
    };
    process(&each(
        "<task id='s'/><sequenceFlow id='f' sourceRef='s' targetRef='g0'/><inclusiveGateway id='g0'/>",
        size * 2_000,
        "",
        one,
    ))
}

fn sets(size: usize, _: u16) -> String {
    let count = size * 2_000;
    let inputs = each("", count, "", |n| format!("<dataInput id='i{n}'/>"));
    let members = each("", count, "", |n| {
        format!("<dataInputRefs>i{n}</dataInputRefs><optionalInputRefs>i{n}</optionalInputRefs>")
    });
    process(&format!(
        "<task id='t'><ioSpecification>{inputs}<inputSet>{members}</inputSet><outputSet/></ioSpecification></task>"
    ))
}
