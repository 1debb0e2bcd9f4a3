//! Scenarios of migration, and the table of every waiting element against every other.

use serde_json::json;

use super::*;
use crate::Timestamp;
use crate::command::Ask;
use crate::testing::Play;

fn process(body: &str) -> String {
    format!(
        "<message id=\"m\" name=\"m\"/><signal id=\"g\" name=\"g\"/><error id=\"er\" errorCode=\"E\"/>\
         <process id=\"p\" isExecutable=\"true\">\n{body}\n</process>\n\
         <process id=\"q\" isExecutable=\"true\">\n<startEvent id=\"qs\"/>\nqs -> qt\n<userTask id=\"qt\"/>\nqt -> qe\n<endEvent id=\"qe\"/>\n</process>"
    )
}

const CARDINALITY: &str = "<loopCardinality xsi:type=\"tFormalExpression\">2</loopCardinality>";

/// Element `x` between start and end.
fn line(element: &str) -> String {
    format!("<startEvent id=\"s\"/>\ns -> x\n{element}\nx -> e\n<endEvent id=\"e\"/>")
}

/// A gateway `x` where one of two branches has arrived.
fn join(gateway: &str) -> String {
    format!(
        "<startEvent id=\"s\"/>\ns -> fork\n<parallelGateway id=\"fork\"/>\nfork -> t1\nfork -> t2\n<task id=\"t1\"/>\n<userTask id=\"t2\"/>\n\
         t1 -> x\nt2 -> x\n{gateway}\nx -> e\n<endEvent id=\"e\"/>"
    )
}

/// Every kind of element that can wait, as element `x`.
fn waiting() -> Vec<(&'static str, String)> {
    let inner = "<startEvent id=\"i\"/>\ni -> y\n<userTask id=\"y\"/>\ny -> ie\n<endEvent id=\"ie\"/>";
    let timed =
        "<timerEventDefinition><timeDuration xsi:type=\"tFormalExpression\">PT1H</timeDuration></timerEventDefinition>";
    let catch =
        |definition: &str| line(&format!("<intermediateCatchEvent id=\"x\">{definition}</intermediateCatchEvent>"));
    let multi = |attributes: &str| {
        line(&format!(
            "<userTask id=\"x\"><multiInstanceLoopCharacteristics {attributes}>{CARDINALITY}</multiInstanceLoopCharacteristics></userTask>"
        ))
    };
    vec![
        ("user task", line("<userTask id=\"x\"/>")),
        (
            "service task",
            line(
                "<serviceTask id=\"x\"><extensionElements><xe:job connector=\"c\" operation=\"o\"/></extensionElements></serviceTask>",
            ),
        ),
        ("receive task", line("<receiveTask id=\"x\" messageRef=\"m\"/>")),
        ("message catch", catch("<messageEventDefinition messageRef=\"m\"/>")),
        ("signal catch", catch("<signalEventDefinition signalRef=\"g\"/>")),
        ("timer catch", catch(timed)),
        (
            "conditional catch",
            catch(
                "<conditionalEventDefinition><condition xsi:type=\"tFormalExpression\">go == true</condition></conditionalEventDefinition>",
            ),
        ),
        (
            "event-based gateway",
            format!(
                "<startEvent id=\"s\"/>\ns -> x\n<eventBasedGateway id=\"x\"/>\nx -> w1\nx -> w2\n\
                 <intermediateCatchEvent id=\"w1\"><messageEventDefinition messageRef=\"m\"/></intermediateCatchEvent>\n\
                 <intermediateCatchEvent id=\"w2\">{timed}</intermediateCatchEvent>\nw1 -> e\nw2 -> e\n<endEvent id=\"e\"/>"
            ),
        ),
        ("sub-process", line(&format!("<subProcess id=\"x\">\n{inner}\n</subProcess>"))),
        ("transaction", line(&format!("<transaction id=\"x\">\n{inner}\n</transaction>"))),
        ("ad-hoc sub-process", line("<adHocSubProcess id=\"x\">\n<userTask id=\"y\"/>\n</adHocSubProcess>")),
        ("call activity", line("<callActivity id=\"x\" calledElement=\"q\"/>")),
        ("sequential rounds", multi("isSequential=\"true\"")),
        ("parallel rounds", multi("isSequential=\"false\"")),
        ("standard loop", line("<userTask id=\"x\"><standardLoopCharacteristics loopMaximum=\"2\"/></userTask>")),
        ("parallel join", join("<parallelGateway id=\"x\"/>")),
        ("inclusive join", join("<inclusiveGateway id=\"x\"/>")),
        (
            "complex join",
            join(
                "<complexGateway id=\"x\"><activationCondition xsi:type=\"tFormalExpression\">activationCount == 2</activationCondition></complexGateway>",
            ),
        ),
        ("gathering task", join("<userTask id=\"x\" startQuantity=\"2\"/>")),
        ("stuck script", line("<scriptTask id=\"x\"><script>if fixed != true { throw \"no\" }</script></scriptTask>")),
        (
            "compensation",
            String::from(
                "<startEvent id=\"s\"/>\ns -> t1\n<task id=\"t1\"/>\n<boundaryEvent id=\"cb\" attachedToRef=\"t1\"><compensateEventDefinition/></boundaryEvent>\n\
                 <userTask id=\"undo\" isForCompensation=\"true\"/>\n<association id=\"as\" sourceRef=\"cb\" targetRef=\"undo\" associationDirection=\"One\"/>\n\
                 t1 -> x\n<intermediateThrowEvent id=\"x\"><compensateEventDefinition/></intermediateThrowEvent>\nx -> e\n<endEvent id=\"e\"/>",
            ),
        ),
    ]
}

