//! Where the readers differ on purpose.

use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Result, ensure};

/// What serde says of a value, and what another reader does.
pub struct Verdicts<'v> {
    pub serde: Result<(), &'v str>,
    pub other: Other<'v>,
}

pub enum Other<'v> {
    Schema {
        accepts: bool,
    },
    /// What the compiler complains of: the type of a value, or that it was to refuse one and does not.
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
        "its pattern has the sigil only, ruma also judges what follows",
        |verdicts| verdicts.is_accepted_by_schema_alone() && verdicts.is_about_an_identifier(),
    ),
    Lenient::new(
        "TypeScript accepts a map with a name that is no user ID",
        "the pattern of an index signature binds the values of the names that match it, not the names",
        |verdicts| verdicts.is_accepted_by_typescript_alone() && verdicts.is_about_an_identifier(),
    ),
    Lenient::new(
        "TypeScript accepts LiveKit requests without `member` and `member_id`",
        "each is optional, and that one is required stands in the schema only",
        |verdicts| {
            verdicts.is_accepted_by_typescript_alone()
                && verdicts.serde.is_err_and(|error| error.contains("expected `member` or `member_id`"))
        },
    ),
    Lenient::new(
        "TypeScript refuses an object that has no member of a type of which none is required",
        "it takes that for a mistake (weak types); a union with the empty object would let misspelled names pass",
        |verdicts| {
            let is_weak = |message: &str| message.contains("has no properties in common with type");
            verdicts.serde.is_ok() && matches!(verdicts.other, Other::TypeScript(message) if is_weak(message))
        },
    ),
];

/// Whether a difference is meant to be; if so, it is counted.
pub fn is_meant(verdicts: &Verdicts<'_>) -> bool {
    let meant = LENIENT.iter().find(|lenient| (lenient.is)(verdicts));
    meant.inspect(|lenient| _ = lenient.occurred.fetch_add(1, Ordering::Relaxed)).is_some()
}

/// Says how often each difference occurred.
///
/// # Errors
///
/// When one that is listed does not.
pub fn report() -> Result<()> {
    for Lenient { what, reason, occurred, .. } in &LENIENT {
        let occurred = occurred.load(Ordering::Relaxed);
        ensure!(occurred > 0, "listed as a difference, but does not occur: {what}");
        println!("meant, {occurred} times: {what}: {reason}");
    }
    Ok(())
}
