//! Security headers. The policy is that of the design, without `unsafe-inline`: only the desk page gets a nonce for its
//! component library's styles, fresh per response.

use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'{nonce}; img-src 'self' data: blob:; \
    connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; \
    frame-ancestors {ancestors}; report-uri /api/csp-report";

/// The content-security policy; `nonce` only for the desk page, `framed` for papers shown inside our own pages.
pub fn policy(nonce: Option<&str>, framed: bool) -> HeaderValue {
    let nonce = nonce.map_or_else(String::new, |n| format!(" 'nonce-{n}'"));
    let text = POLICY.replace("{nonce}", &nonce).replace("{ancestors}", if framed { "'self'" } else { "'none'" });
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"))
}

/// Adds the headers that every answer carries; a policy that a handler has set stays.
pub async fn add(request: Request, next: Next) -> Response {
    let api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy(None, false));
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.insert("permissions-policy", HeaderValue::from_static("camera=(self), geolocation=(self), microphone=()"));
    if api && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_no_inline_style_or_script() {
        for value in [policy(None, false), policy(Some("abc"), false), policy(None, true)] {
            let text = value.to_str().unwrap_or_default();
            assert!(text.contains("script-src 'self';") && !text.contains("unsafe"), "{text}");
        }
        assert!(policy(Some("abc"), false).to_str().unwrap_or_default().contains("style-src 'self' 'nonce-abc'"));
    }
}
