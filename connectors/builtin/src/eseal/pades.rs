//! PAdES baseline B (ETSI EN 319 142-1) as an incremental update: the bytes before stay as they are, so PDF/A input and earlier
//! seals remain valid.

use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedAttributes, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use der::asn1::{Any, ObjectIdentifier, OctetString, SetOfVec};
use der::{Decode, Encode};
use lopdf::{Dictionary, Document, IncrementalDocument, Object, ObjectId, Stream, StringFormat, dictionary};
use p256::ecdsa::DerSignature;
use p256::ecdsa::signature::Signer;
use sha2::{Digest, Sha256};
use x509_cert::attr::Attribute;
use x509_cert::spki::AlgorithmIdentifierOwned;

use super::appearance::Stamp;
use super::identity::Identity;

/// Bytes kept for the CMS structure (certificate, attributes, signature: about 1.2 kB).
const ROOM: usize = 8 * 1024;
/// Placeholder of one number of the byte range; ten digits reach 10 GB.
const PLACEHOLDER: i64 = 9_999_999_999;
/// Name of the destination that a template puts in the middle of the seal's place.
const PLACE: &[u8] = b"seal";

const ID_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
const ID_SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_CERTIFICATE_V2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
const ECDSA_WITH_SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");

/// Why a PDF cannot be sealed. Repeating does not help.
#[derive(Debug, thiserror::Error)]
pub enum PadesError {
    #[error("这份 PDF 不能用印：{0}")]
    Pdf(#[from] lopdf::Error),
    #[error("PDF 没有标出用印的位置")]
    NoPlace,
    #[error("“{0}”不是时刻，写法如 2026-09-08T01:30:00.000Z")]
    Time(String),
    #[error("签名没有做成：{0}")]
    Der(#[from] der::Error),
    #[error("签名没有做成：{0}")]
    Layout(&'static str),
    #[error("PDF 写不出来：{0}")]
    Write(#[from] std::io::Error),
}

/// What the signature dictionary says besides the signature.
pub(super) struct Statement<'a> {
    pub field: &'a str,
    pub agency: &'a str,
    pub signed_at: &'a str,
}

/// Adds one visible signature.
pub(super) fn sign(
    pdf: &[u8],
    identity: &Identity,
    stamp: &Stamp,
    what: &Statement<'_>,
) -> Result<Vec<u8>, PadesError> {
    let previous = Document::load_mem(pdf)?;
    let (page, x, y) = place(&previous)?;
    let mut update = IncrementalDocument::create_from(pdf.to_vec(), previous);
    let form = update.new_document.add_object(appearance(stamp));
    let signature = update.new_document.add_object(dictionary! {
        "Type" => "Sig",
        "Filter" => "Adobe.PPKLite",
        "SubFilter" => "ETSI.CAdES.detached",
        "ByteRange" => vec![0.into(), PLACEHOLDER.into(), PLACEHOLDER.into(), PLACEHOLDER.into()],
        "Contents" => Object::String(vec![0; ROOM], StringFormat::Hexadecimal),
        "M" => Object::string_literal(pdf_date(what.signed_at)?),
        "Name" => text(&format!("{}（演示用章）", what.agency)),
        "Reason" => text("开发用演示印章，非法定电子印章"),
    });
    let (left, bottom) = (x - stamp.centre.0, y - stamp.centre.1);
    let widget = update.new_document.add_object(dictionary! {
        "Type" => "Annot",
        "Subtype" => "Widget",
        "FT" => "Sig",
        "T" => text(what.field),
        "V" => signature,
        "P" => page,
        // Print and Locked: PDF/A wants the first, nobody shall drag the seal away.
        "F" => 132,
        "Rect" => [left, bottom, left + stamp.width, bottom + stamp.height].map(real).to_vec(),
        "AP" => dictionary! { "N" => form },
    });
    add_annotation(&mut update, page, widget)?;
    add_field(&mut update, widget)?;
    let mut bytes = Vec::with_capacity(pdf.len() + 4 * ROOM);
    update.save_to(&mut bytes)?;
    fill(bytes, pdf.len(), identity)
}

fn real(value: f64) -> Object {
    #[expect(clippy::cast_possible_truncation, reason = "page coordinates")]
    Object::Real(value as f32)
}

/// A text string: UTF-16 with its mark, as PDF wants it for Chinese.
fn text(value: &str) -> Object {
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(value.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

fn appearance(stamp: &Stamp) -> Stream {
    let dictionary = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => [0.0, 0.0, stamp.width, stamp.height].map(real).to_vec(),
        // The ring darkens what lies below it, so that the agency's name and the date stay readable.
        "Resources" => dictionary! { "ExtGState" => dictionary! { "Ink" => dictionary! { "Type" => "ExtGState", "BM" => "Multiply" } } },
    };
    let mut stream = Stream::new(dictionary, stamp.content.clone());
    // Without compression the file is larger, nothing else.
    stream.compress().ok();
    stream
}

/// `2026-09-08T01:30:00.000Z` → `D:20260908013000Z`
fn pdf_date(instant: &str) -> Result<String, PadesError> {
    let wrong = || PadesError::Time(instant.to_owned());
    let head = instant.get(..19).filter(|_| instant.ends_with('Z')).ok_or_else(wrong)?;
    let shape = head.chars().zip("0000-00-00T00:00:00".chars());
    let fits = shape.into_iter().all(|(c, want)| if want == '0' { c.is_ascii_digit() } else { c == want });
    if !fits {
        return Err(wrong());
    }
    Ok(format!("D:{}Z", head.chars().filter(char::is_ascii_digit).collect::<String>()))
}

/// The page and point (from its lower left corner) of the destination [`PLACE`].
fn place(document: &Document) -> Result<(ObjectId, f64, f64), PadesError> {
    let catalog = document.catalog()?;
    let names = catalog.get(b"Names").and_then(|names| resolve(document, names).as_dict());
    let tree = names.and_then(|names| names.get(b"Dests"));
    let found = tree.ok().and_then(|tree| in_name_tree(document, resolve(document, tree), 0));
    let target = found.ok_or(PadesError::NoPlace)?;
    let target = match target {
        Object::Dictionary(inner) => resolve(document, inner.get(b"D")?),
        other => other,
    };
    let Object::Array(parts) = target else { return Err(PadesError::NoPlace) };
    let [page, kind, x, y, ..] = parts.as_slice() else { return Err(PadesError::NoPlace) };
    if kind.as_name()? != b"XYZ" {
        return Err(PadesError::NoPlace);
    }
    Ok((page.as_reference()?, x.as_float()?.into(), y.as_float()?.into()))
}

fn in_name_tree<'a>(document: &'a Document, node: &'a Object, depth: usize) -> Option<&'a Object> {
    let node = node.as_dict().ok().filter(|_| depth < 16)?;
    if let Ok(Object::Array(pairs)) = node.get(b"Names").map(|names| resolve(document, names)) {
        for pair in pairs.chunks_exact(2) {
            if pair[0].as_str().is_ok_and(|name| name == PLACE) {
                return Some(resolve(document, &pair[1]));
            }
        }
    }
    let Ok(Object::Array(kids)) = node.get(b"Kids").map(|kids| resolve(document, kids)) else { return None };
    kids.iter().find_map(|kid| in_name_tree(document, resolve(document, kid), depth + 1))
}

fn resolve<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    document.dereference(object).map_or(object, |(_, found)| found)
}

/// Appends the widget to the page's annotations; a list that is an object of its own is copied into the page.
fn add_annotation(update: &mut IncrementalDocument, page: ObjectId, widget: ObjectId) -> Result<(), PadesError> {
    let previous = update.get_prev_documents();
    let listed = previous.get_dictionary(page)?.get(b"Annots").ok().map(|list| resolve(previous, list).clone());
    let mut list = match listed {
        Some(Object::Array(list)) => list,
        _ => Vec::new(),
    };
    list.push(widget.into());
    update.opt_clone_object_to_new_document(page)?;
    update.new_document.get_dictionary_mut(page)?.set("Annots", list);
    Ok(())
}

/// Appends the field to the interactive form and says that signatures are there (SigFlags 3: exist, append only).
fn add_field(update: &mut IncrementalDocument, widget: ObjectId) -> Result<(), PadesError> {
    let previous = update.get_prev_documents();
    let root = previous.trailer.get(b"Root")?.as_reference()?;
    let form = previous.catalog()?.get(b"AcroForm").ok().map(|form| resolve(previous, form).clone());
    let mut form = match form {
        Some(Object::Dictionary(form)) => form,
        _ => Dictionary::new(),
    };
    let mut fields = match form.get(b"Fields").map(|fields| resolve(previous, fields)) {
        Ok(Object::Array(fields)) => fields.clone(),
        _ => Vec::new(),
    };
    fields.push(widget.into());
    form.set("Fields", fields);
    form.set("SigFlags", 3);
    update.opt_clone_object_to_new_document(root)?;
    update.new_document.get_dictionary_mut(root)?.set("AcroForm", form);
    Ok(())
}

/// Fills byte range and signature into the placeholders behind `start`.
fn fill(mut bytes: Vec<u8>, start: usize, identity: &Identity) -> Result<Vec<u8>, PadesError> {
    let mark = PLACEHOLDER.to_string().into_bytes();
    let zeros = format!("<{}>", "0".repeat(2 * ROOM)).into_bytes();
    let open = find(&bytes, start, &zeros).ok_or(PadesError::Layout("no room for the signature"))?;
    let close = open + zeros.len();
    let mut at = start;
    for number in [open, close, bytes.len() - close] {
        at = find(&bytes, at, &mark).ok_or(PadesError::Layout("no byte range"))?;
        let digits = format!("{number:<10}");
        bytes[at..at + 10].copy_from_slice(digits.as_bytes());
        at += 10;
    }
    let mut hash = Sha256::new();
    hash.update(&bytes[..open]);
    hash.update(&bytes[close..]);
    let cms = signed_data(&hash.finalize(), identity)?;
    let hex = super::hex(&cms);
    if hex.len() > 2 * ROOM {
        return Err(PadesError::Layout("the signature is larger than its room"));
    }
    bytes[open + 1..open + 1 + hex.len()].copy_from_slice(hex.as_bytes());
    Ok(bytes)
}

fn find(bytes: &[u8], from: usize, what: &[u8]) -> Option<usize> {
    bytes.get(from..)?.windows(what.len()).position(|window| window == what).map(|at| at + from)
}

/// The detached CMS: content type, message digest and signing-certificate-v2 are signed; no signing time (PAdES has it in `M`).
fn signed_data(digest: &[u8], identity: &Identity) -> Result<Vec<u8>, PadesError> {
    let sha_256 = AlgorithmIdentifierOwned { oid: SHA_256, parameters: None };
    let attributes = SignedAttributes::try_from(vec![
        attribute(CONTENT_TYPE, Any::encode_from(&ID_DATA)?)?,
        attribute(MESSAGE_DIGEST, Any::encode_from(&OctetString::new(digest)?)?)?,
        attribute(SIGNING_CERTIFICATE_V2, signing_certificate(identity)?)?,
    ])?;
    let signature: DerSignature = identity.key().sign(&attributes.to_der()?);
    let certificate = identity.certificate();
    let tbs = certificate.tbs_certificate();
    let signer = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: tbs.issuer().clone(),
            serial_number: tbs.serial_number().clone(),
        }),
        digest_alg: sha_256.clone(),
        signed_attrs: Some(attributes),
        signature_algorithm: AlgorithmIdentifierOwned { oid: ECDSA_WITH_SHA_256, parameters: None },
        signature: OctetString::new(signature.as_bytes())?,
        unsigned_attrs: None,
    };
    let data = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![sha_256])?,
        encap_content_info: EncapsulatedContentInfo { econtent_type: ID_DATA, econtent: None },
        certificates: Some(CertificateSet::try_from(vec![CertificateChoices::Certificate(certificate.clone())])?),
        crls: None,
        signer_infos: SignerInfos::try_from(vec![signer])?,
    };
    Ok(ContentInfo { content_type: ID_SIGNED_DATA, content: Any::encode_from(&data)? }.to_der()?)
}

fn attribute(oid: ObjectIdentifier, value: Any) -> Result<Attribute, der::Error> {
    Ok(Attribute { oid, values: SetOfVec::try_from(vec![value])? })
}

/// `SigningCertificateV2 { certs { ESSCertIDv2 { certHash } } }` (RFC 5035); the default hash is SHA-256.
fn signing_certificate(identity: &Identity) -> Result<Any, der::Error> {
    let hash = OctetString::new(Sha256::digest(identity.certificate_der()).as_slice())?;
    let mut encoded = hash.to_der()?;
    for _ in 0..2 {
        encoded = sequence(encoded)?;
    }
    Any::from_der(&sequence(encoded)?)
}

fn sequence(content: Vec<u8>) -> Result<Vec<u8>, der::Error> {
    Any::new(der::Tag::Sequence, content)?.to_der()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_become_pdf_dates() {
        assert_eq!(pdf_date("2026-09-08T01:30:00.000Z").expect("date"), "D:20260908013000Z");
        for wrong in ["2026-09-08", "2026-09-08T01:30:00+08:00", "morgen früh, 2026-09-08Z"] {
            assert!(matches!(pdf_date(wrong), Err(PadesError::Time(_))), "{wrong}");
        }
    }
}
