//! Names of the elements of the BPMN 2.0 model namespace.

macro_rules! tags {
    ($($variant:ident = $name:literal,)*) => {
        /// Element of the BPMN model namespace, or something else.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Tag {
            $(#[doc = $name] $variant,)*
            /// In the BPMN namespace, but not an element of the standard.
            Unknown,
            /// In another namespace.
            Foreign,
        }
        impl Tag {
            /// How many kinds there are.
            pub const COUNT: usize = Tag::Foreign as usize + 1;
            pub(crate) fn of(name: &str) -> Tag {
                match name {
                    $($name => Tag::$variant,)*
                    _ => Tag::Unknown,
                }
            }
            /// Local name as the standard writes it.
            pub fn name(self) -> &'static str {
                match self {
                    $(Tag::$variant => $name,)*
                    Tag::Unknown => "(unknown)",
                    Tag::Foreign => "(foreign)",
                }
            }
        }
    };
}

tags! {
    ActivationCondition = "activationCondition", AdHocSubProcess = "adHocSubProcess", Artifact = "artifact",
    Assignment = "assignment", Association = "association", Auditing = "auditing", BaseElement = "baseElement",
    BoundaryEvent = "boundaryEvent", BusinessRuleTask = "businessRuleTask", CallActivity = "callActivity",
    CallChoreography = "callChoreography", CallConversation = "callConversation",
    CancelEventDefinition = "cancelEventDefinition", Category = "category", CategoryValue = "categoryValue",
    CategoryValueRef = "categoryValueRef", Choreography = "choreography", ChoreographyRef = "choreographyRef",
    ChoreographyTask = "choreographyTask", Collaboration = "collaboration",
    CompensateEventDefinition = "compensateEventDefinition", CompletionCondition = "completionCondition",
    ComplexBehaviorDefinition = "complexBehaviorDefinition", ComplexGateway = "complexGateway",
    Condition = "condition", ConditionExpression = "conditionExpression",
    ConditionalEventDefinition = "conditionalEventDefinition", Conversation = "conversation",
    ConversationAssociation = "conversationAssociation", ConversationLink = "conversationLink",
    CorrelationKey = "correlationKey", CorrelationProperty = "correlationProperty",
    CorrelationPropertyBinding = "correlationPropertyBinding", CorrelationPropertyRef = "correlationPropertyRef",
    CorrelationPropertyRetrievalExpression = "correlationPropertyRetrievalExpression",
    CorrelationSubscription = "correlationSubscription", DataAssociation = "dataAssociation", DataInput = "dataInput",
    DataInputAssociation = "dataInputAssociation", DataInputRefs = "dataInputRefs", DataObject = "dataObject",
    DataObjectReference = "dataObjectReference", DataOutput = "dataOutput",
    DataOutputAssociation = "dataOutputAssociation", DataOutputRefs = "dataOutputRefs", DataPath = "dataPath",
    DataState = "dataState", DataStore = "dataStore", DataStoreReference = "dataStoreReference",
    Definitions = "definitions", Documentation = "documentation", EndEvent = "endEvent", EndPoint = "endPoint",
    EndPointRef = "endPointRef", Error = "error", ErrorEventDefinition = "errorEventDefinition",
    ErrorRef = "errorRef", Escalation = "escalation", EscalationEventDefinition = "escalationEventDefinition",
    Event = "event", EventBasedGateway = "eventBasedGateway", EventDefinition = "eventDefinition",
    EventDefinitionRef = "eventDefinitionRef", ExclusiveGateway = "exclusiveGateway", Expression = "expression",
    Extension = "extension", ExtensionElements = "extensionElements", FlowElement = "flowElement",
    FlowNodeRef = "flowNodeRef", FormalExpression = "formalExpression", From = "from",
    GlobalBusinessRuleTask = "globalBusinessRuleTask", GlobalChoreographyTask = "globalChoreographyTask",
    GlobalConversation = "globalConversation", GlobalManualTask = "globalManualTask",
    GlobalScriptTask = "globalScriptTask", GlobalTask = "globalTask", GlobalUserTask = "globalUserTask",
    Group = "group", HumanPerformer = "humanPerformer", ImplicitThrowEvent = "implicitThrowEvent", Import = "import",
    InMessageRef = "inMessageRef", Incoming = "incoming", InclusiveGateway = "inclusiveGateway",
    InnerConversationNodeRef = "innerConversationNodeRef", InnerMessageFlowRef = "innerMessageFlowRef",
    InnerParticipantRef = "innerParticipantRef", InputDataItem = "inputDataItem", InputSet = "inputSet",
    InputSetRefs = "inputSetRefs", Interface = "interface", InterfaceRef = "interfaceRef",
    IntermediateCatchEvent = "intermediateCatchEvent", IntermediateThrowEvent = "intermediateThrowEvent",
    IoBinding = "ioBinding", IoSpecification = "ioSpecification", ItemDefinition = "itemDefinition", Lane = "lane",
    LaneSet = "laneSet", ChildLaneSet = "childLaneSet", LinkEventDefinition = "linkEventDefinition",
    LoopCardinality = "loopCardinality", LoopCharacteristics = "loopCharacteristics",
    LoopCondition = "loopCondition", LoopDataInputRef = "loopDataInputRef", LoopDataOutputRef = "loopDataOutputRef",
    ManualTask = "manualTask", Message = "message", MessageEventDefinition = "messageEventDefinition",
    MessageFlow = "messageFlow", MessageFlowAssociation = "messageFlowAssociation", MessageFlowRef = "messageFlowRef",
    MessagePath = "messagePath", Monitoring = "monitoring",
    MultiInstanceLoopCharacteristics = "multiInstanceLoopCharacteristics", Operation = "operation",
    OperationRef = "operationRef", OptionalInputRefs = "optionalInputRefs",
    OptionalOutputRefs = "optionalOutputRefs", OutMessageRef = "outMessageRef",
    OuterConversationNodeRef = "outerConversationNodeRef", OuterMessageFlowRef = "outerMessageFlowRef",
    OuterParticipantRef = "outerParticipantRef", Outgoing = "outgoing", OutputDataItem = "outputDataItem",
    OutputSet = "outputSet", OutputSetRefs = "outputSetRefs", ParallelGateway = "parallelGateway",
    Participant = "participant", ParticipantAssociation = "participantAssociation",
    ParticipantMultiplicity = "participantMultiplicity", ParticipantRef = "participantRef",
    PartitionElement = "partitionElement", PartnerEntity = "partnerEntity", PartnerRole = "partnerRole",
    Performer = "performer", PotentialOwner = "potentialOwner", Process = "process", Property = "property",
    ReceiveTask = "receiveTask", Relationship = "relationship", Rendering = "rendering", Resource = "resource",
    ResourceAssignmentExpression = "resourceAssignmentExpression", ResourceParameter = "resourceParameter",
    ResourceParameterBinding = "resourceParameterBinding", ResourceRef = "resourceRef", ResourceRole = "resourceRole",
    RootElement = "rootElement", Script = "script", ScriptTask = "scriptTask", SendTask = "sendTask",
    SequenceFlow = "sequenceFlow", ServiceTask = "serviceTask", Signal = "signal",
    SignalEventDefinition = "signalEventDefinition", Source = "source", SourceRef = "sourceRef",
    StandardLoopCharacteristics = "standardLoopCharacteristics", StartEvent = "startEvent",
    SubChoreography = "subChoreography", SubConversation = "subConversation", SubProcess = "subProcess",
    SupportedInterfaceRef = "supportedInterfaceRef", Supports = "supports", Target = "target",
    TargetRef = "targetRef", Task = "task", TerminateEventDefinition = "terminateEventDefinition", Text = "text",
    TextAnnotation = "textAnnotation", TimeCycle = "timeCycle", TimeDate = "timeDate", TimeDuration = "timeDuration",
    TimerEventDefinition = "timerEventDefinition", To = "to", Transaction = "transaction",
    Transformation = "transformation", UserTask = "userTask", Value = "value",
    WhileExecutingInputRefs = "whileExecutingInputRefs", WhileExecutingOutputRefs = "whileExecutingOutputRefs",
}

