//! The intended differences between serde, the schemas and TypeScript.

use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Result, ensure};

/// The verdicts of serde and of another reader on a value.
pub struct Verdicts<'v> {
    pub serde: Result<(), &'v str>,
    pub other: Other<'v>,
}

pub enum Other<'v> {
    Schema {
        accepts: bool,
    },
    /// The compiler's error: a value that it refuses, or an unused `@ts-expect-error`.
    TypeScript(&'v str),
}

impl Verdicts<'_> {
    fn is_accepted_by_schema_alone(&self) -> bool {
        self.serde.is_err() && matches!(self.other, Other::Schema { accepts: true })
    }

    fn is_accepted_by_typescript_alone(&self) -> bool {
        self.serde.is_err() && matches!(self.other, Other::TypeScript(_))
    }

    /// Returns `true` if serde rejects an invalid identifier.
    fn is_about_an_identifier(&self) -> bool {
        let error = self.serde.err().unwrap_or_default();
        ["invalid room ID: ", "invalid event ID: ", "invalid user ID: "].iter().any(|id| error.contains(id))
    }
}

struct Lenient {
    what: &'static str,
    reason: &'static str,
    is: fn(&Verdicts<'_>) -> bool,
    occurred: AtomicUsize,
}

impl Lenient {
    const fn new(what: &'static str, reason: &'static str, is: fn(&Verdicts<'_>) -> bool) -> Self {
        Self { what, reason, is, occurred: AtomicUsize::new(0) }
    }
}

static LENIENT: [Lenient; 4] = [
    Lenient::new(
        "the schema accepts an identifier without a valid server name",
        "the pattern contains only the sigil; ruma also checks the rest",
        |verdicts| verdicts.is_accepted_by_schema_alone() && verdicts.is_about_an_identifier(),
    ),
    Lenient::new(
        "TypeScript accepts a map with an invalid user ID as a name",
        "an index signature with a pattern does not restrict the names",
        |verdicts| verdicts.is_accepted_by_typescript_alone() && verdicts.is_about_an_identifier(),
    ),
    Lenient::new(
        "TypeScript accepts LiveKit requests without `member` and `member_id`",
        "both are optional, and only the schema requires one of them",
        |verdicts| {
            verdicts.is_accepted_by_typescript_alone()
                && verdicts.serde.is_err_and(|error| error.contains("missing field `member` or `member_id`"))
        },
    ),
    Lenient::new(
        "TypeScript refuses an object with only unknown members if all members of its type are optional",
        "weak type detection; a union with the empty object would accept misspelled names",
        |verdicts| {
            let is_weak = |message: &str| message.contains("has no properties in common with type");
            verdicts.serde.is_ok() && matches!(verdicts.other, Other::TypeScript(message) if is_weak(message))
        },
    ),
];

/// Returns `true` if a difference is intended, and counts it.
pub fn is_intended(verdicts: &Verdicts<'_>) -> bool {
    let intended = LENIENT.iter().find(|lenient| (lenient.is)(verdicts));
    intended.inspect(|lenient| _ = lenient.occurred.fetch_add(1, Ordering::Relaxed)).is_some()
}

/// Prints how often each difference occurred.
///
/// # Errors
///
/// Returns an error if a listed difference did not occur.
pub fn report() -> Result<()> {
    for Lenient { what, reason, occurred, .. } in &LENIENT {
        let occurred = occurred.load(Ordering::Relaxed);
        ensure!(occurred > 0, "this intended difference no longer occurs: {what}");
        println!("intended difference, {occurred} times: {what}: {reason}");
    }
    Ok(())
}
