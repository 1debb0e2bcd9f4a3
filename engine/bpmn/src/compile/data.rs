//! Data objects, properties, inputs and outputs, associations.

use std::sync::Arc;

use super::Compiler;
use crate::definition::ElementIx;
use crate::process::{ActivityData, Assignment, Association, DataItem, DataKind, EventData, Name};
use crate::tag::Tag;

impl Compiler<'_> {
    /// Data objects and properties of a level.
    pub(super) fn level_data(&self, level: ElementIx) -> Vec<DataItem> {
        let children = self.definition.children(level);
        let items = children.filter_map(|child| match self.definition.tag(child) {
            Tag::DataObject => Some(self.item(child, DataKind::DataObject)),
            Tag::Property => Some(self.item(child, DataKind::Property)),
            _ => None,
        });
        items.collect()
    }

    pub(super) fn item(&self, ix: ElementIx, kind: DataKind) -> DataItem {
        DataItem {
            id: self.id(ix),
            variable: self.name_or_id(ix),
            kind,
            collection: self.definition.flag(ix, "isCollection", false),
            structure: self.structure(ix, "itemSubjectRef"),
        }
    }

    /// `structureRef` of the item definition that an attribute refers to.
    pub(super) fn structure(&self, ix: ElementIx, attribute: &str) -> Option<Name> {
        let definition = self.definition;
        let item = definition.refers(ix, attribute)?;
        definition.attribute(item, "structureRef").map(|structure| self.shared(structure))
    }

    /// Variable of an item-aware element; a reference stands for what it refers to.
    pub(super) fn variable(&self, ix: ElementIx) -> Name {
        let definition = self.definition;
        let referred = match definition.tag(ix) {
            Tag::DataObjectReference => definition.refers(ix, "dataObjectRef"),
            Tag::DataStoreReference => definition.refers(ix, "dataStoreRef"),
            _ => None,
        };
        self.name_or_id(referred.unwrap_or(ix))
    }

    pub(super) fn activity_data(&mut self, activity: ElementIx) -> Arc<ActivityData> {
        let definition = self.definition;
        let mut data = ActivityData::default();
        // The properties of a sub-process belong to its scope.
        if !definition.tag(activity).is_level() {
            let properties = definition.children_of(activity, Tag::Property);
            data.properties = properties.map(|property| self.item(property, DataKind::Property)).collect();
        }
        if let Some(specification) = definition.child(activity, Tag::IoSpecification) {
            let inputs: Vec<ElementIx> = definition.children_of(specification, Tag::DataInput).collect();
            let outputs: Vec<ElementIx> = definition.children_of(specification, Tag::DataOutput).collect();
            data.inputs = inputs.iter().map(|input| self.item(*input, DataKind::Input)).collect();
            data.outputs = outputs.iter().map(|output| self.item(*output, DataKind::Output)).collect();
            let sets = |set: Tag, refs: Tag, optional: Tag, of: &[ElementIx]| -> Vec<Vec<usize>> {
                let each = definition.children_of(specification, set).map(|set| {
                    let needed = definition.referred(set, refs).into_iter();
                    let needed = needed.filter(|item| !definition.lists(set, optional, *item));
                    needed.filter_map(|item| of.binary_search(&item).ok()).collect()
                });
                each.collect()
            };
            data.input_sets = sets(Tag::InputSet, Tag::DataInputRefs, Tag::OptionalInputRefs, &inputs);
            data.output_sets = sets(Tag::OutputSet, Tag::DataOutputRefs, Tag::OptionalOutputRefs, &outputs);
        }
        data.reads = self.associations(activity, Tag::DataInputAssociation);
        data.writes = self.associations(activity, Tag::DataOutputAssociation);
        if data.is_empty() { self.no_data.clone() } else { Arc::new(data) }
    }

    pub(super) fn event_data(&mut self, event: ElementIx) -> Option<Box<EventData>> {
        let definition = self.definition;
        let throws = definition.tag(event).is_throw_event();
        let (item, kind, association) = if throws {
            (Tag::DataInput, DataKind::Input, Tag::DataInputAssociation)
        } else {
            (Tag::DataOutput, DataKind::Output, Tag::DataOutputAssociation)
        };
        let properties =
            definition.children_of(event, Tag::Property).map(|p| self.item(p, DataKind::Property)).collect();
        let items = definition.children_of(event, item).map(|i| self.item(i, kind)).collect();
        let data = EventData { properties, items, associations: self.associations(event, association) };
        let empty = data.properties.is_empty() && data.items.is_empty() && data.associations.is_empty();
        (!empty).then(|| Box::new(data))
    }

    fn associations(&mut self, of: ElementIx, tag: Tag) -> Vec<Association> {
        let definition = self.definition;
        let mut result = Vec::new();
        for ix in definition.children_of(of, tag) {
            let sources =
                definition.referred(ix, Tag::SourceRef).into_iter().map(|source| self.variable(source)).collect();
            let target = definition.referred(ix, Tag::TargetRef).first().map(|target| self.variable(*target));
            let transformation = definition.child(ix, Tag::Transformation).and_then(|t| self.expression(t));
            let mut assignments = Vec::new();
            for assignment in definition.children_of(ix, Tag::Assignment) {
                let from = definition.child(assignment, Tag::From).and_then(|from| self.expression(from));
                let to = definition.child(assignment, Tag::To).map(|to| self.target_path(to));
                if let (Some(from), Some(to)) = (from, to) {
                    assignments.push(Assignment { from, to });
                }
            }
            let target = target.unwrap_or_else(|| Arc::from(""));
            result.push(Association { sources, target, transformation, assignments });
        }
        result
    }

    /// `to` of an assignment: an id or variable, then keys, separated by dots; `${…}` means nothing.
    fn target_path(&self, to: ElementIx) -> Vec<Name> {
        let text = self.definition.text(to);
        let text = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).unwrap_or(text);
        let mut parts: Vec<Name> = text.split('.').map(|part| Name::from(part.trim())).collect();
        if let Some(item) = self.definition.resolve(to, &parts[0]).filter(|ix| self.definition.tag(*ix).is_item_aware())
        {
            parts[0] = self.variable(item);
        }
        parts
    }
}
