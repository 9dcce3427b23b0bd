//! A benchmark case.

use std::fmt;

/// A benchmark case: one operation, done in one way.
pub struct Case {
    /// The table in `docs/performance.md`.
    pub table: &'static str,
    /// The operation.
    pub row: String,
    /// The way to do the operation. The first column of a row is the baseline.
    pub column: &'static str,
    /// The number of repetitions for a count of instructions.
    pub times: u64,
    prepare: Box<dyn Fn() -> Run + Send + Sync>,
}

/// Runs the operation once, and returns `true` if it succeeds.
pub type Run = Box<dyn FnMut() -> bool>;

impl Case {
    pub fn new(
        table: &'static str,
        row: impl Into<String>,
        column: &'static str,
        prepare: impl Fn() -> Run + Send + Sync + 'static,
    ) -> Self {
        Self { table, row: row.into(), column, times: 50, prepare: Box::new(prepare) }
    }

    /// Reduces the repetitions to one, for slow cases.
    pub fn once(self) -> Self {
        Self { times: 1, ..self }
    }

    /// Prepares the input, and returns the operation.
    pub fn prepare(&self) -> Run {
        (self.prepare)()
    }
}

/// Writes the name of the case.
impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.table, self.row, self.column)
    }
}
