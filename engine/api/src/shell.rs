//! What every handler may reach: the use cases, the clock and the source of randomness, both given by the server.

use app::App;
use std::sync::Arc;

/// Shared by all handlers; cheap to clone.
#[derive(Clone)]
pub struct Shell(Arc<Inner>);

struct Inner {
    app: App,
    clock: Box<dyn Fn() -> i64 + Send + Sync>,
    random: Box<dyn Fn() -> [u8; 32] + Send + Sync>,
    secure_cookies: bool,
}

impl Shell {
    /// `clock` answers milliseconds UTC; `random` answers 32 unpredictable bytes. `secure_cookies` is off only where
    /// the server listens on the loopback without TLS.
    pub fn new(
        app: App,
        clock: impl Fn() -> i64 + Send + Sync + 'static,
        random: impl Fn() -> [u8; 32] + Send + Sync + 'static,
        secure_cookies: bool,
    ) -> Self {
        Shell(Arc::new(Inner { app, clock: Box::new(clock), random: Box::new(random), secure_cookies }))
    }

    pub fn app(&self) -> &App {
        &self.0.app
    }

    /// The instant of this request, milliseconds UTC, moved by the demonstration's offset where there is one.
    pub fn now(&self) -> i64 {
        self.system_now() + self.0.app.clock_offset()
    }

    /// The instant of the server's clock, for sessions and signatures of partner agencies.
    pub fn system_now(&self) -> i64 {
        (self.0.clock)()
    }

    pub fn random(&self) -> [u8; 32] {
        (self.0.random)()
    }

    pub fn secure_cookies(&self) -> bool {
        self.0.secure_cookies
    }
}
