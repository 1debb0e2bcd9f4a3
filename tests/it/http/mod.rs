//! The product over HTTP: the built binary on a free port with an empty data folder. What is tested here is what callers get.

mod accounts;
mod case;
mod doors;
mod incidents;
mod kills;
mod names;
mod openapi;
mod player;
mod releases;
mod server;
mod way;
