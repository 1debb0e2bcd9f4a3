//! Evidence: bytes on disk with both digests before anything is answered, then one command to the case file.

use crate::App;
use crate::case::Loaded;
use crate::commands::{Order, Request};
use crate::refusal::{Failure, FieldError, Refusal};
use crate::view::Named;
use crate::view::evidence::{ElementView, EvidenceItem, EvidenceList};
use crate::view::task::Done;
use crate::view::words::EvidenceState;
use domain::case::Case;
use domain::case_file::{Evidence, EvidenceId};
use domain::completeness;
use domain::law::EvidenceKind;
use domain::words;
use exec::Ask;
use serde::Deserialize;
use serde_json::json;
use store::NewBlob;
use utoipa::ToSchema;

/// The largest piece of evidence, bytes (2 GiB).
const SIZE_MAX: u64 = 2 << 30;

/// The five facts, and what it is.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct NewEvidence {
    pub name: String,
    /// One of the eight kinds of 行政处罚法 46, in English (`audiovisual`).
    pub kind: String,
    /// RFC 3339; absent: now.
    #[serde(default)]
    pub collected_at: String,
    #[serde(default)]
    pub place: String,
    /// Ids of the persons who collected it.
    #[serde(default)]
    pub collectors: Vec<String>,
    /// Elements it proves (EL3).
    #[serde(default)]
    pub proves: Vec<String>,
    #[serde(default)]
    pub purpose: String,
    #[serde(default)]
    pub source: String,
}

/// Why a piece is excluded.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct Excluded {
    pub reason: String,
}

/// A stored file to be sent.
pub struct Content {
    pub media: String,
    pub bytes: Vec<u8>,
}

/// An upload under way: its bytes go to disk as they come.
pub struct Upload {
    blob: NewBlob,
    name: String,
    head: Vec<u8>,
}

/// How many first bytes tell what a file is.
const MAGIC_BYTES: usize = 64;

impl Upload {
    /// Takes the next bytes.
    ///
    /// # Errors
    /// `upload-too-large`; the disk is not available.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let wanted = MAGIC_BYTES.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..wanted]);
        self.blob.write(bytes).await.map_err(|e| match e {
            store::StoreError::BlobTooLarge { .. } => {
                Refusal::new("upload-too-large").with("name", self.name.clone()).with("limit", "2 GB").into()
            }
            other => Failure::fault(other),
        })
    }
}

/// The media type by the first bytes, and what to call it.
pub fn sniff(head: &[u8]) -> (&'static str, &'static str) {
    let at = |offset: usize, magic: &[u8]| head.get(offset..offset + magic.len()) == Some(magic);
    match () {
        () if at(0, b"\xff\xd8\xff") => ("image/jpeg", "图片"),
        () if at(0, b"\x89PNG\r\n\x1a\n") => ("image/png", "图片"),
        () if at(0, b"RIFF") && at(8, b"WEBP") => ("image/webp", "图片"),
        () if at(4, b"ftypheic") || at(4, b"ftypheix") || at(4, b"ftypmif1") => ("image/heic", "图片"),
        () if at(4, b"ftyp") => ("video/mp4", "视频"),
        () if at(0, b"\x1aE\xdf\xa3") => ("video/webm", "视频"),
        () if at(0, b"ID3") || at(0, b"\xff\xfb") => ("audio/mpeg", "录音"),
        () if at(0, b"RIFF") && at(8, b"WAVE") => ("audio/wav", "录音"),
        () if at(0, b"%PDF-") => ("application/pdf", "PDF"),
        () if at(0, b"PK\x03\x04") => ("application/zip", "压缩包"),
        () if at(0, b"MZ") || at(0, b"\x7fELF") => ("application/octet-stream", "程序"),
        () if head.iter().all(|b| *b >= 0x20 || matches!(b, b'\n' | b'\r' | b'\t'))
            && std::str::from_utf8(head).is_ok() =>
        {
            ("text/plain", "文本")
        }
        () => ("application/octet-stream", "认不出的内容"),
    }
}

/// Whether a file of this content may be a piece of this kind.
fn accepted(kind: EvidenceKind, media: &str) -> bool {
    let picture = media.starts_with("image/");
    let moving = media.starts_with("video/") || media.starts_with("audio/");
    match kind {
        EvidenceKind::Audiovisual => picture || moving,
        EvidenceKind::Electronic => {
            picture || moving || matches!(media, "application/pdf" | "text/plain" | "application/zip")
        }
        _ => picture || matches!(media, "application/pdf" | "text/plain"),
    }
}

