//! BPMN 2.0 bytes to a definition with positions, to problems, and to the process that the core runs. Knows nothing about running and no word of law.

pub mod event;
pub mod extension;
pub mod iso;
pub mod position;
pub mod process;

pub use position::Position;
pub use process::Process;
