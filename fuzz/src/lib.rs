//! The properties that hold for every input, shared with the tests of the crates.

#[path = "../../crates/matrix-widget-protocol/tests/it/laws/echo.rs"]
pub mod echo;
#[path = "../../crates/matrix-widget-protocol/tests/it/laws/event.rs"]
pub mod event;
#[path = "../../crates/matrix-widget-protocol/tests/it/laws/message.rs"]
pub mod message;
#[path = "../../crates/matrix-widget-session/tests/it/laws/session.rs"]
pub mod session;
#[path = "../../crates/matrix-widget-capability/tests/it/laws/sets.rs"]
pub mod sets;
#[path = "../../crates/matrix-widget-capability/tests/it/laws/strings.rs"]
pub mod strings;
#[path = "../../crates/matrix-widget-protocol/tests/it/laws/url.rs"]
pub mod url;
