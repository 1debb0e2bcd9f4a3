//! `xl:` elements of BPMN nodes and flows → [`NodeLaw`]. Namespace `urn:xiezhi:law:1`.

use std::str::FromStr;

use bpmn::process::{Foreign, Node, NodeKind, Process};
use domain::law::{
    ActName, Attendance, Basis, DutyGroup, Law, Mark, Moment, NodeAct, NodeDocument, NodeEvidence, NodeLaw, NodeLimit,
    NodeRuling, Obligation, ProcessElement, ProcessLaw, Recording,
};

use crate::manifest::Manifest;
use crate::problem::Problem;

/// Namespace of the extensions of law.
pub const LAW_NAMESPACE: &str = "urn:xiezhi:law:1";

/// Element, its attributes, those of them that must be there.
const VOCABULARY: [(&str, &[&str], &[&str]); 14] = [
    ("step", &["id"], &["id"]),
    ("basis", &["law", "article", "paragraph", "item", "mark", "source", "note"], &[]),
    ("act", &["name", "kind", "at", "on", "outcome", "document"], &["name"]),
    ("limit", &["ref", "role"], &["ref"]),
    ("document", &["kind", "on", "sign"], &["kind"]),
    ("evidence", &["purpose", "elements", "level"], &["purpose"]),
    ("recording", &["media", "scope"], &["media"]),
    ("attendance", &["officers", "certificate", "witness"], &["officers"]),
    ("duty", &["group"], &["group"]),
    ("ruling", &["kind", "script", "into"], &["kind", "into"]),
    ("obligation", &["opens", "closes"], &[]),
    ("interrupt", &["ref"], &["ref"]),
    ("unless", &["predicate"], &["predicate"]),
    ("unavailable", &["step"], &["step"]),
];

/// Writes what one process says into the law: the process, its nodes and its flows. Problems: `law-element-unknown`,
/// `law-attribute-unknown`, `law-attribute-missing`, `law-value-unknown`, `act-unknown`.
pub fn collect(pack: &Manifest, file: &str, process: &Process, law: &mut Law, problems: &mut Vec<Problem>) {
    let mut elements = Vec::new();
    for node in &process.nodes {
        let called = match &node.kind {
            NodeKind::CallActivity { called } => Some(called.to_string()),
            _ => None,
        };
        elements.push(ProcessElement {
            id: node.id.to_string(),
            name: node.name.to_string(),
            kind: node.kind.word().to_owned(),
            calls: called,
        });
        let mut read = Read { file, element: &node.id, problems: &mut *problems };
        let entry = read.node(node);
        law.nodes.insert((process.id.to_string(), node.id.to_string()), entry);
    }
    for flow in &process.flows {
        let mut read = Read { file, element: &flow.id, problems: &mut *problems };
        let entry = read.all(&flow.foreign, NodeLaw { name: flow.name.to_string(), ..NodeLaw::default() });
        if entry.unless.is_some() {
            law.nodes.insert((process.id.to_string(), flow.id.to_string()), entry);
        }
    }
    let entry = ProcessLaw {
        id: process.id.to_string(),
        name: if process.name.is_empty() { pack.name.clone() } else { process.name.to_string() },
        law: pack.law.clone(),
        kind: pack.kind.clone(),
        elements,
    };
    law.processes.insert(entry.id.clone(), entry);
}

struct Read<'a> {
    file: &'a str,
    element: &'a str,
    problems: &'a mut Vec<Problem>,
}