/// Does everything that can be done until nothing is left.
fn finish(case: &mut Play) {
    for _ in 0..20 {
        if let Some((incident, _)) = case.case.incidents.first_key_value() {
            let retry = Ask::Retry { incident: *incident, reason: String::new() };
            let instance = *case.case.instances.keys().next().unwrap();
            let variables = crate::testing::variables(json!({ "fixed": true }));
            case.system(Ask::SetVariables { instance, variables, reason: "修正".into() });
            case.system(retry);
        } else if let Some(open) = case.open().split_whitespace().next().map(str::to_owned) {
            case.does(&open);
        } else if let Some(job) = case.case.jobs.keys().next().copied() {
            case.system(Ask::CompleteJob { job, output: json!({}) });
        } else if case.case.next_due().is_some() {
            case.seconds_pass(7200);
        } else if let Some((_, catch)) = case.case.subscriptions.first_key_value() {
            match catch.trigger.clone() {
                crate::state::Trigger::Message { .. } => case.message("m", json!({})),
                crate::state::Trigger::Signal { .. } => case.signal("g"),
                crate::state::Trigger::Condition { .. } => {
                    let instance = *case.case.instances.keys().next().unwrap();
                    let variables = crate::testing::variables(json!({ "go": true }));
                    case.system(Ask::SetVariables { instance, variables, reason: "成立".into() });
                    // Variables set from outside wake conditions in the same command.
                }
            }
        }
        if case.is_over() {
            return;
        }
    }
    panic!("still open: {} {}", case.open(), case.incidents());
}

#[test]
fn every_waiting_element_migrates_to_itself_and_is_refused_elsewhere_with_the_reason() {
    let kinds = waiting();
    let mut others = Vec::new();
    for (name, body) in &kinds {
        let variables = json!({ "go": false, "fixed": false });
        for (other, target) in &kinds {
            let mut case = Play::with(&process(body), variables.clone());
            let verdict = case.rehearse(&process(target), &Plan::default());
            let done = case.migrate(&process(target), Plan::default());
            assert_eq!(verdict.fits(), done.is_ok(), "{name} became {other}");
            if name == other {
                assert!(verdict.fits() && verdict.changes.is_empty(), "{name}: {verdict:#?}");
            } else if verdict.fits() {
                others.push(format!("{name} to {other}"));
            }
            if done.is_ok() {
                finish(&mut case);
            }
        }
    }
    // A task that has begun no longer asks how many tokens it takes to begin.
    assert_eq!(others, ["user task to gathering task"]);
}

/// Two versions of a task with a reminder.
fn reminded(task: &str, reminder: &str, time: &str) -> String {
    process(&format!(
        "<startEvent id=\"s\"/>\ns -> {task}\n<userTask id=\"{task}\" name=\"起草\"><extensionElements><xe:assign role=\"clerk\"/><xe:form ref=\"{task}\"/></extensionElements></userTask>\n\
         <boundaryEvent id=\"{reminder}\" attachedToRef=\"{task}\" cancelActivity=\"false\"><timerEventDefinition><timeDuration xsi:type=\"tFormalExpression\">{time}</timeDuration></timerEventDefinition></boundaryEvent>\n\
         {reminder} -> r\n<endEvent id=\"r\"/>\n{task} -> e\n<endEvent id=\"e\"/>"
    ))
}

fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.code).collect()
}

fn due(case: &Play) -> Option<Timestamp> {
    case.case.next_due().map(|(due, _)| due)
}