impl App {
    /// Begins an upload.
    ///
    /// # Errors
    /// The disk is not available.
    pub async fn begin_upload(&self, name: &str) -> Result<Upload, Failure> {
        let blob = self.store().blobs().begin(SIZE_MAX).await.map_err(Failure::fault)?;
        Ok(Upload { blob, name: name.chars().take(200).collect(), head: Vec::new() })
    }

    /// Adds a piece of evidence to the case.
    ///
    /// # Errors
    /// `form-invalid`, `upload-type-refused`, a gate; the store is not available.
    pub async fn add_evidence(
        &self,
        request: Request,
        case: &str,
        meta: NewEvidence,
        upload: Upload,
    ) -> Result<EvidenceItem, Failure> {
        let kind = check(&meta)?;
        let (media, word) = sniff(&upload.head);
        if !accepted(kind, media) {
            let expected = if kind == EvidenceKind::Audiovisual {
                "图片、视频或者录音"
            } else {
                "图片、PDF 或者文本"
            };
            let refusal = Refusal::new("upload-type-refused")
                .with("name", upload.name)
                .with("expected", expected)
                .with("found", word);
            return Err(refusal.into());
        }
        let size = upload.blob.size();
        let blob = self.store().keep_blob(upload.blob, request.now).await.map_err(Failure::fault)?;
        let collected_at =
            if meta.collected_at.is_empty() { crate::time::text_of(request.now) } else { meta.collected_at };
        let collectors = if meta.collectors.is_empty() { vec![request.person.id.clone()] } else { meta.collectors };
        let item = Evidence {
            name: meta.name.trim().to_string(),
            kind,
            case_no: String::new(),
            collected_at,
            place: meta.place,
            collectors,
            purpose: meta.purpose,
            elements: meta.proves,
            source: meta.source,
            conclusion: domain::case_file::Conclusion::default(),
            sha256: Some(blob.digest.clone()),
            sm3: Some(blob.sm3),
            media_type: Some(media.into()),
            size_bytes: Some(size),
            file_name: Some(upload.name),
            added_by: None,
            added_at: 0,
            version: 1,
            excluded: None,
            more: std::collections::BTreeMap::new(),
        };
        let payload = json!({ "do": "evidence.add", "item": item });
        let order = Order::of(request, case, "evidence/add").ask(Ask::Host { payload }).fingerprint(&[&blob.digest]);
        self.carry_out(order).await?;
        let list = self.evidence(case).await?;
        let added = list.items.into_iter().rev().find(|i| i.sha256 == blob.digest);
        added.ok_or_else(|| Failure::Fault("evidence was added but is not in the case".into()))
    }

    /// Excludes a piece; it stays in the list, struck out with its ground.
    ///
    /// # Errors
    /// `evidence-not-found`, a gate; the store is not available.
    pub async fn exclude_evidence(
        &self,
        request: Request,
        case: &str,
        evidence: &str,
        reason: &str,
    ) -> Result<Done, Failure> {
        if reason.trim().is_empty() {
            return Err(Refusal::field("/reason", "required", "请写明排除的依据").into());
        }
        let id: EvidenceId =
            evidence.parse().map_err(|_| Refusal::new("evidence-not-found").with("evidence", evidence))?;
        let payload = json!({ "do": "evidence.exclude", "evidence": id, "ground": reason.trim() });
        let order =
            Order::of(request, case, "evidence/exclude").ask(Ask::Host { payload }).fingerprint(&[evidence, reason]);
        self.carry_out(order).await
    }

    /// The evidence of a case, with how well each element is proven.
    ///
    /// # Errors
    /// `case-not-found`; the store is not available.
    pub async fn evidence(&self, case: &str) -> Result<EvidenceList, Failure> {
        let loaded = self.load(case).await?;
        let names = self.names().await?;
        let facts = self.facts(&loaded, None, 0).await?;
        let matrix = completeness::matrix(&Case::new(&loaded.file, &loaded.release.law, &facts));
        let elements = matrix.rows.iter().map(|row| ElementView {
            id: row.element.clone(),
            title: row.name.clone(),
            need: row.need,
            status: row.verdict.into(),
            text: row.needed.join("；"),
        });
        let items = loaded.file.evidence.iter().map(|(id, item)| shown(&loaded, &names, *id, item)).collect();
        let kinds =
            EvidenceKind::ALL.iter().map(|k| Named { id: k.as_str().into(), title: words::evidence_kind(*k).into() });
        let objects = words::ELEMENTS.iter().map(|id| Named { id: (*id).into(), title: words::element(id).into() });
        Ok(EvidenceList { items, elements: elements.collect(), objects: objects.collect(), kinds: kinds.collect() })
    }

