//! The development seal against an independent verifier (`pdfsig` of poppler).

use std::path::{Path, PathBuf};
use std::process::Command;

use connector_sdk::{Connector, Job, Outcome};
use connectors_builtin::eseal::{DevelopmentSeal, Identity, SealFace};
use lopdf::{Document, Object, Stream, dictionary};
use serde_json::json;

fn fonts() -> PathBuf {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../engine/documents/fonts.sh");
    let output = Command::new("sh").arg(script).output().expect("sh");
    assert!(output.status.success(), "fonts.sh: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    PathBuf::from(text.trim().strip_prefix("fonts: ").expect("folder"))
}

fn seal() -> DevelopmentSeal {
    DevelopmentSeal::new(Identity::generate(&[42; 32]).expect("identity"), SealFace::load(&fonts()).expect("face"))
}

/// A one-page PDF, with or without the destination `seal` in the middle of the page.
fn page(marked: bool) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let content = document.add_object(Stream::new(dictionary! {}, b"0.5 g 72 72 200 20 re f".to_vec()));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content, "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    document.objects.insert(
        pages,
        Object::Dictionary(dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }),
    );
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => pages };
    if marked {
        let target = vec![page.into(), "XYZ".into(), 400.into(), 300.into(), Object::Null];
        let names = vec![Object::string_literal("seal"), dictionary! { "D" => target }.into()];
        catalog.set("Names", dictionary! { "Dests" => dictionary! { "Names" => names } });
    }
    let root = document.add_object(catalog);
    document.trailer.set("Root", root);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("saved");
    bytes
}

fn job(pdf: Vec<u8>) -> Job {
    Job::new("case-1/d9/seal", "seal", json!({"agency": "示例市生态环境局", "signed_at": "2026-09-08T01:30:00.000Z"}))
        .with_stream("pdf", pdf)
}

async fn sealed(pdf: Vec<u8>) -> (serde_json::Value, Vec<u8>) {
    match seal().call(job(pdf)).await {
        Outcome::Output { values, mut streams } => (values, streams.remove("pdf").expect("pdf")),
        other => panic!("{other:?}"),
    }
}

/// What pdfsig says; none without poppler, which CI must have.
fn pdfsig(name: &str, pdf: &[u8]) -> Option<String> {
    let file = std::env::temp_dir().join(format!("xiezhi-eseal-{}-{name}.pdf", std::process::id()));
    std::fs::write(&file, pdf).expect("temporary file");
    let output = Command::new("pdfsig").arg(&file).output();
    std::fs::remove_file(&file).ok();
    match output {
        Ok(output) => Some(String::from_utf8_lossy(&output.stdout).into_owned()),
        Err(_) if std::env::var("CI").is_ok_and(|ci| ci == "true") => panic!("CI needs pdfsig (poppler-utils)"),
        Err(_) => {
            eprintln!("pdfsig is not installed: the signature is not checked by a second program");
            None
        }
    }
}

#[tokio::test]
async fn a_sealed_pdf_is_valid_and_every_flipped_byte_is_seen() {
    let original = page(true);
    let (values, pdf) = sealed(original.clone()).await;
    assert_eq!(&pdf[..original.len()], original.as_slice(), "the bytes before the seal have changed");
    assert_eq!(values["legal"], json!(false));
    let Some(report) = pdfsig("good", &pdf) else { return };
    for expected in ["Signature is Valid.", "ETSI.CAdES.detached", "Total document signed", "SHA-256", "非法定电子印章"]
    {
        assert!(report.contains(expected), "{expected}:\n{report}");
    }
    let text = b"72 72 200";
    let at = pdf.windows(text.len()).position(|window| window == text).expect("content");
    let mut forged = pdf.clone();
    forged[at] = b'9';
    let report = pdfsig("forged", &forged).expect("pdfsig");
    assert!(report.contains("Digest Mismatch") && !report.contains("Signature is Valid"), "{report}");
    let mut forged = pdf.clone();
    let last = forged.len() - 3;
    forged[last] ^= 1;
    let report = pdfsig("tail", &forged).expect("pdfsig");
    assert!(!report.contains("Signature is Valid"), "{report}");
}

#[tokio::test]
async fn a_repeated_job_gets_the_first_answer() {
    let (first, one) = sealed(page(true)).await;
    let (second, two) = sealed(page(true)).await;
    assert_eq!(first, second);
    assert!(one == two, "two answers to the same job differ");
}

#[tokio::test]
async fn a_second_seal_keeps_the_first_valid() {
    let (_, once) = sealed(page(true)).await;
    let twice = seal().seal(&once, "case-1/d9/second", "示例市人民政府", "2026-09-09T01:30:00.000Z").expect("sealed");
    let Some(report) = pdfsig("twice", &twice) else { return };
    assert_eq!(report.matches("Signature is Valid.").count(), 2, "{report}");
}

#[tokio::test]
async fn what_cannot_be_sealed_fails_and_is_not_repeated() {
    for pdf in [page(false), b"no PDF at all".to_vec(), Vec::new()] {
        let outcome = seal().call(job(pdf)).await;
        assert!(matches!(outcome, Outcome::Fail { .. }), "{outcome:?}");
    }
    let mut unknown = job(page(true));
    unknown.operation = "unseal".into();
    assert_eq!(seal().call(unknown).await, Outcome::fail("不认识的操作“unseal”"));
    let mut lacking = job(page(true));
    lacking.input = json!({"agency": "示例市生态环境局"});
    assert_eq!(seal().call(lacking).await, Outcome::fail("任务缺少“signed_at”或者它的类型不对"));
}
