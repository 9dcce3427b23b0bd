//! Conformance of clients and widgets to the rules of the Matrix Widget API.
//!
//! A [`Scenario`](scenario::Scenario) is one behavior of a client or a widget, as data. [`play`] plays it against an
//! [`Implementation`]: the adapter of a session in the same process ([`adapter`]), or a [`Program`] that reads commands and writes
//! reports as lines of JSON. The folder `conformance/` of the repository has the scenarios, the rules that they cite, and the
//! description of the format and of the adapter protocol.
//!
//! ```
//! use matrix_widget_conformance::{Verdict, adapter::SessionHost, play, scenario::Scenario};
//!
//! let scenario: Scenario = serde_json::from_str(
//!     r#"{
//!         "title": "Versions are answered before the widget has loaded",
//!         "role": "host",
//!         "rules": ["H-LOAD-1"],
//!         "steps": [
//!             { "send": { "id": "1", "action": "supported_api_versions" } },
//!             { "expect": { "reply": { "to": "1", "response": { "supported_versions": { "$has": ["0.0.1"] } } } } },
//!             { "nothing": {} }
//!         ]
//!     }"#,
//! )?;
//! assert_eq!(play(&scenario, &mut SessionHost::default()), Verdict::Passed);
//! # Ok::<(), serde_json::Error>(())
//! ```

pub mod adapter;
pub mod compatibility;
mod implementation;
pub mod pattern;
mod play;
mod program;
pub mod rules;
pub mod scenario;
mod suite;

pub use self::{
    implementation::{Implementation, Refusal, serve},
    play::{Verdict, play},
    program::Program,
    suite::{Baseline, Changes, Hello, Outcome, Report, Suite},
};
