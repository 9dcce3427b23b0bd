//! `Debug` and the texts of errors never show a secret. For every action of the registry.
//!
//! Nothing here lists actions or their members: both are found by asking.

mod bodies;
mod deep;
mod places;
mod probe;

pub use probe::members_of;

/// What no text may hold. Looks like nothing else.
pub const SECRET: &str = "syt_c0ffee_s3cr3t";

/// The same as a number.
pub const SECRET_NUMBER: &str = "867530900113";

/// Members that hold secrets, whatever their type makes of them.
pub const SECRET_NAMES: [&str; 8] =
    ["access_token", "password", "jwt", "key", "k", "token", "rtmpStreamKey", "hashes"];

/// Asserts that a text, made from `what`, shows no secret.
pub fn assert_hidden(text: &str, what: &str) {
    assert!(!text.contains(SECRET) && !text.contains(SECRET_NUMBER), "{text}\nshows the secret of\n{what}");
}

/// Asserts that a value, made from `what`, shows no secret by `Debug`.
pub fn assert_debug_hides(value: &impl std::fmt::Debug, what: &str) {
    assert_hidden(&format!("{value:?}"), what);
    assert_hidden(&format!("{value:#?}"), what);
}
