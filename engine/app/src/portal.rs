//! The public portal's own side: what arrives at its signed route, and what its pages read. Never a view of a case.

use crate::App;
use crate::refusal::{Failure, FieldError, Refusal, refuse};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use store::record::Window;
use store::record::portal::{PublicationFilter, PublicationRow, WebhookRow, WebhookSeen};
use utoipa::ToSchema;

/// A publication as the disclosure connector sends it. A repeat of id and revision changes nothing.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct Incoming {
    pub id: String,
    #[serde(default = "one")]
    pub revision: i64,
    /// 27-digit action code.
    pub action_code: String,
    /// Empty for the registration of a code.
    #[serde(default)]
    pub decision_no: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub party: String,
    pub agency: String,
    #[serde(default)]
    pub region: String,
    #[serde(default)]
    pub decided_on: String,
    /// 罚款 10,000 元
    #[serde(default)]
    pub result: String,
    /// What the plan shows, in order.
    #[serde(default)]
    pub fields: Vec<PublicField>,
    /// What the plan hides, and by which rule.
    #[serde(default)]
    pub hidden: Vec<HiddenField>,
    /// Steps for the lookup by code: title and day.
    #[serde(default)]
    pub trail: Vec<TrailStep>,
    #[serde(default)]
    pub until: Option<String>,
    /// The redacted paper, base64, and its SHA-256.
    #[serde(default)]
    pub pdf_base64: String,
    #[serde(default)]
    pub digest: String,
    /// A withdrawal: day and reason.
    #[serde(default)]
    pub withdrawn: Option<Withdrawn>,
}

