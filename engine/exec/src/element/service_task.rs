//! Service task: work for a connector.
//!
//!   begun ──(xe:job)──▶ job created ──▶ completed ──▶ outputs ──▶ left
//!   job failed ──(retries left)──▶ tried again later; ──(none left)──▶ incident; ──(BPMN error)──▶ boundary event
//!   begun ──(no xe:job; xe:rule)──▶ the host's rule; ──(neither)──▶ done at once

use serde_json::{Map, Value};

use super::business_rule_task;
use crate::event::Event;
use crate::ids::Id;
use crate::run::{Done, Extra, Here, Run};

pub(super) fn begin(run: &mut Run<'_>, here: &Here<'_>) -> Done {
    if create_job(run, here)? {
        return Ok(());
    }
    if here.node.extension.rule.is_some() {
        return business_rule_task::begin(run, here);
    }
    super::finish(run, here.token, &Value::Null)
}

/// The job of `xe:job`, if there is one. Its input is what `xe:input` says.
pub(super) fn create_job(run: &mut Run<'_>, here: &Here<'_>) -> Result<bool, crate::run::Stuck> {
    let Some(job) = &here.node.extension.job else { return Ok(false) };
    let input = run.map(here.token, &here.node.extension.inputs, Extra::default())?;
    let input: Map<String, Value> = input.iter().map(|(name, value)| (name.to_string(), value.to_json())).collect();
    run.emit(Event::JobCreated {
        job: Id(run.case.next.job + 1),
        element: here.path(),
        token: here.token,
        connector: job.connector.to_string(),
        operation: job.operation.to_string(),
        input: Value::Object(input),
        retries: job.retries,
        timeout_ms: job.timeout_ms.and_then(|ms| i64::try_from(ms).ok()),
    });
    Ok(true)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::command::{Again, Ask};
    use crate::testing::Play;

    const JOB: &str = r#"<startEvent id="s"/>
        s -> seal
        <serviceTask id="seal"><extensionElements><xe:job connector="eseal" operation="seal" retries="1" backoff="PT5S"/><xe:input name="document" expr="doc"/><xe:output name="sealed" expr="answers.file"/></extensionElements></serviceTask>
        <boundaryEvent id="broken" attachedToRef="seal"><errorEventDefinition/></boundaryEvent>
        seal -> after
        <userTask id="after"/>
        broken -> repair
        <userTask id="repair"/>"#;

    fn job(case: &Play) -> crate::JobId {
        *case.case.jobs.keys().next().expect("an open job")
    }

    #[test]
    fn a_job_goes_out_with_its_input_and_comes_back_with_its_output() {
        let mut case = Play::of_with(JOB, json!({ "doc": "d7" }));
        let crate::Effect::CallConnector { key, input, .. } = &case.effects[0] else { panic!("a call") };
        assert_eq!((key.as_str(), input), ("j1.1", &json!({ "document": "d7" })));
        let job = job(&case);
        case.system(Ask::CompleteJob { job, output: json!({ "file": "f1" }) });
        assert_eq!((case.variable("sealed"), case.open().as_str()), (json!("f1"), "after"));
    }

    #[test]
    fn a_failed_job_is_tried_again_and_then_becomes_an_incident() {
        let mut case = Play::of_with(JOB, json!({ "doc": "d7" }));
        let job = job(&case);
        let fail = || Ask::FailJob { job, error: "unreachable".into(), bpmn_error: None, again: Again::BackOff };
        case.system(fail());
        assert_eq!(case.case.jobs[&job].retry_at, Some(case.now.plus_ms(5000)));
        case.system(fail());
        assert_eq!(case.incidents(), "job-failed");
        let incident = *case.case.incidents.keys().next().unwrap();
        case.system(Ask::Retry { incident, reason: String::new() });
        case.system(Ask::CompleteJob { job, output: json!({ "file": "f1" }) });
        assert_eq!((case.incidents().as_str(), case.open().as_str()), ("", "after"));
    }

    #[test]
    fn the_other_side_may_wish_for_a_longer_wait_and_not_for_a_shorter_one() {
        for (wish, waited) in [(1_000, 5_000), (90_000, 90_000), (i64::MAX, 86_400_000), (-7, 5_000)] {
            let mut case = Play::of_with(JOB, json!({ "doc": "d7" }));
            let job = job(&case);
            case.system(Ask::FailJob { job, error: "busy".into(), bpmn_error: None, again: Again::After(wish) });
            assert_eq!(case.case.jobs[&job].retry_at, Some(case.now.plus_ms(waited)));
        }
    }

    #[test]
    fn a_job_that_cannot_succeed_is_an_incident_at_once() {
        let mut case = Play::of_with(JOB, json!({ "doc": "d7" }));
        let job = job(&case);
        case.system(Ask::FailJob { job, error: "refused".into(), bpmn_error: None, again: Again::Never });
        assert_eq!((case.incidents().as_str(), case.case.jobs[&job].retry_at), ("job-failed", None));
    }

    #[test]
    fn a_bpmn_error_of_a_job_is_caught_at_the_boundary() {
        let mut case = Play::of_with(JOB, json!({ "doc": "d7" }));
        let job = job(&case);
        case.system(Ask::FailJob {
            job,
            error: "refused".into(),
            bpmn_error: Some("E1".into()),
            again: Again::BackOff,
        });
        assert_eq!(case.open(), "repair");
    }
}
