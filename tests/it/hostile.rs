//! Hostile files: more than two hundred, each read, compiled and looked at in little memory and time, and none makes a call.

use std::net::TcpListener;
use std::time::Duration;

use tests::bombs::{COUNT, bomb, look, name};
use tests::busy::busy;

/// Only a hang fails here, for test builds are slow in parts; `make torture` measures a release build against the goal, a tenth
/// of a second.
const HANG: Duration = Duration::from_secs(1);
/// Highest growth of memory while one file is read, checked and compiled.
const MEMORY: u64 = 16 * 1024 * 1024;

#[test]
fn two_hundred_bombs_do_no_harm() {
    const { assert!(COUNT >= 200) };
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("a listener that does not wait");
    let port = listener.local_addr().expect("its address").port();
    let mut wrong = Vec::new();
    for number in 0..COUNT {
        let bytes = bomb(number, port);
        let begin = busy();
        let used = allocation_counter::measure(|| {
            look(&bytes);
        });
        let took = busy().saturating_sub(begin);
        if used.bytes_max > MEMORY || took > HANG {
            wrong.push(format!(
                "{} ({} KiB): {} KiB, {} ms",
                name(number),
                bytes.len() / 1024,
                used.bytes_max / 1024,
                took.as_millis()
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let called = listener.accept();
    assert!(called.is_err(), "a file made a call: {called:?}");
}
