//! The classic twenty control-flow patterns (van der Aalst and others, 2003), each as a model that is played to its end.

use serde_json::{Value, json};

use super::{Cell, Table, file_of};
use crate::command::Ask;
use crate::testing::Play;

/// Name, process content, first variables, what is played.
type Pattern = (&'static str, &'static str, Value, fn(&mut Play));

const TWO: &str = "<userTask id=\"a\"/>\n<userTask id=\"b\"/>";

fn body(text: &str) -> String {
    text.replace("TWO", TWO)
}

fn does_all(case: &mut Play, tasks: &[&str]) {
    tasks.iter().for_each(|task| case.does(task));
}

fn patterns() -> Vec<Pattern> {
    let mut all = basic();
    all.extend(merging());
    all.extend(several());
    all.extend(state());
    all
}

fn basic() -> Vec<Pattern> {
    vec![
        ("1 sequence", "s -> a\na -> b\nb -> e\nTWO", json!({}), |case| {
            assert_eq!(case.open(), "a");
            does_all(case, &["a", "b"]);
        }),
        (
            "2 parallel split",
            "s -> x\n<parallelGateway id=\"x\"/>\nx -> a\nx -> b\nTWO\na -> e\nb -> e",
            json!({}),
            |case| {
                assert_eq!(case.open(), "a b");
                does_all(case, &["b", "a"]);
            },
        ),
        (
            "3 synchronization",
            "s -> x\n<parallelGateway id=\"x\"/>\nx -> a\nx -> b\nTWO\na -> y\nb -> y\n<parallelGateway id=\"y\"/>\ny -> c\n<userTask id=\"c\"/>\nc -> e",
            json!({}),
            |case| {
                case.does("a");
                assert_eq!(case.open(), "b");
                does_all(case, &["b", "c"]);
            },
        ),
        (
            "4 exclusive choice",
            "s -> x\n<exclusiveGateway id=\"x\" default=\"x_b\"/>\nx -> a : n > 1\nx => b\nTWO\na -> e\nb -> e",
            json!({ "n": 2 }),
            |case| {
                assert_eq!(case.open(), "a");
                case.does("a");
            },
        ),
        (
            "5 simple merge",
            "s -> x\n<exclusiveGateway id=\"x\" default=\"x_b\"/>\nx -> a : n > 1\nx => b\nTWO\na -> y\nb -> y\n<exclusiveGateway id=\"y\"/>\ny -> c\n<userTask id=\"c\"/>\nc -> e",
            json!({ "n": 0 }),
            |case| does_all(case, &["b", "c"]),
        ),
    ]
}

fn merging() -> Vec<Pattern> {
    vec![
        (
            "6 multi-choice",
            "s -> x\n<inclusiveGateway id=\"x\"/>\nx -> a : n > 0\nx -> b : n > 1\nTWO\na -> e\nb -> e",
            json!({ "n": 2 }),
            |case| {
                assert_eq!(case.open(), "a b");
                does_all(case, &["a", "b"]);
            },
        ),
        (
            "7 structured synchronizing merge",
            "s -> x\n<inclusiveGateway id=\"x\"/>\nx -> a : n > 0\nx -> b : n > 1\nTWO\na -> y\nb -> y\n<inclusiveGateway id=\"y\"/>\ny -> c\n<userTask id=\"c\"/>\nc -> e",
            json!({ "n": 2 }),
            |case| {
                case.does("a");
                assert_eq!(case.open(), "b");
                does_all(case, &["b", "c"]);
            },
        ),
        (
            "8 multi-merge",
            "s -> x\n<parallelGateway id=\"x\"/>\nx -> a\nx -> b\nTWO\na -> c\nb -> c\n<userTask id=\"c\"/>\nc -> e",
            json!({}),
            |case| {
                does_all(case, &["a", "b"]);
                assert_eq!(case.open(), "c c");
                does_all(case, &["c", "c"]);
            },
        ),
        (
            "9 structured discriminator",
            "s -> x\n<parallelGateway id=\"x\"/>\nx -> a\nx -> b\nTWO\na -> y\nb -> y\n<complexGateway id=\"y\"><activationCondition xsi:type=\"tFormalExpression\">activationCount >= 1</activationCondition></complexGateway>\ny -> c : waitingForStart\n<userTask id=\"c\"/>\nc -> e",
            json!({}),
            |case| {
                case.does("b");
                assert_eq!(case.open(), "a c");
                case.does("a");
                assert_eq!(case.open(), "c", "the second branch is used up, not passed on");
                case.does("c");
            },
        ),
        (
            "10 arbitrary cycles",
            "s -> y\n<exclusiveGateway id=\"y\"/>\ny -> a\nTWO\na -> z\n<exclusiveGateway id=\"z\"/>\nz -> b\nb -> x\n<exclusiveGateway id=\"x\" default=\"x_e\"/>\nx -> y : again == 1\nx -> z : again == 2\nx => e",
            json!({ "again": 1 }),
            |case| {
                does_all(case, &["a", "b", "a"]);
                set(case, json!({ "again": 2 }));
                case.does("b");
                set(case, json!({ "again": 0 }));
                assert_eq!(case.open(), "b");
                case.does("b");
            },
        ),
        (
            "11 implicit termination",
            "s -> a\nTWO\na -> x\n<parallelGateway id=\"x\"/>\nx -> e\nx -> b\nb -> f\n<endEvent id=\"f\"/>",
            json!({}),
            |case| {
                case.does("a");
                assert!(!case.is_over(), "one branch has ended, the other has not");
                case.does("b");
            },
        ),
    ]
}

