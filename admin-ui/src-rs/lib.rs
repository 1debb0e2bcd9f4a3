//! The built pages of the desk and the phone, embedded in the binary.
//!
//! Deliberately absent: HTTP. The caller chooses the encoding, the headers and who may see a page. In debug builds
//! the bytes are read from the build folder at each call, in release builds they are part of the binary.

use std::borrow::Cow;

use rust_embed::RustEmbed;

/// Tokens and parts that every page of the product shares, the public portal's too.
pub const BASE_CSS: &str = include_str!("../src/styles/base.css");

#[derive(RustEmbed)]
#[folder = "$OUT_DIR/dist"]
struct Dist;

/// The mark in the desk's page that [`desk_html`] replaces.
const NONCE_MARK: &str = "__CSP_NONCE__";

/// One file of the build, with what a server needs to answer for it.
#[derive(Debug, Clone)]
pub struct Asset {
    /// The file as it is.
    pub bytes: Cow<'static, [u8]>,
    /// Value for `Content-Type`.
    pub content_type: &'static str,
    /// The same bytes compressed with brotli (`Content-Encoding: br`), for text worth compressing.
    pub brotli: Option<Cow<'static, [u8]>>,
    /// The same bytes compressed with gzip, for text worth compressing.
    pub gzip: Option<Cow<'static, [u8]>>,
    /// True where the name contains a digest of the content: the file may be cached for ever.
    pub immutable: bool,
}

/// The file at `path` (`assets/desk-3fa1.js`, `icon.svg`; no leading slash), or nothing. The two HTML pages and the
/// compressed copies have no address of their own.
#[must_use]
pub fn asset(path: &str) -> Option<Asset> {
    if path.ends_with(".html") || path.ends_with(".br") || path.ends_with(".gz") {
        return None;
    }
    let bytes = Dist::get(path)?.data;
    let copy = |ending: &str| Dist::get(&format!("{path}.{ending}")).map(|file| file.data);
    Some(Asset {
        bytes,
        content_type: content_type(path),
        brotli: copy("br"),
        gzip: copy("gz"),
        immutable: path.starts_with("assets/"),
    })
}

/// The desk's page with `nonce` put where the style library looks for it. The response must carry the same nonce in
/// `style-src`, and must not be cached.
#[must_use]
pub fn desk_html(nonce: &str) -> String {
    page("index.html").replace(NONCE_MARK, nonce)
}

/// The phone's page. It needs no nonce and may be cached by the device.
#[must_use]
pub fn phone_html() -> String {
    page("phone/index.html")
}

fn page(path: &str) -> String {
    Dist::get(path).map(|file| String::from_utf8_lossy(&file.data).into_owned()).unwrap_or_default()
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("woff") => "font/woff",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_there_and_the_nonce_mark_is_gone() {
        assert!(desk_html("n0nce").contains("<html"));
        assert!(!desk_html("n0nce").contains(NONCE_MARK));
        assert!(phone_html().contains("<html"));
    }

    #[test]
    fn html_and_compressed_copies_have_no_address() {
        for path in ["index.html", "phone/index.html", "assets/x.js.br", "../Cargo.toml", ""] {
            assert!(asset(path).is_none(), "{path}");
        }
    }
}
