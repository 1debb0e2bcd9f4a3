//! Rules over a whole release: one file per rule, each with a good and a bad example. A rule reports everything it finds.

use bpmn::process::{Catch, EventDefinition, Flow, Node, NodeKind, Process};
use domain::law::NodeLaw;

use serde_json::Value;

use crate::load::Content;
use crate::problem::Problem;
use crate::tree::{Tree, child};

mod act_reference;
mod article_unquoted;
mod call_missing;
mod cause_reference;
mod content_file_unknown;
mod date_order;
mod disclosure_plan;
mod document_file_missing;
mod document_unknown;
mod document_unused;
mod fact_owned;
mod fact_type;
mod fact_unknown;
mod form_keyword;
mod form_unknown;
mod form_unused;
mod gate_bypassed;
mod law_unknown;
mod layout_field;
mod limit_stated_twice;
mod limit_unknown;
mod message_receiver;
mod pack_file_missing;
mod pack_file_unlisted;
mod pack_id;
mod predicate_unknown;
mod role_unknown;
mod ruling_into;
mod scenario_reference;
mod script_syntax;
mod soundness;
mod task_unassigned;
#[cfg(test)]
mod testing;
mod uses_missing;
mod uses_unknown;

/// Looks at the content and adds what is wrong.
pub type Rule = fn(&Content, &mut Vec<Problem>);

/// All rules by code, in the order in which they run.
pub const CHECKS: &[(&str, Rule)] = &[
    ("content-file-unknown", content_file_unknown::check),
    ("pack-file-unlisted", pack_file_unlisted::check),
    ("pack-file-missing", pack_file_missing::check),
    ("pack-id", pack_id::check),
    ("uses-unknown", uses_unknown::check),
    ("uses-missing", uses_missing::check),
    ("call-missing", call_missing::check),
    ("form-unknown", form_unknown::check),
    ("form-unused", form_unused::check),
    ("form-keyword", form_keyword::check),
    ("layout-field", layout_field::check),
    ("fact-unknown", fact_unknown::check),
    ("fact-owned", fact_owned::check),
    ("fact-type", fact_type::check),
    ("ruling-into", ruling_into::check),
    ("act-reference", act_reference::check),
    ("document-unknown", document_unknown::check),
    ("document-unused", document_unused::check),
    ("document-file-missing", document_file_missing::check),
    ("disclosure-plan", disclosure_plan::check),
    ("limit-unknown", limit_unknown::check),
    ("limit-stated-twice", limit_stated_twice::check),
    ("role-unknown", role_unknown::check),
    ("task-unassigned", task_unassigned::check),
    ("message-receiver", message_receiver::check),
    ("predicate-unknown", predicate_unknown::check),
    ("cause-reference", cause_reference::check),
    ("law-unknown", law_unknown::check),
    ("article-unquoted", article_unquoted::check),
    ("date-order", date_order::check),
    ("script-syntax", script_syntax::check),
    ("scenario-reference", scenario_reference::check),
    ("gate-bypassed", gate_bypassed::check),
    ("soundness", soundness::check),
];

/// A process with its file.
pub(crate) struct Drawn<'a> {
    pub file: String,
    pub process: &'a Process,
    content: &'a Content,
}

impl<'a> Drawn<'a> {
    pub fn all(content: &'a Content) -> impl Iterator<Item = Drawn<'a>> {
        content.release.processes.values().map(move |process| Drawn {
            file: content.process_file(&process.id),
            process,
            content,
        })
    }
    /// Nodes with their law.
    pub fn nodes(&self) -> impl Iterator<Item = (&'a Node, &'a NodeLaw)> {
        let (content, process) = (self.content, self.process);
        process.nodes.iter().filter_map(move |node| Some((node, content.release.law.node(&process.id, &node.id)?)))
    }
    pub fn problem(&self, code: &str, node: &Node, message: impl Into<String>) -> Problem {
        Problem::error(code, &self.file, node.position.into(), message).at(&*node.id)
    }
    pub fn flow_problem(&self, code: &str, flow: &Flow, message: impl Into<String>) -> Problem {
        Problem::error(code, &self.file, flow.position.into(), message).at(&*flow.id)
    }
    /// Id of the pack.
    pub fn pack(&self) -> &'a str {
        self.content.release.pack_of.get(&*self.process.id).map_or("", String::as_str)
    }
}

/// A field of a form, at any depth of nested objects.
pub(crate) struct Field<'a> {
    pub tree: &'a Tree,
    pub pointer: String,
    pub schema: &'a Value,
}

impl<'a> Field<'a> {
    /// Fields of every form.
    pub fn all(content: &'a Content) -> impl Iterator<Item = Field<'a>> {
        let files = content.release.packs.values().flat_map(|pack| pack.forms.iter().map(|form| pack.path(&form.file)));
        files.filter_map(|file| content.trees.get(&file)).flat_map(|tree| {
            let mut fields = Vec::new();
            below(tree, "", &tree.value, &mut fields);
            fields
        })
    }
    /// Pointer of one of the field's keywords.
    pub fn at(&self, keyword: &str) -> String {
        child(&self.pointer, keyword)
    }
    /// Path of the fact that the field writes.
    pub fn fact(&self) -> Option<&'a str> {
        self.schema.get("x-fact").and_then(Value::as_str)
    }
}

fn below<'a>(tree: &'a Tree, pointer: &str, schema: &'a Value, fields: &mut Vec<Field<'a>>) {
    let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    for (name, schema) in properties {
        let pointer = child(&child(pointer, "properties"), name);
        fields.push(Field { tree, pointer: pointer.clone(), schema });
        below(tree, &pointer, schema, fields);
    }
}

/// What a catching event or receive task waits for.
pub(crate) fn trigger(node: &Node) -> Option<&Catch> {
    match &node.kind {
        NodeKind::StartEvent { trigger, .. }
        | NodeKind::CatchEvent { trigger }
        | NodeKind::BoundaryEvent { trigger, .. } => Some(trigger),
        _ => None,
    }
}

/// Messages that a node waits for, by name.
pub(crate) fn awaited(node: &Node) -> Vec<String> {
    if let NodeKind::ReceiveTask { message: Some(message), .. } = &node.kind {
        return vec![message.name.to_string()];
    }
    let definitions = trigger(node).map_or(&[][..], |trigger| trigger.definitions.as_slice());
    let messages = definitions.iter().filter_map(|definition| match definition {
        EventDefinition::Message(event) => event.message.as_ref().map(|message| message.name.to_string()),
        _ => None,
    });
    messages.collect()
}
