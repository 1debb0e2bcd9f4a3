//! What compilation makes of a file with most of what BPMN has.

use crate::event::{EventDefinition, TimeValue, Timer};
use crate::process::*;
use crate::{NoImports, Problem, load, soundness};

const MODEL: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xe="urn:xiezhi:engine:1"
    xmlns:my="urn:example:mine" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="urn:example">
  <message id="m" name="made"/><signal id="sg" name="stop"/><error id="er" errorCode="E1"/>
  <escalation id="esc" escalationCode="S1"/>
  <signalEventDefinition id="shared" signalRef="sg"/>
  <collaboration id="c"><participant id="pool" processRef="p"/><participant id="other"/>
    <messageFlow id="mf" sourceRef="other" targetRef="wait" messageRef="m"/></collaboration>
  <globalScriptTask id="gt"><script>x = 1;</script></globalScriptTask>
  <process id="p" name="Whole" isExecutable="true" my:note="1">
    <laneSet id="ls"><lane id="l1" name="Desk"><flowNodeRef>a</flowNodeRef></lane></laneSet>
    <dataObject id="do" name="request"/><dataObjectReference id="dr" dataObjectRef="do"/><property id="count"/>
    <startEvent id="s"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
    <userTask id="a" name="First">
      <extensionElements><my:thing key="v">text<my:inner/></my:thing><xe:assign role="lead" count="2" notSameAs="b c1"/>
        <xe:allow operation="return" to="s"/><xe:output name="ok" expr="answers.ok"/></extensionElements>
      <ioSpecification><dataInput id="di" name="given"/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/></ioSpecification>
      <dataInputAssociation id="da"><sourceRef>dr</sourceRef><targetRef>di</targetRef></dataInputAssociation>
    </userTask>
    <boundaryEvent id="late" attachedToRef="a" cancelActivity="false">
      <timerEventDefinition id="td"><timeCycle>R2/PT1H</timeCycle></timerEventDefinition></boundaryEvent>
    <boundaryEvent id="undo" attachedToRef="a"><compensateEventDefinition id="cd"/></boundaryEvent>
    <scriptTask id="handler" isForCompensation="true"><script>count = 0</script></scriptTask>
    <association id="as" sourceRef="undo" targetRef="handler"/>
    <sequenceFlow id="fl" sourceRef="late" targetRef="e2"/>
    <endEvent id="e2"><escalationEventDefinition id="ed" escalationRef="esc"/></endEvent>
    <sequenceFlow id="f2" sourceRef="a" targetRef="x"/>
    <exclusiveGateway id="x" default="f4"/>
    <sequenceFlow id="f3" sourceRef="x" targetRef="b"><conditionExpression>${ok == true}</conditionExpression></sequenceFlow>
    <sequenceFlow id="f4" sourceRef="x" targetRef="sub"/>
    <serviceTask id="b"><extensionElements><xe:job connector="seal" operation="sign" backoff="PT10S PT1M" timeout="PT5M"/></extensionElements>
      <multiInstanceLoopCharacteristics isSequential="true" behavior="One" oneBehaviorEventRef="shared">
        <loopCardinality>3</loopCardinality><completionCondition>numberOfCompletedInstances >= 2</completionCondition>
      </multiInstanceLoopCharacteristics></serviceTask>
    <sequenceFlow id="f5" sourceRef="b" targetRef="join"/>
    <subProcess id="sub"><startEvent id="s2"/><sequenceFlow id="g1" sourceRef="s2" targetRef="c1"/>
      <callActivity id="c1" calledElement="gt"/><sequenceFlow id="g2" sourceRef="c1" targetRef="e3"/>
      <endEvent id="e3"><errorEventDefinition id="eed" errorRef="er"/></endEvent></subProcess>
    <sequenceFlow id="f6" sourceRef="sub" targetRef="join"/>
    <boundaryEvent id="caught" attachedToRef="sub"><errorEventDefinition id="ce"/></boundaryEvent>
    <sequenceFlow id="fc" sourceRef="caught" targetRef="wait"/>
    <inclusiveGateway id="join"/>
    <sequenceFlow id="f7" sourceRef="join" targetRef="wait"/>
    <intermediateCatchEvent id="wait"><messageEventDefinition id="md" messageRef="m"/></intermediateCatchEvent>
    <sequenceFlow id="f8" sourceRef="wait" targetRef="e"/>
    <endEvent id="e"/>
    <subProcess id="es" triggeredByEvent="true"><startEvent id="s3" isInterrupting="false"><eventDefinitionRef>shared</eventDefinitionRef></startEvent>
      <sequenceFlow id="h1" sourceRef="s3" targetRef="e4"/><endEvent id="e4"/></subProcess>
  </process>