    /// The original bytes of a piece.
    ///
    /// # Errors
    /// `evidence-not-found`; the store is not available.
    pub async fn evidence_content(&self, case: &str, evidence: &str) -> Result<Content, Failure> {
        let loaded = self.load(case).await?;
        let missing = || Refusal::new("evidence-not-found").with("evidence", evidence);
        let id: EvidenceId = evidence.parse().map_err(|_| missing())?;
        let item = loaded.file.evidence.get(&id).ok_or_else(missing)?;
        let digest = item.sha256.clone().ok_or_else(missing)?;
        let bytes = self.store().blobs().read_blob(&digest).await.map_err(Failure::fault)?;
        Ok(Content { media: item.media_type.clone().unwrap_or_else(|| "application/octet-stream".into()), bytes })
    }
}

fn check(meta: &NewEvidence) -> Result<EvidenceKind, Failure> {
    let mut errors = Vec::new();
    let mut wrong = |pointer: &str, code: &str, detail: &str| {
        errors.push(FieldError { pointer: pointer.into(), code: code.into(), detail: detail.into() });
    };
    if meta.name.trim().is_empty() {
        wrong("/name", "required", "请填写证据名称");
    }
    if meta.place.trim().is_empty() {
        wrong("/place", "required", "请填写采集地点");
    }
    if meta.proves.is_empty() {
        wrong("/proves", "required", "请选择证明对象");
    }
    if !meta.collected_at.is_empty() && crate::time::parse(&meta.collected_at).is_none() {
        wrong("/collected_at", "format", "采集时间应当是日期和时间，例如 2026-08-14T09:30:00+08:00");
    }
    let kind = meta.kind.parse::<EvidenceKind>();
    if kind.is_err() {
        wrong("/kind", "enum", "证据种类应当是行政处罚法第四十六条的八种之一");
    }
    match kind {
        Ok(kind) if errors.is_empty() => Ok(kind),
        _ => Err(Refusal::fields("form-invalid", errors).into()),
    }
}

fn shown(
    loaded: &Loaded,
    names: &std::collections::BTreeMap<String, String>,
    id: EvidenceId,
    item: &Evidence,
) -> EvidenceItem {
    let lacks: Vec<String> = [
        (
            "案件编号",
            item.case_no.is_empty() && loaded.file.text("case.no").is_none() && loaded.file.text("clue.no").is_none(),
        ),
        ("采集时间", item.collected_at.is_empty()),
        ("采集地点", item.place.is_empty()),
        ("采集人", item.collectors.is_empty()),
        ("证明对象", item.elements.is_empty()),
    ]
    .into_iter()
    .filter(|(_, lacking)| *lacking)
    .map(|(name, _)| name.to_string())
    .collect();
    let collector = item
        .collectors
        .iter()
        .map(|c| names.get(c).cloned().unwrap_or_else(|| c.clone()))
        .collect::<Vec<_>>()
        .join("、");
    EvidenceItem {
        id: id.to_string(),
        name: item.name.clone(),
        kind: item.kind.as_str().into(),
        kind_title: words::evidence_kind(item.kind).into(),
        media: item.media_type.clone().unwrap_or_default(),
        size: item.size_bytes.and_then(|s| i64::try_from(s).ok()).unwrap_or_default(),
        sha256: item.sha256.clone().unwrap_or_default(),
        sm3: item.sm3.clone().unwrap_or_default(),
        collected_at: item.collected_at.clone(),
        place: item.place.clone(),
        collector,
        proves: item.elements.iter().map(|e| Named { id: e.clone(), title: words::element(e).into() }).collect(),
        complete: lacks.is_empty(),
        lacks,
        state: if item.excluded.is_some() { EvidenceState::Excluded } else { EvidenceState::Usable },
        url: format!("/api/cases/{}/evidence/{id}/content", loaded.case),
        excluded_for: item.excluded.as_ref().map(|e| e.ground.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_told_by_its_first_bytes_not_by_its_name() {
        assert_eq!(sniff(b"\xff\xd8\xff\xe0\x00\x10JFIF").0, "image/jpeg");
        assert_eq!(sniff(b"PK\x03\x04....").1, "压缩包");
        assert_eq!(sniff("现场笔录".as_bytes()).0, "text/plain");
        assert!(!accepted(EvidenceKind::Audiovisual, "application/zip"));
        assert!(accepted(EvidenceKind::SiteRecord, "application/pdf"));
    }
}