impl Tag {
    /// Tasks of every kind.
    pub fn is_task(self) -> bool {
        matches!(
            self,
            Tag::Task
                | Tag::UserTask
                | Tag::ManualTask
                | Tag::ServiceTask
                | Tag::SendTask
                | Tag::ReceiveTask
                | Tag::ScriptTask
                | Tag::BusinessRuleTask
        )
    }
    pub fn is_subprocess(self) -> bool {
        matches!(self, Tag::SubProcess | Tag::Transaction | Tag::AdHocSubProcess)
    }
    pub fn is_activity(self) -> bool {
        self.is_task() || self.is_subprocess() || self == Tag::CallActivity
    }
    pub fn is_gateway(self) -> bool {
        matches!(
            self,
            Tag::ExclusiveGateway
                | Tag::ParallelGateway
                | Tag::InclusiveGateway
                | Tag::ComplexGateway
                | Tag::EventBasedGateway
        )
    }
    pub fn is_throw_event(self) -> bool {
        matches!(self, Tag::IntermediateThrowEvent | Tag::EndEvent)
    }
    pub fn is_catch_event(self) -> bool {
        matches!(self, Tag::StartEvent | Tag::IntermediateCatchEvent | Tag::BoundaryEvent)
    }
    pub fn is_event(self) -> bool {
        self.is_throw_event() || self.is_catch_event()
    }
    /// Nodes of a process that sequence flows connect.
    pub fn is_flow_node(self) -> bool {
        self.is_activity() || self.is_gateway() || self.is_event()
    }
    pub fn is_choreography_activity(self) -> bool {
        matches!(self, Tag::ChoreographyTask | Tag::CallChoreography | Tag::SubChoreography)
    }
    pub fn is_event_definition(self) -> bool {
        matches!(
            self,
            Tag::MessageEventDefinition
                | Tag::TimerEventDefinition
                | Tag::SignalEventDefinition
                | Tag::ErrorEventDefinition
                | Tag::EscalationEventDefinition
                | Tag::ConditionalEventDefinition
                | Tag::CompensateEventDefinition
                | Tag::CancelEventDefinition
                | Tag::TerminateEventDefinition
                | Tag::LinkEventDefinition
        )
    }
    pub fn is_artifact(self) -> bool {
        matches!(self, Tag::Association | Tag::Group | Tag::TextAnnotation)
    }
    pub fn is_global_task(self) -> bool {
        matches!(
            self,
            Tag::GlobalTask
                | Tag::GlobalUserTask
                | Tag::GlobalManualTask
                | Tag::GlobalScriptTask
                | Tag::GlobalBusinessRuleTask
        )
    }
    pub fn is_item_aware(self) -> bool {
        matches!(
            self,
            Tag::DataObject
                | Tag::DataObjectReference
                | Tag::DataStore
                | Tag::DataStoreReference
                | Tag::DataInput
                | Tag::DataOutput
                | Tag::Property
                | Tag::InputDataItem
                | Tag::OutputDataItem
        )
    }
    /// Elements whose text names another element.
    pub fn refers_by_text(self) -> bool {
        self.name().ends_with("Ref") || self.name().ends_with("Refs") || {
            matches!(self, Tag::Incoming | Tag::Outgoing | Tag::Source | Tag::Target)
        }
    }
    /// A level of a process: what holds flow nodes and runs.
    pub fn is_level(self) -> bool {
        self == Tag::Process || self.is_subprocess()
    }
}