fn one() -> i64 {
    1
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PublicField {
    pub title: String,
    pub value: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct HiddenField {
    pub title: String,
    pub rule: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct TrailStep {
    pub title: String,
    pub on: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Withdrawn {
    pub on: String,
    pub reason: String,
}

/// What the portal answers to a delivery.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Delivered {
    pub id: String,
    /// Address of the page.
    pub url: String,
}

/// A publication as the pages show it.
pub struct Publication {
    pub id: String,
    pub code: String,
    pub decision_no: String,
    pub title: String,
    pub party: String,
    pub decided_on: String,
    pub published_on: String,
    pub result: String,
    pub fields: Vec<(String, String)>,
    pub hidden: Vec<(String, String)>,
    pub trail: Vec<(String, String)>,
    pub until: Option<String>,
    pub digest: String,
    pub has_pdf: bool,
    pub agency: String,
    pub withdrawn: Option<(String, String)>,
}

/// A page of the list.
pub struct PublicationList {
    pub total: i64,
    pub items: Vec<Publication>,
}

/// What the lookup by code answers.
pub enum CodeAnswer {
    /// Not 27 digits, or the check digit is wrong.
    Wrong { text: String },
    /// A right number that nobody registered here.
    Unknown,
    Known {
        sentence: String,
        /// Digits, name of the part, what it says.
        parts: Vec<(String, String, String)>,
        trail: Vec<(String, String)>,
        publication: Option<String>,
    },
}

impl Incoming {
    fn errors(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        for (pointer, text) in [("/id", &self.id), ("/action_code", &self.action_code), ("/agency", &self.agency)] {
            if text.trim().is_empty() {
                errors.push(FieldError {
                    pointer: pointer.into(), code: "required".into(), detail: "不能为空".into()
                });
            }
        }
        if !domain::act::number::is_action_code(&self.action_code) {
            let detail = "行政行为码应为 27 位数字，末位为校验位".to_string();
            errors.push(FieldError { pointer: "/action_code".into(), code: "pattern".into(), detail });
        }
        errors
    }
}

impl App {
    /// Stores a publication that came through the signed route.
    ///
    /// # Errors
    /// `form-invalid`, `command-id-reused`; the store is not available.
    pub async fn receive_publication(
        &self,
        sender: &str,
        id: &str,
        body: &[u8],
        now: i64,
    ) -> Result<Delivered, Failure> {
        let digest = hex(&Sha256::digest(body));
        match self.store().webhook_seen(sender, id, &digest).await.map_err(Failure::fault)? {
            WebhookSeen::Same(row) => return serde_json::from_slice(&row.answer).map_err(Failure::fault),
            WebhookSeen::Other => return refuse("command-id-reused"),
            WebhookSeen::New => {}
        }
        let incoming: Incoming = serde_json::from_slice(body)
            .map_err(|e| Refusal::new("request-unreadable").with("place", "body").with("text", e.to_string()))?;
        let errors = incoming.errors();
        if !errors.is_empty() {
            return Err(Refusal::fields("form-invalid", errors).into());
        }
        let pdf = self.public_pdf(&incoming, now).await?;
        let delivered = Delivered { id: incoming.id.clone(), url: format!("/public/decisions/{}", incoming.id) };
        let row = PublicationRow {
            content: content(&incoming),
            id: incoming.id,
            revision: incoming.revision,
            action_code: incoming.action_code,
            decision_no: incoming.decision_no,
            title: incoming.title,
            party_name: incoming.party,
            agency: incoming.agency,
            region: incoming.region,
            decided_on: incoming.decided_on,
            pdf_digest: pdf,
            published_at: now,
            until: incoming.until,
            withdrawn_at: incoming.withdrawn.as_ref().map(|_| now),
            withdrawn_reason: incoming.withdrawn.map(|w| w.reason),
        };
        self.store().put_publication(row).await.map_err(Failure::fault)?;
        let answer = serde_json::to_vec(&delivered).map_err(Failure::fault)?;
        let seen =
            WebhookRow { sender: sender.into(), id: id.into(), body_digest: digest, status: 202, answer, at_ms: now };
        self.store().remember_webhook(seen).await.map_err(Failure::fault)?;
        Ok(delivered)
    }

    async fn public_pdf(&self, incoming: &Incoming, now: i64) -> Result<Option<String>, Failure> {
        use base64::Engine;
        if incoming.pdf_base64.is_empty() {
            return Ok(None);
        }
        let wrong = |detail: &str| Refusal::field("/pdf_base64", "digest", detail);
        let bytes =
            base64::engine::general_purpose::STANDARD.decode(&incoming.pdf_base64).map_err(|_| wrong("不是 base64"))?;
        if !bytes.starts_with(b"%PDF-") {
            return Err(wrong("不是 PDF").into());
        }
        let found = hex(&Sha256::digest(&bytes));
        if incoming.digest.trim_start_matches("sha256:") != found {
            return Err(wrong("校验值与内容不一致").into());
        }
        let stored = self.store().put_blob(&bytes, now).await.map_err(Failure::fault)?;
        Ok(Some(stored.digest))
    }

    /// The list of publications; `text` of less than two characters finds all.
    ///
    /// # Errors
    /// The store is not available.
    pub async fn publications(&self, text: &str) -> Result<PublicationList, Failure> {
        let text = (text.chars().count() >= 2).then(|| text.to_string());
        let filter =
            PublicationFilter { text, window: Window { limit: 100, offset: 0 }, ..PublicationFilter::default() };
        let page = self.store().publications(&filter).await.map_err(Failure::fault)?;
        let items = page.rows.into_iter().filter(|row| !row.decision_no.is_empty()).map(shown).collect();
        Ok(PublicationList { total: page.total, items })
    }

    /// One publication.
    ///
    /// # Errors
    /// `not-found`; the store is not available.
    pub async fn publication(&self, id: &str) -> Result<Publication, Failure> {
        match self.store().publication(id).await.map_err(Failure::fault)? {
            Some(row) if !row.decision_no.is_empty() => Ok(shown(row)),
            _ => refuse("not-found"),
        }
    }

    /// The redacted paper of a publication that was not withdrawn.
    ///
    /// # Errors
    /// `not-found`; the store is not available.
    pub async fn publication_pdf(&self, id: &str) -> Result<Vec<u8>, Failure> {
        let row = self.store().publication(id).await.map_err(Failure::fault)?;
        match row.filter(|r| r.withdrawn_at.is_none()).and_then(|r| r.pdf_digest) {
            Some(digest) => self.store().blobs().read_blob(&digest).await.map_err(Failure::fault),
            None => refuse("not-found"),
        }
    }

    /// What is known of a code.
    ///
    /// # Errors
    /// The store is not available.
    pub async fn look_up_code(&self, digits: &str) -> Result<CodeAnswer, Failure> {
        if digits.len() != 27 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            let text = format!("行政行为码应为 27 位数字，现在是 {} 位。", digits.chars().count());
            return Ok(CodeAnswer::Wrong { text });
        }
        if !domain::act::number::is_action_code(digits) {
            return Ok(CodeAnswer::Wrong { text: "第 27 位校验不对，请核对有没有输错。".into() });
        }
        let rows = self.store().publications_of_code(digits).await.map_err(Failure::fault)?;
        let Some(row) = rows.into_iter().max_by_key(|r| (!r.decision_no.is_empty(), r.revision)) else {
            return Ok(CodeAnswer::Unknown);
        };
        let item = shown(row);
        let publication = (!item.decision_no.is_empty() && item.withdrawn.is_none()).then(|| item.id.clone());
        let parts = code_parts(digits, &item.agency);
        let sentence = format!("这是{}登记的行政行为", item.agency);
        Ok(CodeAnswer::Known { sentence, parts, trail: item.trail, publication })
    }
}

/// The six parts of a code: digits, name, what they say (法定编码规则: 2-9-6-4-5-1).
fn code_parts(digits: &str, agency: &str) -> Vec<(String, String, String)> {
    let at = |from: usize, to: usize| digits.get(from..to).unwrap_or_default().to_string();
    // Kinds of acts as the first two digits name them.
    let kind = match digits.get(..2) {
        Some("01") => "行政许可",
        Some("02") => "行政检查",
        Some("03") => "行政处罚",
        Some("04") => "行政强制措施",
        Some("05") => "行政强制执行",
        Some("06") => "行政命令",
        Some("07") => "行政复议",
        Some("08") => "行政诉讼",
        Some("09") => "移送",
        Some("10") => "不予处罚",
        Some("11") => "线索核查",
        _ => "其他行政行为",
    };
    let day = format!("20{}-{}-{}", at(11, 13), at(13, 15), at(15, 17));
    let count = at(17, 21).trim_start_matches('0').to_string();
    [
        (at(0, 2), "类型", kind.to_string()),
        (at(2, 11), "机关", agency.to_string()),
        (at(11, 17), "日期", day),
        (at(17, 21), "当日序号", format!("第 {count} 号")),
        (at(21, 26), "方法与地点", String::new()),
        (at(26, 27), "校验", "正确".to_string()),
    ]
    .into_iter()
    .map(|(digits, name, says)| (digits, name.to_string(), says))
    .collect()
}

fn content(incoming: &Incoming) -> String {
    serde_json::json!({
        "fields": incoming.fields, "hidden": incoming.hidden, "trail": incoming.trail, "result": incoming.result,
        "digest": incoming.digest, "withdrawn_on": incoming.withdrawn.as_ref().map(|w| w.on.clone()),
    })
    .to_string()
}

fn shown(row: PublicationRow) -> Publication {
    let content: Value = serde_json::from_str(&row.content).unwrap_or_default();
    let pairs = |name: &str, first: &str, second: &str| -> Vec<(String, String)> {
        let text = |v: &Value, key: &str| v[key].as_str().unwrap_or_default().to_string();
        content[name].as_array().into_iter().flatten().map(|v| (text(v, first), text(v, second))).collect()
    };
    let withdrawn_on = content["withdrawn_on"].as_str().unwrap_or_default().to_string();
    Publication {
        fields: pairs("fields", "title", "value"),
        hidden: pairs("hidden", "title", "rule"),
        trail: pairs("trail", "title", "on"),
        result: content["result"].as_str().unwrap_or_default().to_string(),
        digest: content["digest"].as_str().unwrap_or_default().trim_start_matches("sha256:").to_string(),
        published_on: crate::time::day_of(row.published_at),
        withdrawn: row.withdrawn_reason.map(|reason| (withdrawn_on, reason)),
        has_pdf: row.pdf_digest.is_some(),
        id: row.id,
        code: row.action_code,
        decision_no: row.decision_no,
        title: row.title,
        party: row.party_name,
        decided_on: row.decided_on,
        until: row.until,
        agency: row.agency,
    }
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
