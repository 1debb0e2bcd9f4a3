//! Traps that other engines are known to have fallen into; each is played.

use serde_json::json;

use super::{Cell, Table, file_of};
use crate::command::Ask;
use crate::migration::Plan;
use crate::testing::Play;

fn play(body: &str) -> Play {
    let text = format!("<startEvent id=\"s\"/>\n{body}\n<endEvent id=\"e\"/>");
    Play::with(&file_of(&text, ""), json!({ "n": 2 }))
}

const UPSTREAM: &str = "s -> x\n<inclusiveGateway id=\"x\"/>\nx -> a : n > 0\nx -> b : n > 1\n<userTask id=\"a\"/>\n<userTask id=\"b\"/>\na -> y\nb -> y\n<inclusiveGateway id=\"y\"/>\ny -> c\n<userTask id=\"c\"/>\nc -> e";

fn a_flow_taken_twice() {
    // Two tokens come over one flow before the other branch is done: the join fires once for each of them.
    let mut case = play(&UPSTREAM.replace("<userTask id=\"a\"/>", "<userTask id=\"a\" completionQuantity=\"2\"/>"));
    case.does("a");
    assert_eq!(case.open(), "b");
    case.does("b");
    assert_eq!(case.open(), "c c");
    case.does("c");
    case.does("c");
    assert!(case.is_over());
}

fn the_last_upstream_token_is_removed() {
    let timer = "<boundaryEvent id=\"late\" attachedToRef=\"b\"><timerEventDefinition><timeDuration xsi:type=\"tFormalExpression\">PT1H</timeDuration></timerEventDefinition></boundaryEvent>\nlate -> gone\n<endEvent id=\"gone\"/>";
    let mut case = play(&format!("{UPSTREAM}\n{timer}"));
    case.does("a");
    assert_eq!(case.open(), "b");
    case.seconds_pass(3600);
    assert_eq!(case.open(), "c");
    case.does("c");
    assert!(case.is_over());
}

fn a_join_inside_an_ad_hoc_sub_process() {
    let mut case = play(
        "s -> h\n<adHocSubProcess id=\"h\">\n<userTask id=\"a\"/>\n<userTask id=\"b\"/>\na -> y\nb -> y\n<parallelGateway id=\"y\"/>\ny -> c\n<userTask id=\"c\"/>\n</adHocSubProcess>\nh -> e",
    );
    assert_eq!(case.open(), "a b");
    case.does("a");
    assert_eq!(case.open(), "b");
    case.does("b");
    assert_eq!(case.open(), "c");
    case.does("c");
    assert!(case.is_over());
}

fn one_due_timer_is_triggered_again_and_again() {
    let mut case = play(
        "s -> w\n<intermediateCatchEvent id=\"w\"><timerEventDefinition><timeDuration xsi:type=\"tFormalExpression\">PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>\nw -> a\n<userTask id=\"a\"/>\na -> e",
    );
    let (due, timer) = case.case.next_due().unwrap();
    case.refused(crate::By::System, Ask::FireTimer { timer }, "timer-not-due");
    case.now = due.plus_ms(86_400_000);
    case.system(Ask::FireTimer { timer });
    for _ in 0..3 {
        case.refused(crate::By::System, Ask::FireTimer { timer }, "not-found");
    }
    assert_eq!((case.open().as_str(), case.entered("a")), ("a", 1));
}

fn the_next_due_time_is_read_not_searched() {
    // A thousand armed timers: the first is the first of an ordered set, and a fired one leaves it.
    let many = "s -> t\n<task id=\"t\" completionQuantity=\"1000\"/>\nt -> w\n<intermediateCatchEvent id=\"w\"><timerEventDefinition><timeDuration xsi:type=\"tFormalExpression\">PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>\nw -> e";
    let mut case = play(many);
    assert_eq!(case.case.due.len(), 1000);
    assert_eq!(case.case.next_due(), case.case.due.first().copied());
    let (due, timer) = case.case.next_due().unwrap();
    case.now = due;
    case.system(Ask::FireTimer { timer });
    assert_eq!(case.case.due.len(), 999);
    assert!(case.case.next_due().is_some_and(|(_, next)| next != timer));
}

fn a_migration_moves_no_timer() {
    let version = |time: &str| {
        file_of(
            &format!(
                "<startEvent id=\"s\"/>\ns -> w\n<intermediateCatchEvent id=\"w\"><timerEventDefinition><timeDuration xsi:type=\"tFormalExpression\">{time}</timeDuration></timerEventDefinition></intermediateCatchEvent>\nw -> e\n<endEvent id=\"e\"/>"
            ),
            "",
        )
    };
    let mut case = Play::with(&version("P60D"), json!({}));
    let due = case.case.next_due();
    case.migrate(&version("P90D"), Plan::default()).unwrap();
    assert_eq!(case.case.next_due(), due);
    let stored = serde_json::to_string(&case.case).unwrap();
    let restored: crate::CaseState = serde_json::from_str(&stored).unwrap();
    assert_eq!(restored.next_due(), due, "a restored state keeps it too");
}

fn suspension_keeps_what_is_left() {
    let mut case = play(
        "s -> w\n<intermediateCatchEvent id=\"w\"><timerEventDefinition><timeDuration xsi:type=\"tFormalExpression\">PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>\nw -> a\n<userTask id=\"a\"/>\na -> e",
    );
    case.seconds_pass(1800);
    case.system(Ask::Suspend { reason: "等待鉴定".into() });
    case.seconds_pass(86_400);
    assert_eq!(case.open(), "");
    case.system(Ask::Resume);
    case.seconds_pass(1799);
    assert_eq!(case.open(), "");
    case.seconds_pass(1);
    assert_eq!(case.open(), "a");
}

pub(super) fn table() -> Table {
    const TRAPS: [(&str, fn()); 7] = [
        ("an inclusive join whose flow is taken twice", a_flow_taken_twice),
        ("an inclusive join whose last upstream token a boundary event removes", the_last_upstream_token_is_removed),
        ("a join inside an ad-hoc sub-process", a_join_inside_an_ad_hoc_sub_process),
        ("one due timer triggered again and again", one_due_timer_is_triggered_again_and_again),
        ("the next due time among many timers", the_next_due_time_is_read_not_searched),
        ("a timer that a migration or a restore could move", a_migration_moves_no_timer),
        ("a suspended case keeps the time that was left", suspension_keeps_what_is_left),
    ];
    let row = |(name, trap): (&str, fn())| {
        trap();
        (name.to_owned(), vec![Cell::Runs])
    };
    Table {
        title: "Traps",
        about: "What has gone wrong elsewhere, each played.",
        columns: vec!["played"],
        rows: TRAPS.into_iter().map(row).collect(),
    }
}
