//! Rules for files: one per file, one line each in the registry below.
//!
//! A rule looks at a [`Definition`] and notes findings; it never stops at the first. Numbers are those of the catalogue
//! of BPMN 2.0 constraints (EXT.nnn), sections those of the standard (formal/2011-01-03); number 0 marks rules that follow
//! from the XML schema of the standard or from this engine.

use std::fmt::{self, Display, Write as _};

use crate::definition::{Definition, ElementIx};
pub(crate) use crate::problem::{MESSAGE, beginning};
use crate::problem::{NAME, Problem, Severity};
use crate::tag::Tag;

/// A rule with its help.
pub struct Rule {
    /// Stable code, also the name of the rule's file and help page.
    pub code: &'static str,
    /// Numbers in the catalogue; the first is reported.
    pub numbers: &'static [u16],
    /// Section of the standard.
    pub section: &'static str,
    /// The rule in one Chinese sentence.
    pub title: &'static str,
    /// What to do.
    pub hint: &'static str,
    run: fn(&Definition, &mut Findings),
}

/// Where a rule notes what it finds.
pub(crate) struct Findings<'a> {
    model: &'a Definition,
    rule: &'static Rule,
    problems: Vec<Problem>,
    /// How many were found beyond those that are kept.
    more: usize,
}

/// So many findings of one rule are kept; the last one says how many more there are.
const KEPT: usize = 200;

impl Findings<'_> {
    /// The rule is broken at this element.
    pub(crate) fn at(&mut self, ix: ElementIx) {
        self.note(ix, None, Severity::Error);
    }
    /// The same, with the particulars.
    pub(crate) fn with(&mut self, ix: ElementIx, detail: impl Display) {
        self.note(ix, Some(&detail), Severity::Error);
    }
    /// Not refused, but worth a look.
    pub(crate) fn warn(&mut self, ix: ElementIx, detail: impl Display) {
        self.note(ix, Some(&detail), Severity::Warning);
    }
    /// Particulars become text only for findings that are kept.
    fn note(&mut self, ix: ElementIx, detail: Option<&dyn Display>, severity: Severity) {
        // One error must not be hidden behind many warnings.
        if self.problems.len() >= KEPT && (severity == Severity::Warning || self.problems[0].is_error()) {
            self.more += 1;
            return;
        }
        let message = match detail {
            Some(detail) => beginning(&format_args!("{}：{detail}", self.rule.title), MESSAGE),
            None => self.rule.title.to_string(),
        };
        let mut problem = problem_at(self.model, ix, self.rule.code, message);
        (problem.severity, problem.hint) = (severity, self.rule.hint);
        problem.rule = self.rule.numbers.first().copied().unwrap_or(0);
        self.problems.push(problem);
    }
}

/// Applies every rule; all findings, in the order of the registry.
pub fn check(model: &Definition) -> Vec<Problem> {
    let mut problems = Vec::new();
    for rule in RULES {
        let mut findings = Findings { model, rule, problems: Vec::new(), more: 0 };
        (rule.run)(model, &mut findings);
        if let Some(last) = findings.problems.last_mut().filter(|_| findings.more > 0) {
            let _ = write!(last.message, "（另有 {} 处）", findings.more);
        }
        problems.append(&mut findings.problems);
    }
    problems
}

/// Every rule, for help pages and coverage.
pub fn rules() -> &'static [&'static Rule] {
    RULES
}

/// A finding at an element; id and name are those of the nearest element that has an id, cut when they are very long.
pub(crate) fn problem_at(model: &Definition, ix: ElementIx, code: &'static str, message: String) -> Problem {
    let named = std::iter::once(ix).chain(model.ancestors(ix)).find(|at| model.id(*at).is_some());
    Problem {
        code,
        severity: Severity::Error,
        rule: 0,
        file: model.file_of(ix).clone(),
        position: model.position(ix),
        kind: model.tag(named.unwrap_or(ix)).name(),
        element: named.and_then(|at| model.id(at)).map(|id| beginning(&id, NAME).into()),
        name: named.and_then(|at| model.name(at)).map(|name| beginning(&name, NAME).into()),
        message,
        hint: "",
    }
}

/// The catching event that a throwing link leads to: by `target`, else by the same name on the same level.
pub(crate) fn link_target(model: &Definition, link: ElementIx, event: ElementIx) -> Option<ElementIx> {
    if let Some(target) = model.first_referred(link, Tag::Target) {
        return model.parent(target).filter(|parent| model.tag(*parent) == Tag::IntermediateCatchEvent);
    }
    model.link_catch(model.level(event)?, link)
}

