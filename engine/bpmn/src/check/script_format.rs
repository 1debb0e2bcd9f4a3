//! Rule EXT.145, BPMN 2.0 section 10.2.3.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "script-format",
    numbers: &[145],
    section: "10.2.3",
    title: "脚本的格式必须是媒体类型",
    hint: "例如 application/rhai",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for (tag, attribute) in [(Tag::ScriptTask, "scriptFormat"), (Tag::GlobalScriptTask, "scriptLanguage")] {
        for ix in model.all(tag) {
            if let Some(format) = model.attribute(*ix, attribute)
                && !super::is_media_type(format)
                && format != "rhai"
            {
                found.with(*ix, format);
            }
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><startEvent id='s'/><scriptTask id='m' scriptFormat='application/rhai'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><startEvent id='s'/><scriptTask id='m' scriptFormat='INVALID'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='m'/><sequenceFlow id='f2' sourceRef='m' targetRef='e'/></process>"#,
}
