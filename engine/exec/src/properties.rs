//! Random models, random paths: replay equals live and no token is lost (both checked by [`Play`] after every step), and a
//! block-structured model ends when everything offered has been done.

use proptest::prelude::*;
use serde_json::json;

use crate::command::Ask;
use crate::testing::{Play, file};

/// A model made of blocks, each with one way in and one way out.
#[derive(Debug, Clone)]
enum Block {
    Task,
    /// A task in a loop: how often, and whether the rounds run beside each other.
    Rounds(u8, bool),
    /// A task with a timer at its edge; interrupting or not.
    Timed(bool),
    Job,
    Sequence(Vec<Block>),
    Choice(Vec<Block>),
    Parallel(Vec<Block>),
    Inclusive(Vec<Block>),
    Sub(Box<Block>),
}

fn blocks() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![
        4 => Just(Block::Task),
        1 => (1u8..4, any::<bool>()).prop_map(|(n, beside)| Block::Rounds(n, beside)),
        1 => any::<bool>().prop_map(Block::Timed),
        1 => Just(Block::Job),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let several = prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            several.clone().prop_map(Block::Sequence),
            several.clone().prop_map(Block::Choice),
            several.clone().prop_map(Block::Parallel),
            several.prop_map(Block::Inclusive),
            inner.prop_map(|block| Block::Sub(Box::new(block))),
        ]
    })
}

/// Writes a block; returns its first and its last node.
fn write(block: &Block, count: &mut u32, out: &mut String) -> (String, String) {
    *count += 1;
    let n = *count;
    match block {
        Block::Task => task(n, "", out),
        Block::Rounds(rounds, beside) => {
            let inside = format!(
                "<multiInstanceLoopCharacteristics isSequential=\"{}\"><loopCardinality xsi:type=\"tFormalExpression\">{rounds}</loopCardinality></multiInstanceLoopCharacteristics>",
                !beside
            );
            task(n, &inside, out)
        }
        Block::Timed(interrupting) => timed(n, *interrupting, out),
        Block::Job => {
            let job = "<extensionElements><xe:job connector=\"c\" operation=\"o\"/></extensionElements>";
            out.push_str(&format!("<serviceTask id=\"j{n}\">{job}</serviceTask>\n"));
            (format!("j{n}"), format!("j{n}"))
        }
        Block::Sequence(parts) => {
            let ends: Vec<(String, String)> = parts.iter().map(|part| write(part, count, out)).collect();
            for pair in ends.windows(2) {
                out.push_str(&format!("{} -> {}\n", pair[0].1, pair[1].0));
            }
            (ends[0].0.clone(), ends[ends.len() - 1].1.clone())
        }
        Block::Choice(parts) => split("exclusiveGateway", "==", parts, n, count, out),
        Block::Inclusive(parts) => split("inclusiveGateway", "&lt;=", parts, n, count, out),
        Block::Parallel(parts) => split("parallelGateway", "", parts, n, count, out),
        Block::Sub(inner) => {
            out.push_str(&format!("<subProcess id=\"p{n}\">\n<startEvent id=\"a{n}\"/>\n<endEvent id=\"z{n}\"/>\n"));
            let (first, last) = write(inner, count, out);
            out.push_str(&format!("a{n} -> {first}\n{last} -> z{n}\n</subProcess>\n"));
            (format!("p{n}"), format!("p{n}"))
        }
    }
}

fn task(n: u32, inside: &str, out: &mut String) -> (String, String) {
    out.push_str(&format!("<userTask id=\"t{n}\">{inside}</userTask>\n"));
    (format!("t{n}"), format!("t{n}"))
}

fn timed(n: u32, interrupting: bool, out: &mut String) -> (String, String) {
    out.push_str(&format!(
        "<userTask id=\"t{n}\"/>\n<boundaryEvent id=\"b{n}\" attachedToRef=\"t{n}\" cancelActivity=\"{interrupting}\">\
         <timerEventDefinition><timeDuration xsi:type=\"tFormalExpression\">PT10S</timeDuration></timerEventDefinition></boundaryEvent>\n\
         <userTask id=\"l{n}\"/>\nb{n} -> l{n}\n"
    ));
    if !interrupting {
        out.push_str(&format!("<endEvent id=\"x{n}\"/>\nl{n} -> x{n}\n"));
        return (format!("t{n}"), format!("t{n}"));
    }
    out.push_str(&format!("<exclusiveGateway id=\"m{n}\"/>\nt{n} -> m{n}\nl{n} -> m{n}\n"));
    (format!("t{n}"), format!("m{n}"))
}

fn split(kind: &str, compares: &str, parts: &[Block], n: u32, count: &mut u32, out: &mut String) -> (String, String) {
    let ends: Vec<(String, String)> = parts.iter().map(|part| write(part, count, out)).collect();
    let default = &ends[ends.len() - 1].0;
    let default = if compares.is_empty() { String::new() } else { format!(" default=\"g{n}_{default}\"") };
    out.push_str(&format!("<{kind} id=\"g{n}\"{default}/>\n<{kind} id=\"m{n}\"/>\n"));
    for (nth, (first, last)) in ends.iter().enumerate() {
        let compares = compares.replace("&lt;", "<");
        let condition = if compares.is_empty() || nth + 1 == ends.len() {
            String::new()
        } else {
            format!(" : {nth} {compares} pick")
        };
        out.push_str(&format!("g{n} -> {first}{condition}\n{last} -> m{n}\n"));
    }
    (format!("g{n}"), format!("m{n}"))
}

