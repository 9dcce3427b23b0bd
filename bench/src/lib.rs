//! What is measured: each case is one way to do one thing, to be done as often as one likes.
//!
//! `cargo xtask bench` runs them and writes the tables of `docs/performance.md`.

mod capabilities;
mod checks;
mod events;
mod reading;
mod replies;
mod rivals;
mod texts;

use std::fmt;

pub use checks::Plan;

/// One way to do one thing.
pub struct Case {
    /// The table in which it stands.
    pub table: &'static str,
    /// What is done.
    pub row: String,
    /// How it is done. The first of a row is what the others are measured by.
    pub column: &'static str,
    /// How often it is to be done to be counted.
    pub times: u64,
    prepare: Box<dyn Fn() -> Run + Send + Sync>,
}

/// Does it once, and says whether it came to a result.
pub type Run = Box<dyn FnMut() -> bool>;

impl Case {
    fn new(
        table: &'static str,
        row: impl Into<String>,
        column: &'static str,
        prepare: impl Fn() -> Run + Send + Sync + 'static,
    ) -> Self {
        Self { table, row: row.into(), column, times: 50, prepare: Box::new(prepare) }
    }

    /// The same, to be done once, since it takes long.
    fn once(self) -> Self {
        Self { times: 1, ..self }
    }

    /// Makes what is needed before it can be done.
    #[must_use]
    pub fn prepare(&self) -> Run {
        (self.prepare)()
    }
}

/// The name by which a case is asked for.
impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.table, self.row, self.column)
    }
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// All cases, table by table and row by row.
#[must_use]
pub fn cases() -> Vec<Case> {
    let mut cases = reading::cases();
    cases.extend(events::cases());
    cases.extend(replies::cases());
    cases.extend(capabilities::cases());
    cases.extend(checks::cases());
    cases
}

/// Has the Rust example of the repository's README tested: the published crates are without that file.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
enum Readme {}
