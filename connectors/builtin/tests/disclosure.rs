//! The disclosure connector against a real HTTP server on the loopback.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use base64::Engine as _;
use connector_sdk::{Connector, Job, Outcome};
use connectors_builtin::disclosure::{Disclosure, Secret, Target};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const NOW: u64 = 1_789_606_800; // 2026-09-17 09:00 +08:00

#[derive(Clone, Default)]
struct Portal {
    answers: Arc<Mutex<Vec<(u16, &'static str)>>>,
    received: Arc<Mutex<Vec<(HeaderMap, Bytes)>>>,
}

async fn receive(State(portal): State<Portal>, headers: HeaderMap, body: Bytes) -> Response {
    portal.received.lock().expect("lock").push((headers, body));
    let (status, text) = portal.answers.lock().expect("lock").pop().unwrap_or((201, r#"{"publication": "pub-1"}"#));
    if status == 0 {
        tokio::time::sleep(Duration::from_secs(5)).await;
    }
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    (status, [("retry-after", "7")], text).into_response()
}

async fn serve(answers: &[(u16, &'static str)]) -> (Portal, Disclosure) {
    let portal = Portal::default();
    portal.answers.lock().expect("lock").extend(answers.iter().rev());
    let app = Router::new().fallback(post(receive)).with_state(portal.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("port");
    let address = listener.local_addr().expect("address");
    tokio::spawn(async move { axum::serve(listener, app).await });
    (portal, connector(&format!("http://{address}/portal/v1/publications")))
}

fn connector(url: &str) -> Disclosure {
    let secret = Secret::parse(SECRET).expect("secret");
    let target = Target { url: url.to_owned(), sender: "xiezhi".into(), secret, timeout: Duration::from_millis(400) };
    Disclosure::new(target, Arc::new(|| NOW)).expect("client")
}

fn job() -> Job {
    let publication = json!({
        "id": "039999010010726000000000001",
        "action_code": "039999010010726000000000001",
        "decision_no": "示环罚〔2026〕36号",
        "party": "示例市磐石建材有限公司",
        "fields": [{"title": "当事人", "value": "示例市磐石建材有限公司"}],
        "until": "2029-09-17",
    });
    let input = json!({ "document": "d9", "publication": publication });
    Job::new("case-1/publish/1", "publish", input).with_stream("pdf", b"%PDF-1.7 redacted".to_vec())
}

#[tokio::test]
async fn a_publication_arrives_signed_and_whole() {
    let (portal, connector) = serve(&[]).await;
    let outcome = connector.call(job()).await;
    assert_eq!(outcome, Outcome::output(json!({"status": 201, "receipt": {"publication": "pub-1"}})));
    let received = portal.received.lock().expect("lock");
    let (headers, body) = &received[0];
    let text = |name: &str| headers[name].to_str().expect("text").to_owned();
    assert_eq!(text("webhook-id"), "case-1/publish/1");
    assert_eq!(text("webhook-timestamp"), NOW.to_string());
    let secret = Secret::parse(SECRET).expect("secret");
    assert_eq!(secret.verify("case-1/publish/1", NOW, body, &text("webhook-signature"), NOW), Ok(()));
    let body: Value = serde_json::from_slice(body).expect("json");
    let pdf =
        base64::engine::general_purpose::STANDARD.decode(body["pdf_base64"].as_str().expect("pdf")).expect("base64");
    assert_eq!(pdf, b"%PDF-1.7 redacted");
    let digest: String = Sha256::digest(&pdf).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(body["digest"], json!(format!("sha256:{digest}")));
    assert_eq!(text("authorization"), "Bearer xiezhi");
    assert_eq!(body["decision_no"], "示环罚〔2026〕36号");
    assert_eq!(body["until"], "2029-09-17");
    assert!(body.get("document").is_none(), "nothing but the publication leaves");
    assert!(body.get("withdrawn").is_none());
}

#[tokio::test]
async fn a_repeat_carries_the_same_id_and_body() {
    let (portal, connector) = serve(&[]).await;
    connector.call(job()).await;
    connector.call(Job { attempt: 2, ..job() }).await;
    let received = portal.received.lock().expect("lock");
    assert_eq!(received[0].0["webhook-id"], received[1].0["webhook-id"]);
    assert_eq!(received[0].1, received[1].1);
}

#[tokio::test]
async fn overload_is_retried_when_the_receiver_says_so() {
    let (_portal, connector) = serve(&[(503, "wartung")]).await;
    let outcome = connector.call(job()).await;
    assert_eq!(
        outcome,
        Outcome::Retry { reason: "对方答复 HTTP 503：wartung".into(), after: Some(Duration::from_secs(7)) }
    );
    assert!(matches!(connector.call(job()).await, Outcome::Output { .. }));
}

#[tokio::test]
async fn a_refusal_is_final() {
    let (_portal, connector) = serve(&[(422, "personal data found"), (401, "bad signature"), (302, "elsewhere")]).await;
    for reason in
        ["对方答复 HTTP 422：personal data found", "对方答复 HTTP 401：bad signature", "对方答复 HTTP 302：elsewhere"]
    {
        assert_eq!(connector.call(job()).await, Outcome::fail(reason));
    }
}

#[tokio::test]
async fn silence_and_a_closed_port_are_retried() {
    let (_portal, slow) = serve(&[(0, "")]).await;
    assert!(retried(&slow.call(job()).await).starts_with("对方在规定时间内没有答复"), "a slow receiver");
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("port");
    let address = listener.local_addr().expect("address");
    drop(listener);
    let closed = connector(&format!("http://{address}/portal/v1/publications"));
    assert!(retried(&closed.call(job()).await).starts_with("连不上对方的服务器"), "a closed port");
}

/// What the operator reads of a try that will be repeated.
fn retried(outcome: &Outcome) -> &str {
    match outcome {
        Outcome::Retry { reason, .. } => reason,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_withdrawal_says_why_and_carries_no_paper() {
    let (portal, connector) = serve(&[]).await;
    let input = json!({"publication": {"id": "039999010010726000000000001", "withdrawn": {"reason": "决定被撤销", "on": "2026-10-01"}}});
    assert!(matches!(connector.call(Job::new("case-1/withdraw/1", "withdraw", input)).await, Outcome::Output { .. }));
    let received = portal.received.lock().expect("lock");
    let body: Value = serde_json::from_slice(&received[0].1).expect("json");
    assert_eq!(body["withdrawn"]["reason"], "决定被撤销");
    assert!(body.get("pdf_base64").is_none());
}

#[tokio::test]
async fn a_job_without_its_parts_fails_before_anything_is_sent() {
    let (portal, connector) = serve(&[]).await;
    let mut without_pdf = job();
    without_pdf.streams.clear();
    assert_eq!(connector.call(without_pdf).await, Outcome::fail("任务缺少文件“pdf”"));
    let mut empty = job();
    empty.input["publication"] = Value::Null;
    assert_eq!(connector.call(empty).await, Outcome::fail("任务缺少“publication”或者它的类型不对"));
    let unknown = Job { operation: "print".into(), ..job() };
    assert_eq!(connector.call(unknown).await, Outcome::fail("不认识的操作“print”"));
    assert!(portal.received.lock().expect("lock").is_empty());
}