impl Read<'_> {
    fn say(&mut self, code: &str, foreign: &Foreign, message: String) {
        self.problems.push(Problem::error(code, self.file, foreign.position.into(), message).at(self.element));
    }

    fn node(&mut self, node: &Node) -> NodeLaw {
        let start = NodeLaw {
            name: node.name.to_string(),
            role: node.extension.assign.as_ref().and_then(|assign| assign.role.as_ref()).map(ToString::to_string),
            form: node.extension.form.as_ref().map(ToString::to_string),
            ..NodeLaw::default()
        };
        self.all(&node.foreign, start)
    }

    fn all(&mut self, foreign: &[Foreign], mut entry: NodeLaw) -> NodeLaw {
        for element in foreign.iter().filter(|element| &*element.namespace == LAW_NAMESPACE) {
            if self.known(element) {
                self.one(element, &mut entry);
            }
        }
        entry
    }

    /// Whether the element is in the vocabulary and has what it must have.
    fn known(&mut self, element: &Foreign) -> bool {
        let Some((_, known, required)) = VOCABULARY.iter().find(|(name, ..)| *name == &*element.name) else {
            self.say("law-element-unknown", element, format!("不认识的元素 xl:{}", element.name));
            return false;
        };
        for attribute in &element.attributes {
            if !attribute.namespace.is_empty() || !known.contains(&&*attribute.name) {
                let message = format!("xl:{} 没有属性 {}", element.name, attribute.name);
                self.say("law-attribute-unknown", element, message);
            }
        }
        let missing: Vec<_> = required.iter().filter(|name| value(element, name).is_none()).collect();
        for name in &missing {
            self.say("law-attribute-missing", element, format!("xl:{} 缺少属性 {name}", element.name));
        }
        missing.is_empty()
    }

    fn one(&mut self, element: &Foreign, entry: &mut NodeLaw) {
        let text = |name: &str| value(element, name);
        let must = |name: &str| value(element, name).unwrap_or_default();
        let words = |name: &str| must(name).split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        match &*element.name {
            "step" => entry.steps.push(must("id")),
            "basis" => {
                let mark = self.parsed::<MarkWord>(element, "mark").map(|mark| mark.0);
                entry.bases.push(Basis {
                    law: text("law"),
                    article: text("article"),
                    paragraph: text("paragraph"),
                    item: text("item"),
                    source: text("source"),
                    note: text("note"),
                    mark,
                });
            }
            "act" => {
                let at = self.parsed::<Moment>(element, "at").unwrap_or(Moment::Complete);
                match must("name").parse::<ActName>() {
                    Ok(name) => entry.acts.push(NodeAct {
                        name,
                        kind: text("kind"),
                        at,
                        on: text("on"),
                        outcome: text("outcome"),
                        document: text("document"),
                    }),
                    Err(_) => self.say("act-unknown", element, format!("没有名为 {} 的行为", must("name"))),
                }
            }
            "limit" => {
                let role = text("role").unwrap_or_else(|| "runs".to_owned());
                if !["starts", "ends", "runs"].contains(&role.as_str()) {
                    self.say("law-value-unknown", element, format!("role 不能是 {role}，只能是 starts、ends、runs"));
                }
                entry.limits.push(NodeLimit { limit: must("ref"), role });
            }
            "document" => {
                let on = self.parsed::<Moment>(element, "on").unwrap_or(Moment::Complete);
                entry.documents.push(NodeDocument { kind: must("kind"), on, sign: words("sign") });
            }
            "evidence" => entry.evidence.push(NodeEvidence {
                purpose: must("purpose"),
                elements: words("elements"),
                level: text("level"),
            }),
            "recording" => entry.recording = Some(Recording { media: must("media"), scope: text("scope") }),
            "attendance" => {
                let officers = self.parsed::<u32>(element, "officers").unwrap_or_default();
                let (certificate, witness) = (text("certificate"), text("witness"));
                entry.attendance = Some(Attendance { officers, certificate, witness });
            }
            "duty" => entry.duty = self.parsed::<DutyGroup>(element, "group"),
            "ruling" => {
                entry.ruling = Some(NodeRuling { kind: must("kind"), script: text("script"), into: must("into") });
            }
            "obligation" => entry.obligations.push(Obligation { opens: text("opens"), closes: text("closes") }),
            "interrupt" => entry.interrupts.push(must("ref")),
            "unless" => entry.unless = text("predicate"),
            "unavailable" => entry.unavailable = text("step"),
            _ => {}
        }
    }

    fn parsed<T: FromStr>(&mut self, element: &Foreign, name: &str) -> Option<T> {
        let text = value(element, name)?;
        let parsed = text.parse().ok();
        if parsed.is_none() {
            self.say("law-value-unknown", element, format!("xl:{} 的 {name} 不能是 {text}", element.name));
        }
        parsed
    }
}

struct MarkWord(Mark);

impl FromStr for MarkWord {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "Y" => Ok(Self(Mark::Y)),
            "S" => Ok(Self(Mark::S)),
            "M" => Ok(Self(Mark::M)),
            "C" => Ok(Self(Mark::C)),
            _ => Err(()),
        }
    }
}

fn value(element: &Foreign, name: &str) -> Option<String> {
    element.attribute(name).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}