#[test]
fn no_limit_moves_unless_the_plan_says_so() {
    let mut case = Play::with(&reminded("draft", "late", "P10D"), json!({}));
    let first = due(&case);
    let longer = reminded("draft", "late", "P20D");
    assert_eq!(codes(&case.rehearse(&longer, &Plan::default()).changes), ["limit-kept"]);
    case.migrate(&longer, Plan::default()).unwrap();
    assert_eq!(due(&case), first);
    let retime = Plan { retime: [ElementPath::new("p", "late")].into(), ..Plan::default() };
    let shorter = reminded("draft", "late", "P5D");
    assert_eq!(codes(&case.rehearse(&shorter, &retime).changes), ["limit-moved"]);
    case.migrate(&shorter, retime).unwrap();
    assert_eq!(due(&case), Some(case.now.plus_ms(5 * 86_400_000)));
}

#[test]
fn a_renamed_task_is_found_by_its_kind_and_name() {
    let mut case = Play::with(&reminded("draft", "late", "P10D"), json!({}));
    let renamed = reminded("draft_notice", "remind", "P10D");
    assert_eq!(codes(&case.rehearse(&renamed, &Plan::default()).problems), ["element-missing"]);
    let old = crate::testing::release(&reminded("draft", "late", "P10D"));
    let (plan, open) = Plan::automatic(&old, &crate::testing::release(&renamed));
    assert_eq!(plan.elements[&ElementPath::new("p", "draft")], ElementPath::new("p", "draft_notice"));
    assert_eq!(open, [ElementPath::new("p", "late")], "a reminder without a name is nobody's counterpart");
    let verdict = case.rehearse(&renamed, &plan);
    let mut changes = codes(&verdict.changes);
    changes.sort_unstable();
    assert_eq!(changes, ["listener-begins", "listener-ends", "task-changed"]);
    case.migrate(&renamed, plan).unwrap();
    let task = case.case.tasks.values().next().unwrap();
    assert_eq!((task.element.element(), task.form.as_deref()), ("draft_notice", Some("draft_notice")));
    case.does("draft_notice");
    assert!(case.is_over());
}

#[test]
fn a_new_reminder_begins_and_a_removed_one_ends() {
    let plain =
        process("<startEvent id=\"s\"/>\ns -> draft\n<userTask id=\"draft\"/>\ndraft -> e\n<endEvent id=\"e\"/>");
    let mut case = Play::with(&plain, json!({}));
    case.migrate(&reminded("draft", "late", "P10D"), Plan::default()).unwrap();
    assert_eq!(case.case.timers.len(), 1);
    case.migrate(&plain, Plan::default()).unwrap();
    assert_eq!(case.case.timers.len(), 0);
    case.does("draft");
    assert!(case.is_over());
}

#[test]
fn a_task_that_moves_into_another_container_is_refused() {
    let case = Play::with(
        &process(&line("<userTask id=\"y\"/>").replace("s -> x", "s -> y").replace("x -> e", "y -> e")),
        json!({}),
    );
    let inside = waiting().into_iter().find(|(name, _)| *name == "sub-process").unwrap().1;
    assert_eq!(codes(&case.rehearse(&process(&inside), &Plan::default()).problems), ["container-differs"]);
}

#[test]
fn a_process_may_get_another_id() {
    let mut case = Play::with(&process(&line("<userTask id=\"x\"/>")), json!({}));
    let other = process(&line("<userTask id=\"x\"/>")).replace("process id=\"p\"", "process id=\"p2\"");
    assert_eq!(codes(&case.rehearse(&other, &Plan::default()).problems), ["process-missing", "element-missing"]);
    let plan = Plan { processes: [("p".to_owned(), "p2".to_owned())].into(), ..Plan::default() };
    case.migrate(&other, plan).unwrap();
    assert_eq!(case.case.instances.values().next().unwrap().process, "p2");
    case.does("x");
    assert!(case.is_over());
}

#[test]
fn the_page_names_every_code() {
    let page = include_str!("../../../../docs/formats/migration.md");
    for (code, problem, meaning) in CODES {
        let row = format!("| `{code}` | {} | {meaning} |", if problem { "yes" } else { "no" });
        assert!(page.contains(&row), "docs/formats/migration.md: {row}");
    }
    assert_eq!(page.matches("\n| `").count(), CODES.len());
}

#[test]
fn a_plan_is_written_as_the_page_shows() {
    let text = r#"{ "processes": { "p": "p2" }, "elements": { "p/a": "p2/b" }, "retime": ["p/late"] }"#;
    let plan: Plan = serde_json::from_str(text).unwrap();
    assert_eq!(plan.target(&ElementPath::new("p", "a")), ElementPath::new("p2", "b"));
    assert_eq!(plan.target(&ElementPath::new("p", "c")), ElementPath::new("p2", "c"));
    assert!(plan.retime.contains(&ElementPath::new("p", "late")));
}