fn set(case: &mut Play, values: Value) {
    let instance = *case.case.instances.keys().next().unwrap();
    case.system(Ask::SetVariables { instance, variables: crate::testing::variables(values), reason: "改".into() });
}

fn several() -> Vec<Pattern> {
    vec![
        (
            "12 multiple instances without synchronization",
            "s -> t\n<task id=\"t\" completionQuantity=\"3\"/>\nt -> a\n<userTask id=\"a\"/>\na -> e",
            json!({}),
            |case| {
                assert_eq!(case.open(), "a a a");
                does_all(case, &["a", "a", "a"]);
            },
        ),
        (
            "13 multiple instances, known when designed",
            "s -> a\n<userTask id=\"a\"><multiInstanceLoopCharacteristics><loopCardinality xsi:type=\"tFormalExpression\">2</loopCardinality></multiInstanceLoopCharacteristics></userTask>\na -> b\n<userTask id=\"b\"/>\nb -> e",
            json!({}),
            |case| does_all(case, &["a", "a", "b"]),
        ),
        (
            "14 multiple instances, known when they begin",
            "s -> a\n<userTask id=\"a\"><multiInstanceLoopCharacteristics><loopCardinality xsi:type=\"tFormalExpression\">n</loopCardinality></multiInstanceLoopCharacteristics></userTask>\na -> b\n<userTask id=\"b\"/>\nb -> e",
            json!({ "n": 3 }),
            |case| does_all(case, &["a", "a", "a", "b"]),
        ),
        (
            "15 multiple instances, not known before",
            "s -> x\n<adHocSubProcess id=\"x\">\n<userTask id=\"a\"/>\n<completionCondition xsi:type=\"tFormalExpression\">enough == true</completionCondition>\n</adHocSubProcess>\nx -> b\n<userTask id=\"b\"/>\nb -> e",
            json!({ "enough": false }),
            |case| {
                let more = Ask::StartAdHoc { element: crate::ElementPath::new("p", "a") };
                case.system(more);
                assert_eq!(case.open(), "a a");
                case.does("a");
                set(case, json!({ "enough": true }));
                case.does("a");
                assert_eq!(case.open(), "b");
                case.does("b");
            },
        ),
    ]
}

fn state() -> Vec<Pattern> {
    vec![
        (
            "16 deferred choice",
            "s -> x\n<eventBasedGateway id=\"x\"/>\nx -> o\nx -> w\n<intermediateCatchEvent id=\"o\"><messageEventDefinition messageRef=\"m\"/></intermediateCatchEvent>\n<intermediateCatchEvent id=\"w\"><timerEventDefinition><timeDuration xsi:type=\"tFormalExpression\">PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>\no -> a\nw -> b\nTWO\na -> e\nb -> e",
            json!({}),
            |case| {
                case.seconds_pass(3600);
                assert_eq!((case.open().as_str(), case.case.subscriptions.len()), ("b", 0));
                case.does("b");
            },
        ),
        (
            "17 interleaved parallel routing",
            "s -> x\n<adHocSubProcess id=\"x\" ordering=\"Sequential\">\nTWO\n</adHocSubProcess>\nx -> e",
            json!({}),
            |case| {
                assert_eq!(case.open(), "a", "never both at once");
                case.does("a");
                assert_eq!(case.open(), "b");
                case.does("b");
            },
        ),
        (
            "18 milestone",
            "s -> a\nTWO\n<boundaryEvent id=\"m1\" attachedToRef=\"a\" cancelActivity=\"false\"><messageEventDefinition messageRef=\"m\"/></boundaryEvent>\nm1 -> c\n<userTask id=\"c\"/>\nc -> f\n<endEvent id=\"f\"/>\na -> b\nb -> e",
            json!({}),
            |case| {
                case.message("m", json!({}));
                assert_eq!(case.open(), "a c");
                does_all(case, &["c", "a"]);
                let late = Ask::Correlate { message: "m".into(), key: String::new(), payload: json!({}) };
                case.refused(crate::By::System, late, "nothing-waits");
                case.does("b");
            },
        ),
        (
            "19 cancel activity",
            "s -> a\nTWO\n<boundaryEvent id=\"c\" attachedToRef=\"a\"><signalEventDefinition signalRef=\"g\"/></boundaryEvent>\nc -> b\na -> e\nb -> e",
            json!({}),
            |case| {
                case.signal("g");
                assert_eq!(case.open(), "b");
                case.does("b");
            },
        ),
        (
            "20 cancel case",
            "s -> x\n<parallelGateway id=\"x\"/>\nx -> a\nx -> b\nTWO\na -> t\n<endEvent id=\"t\"><terminateEventDefinition/></endEvent>\nb -> e",
            json!({}),
            |case| case.does("a"),
        ),
    ]
}

pub(super) fn table() -> Table {
    let row = |(name, text, variables, play): Pattern| {
        let model = file_of(&format!("<startEvent id=\"s\"/>\n{}\n<endEvent id=\"e\"/>", body(text)), "");
        let mut case = Play::with(&model, variables);
        play(&mut case);
        assert!(case.is_over(), "{name}: still open {} {}", case.open(), case.incidents());
        (name.to_owned(), vec![Cell::Runs])
    };
    Table {
        title: "Control-flow patterns",
        about: "The classic twenty.",
        columns: vec!["played"],
        rows: patterns().into_iter().map(row).collect(),
    }
}
