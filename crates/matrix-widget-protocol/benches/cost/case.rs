//! One way to do one thing.

use std::fmt;

/// One way to do one thing.
pub struct Case {
    /// The table in `docs/performance.md`.
    pub table: &'static str,
    /// What is done.
    pub row: String,
    /// How it is done. The first column of a row is the yardstick of the others.
    pub column: &'static str,
    /// How often to do it for a count of instructions.
    pub times: u64,
    prepare: Box<dyn Fn() -> Run + Send + Sync>,
}

/// Does it once, and returns `true` if there is a result.
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

    /// The same case, done only once because it takes long.
    pub fn once(self) -> Self {
        Self { times: 1, ..self }
    }

    /// Makes everything that is needed beforehand.
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