</definitions>"#;

fn compiled() -> Vec<Process> {
    let loaded = load("whole.bpmn", MODEL.as_bytes(), &NoImports);
    let problems: Vec<String> = loaded.problems.iter().map(Problem::to_string).collect();
    assert!(problems.is_empty(), "{problems:#?}");
    loaded.processes
}

fn node<'a>(process: &'a Process, id: &str) -> &'a Node {
    process.node(process.find(id).unwrap_or_else(|| panic!("no node {id}")))
}

#[test]
fn nodes_flows_and_scopes_are_resolved() {
    let processes = compiled();
    let [global, process] = &processes[..] else { panic!("{}", processes.len()) };
    assert_eq!(global.kind, ProcessKind::GlobalTask);
    assert!(matches!(&global.nodes[0].kind, NodeKind::ScriptTask { script: Some(_) }));
    assert_eq!(process.scopes.len(), 3);
    assert_eq!(process.root().entry, [process.find("s").unwrap()]);
    assert_eq!(process.root().event_subprocesses, [process.find("es").unwrap()]);
    let gateway = node(process, "x");
    assert_eq!(process.flow(gateway.default.unwrap()).id.as_ref(), "f4");
    assert!(gateway.conditional && process.flow(gateway.default.unwrap()).is_default);
    for (at, flow) in process.flows.iter().enumerate() {
        assert_eq!(process.node(flow.target).incoming[flow.slot as usize].at(), at);
    }
    let data: Vec<&str> = process.root().data.iter().map(|item| &*item.variable).collect();
    assert_eq!(data, ["request", "count"]);
    assert_eq!(&*process.lanes[0].name, "Desk");
    assert_eq!(process.collaboration.message_flows[0].target.as_ref(), "wait");
    let NodeKind::EventSubProcess { interrupting: false, start, .. } = node(process, "es").kind else { panic!() };
    let NodeKind::StartEvent { trigger, .. } = &process.node(start).kind else { panic!() };
    assert!(matches!(&trigger.definitions[..], [EventDefinition::Signal(signal)] if &*signal.name == "stop"));
}

#[test]
fn activities_carry_what_belongs_to_them() {
    let processes = compiled();
    let process = &processes[1];
    let task = node(process, "a");
    let activity = task.activity.as_ref().unwrap();
    assert_eq!(activity.boundary, [process.find("late").unwrap()]);
    assert_eq!(activity.compensation.unwrap().handler, process.find("handler").unwrap());
    assert_eq!(&*activity.data.reads[0].sources[0], "request");
    assert_eq!(&*activity.data.reads[0].target, "given");
    assert_eq!(task.extension.assign.as_ref().unwrap().count, 2);
    assert_eq!(task.foreign[0].children[0].name.as_ref(), "inner");
    assert_eq!(process.foreign_of("a").len(), task.foreign.len());
    assert_eq!((task.position.line, task.position.column), (14, 5));
    let NodeKind::BoundaryEvent { trigger, interrupting: false, .. } = &node(process, "late").kind else { panic!() };
    let EventDefinition::Timer(Timer::Cycle(TimeValue::Literal(cycle))) = &trigger.definitions[0] else { panic!() };
    assert_eq!(cycle.repetitions, Some(2));
    let job = node(process, "b").extension.job.clone().unwrap();
    assert_eq!((job.retries, job.backoff_ms, job.timeout_ms), (3, vec![10_000, 60_000], Some(300_000)));
    let Some(Loop::Multi(multi)) = &node(process, "b").activity.as_ref().unwrap().repeat else { panic!() };
    assert!(multi.sequential && multi.completion.is_some());
    assert!(matches!(multi.behavior, Behavior::One(Some(EventDefinition::Signal(_)))));
}

#[test]
fn joins_know_where_tokens_may_come_from() {
    let processes = compiled();
    let process = &processes[1];
    let join = node(process, "join").join.as_ref().unwrap();
    let may = |slot, id: &str| join.may_arrive(slot, process.find(id).unwrap());
    assert!(may(0, "b") && may(0, "a") && !may(0, "sub"));
    assert!(may(1, "sub") && may(1, "x") && !may(1, "b") && !may(1, "caught"));
}

