//! Data of a process: items, and the associations that carry values between them.

use script::Expression;

use crate::process::Name;

/// A data object, property, data input or data output: a variable with a place.
#[derive(Clone, Debug, PartialEq)]
pub struct DataItem {
    pub id: Name,
    /// Name of the variable: the `name` of the element, else its id.
    pub variable: Name,
    pub kind: DataKind,
    pub collection: bool,
    /// `structureRef` of its item definition as written.
    pub structure: Option<Name>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataKind {
    DataObject,
    Property,
    Input,
    Output,
}

/// `ioSpecification` and associations of an activity, properties too.
#[derive(Clone, Debug, Default)]
pub struct ActivityData {
    pub properties: Vec<DataItem>,
    pub inputs: Vec<DataItem>,
    pub outputs: Vec<DataItem>,
    /// Input sets in the order of the file, each the data inputs it needs (indices into `inputs`) that are not optional.
    pub input_sets: Vec<Vec<usize>>,
    pub output_sets: Vec<Vec<usize>>,
    /// Carried out at the start, in the order of the file.
    pub reads: Vec<Association>,
    /// Carried out at the end.
    pub writes: Vec<Association>,
}

impl ActivityData {
    /// Whether nothing is declared: the activity sees the variables of its scope as they are.
    pub fn is_empty(&self) -> bool {
        self.properties.is_empty()
            && self.inputs.is_empty()
            && self.outputs.is_empty()
            && self.reads.is_empty()
            && self.writes.is_empty()
    }
}

/// Data of an event: what a catch event hands on, what a throw event takes along.
#[derive(Clone, Debug, Default)]
pub struct EventData {
    pub properties: Vec<DataItem>,
    /// Inputs of a throw event, outputs of a catch event.
    pub items: Vec<DataItem>,
    pub associations: Vec<Association>,
}

/// A data association with its names resolved to variables. A source without a value leaves the target alone.
#[derive(Clone, Debug)]
pub struct Association {
    /// Variables read.
    pub sources: Vec<Name>,
    /// Variable written; the empty name when the assignments name their own targets.
    pub target: Name,
    pub transformation: Option<Expression>,
    /// Carried out in order; without any and without transformation the first source is copied to the target.
    pub assignments: Vec<Assignment>,
}

#[derive(Clone, Debug)]
pub struct Assignment {
    pub from: Expression,
    /// Path of names: variable, then keys of maps.
    pub to: Vec<Name>,
}
