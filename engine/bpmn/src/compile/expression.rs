//! Expressions, scripts and times of a file.

use script::{Expression, Script};

use super::Compiler;
use crate::definition::ElementIx;
use crate::event::TimeValue;
use crate::iso::TimeError;
use crate::problem::Severity;
use crate::tag::Tag;

const HINT: &str = "条件和脚本用 rhai 书写，例如 outcome == \"agree\"";
const LANGUAGE_HINT: &str = "本引擎只运行 rhai；运行到此处会停在异常待处理";

/// Elements whose text is an expression.
const EXPRESSIONS: [Tag; 10] = [
    Tag::ConditionExpression,
    Tag::Condition,
    Tag::CompletionCondition,
    Tag::LoopCondition,
    Tag::LoopCardinality,
    Tag::ActivationCondition,
    Tag::From,
    Tag::Transformation,
    Tag::DataPath,
    Tag::MessagePath,
];

impl Compiler<'_> {
    /// For a file that cannot become a process: still report every expression that does not compile.
    pub(super) fn only_expressions(&mut self) {
        let definition = self.definition;
        for ix in definition.every(|tag| EXPRESSIONS.contains(&tag)) {
            self.expression(ix);
        }
        for ix in definition.every(|tag| tag == Tag::Script) {
            if let Some(task) = definition.parent(ix) {
                self.script(task);
            }
        }
        for ix in definition.every(|tag| tag.is_flow_node() || tag == Tag::Process) {
            self.extension(ix, &definition.foreign(ix, &self.names));
        }
    }

    /// The expression that is the text of an element; `None` when it is empty or broken (then a problem is noted).
    pub(super) fn expression(&mut self, ix: ElementIx) -> Option<Expression> {
        let text = self.definition.text(ix);
        if text.is_empty() {
            return None;
        }
        if let Some(known) = self.expressions.get(text) {
            return Some(known.clone());
        }
        if !self.has_room(ix, text) {
            return None;
        }
        match Expression::compile_bpmn(text) {
            Ok(expression) => {
                self.expressions.insert(text, expression.clone());
                Some(expression)
            }
            Err(error) => {
                let language = self.language(ix, "language", "expressionLanguage");
                let lenient = language.is_some() || !self.definition.executable(ix);
                let message = format!("表达式有误：{}（{}）", error.message, short(text));
                self.compile_problem("expression", lenient, ix, (error.line, error.column), message);
                lenient.then(|| Expression::broken(text, &format!("not a rhai expression: {}", error.message)))
            }
        }
    }

    /// The script of a script task or global script task.
    pub(super) fn script(&mut self, task: ElementIx) -> Option<Script> {
        let definition = self.definition;
        let ix = definition.child(task, Tag::Script)?;
        // Not trimmed: lines of messages count from the first line of the text.
        let text = definition.text_as_written(ix);
        if text.trim().is_empty() || !self.has_room(task, text) {
            return None;
        }
        match Script::compile(text) {
            Ok(script) => Some(script),
            Err(error) => {
                let attribute = if definition.tag(task) == Tag::ScriptTask { "scriptFormat" } else { "scriptLanguage" };
                let format = definition.attribute(task, attribute).map_or("", |format| format.trim());
                let lenient = !(format.is_empty() || is_rhai(format)) || !definition.executable(task);
                let message = format!("脚本有误：{}（{}）", error.message, short(text));
                self.compile_problem("script", lenient, ix, (error.line, error.column), message);
                lenient.then(|| Script::broken(text, &format!("not a rhai script: {}", error.message)))
            }
        }
    }

    fn compile_problem(&mut self, what: &str, lenient: bool, ix: ElementIx, place: (u32, u32), message: String) {
        let (code, severity, hint) = match (what, lenient) {
            ("script", false) => ("script-invalid", Severity::Error, HINT),
            ("script", true) => ("script-language", Severity::Warning, LANGUAGE_HINT),
            (_, false) => ("expression-invalid", Severity::Error, HINT),
            (_, true) => ("expression-language", Severity::Warning, LANGUAGE_HINT),
        };
        let position = self.definition.text_position(ix, place.0, place.1);
        self.problem_at(code, severity, ix, message, hint, Some(position));
    }

    /// A declared expression language other than rhai.
    fn language(&self, ix: ElementIx, own: &str, file: &str) -> Option<String> {
        let definition = self.definition;
        let root = definition.ancestors(ix).last()?;
        let declared = definition.attribute(ix, own).or_else(|| definition.attribute(root, file))?;
        (!is_rhai(declared)).then(|| declared.to_string())
    }

    /// A time: literal as ISO 8601, or an expression in `${…}`. Rules 132 to 134 have refused everything else.
    pub(super) fn time<T>(&mut self, ix: ElementIx, parse: fn(&str) -> Result<T, TimeError>) -> Option<TimeValue<T>> {
        match parse(self.definition.text(ix)) {
            Ok(value) => Some(TimeValue::Literal(value)),
            Err(_) => self.expression(ix).map(TimeValue::Expression),
        }
    }
}

fn is_rhai(language: &str) -> bool {
    language.trim().is_empty() || language.to_ascii_lowercase().contains("rhai")
}

/// The beginning of a text, for messages.
fn short(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_string(),
    }
}