#[test]
fn findings_about_soundness() {
    let codes = |body: &str| -> Vec<&'static str> {
        let text = format!(
            "<definitions xmlns='{}' targetNamespace='t'><process id='p'>{body}</process></definitions>",
            crate::xml::BPMN_NAMESPACE
        );
        let loaded = load("x.bpmn", text.as_bytes(), &NoImports);
        assert!(!loaded.refused(), "{:?}", loaded.problems);
        soundness("x.bpmn", &loaded.processes[0]).into_iter().map(|problem| problem.code).collect()
    };
    let flow =
        |id: &str, from: &str, to: &str| format!("<sequenceFlow id='{id}' sourceRef='{from}' targetRef='{to}'/>");
    let when = |id: &str, from: &str, to: &str| {
        format!(
            "<sequenceFlow id='{id}' sourceRef='{from}' targetRef='{to}'><conditionExpression>v</conditionExpression></sequenceFlow>"
        )
    };
    let frame = |split: &str, join: &str| {
        let flows = [flow("1", "s", "x"), flow("4", "a", "j"), flow("5", "b", "j"), flow("6", "j", "e")]
            .concat()
            .replace("id='", "id='f");
        let split_flows = if split == "parallelGateway" {
            [flow("f2", "x", "a"), flow("f3", "x", "b")].concat()
        } else {
            [when("f2", "x", "a"), flow("f3", "x", "b")].concat()
        };
        let default = if split == "parallelGateway" { "" } else { " default='f3'" };
        format!(
            "<startEvent id='s'/><{split} id='x'{default}/><userTask id='a'/><userTask id='b'/><{join} id='j'/><endEvent id='e'/>{flows}{split_flows}"
        )
    };
    assert!(codes(&frame("parallelGateway", "parallelGateway")).is_empty());
    assert!(codes(&frame("exclusiveGateway", "exclusiveGateway")).is_empty());
    assert!(codes(&frame("inclusiveGateway", "inclusiveGateway")).is_empty());
    assert_eq!(codes(&frame("exclusiveGateway", "parallelGateway")), ["join-never-completes"]);
    assert_eq!(codes(&frame("inclusiveGateway", "parallelGateway")), ["join-never-completes"]);
    assert_eq!(codes(&frame("parallelGateway", "exclusiveGateway")), ["flow-taken-twice"]);
    let spin = format!(
        "<startEvent id='s'/><scriptTask id='a'/><exclusiveGateway id='x' default='f2'/><endEvent id='e'/>{}{}{}{}",
        flow("f1", "s", "a"),
        flow("f3", "a", "x"),
        when("f4", "x", "a"),
        flow("f2", "x", "e")
    );
    assert_eq!(codes(&spin), ["loop-without-wait"]);
    assert!(codes(&spin.replace("scriptTask", "userTask")).is_empty());
    assert_eq!(codes(&spin.replace(" default='f2'", "")), ["loop-without-wait", "flow-without-condition"]);
    let island = format!(
        "<startEvent id='s'/><endEvent id='e'/>{}<userTask id='a'/><userTask id='b'/>{}{}",
        flow("f1", "s", "e"),
        flow("f2", "a", "b"),
        flow("f3", "b", "a")
    );
    assert_eq!(codes(&island), ["unreachable-node", "unreachable-node"]);
}

#[test]
fn a_gateway_asks_in_the_order_of_its_own_list() {
    let flow = |id: &str, to: &str| {
        format!(
            "<sequenceFlow id='{id}' sourceRef='x' targetRef='{to}'><conditionExpression>true</conditionExpression></sequenceFlow>"
        )
    };
    let text = format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' id='d' targetNamespace='urn:example'><process id='p'>\
         {}{}<task id='a'><incoming>one</incoming></task><task id='b'><incoming>two</incoming></task>\
         <exclusiveGateway id='x'><outgoing>two</outgoing><outgoing>one</outgoing></exclusiveGateway></process></definitions>",
        flow("one", "a"),
        flow("two", "b")
    );
    let loaded = load("order.bpmn", text.as_bytes(), &NoImports);
    let process = &loaded.processes[0];
    let order: Vec<&str> = node(process, "x").outgoing.iter().map(|flow| &*process.flow(*flow).id).collect();
    assert_eq!(order, ["two", "one"]);
}