/// Item definition of an item-aware element, references followed.
fn item_of(model: &Definition, ix: ElementIx) -> Option<ElementIx> {
    let referred = match model.tag(ix) {
        Tag::DataObjectReference => model.refers(ix, "dataObjectRef"),
        Tag::DataStoreReference => model.refers(ix, "dataStoreRef"),
        _ => None,
    };
    model.refers(ix, "itemSubjectRef").or_else(|| model.refers(referred?, "itemSubjectRef"))
}

/// Two item definitions that describe the same thing: the same one, or one structure.
fn equivalent(model: &Definition, a: Option<ElementIx>, b: Option<ElementIx>) -> bool {
    a.map(|item| model.described(item)) == b.map(|item| model.described(item))
}

/// Item definition of the message behind an operation's side.
fn message_item(model: &Definition, operation: ElementIx, side: Tag) -> Option<Option<ElementIx>> {
    let message = model.first_referred(operation, side)?;
    Some(model.refers(message, "itemRef"))
}

/// Item definitions of the payloads of an event's definitions, in order.
fn payloads(model: &Definition, event: ElementIx) -> Vec<ElementIx> {
    let each = model.event_definitions(event).iter().filter_map(|definition| {
        let (reference, item) = match model.tag(*definition) {
            Tag::MessageEventDefinition => ("messageRef", "itemRef"),
            Tag::SignalEventDefinition => ("signalRef", "structureRef"),
            Tag::ErrorEventDefinition => ("errorRef", "structureRef"),
            Tag::EscalationEventDefinition => ("escalationRef", "structureRef"),
            _ => return None,
        };
        model.refers(model.refers(*definition, reference)?, item)
    });
    each.collect()
}

/// Data inputs and outputs that an element declares itself (events) or in its specification.
fn data(model: &Definition, ix: ElementIx, tag: Tag) -> Vec<ElementIx> {
    let holder = model.child(ix, Tag::IoSpecification).unwrap_or(ix);
    model.children_of(holder, tag).collect()
}

/// Whether a text is a media type: `type/subtype`, parameters allowed.
fn is_media_type(text: &str) -> bool {
    let part =
        |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&^_.+-".contains(&b));
    let essence = text.split(';').next().unwrap_or("").trim();
    essence.split_once('/').is_some_and(|(kind, subtype)| part(kind) && part(subtype))
}

/// Kinds of the definitions of an event outside of the allowed ones.
fn forbidden<'a>(model: &'a Definition, event: ElementIx, allowed: &'a [Tag]) -> impl Iterator<Item = Tag> + 'a {
    model.event_definitions(event).iter().map(|ix| model.tag(*ix)).filter(|tag| !allowed.contains(tag))
}

/// A node that may begin a process by itself: an instantiating receive task or event gateway.
fn instantiates(model: &Definition, ix: ElementIx) -> bool {
    matches!(model.tag(ix), Tag::ReceiveTask | Tag::EventBasedGateway) && model.flag(ix, "instantiate", false)
}

/// Whether the file of an element lists flows at its nodes (`incoming`, `outgoing`). The schema lets the lists be left out;
/// once used they must be right and complete. Files written for this engine may leave out entries.
fn lists_flows(model: &Definition, of: ElementIx) -> bool {
    !model.engine_dialect(of) && model.lists_flows(of)
}

fn is_link(model: &Definition, event: ElementIx) -> bool {
    model.has_definition(event, Tag::LinkEventDefinition)
}

/// Text for messages: kind and id or name.
struct Shown<'a>(&'a Definition, ElementIx);

impl Display for Shown<'_> {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let Shown(model, ix) = *self;
        let (kind, named) = (model.tag(ix).name(), model.id(ix).or(model.name(ix)).unwrap_or(""));
        write!(out, "{kind} {}", beginning(&named, NAME))
    }
}

fn shown(model: &Definition, ix: ElementIx) -> Shown<'_> {
    Shown(model, ix)
}

macro_rules! registry {
    ($($module:ident,)*) => {
        $(mod $module;)*
        static RULES: &[&Rule] = &[$(&$module::RULE,)*];
    };
}

/// What rule files use.
mod prelude {
    pub(super) use super::{Findings, Rule};
    pub(super) use crate::definition::{Definition, ElementIx};
    pub(super) use crate::tag::Tag;
}

