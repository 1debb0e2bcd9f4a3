//! Reads to its end what a refused request is still sending. A connection that is closed over unread bytes is reset, and
//! the caller would see a broken line in place of the refusal and its reason.

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use http_body::{Body as HttpBody, Frame, SizeHint};
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

/// How much of an unread body is read and thrown away, bytes; of a longer one the connection is closed.
const LEFT_MAX: usize = 64 << 20;
/// How long the rest of a body may take to come.
const LEFT_TIME: Duration = Duration::from_secs(30);

/// Answers only after the whole body has come, read by the handler or thrown away.
pub async fn read_out(request: Request, next: Next) -> Response {
    if request.body().is_end_stream() || waits_for_a_word(request.headers()) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let rest = Shared(Arc::new(Mutex::new(body)));
    let response = next.run(Request::from_parts(parts, Body::new(rest.clone()))).await;
    // Too slow or broken: the connection is closed, and the answer may still arrive.
    let _ = tokio::time::timeout(LEFT_TIME, rest.throw_away()).await;
    response
}

/// Whether the caller sends its body only when it is asked to go on; a refused one has sent nothing.
fn waits_for_a_word(headers: &HeaderMap) -> bool {
    headers.contains_key(header::EXPECT)
}

/// A body of which the handler gets one end; the other stays here.
#[derive(Clone)]
struct Shared(Arc<Mutex<Body>>);

impl Shared {
    fn body(&self) -> MutexGuard<'_, Body> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn throw_away(mut self) {
        let mut left = LEFT_MAX;
        while let Some(Ok(frame)) = poll_fn(|cx| Pin::new(&mut self).poll_frame(cx)).await {
            match left.checked_sub(frame.data_ref().map_or(0, Bytes::len)) {
                Some(rest) => left = rest,
                None => return,
            }
        }
    }
}

impl HttpBody for Shared {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut *self.body()).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body().is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body().size_hint()
    }
}
