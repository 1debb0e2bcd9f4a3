//! Loops of activities: standard loops and multi-instance.

use script::Expression;

use crate::event::EventDefinition;
use crate::process::Name;

#[derive(Clone, Debug)]
pub enum Loop {
    Standard {
        /// true: while; false (standard default): do … while.
        test_before: bool,
        maximum: Option<u64>,
        /// Absent: goes on until `maximum`.
        condition: Option<Expression>,
    },
    Multi(Box<MultiInstance>),
}

#[derive(Clone, Debug)]
pub struct MultiInstance {
    pub sequential: bool,
    /// How many instances: a number from an expression, or the size of the input collection.
    pub cardinality: Option<Expression>,
    /// The collection read: variable of the enclosing scope and name of the item inside the instance.
    pub input: Option<MultiData>,
    /// The collection written when the activity ends.
    pub output: Option<MultiData>,
    /// Asked after each instance over `numberOfInstances`, `numberOfActiveInstances`, `numberOfCompletedInstances`,
    /// `numberOfTerminatedInstances`, `loopCounter`; true cancels the rest.
    pub completion: Option<Expression>,
    pub behavior: Behavior,
}

#[derive(Clone, Debug)]
pub struct MultiData {
    /// Variable that holds the list: a data input or output of the activity (filled by its `reads`, or else a variable of
    /// that name in the scope), or a data object.
    pub collection: Name,
    /// Variable of one item inside an instance; absent: the item keeps the name `item`.
    pub item: Option<Name>,
}

/// Which event is thrown to the boundary of the activity when an instance completes (BPMN 10.2.9, Table 10.30).
#[derive(Clone, Debug)]
pub enum Behavior {
    /// At every completion.
    None(Option<EventDefinition>),
    /// At the first completion.
    One(Option<EventDefinition>),
    /// Never (standard default).
    All,
    /// At each completion: every entry whose condition holds throws its events.
    Complex(Vec<ComplexBehavior>),
}

#[derive(Clone, Debug)]
pub struct ComplexBehavior {
    pub condition: Expression,
    pub events: Vec<EventDefinition>,
}
