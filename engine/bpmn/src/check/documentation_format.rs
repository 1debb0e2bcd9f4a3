//! Rule EXT.004, BPMN 2.0 section 8.2.1.

use super::prelude::{Definition, Findings, Rule, Tag};

pub(super) const RULE: Rule = Rule {
    code: "documentation-format",
    numbers: &[4],
    section: "8.2.1",
    title: "说明文字的 textFormat 必须是媒体类型",
    hint: "例如 text/plain",
    run,
};

fn run(model: &Definition, found: &mut Findings) {
    for ix in model.every(|tag| matches!(tag, Tag::Documentation | Tag::TextAnnotation)) {
        if let Some(format) = model.attribute(ix, "textFormat")
            && !super::is_media_type(format)
        {
            found.with(ix, format);
        }
    }
}

examples! {
    good: r#"<process id='p' isExecutable='true'><documentation textFormat='text/html'>x</documentation><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
    bad: r#"<process id='p' isExecutable='true'><documentation textFormat='HTML'>x</documentation><startEvent id='s'/><task id='t'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></process>"#,
}