fn model(block: &Block) -> String {
    let (mut count, mut body) = (0, String::new());
    let (first, last) = write(block, &mut count, &mut body);
    format!("<startEvent id=\"s\"/>\n<endEvent id=\"e\"/>\ns -> {first}\n{last} -> e\n{body}")
}

/// One thing that can happen now, chosen by a number; false when nothing can.
fn one_step(case: &mut Play, choice: usize) -> bool {
    let tasks: Vec<String> = case.open().split_whitespace().map(str::to_owned).collect();
    let jobs: Vec<crate::JobId> = case.case.jobs.keys().copied().collect();
    let timers = usize::from(case.case.next_due().is_some());
    let all = tasks.len() + jobs.len() + timers;
    if all == 0 {
        return false;
    }
    match choice % all {
        nth if nth < tasks.len() => case.does(&tasks[nth]),
        nth if nth < tasks.len() + jobs.len() => {
            case.system(Ask::CompleteJob { job: jobs[nth - tasks.len()], output: json!({}) })
        }
        _ => case.seconds_pass(10),
    }
    true
}

/// A random graph: tasks and gateways with any flows between them.
fn graphs() -> impl Strategy<Value = String> {
    (4usize..10).prop_flat_map(|size| {
        let kinds = prop::collection::vec(0u8..4, size);
        let flows = prop::collection::btree_set((0..size, 0..size), size..size * 2);
        (kinds, flows).prop_map(|(kinds, flows)| {
            let kind = |n: usize| ["userTask", "parallelGateway", "inclusiveGateway", "userTask"][kinds[n] as usize];
            let mut text = String::from("<userTask id=\"first\"/>\nfirst -> n0\n");
            (0..kinds.len()).for_each(|n| text.push_str(&format!("<{} id=\"n{n}\"/>\n", kind(n))));
            for (from, to) in flows.into_iter().filter(|(from, to)| from != to) {
                text.push_str(&format!("n{from} -> n{to}\n"));
            }
            text
        })
    })
}

/// What an operator or a person does beside the work itself, chosen by a number: nothing of it may lose a token.
fn one_operation(case: &mut Play, choice: usize, file: &str) {
    let task = case.case.tasks.keys().nth(choice % 3).copied();
    let by = || crate::By::Person("甲".into());
    // A refusal is an answer too.
    let _ = match (choice % 6, task) {
        (0, Some(task)) => case.decide(by(), Ask::Claim { task }),
        (1, Some(task)) => case.decide(by(), Ask::Unclaim { task }),
        (2, _) => case.decide(crate::By::System, Ask::Suspend { reason: "等".into() }).and_then(|()| {
            case.now = case.now.plus_ms(5_000);
            case.decide(crate::By::System, Ask::Resume)
        }),
        (3, Some(task)) => {
            let token = case.case.tasks[&task].token;
            let to = case.case.tasks[&task].element.element().to_owned();
            case.decide(crate::By::System, Ask::Move { token, to, reason: "重做".into() })
        }
        (4, Some(task)) => {
            let priority = i32::try_from(choice % 100).unwrap_or(0);
            case.decide(by(), Ask::Plan { task, due: Some(case.now), follow_up: None, priority })
        }
        _ => {
            let done = case.migrate(file, crate::migration::Plan::default());
            assert!(done.is_ok() || !case.case.incidents.is_empty(), "a case fits its own version: {done:?}");
            done
        }
    };
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_model_of_blocks_ends_when_everything_is_done(
        block in blocks(),
        pick in 0i64..4,
        choices in prop::collection::vec(any::<usize>(), 200),
    ) {
        let mut case = Play::of_with(&model(&block), json!({ "pick": pick }));
        let file = format!("<process id=\"p\" isExecutable=\"true\">\n{}\n</process>", model(&block));
        let mut choices = choices.into_iter().cycle();
        for _ in 0..400 {
            let choice = choices.next().unwrap_or(0);
            if choice.is_multiple_of(4) {
                one_operation(&mut case, choice / 4, &file);
            }
            if !one_step(&mut case, choice) {
                break;
            }
        }
        prop_assert!(case.is_over(), "still open: {:?} {}", case.open(), case.incidents());
        prop_assert!(case.case.tokens.is_empty() && case.case.scopes.is_empty() && case.case.tasks.is_empty());
        prop_assert!(case.case.timers.is_empty() && case.case.subscriptions.is_empty() && case.case.jobs.is_empty());
    }

    #[test]
    fn any_graph_keeps_its_tokens(graph in graphs(), choices in prop::collection::vec(any::<usize>(), 25)) {
        let text = file(&format!("<process id=\"p\" isExecutable=\"true\">\n{graph}\n</process>"));
        if bpmn::load("graph.bpmn", text.as_bytes(), &bpmn::NoImports).refused() {
            return Ok(());
        }
        let mut case = Play::of(&graph);
        let file = format!("<process id=\"p\" isExecutable=\"true\">\n{graph}\n</process>");
        for choice in choices {
            if choice.is_multiple_of(3) {
                one_operation(&mut case, choice / 3, &file);
            }
            if case.case.tokens.len() > 200 || !one_step(&mut case, choice) {
                break;
            }
        }
    }
}
