//! Broken BPMN files from fixed seeds: every input must be read, refused or carried out without a panic.
//!
//! An input is a model of this repository with up to eight changes: bytes turned, cut out, doubled, exchanged, or words put in that
//! parsers stumble over. Equal numbers give equal inputs.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use exec::{Ask, By, CaseState, Command, NoHost, Release, Timestamp, Variables};

/// Words that are put in somewhere.
const WORDS: [&str; 36] = [
    "<",
    ">",
    "&",
    "\"",
    "/>",
    "]]>",
    "<![CDATA[",
    "<!--",
    "<!DOCTYPE x [<!ENTITY a \"b\">]>",
    "&a;",
    "&#0;",
    "&#x110000;",
    "<?xml version=\"1.0\"?>",
    "<x:y>",
    "xmlns:x=\"\"",
    "xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"",
    "id=\"s\"",
    "sourceRef=\"s\"",
    "default=\"s\"",
    "attachedToRef=\"e\"",
    "triggeredByEvent=\"true\"",
    "startQuantity=\"99999999999\"",
    "completionQuantity=\"-1\"",
    "<subProcess>",
    "</subProcess>",
    "<boundaryEvent/>",
    "<terminateEventDefinition/>",
    "<script>loop {}</script>",
    "<conditionExpression>((((((((((1</conditionExpression>",
    "<timeCycle>R99999999999/PT0S</timeCycle>",
    "<timeDuration>P99999999999Y</timeDuration>",
    "<multiInstanceLoopCharacteristics/>",
    "\u{feff}",
    "\u{0}",
    "𠀀",
    "<a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a>",
];

/// Small numbers from a seed (SplitMix64): the same everywhere, without a clock.
pub struct Numbers(u64);

impl Numbers {
    pub fn new(seed: u64) -> Self {
        Numbers(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `end`; 0 for 0.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.next() % end as u64) as usize }
    }
}

/// Models to begin with: those of `definitions/` up to 24 KiB, and one with most of what BPMN has.
pub fn models() -> Vec<Vec<u8>> {
    let mut found = vec![include_bytes!("fuzz_model.bpmn").to_vec()];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../definitions");
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "bpmn")
                && let Ok(bytes) = std::fs::read(&path)
                && bytes.len() <= 24 * 1024
            {
                found.push(bytes);
            }
        }
    }
    found
}

/// The input of a number.
pub fn input(models: &[Vec<u8>], number: u64) -> Vec<u8> {
    let mut numbers = Numbers::new(number);
    // Every other input is made from the small model: more change for its size.
    let pick = if number.is_multiple_of(2) { 0 } else { numbers.below(models.len()) };
    let mut bytes = models.get(pick).cloned().unwrap_or_default();
    for _ in 0..=numbers.below(8) {
        change(&mut bytes, &mut numbers);
    }
    bytes
}

fn change(bytes: &mut Vec<u8>, numbers: &mut Numbers) {
    let at = numbers.below(bytes.len() + 1);
    let length = numbers.below(80).min(bytes.len() - at);
    match numbers.below(7) {
        0 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << numbers.below(8);
            }
        }
        1 => {
            bytes.drain(at..at + length);
        }
        2 => {
            let part = bytes[at..at + length].to_vec();
            let to = numbers.below(bytes.len() + 1);
            bytes.splice(to..to, part);
        }
        3 => bytes.truncate(at),
        4 => {
            // One quoted value takes the place of another: references to the wrong elements.
            if let (Some(from), Some(to)) = (quoted(bytes, at), quoted(bytes, numbers.below(bytes.len() + 1))) {
                let value = bytes[from].to_vec();
                bytes.splice(to, value);
            }
        }
        _ => {
            let word = WORDS[numbers.below(WORDS.len())];
            // Rather between tags than anywhere.
            let tag = bytes[at..].iter().position(|byte| *byte == b'<').map_or(at, |ahead| at + ahead);
            let at = if numbers.below(3) == 0 { at } else { tag };
            bytes.splice(at..at, word.bytes());
        }
    }
}

/// The next value between double quotes.
fn quoted(bytes: &[u8], from: usize) -> Option<std::ops::Range<usize>> {
    let first = from + bytes[from..].iter().position(|byte| *byte == b'"')? + 1;
    let length = bytes[first..].iter().position(|byte| *byte == b'"')?;
    Some(first..first + length)
}

/// Reads an input, and starts what it accepts. True: it was accepted.
pub fn try_one(bytes: &[u8]) -> bool {
    let loaded = bpmn::load("fuzz.bpmn", bytes, &bpmn::NoImports);
    if loaded.refused() || loaded.processes.is_empty() {
        return false;
    }
    for process in &loaded.processes {
        let _ = bpmn::soundness("fuzz.bpmn", process);
    }
    let first = loaded.processes[0].id.to_string();
    let release = Release::new("fuzz", loaded.processes.into_iter().map(Arc::new));
    let what = Ask::Start { process: first, variables: Variables::new() };
    let command = Command { by: By::System, what };
    // Refusals and incidents are answers; only a panic is none.
    let _ = exec::decide(&release, CaseState::new("fuzz"), &mut NoHost, command, Timestamp(1_767_225_600_000));
    true
}
