//! Due timers: each fires once, as a command of its own.

use crate::App;
use crate::commands::Order;
use crate::refusal::Failure;
use exec::{Ask, By};

/// Timers fired in one round.
const AT_ONCE: i64 = 200;
/// How long a timer that cannot be fired now is left alone (ms).
const HOLD_MS: i64 = 60_000;

impl App {
    /// Fires what is due at `now`, and answers how many were.
    ///
    /// # Errors
    /// The store is not available.
    pub async fn fire_due_timers(&self, now: i64) -> Result<usize, Failure> {
        let due = self.store().due_timers(now, AT_ONCE).await.map_err(Failure::fault)?;
        let count = due.len();
        for timer in due {
            let Ok(id) = timer.timer.parse() else { continue };
            // The due time is part of the id: a cycle fires the same timer again.
            let command = format!("timer:{}:{}", timer.timer, timer.due_ms);
            let order =
                Order::new(&timer.case, &command, "timers/fire", By::System, now).ask(Ask::FireTimer { timer: id });
            if let Err(failure) = self.carry_out(order).await {
                // What another timer of this round has ended is no fault.
                let gone = matches!(&failure, Failure::Refused(refusal) if refusal.code == "not-found");
                if !gone {
                    tracing::warn!(case = timer.case, timer = timer.timer, %failure, "timer not fired");
                }
                self.store().hold_timer(timer.case, timer.timer, now + HOLD_MS).await.map_err(Failure::fault)?;
            }
        }
        Ok(count)
    }
}