/// A good and a bad file for a rule, as content of `definitions`: the good one is taken, the bad one is refused by the rule.
#[cfg(test)]
pub(crate) fn hold(rule: &'static Rule, good: &str, bad: &str) {
    let errors = |content: &str| -> Vec<&'static str> {
        let text = match content.contains("<definitions") {
            true => content.to_string(),
            false => format!(
                "<definitions xmlns='{}' xmlns:xsi='{}' targetNamespace='urn:example'>{content}</definitions>",
                crate::xml::BPMN_NAMESPACE,
                crate::xml::XSI_NAMESPACE
            ),
        };
        let loaded = crate::load("example.bpmn", text.as_bytes(), &crate::NoImports);
        assert!(loaded.definition.is_some(), "the example is XML: {:?}", loaded.problems);
        loaded.problems.iter().filter(|problem| problem.is_error()).map(|problem| problem.code).collect()
    };
    assert_eq!(errors(good), Vec::<&str>::new(), "{}: the good example is refused", rule.code);
    assert!(errors(bad).contains(&rule.code), "{}: the bad example passes", rule.code);
}

macro_rules! examples {
    (good: $good:expr, bad: $bad:expr $(,)?) => {
        #[cfg(test)]
        mod examples {
            #[test]
            fn good_and_bad() {
                super::super::hold(&super::RULE, $good, $bad);
            }
        }
    };
}

registry! {
    ad_hoc_content,
    ad_hoc_without_activity,
    association_from_output,
    association_sources,
    association_to_input,
    association_types,
    attribute_value,
    boundary_incoming,
    boundary_outgoing,
    boundary_trigger,
    call_activity_data,
    called_process_start,
    cancel_boundary_outside_transaction,
    cancel_end_outside_transaction,
    catch_trigger,
    choreography_in_process,
    choreography_in_subprocess,
    choreography_reference,
    closed_choreography,
    collection_mismatch,
    compensation_activity_flow,
    compensation_boundary_outgoing,
    compensation_handler,
    completion_quantity,
    condition_not_boolean,
    condition_not_formal,
    converging_gateway,
    data_object_reference_name,
    default_flow_source,
    definition_of_throw_reused,
    diverging_gateway,
    documentation_format,
    duplicate_id,
    end_event_incoming,
    end_event_outgoing,
    end_trigger,
    end_without_start,
    error_code_missing,
    escalation_code_missing,
    event_boundary_activity,
    event_data_count,
    event_data_type,
    event_gateway_boundary,
    event_gateway_condition,
    event_gateway_instantiate_incoming,
    event_gateway_mixed_receivers,
    event_gateway_single,
    event_gateway_target,
    event_gateway_target_incoming,
    event_subprocess_flow,
    event_subprocess_start_count,
    event_subprocess_trigger,
    expression_empty,
    extension_not_understood,
    flow_crosses_border,
    flow_not_listed,
    formal_expression_required,
    gateway_single,
    global_conversation_content,
    immediate_flow,
    input_not_in_set,
    instantiating_receive_task,
    interface_without_binding,
    intermediate_event_incoming,
    intermediate_event_outgoing,
    invalid_id,
    io_binding_data,
    language_uri,
    link_crosses_level,
    link_event_flow,
    link_not_mutual,
    link_without_source,
    link_without_target,
    loop_behavior_event,
    loop_data_collection,
    loop_data_reference,
    loop_data_structure,
    loop_number_negative,
    message_flow_from_artifact,
    message_flow_from_plain_end,
    message_flow_from_start,
    message_flow_of_intermediate_event,
    message_flow_same_pool,
    message_flow_to_artifact,
    message_flow_to_end,
    message_flow_to_plain_start,
    message_missing,
    misplaced_element,
    missing_id,
    mixed_gateway,
    multi_instance_without_number,
    multiplicity_maximum,
    multiplicity_minimum,
    node_without_incoming,
    node_without_outgoing,
    operation_missing,
    optional_input,
    optional_output,
    output_not_in_set,
    process_missing,
    process_start_trigger,
    receive_task_output,
    receive_task_sets,
    reference_target,
    repeated_element,
    resource_assignment,
    script_format,
    send_task_input,
    send_task_sets,
    sequence_flow_from_artifact,
    sequence_flow_source,
    sequence_flow_target,
    sequence_flow_to_artifact,
    service_task_input,
    service_task_output,
    service_task_sets,
    sets_not_mutual,
    single_conditional_flow,
    start_event_incoming,
    start_event_outgoing,
    start_quantity,
    start_without_end,
    subprocess_io,
    subprocess_start_trigger,
    throw_trigger,
    time_cycle,
    time_date,
    time_duration,
    timer_empty,
    timer_several,
    transaction_method,
    two_loop_markers,
    unknown_element,
}
