//! Random values of a body and all their mutants, as serde and the schema see them.

use std::{cell::RefCell, fmt};

use anyhow::{Result, anyhow, bail, ensure};
use jsonschema::Validator;
use proptest::test_runner::{TestCaseError, TestError};
use serde_json::Value;

use super::{
    lenient::{self, Other, Verdicts},
    mutants::{self, Mutant, Vocabulary},
    reach::Reach,
    settings::Settings,
    typescript::Statements,
};
use crate::codegen::{
    catalog::{Body, Sample},
    schema,
};

/// What was held against each other.
#[derive(Default)]
pub struct Tally {
    pub values: usize,
    pub accepted: usize,
    pub refused: usize,
    pub statements: Statements,
}

/// What two readers say of a value, and the mutant of it that they dispute, for a third one to judge.
#[derive(Debug)]
pub struct Disagreement {
    message: String,
    pub mutant: Option<Value>,
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Disagreement {}

/// Shows that all readers of a body agree.
///
/// # Errors
///
/// When they do not, with the smallest value found, the place and what each of them says.
pub fn prove(body: &Body, settings: &Settings) -> Result<Tally> {
    let name = (body.name)();
    let schema = schema::body_schema(body)?;
    ensure!(
        schema::is_the_same_both_ways(body),
        "{name}: the schema of what is written is not that of what is read"
    );
    let readers = Readers {
        body,
        validator: jsonschema::draft202012::new(&schema)?,
        vocabulary: Vocabulary::of(&schema),
        disputed: RefCell::default(),
        tally: RefCell::new(Tally { statements: Statements::of(body), ..Tally::default() }),
    };
    let result = settings
        .runner(&name)
        .run(&(body.samples)(), |sample| readers.check(&sample).map_err(TestCaseError::fail));
    match result {
        Ok(()) => {}
        Err(TestError::Fail(reason, sample)) => {
            let message = format!("{name}: {reason}\n  smallest value: {}", sample.text);
            return Err(Disagreement { message, mutant: readers.disputed.take() }.into());
        }
        Err(TestError::Abort(reason)) => bail!("{name}: no random values: {reason}"),
    }
    prove_reach(body, &schema, settings)?;
    Ok(readers.tally.into_inner())
}

/// In how many values each member and each variant must occur.
const ENOUGH_TO_REACH_ALL: u32 = 150;

/// Shows that random values have all that the schema names, or the compiler would be the only one to keep them complete.
fn prove_reach(body: &Body, schema: &Value, settings: &Settings) -> Result<()> {
    let reach = RefCell::new(Reach::of(schema));
    let many = Settings { values: ENOUGH_TO_REACH_ALL, ..*settings };
    let result = many.runner("reach").run(&(body.samples)(), |sample| {
        reach.borrow_mut().see(
            &serde_json::from_str(&sample.text).map_err(|error| TestCaseError::fail(error.to_string()))?,
        );
        Ok(())
    });
    result.map_err(|error| anyhow!("{error}"))?;
    reach.into_inner().check(&(body.name)())
}

struct Readers<'b> {
    body: &'b Body,
    validator: Validator,
    vocabulary: Vocabulary,
    tally: RefCell<Tally>,
    /// The last mutant that was disputed: of the smallest value, in the end.
    disputed: RefCell<Option<Value>>,
}

impl Readers<'_> {
    /// Holds the readers against each other over one value; on failure, what they say.
    fn check(&self, sample: &Sample) -> Result<(), String> {
        if !sample.reads_back {
            return Err("serde does not read what it wrote as the same value".to_owned());
        }
        let value: Value = serde_json::from_str(&sample.text).map_err(|error| error.to_string())?;
        if let Err(error) = self.validator.validate(&value) {
            return Err(format!("the schema refuses what serde wrote: {}: {error}", error.instance_path()));
        }
        let mut tally = self.tally.borrow_mut();
        tally.values += 1;
        tally.statements.add_value(&value);
        mutants::visit(&value, &self.vocabulary, &mut |mutant| self.check_mutant(mutant, &mut tally))
    }

    fn check_mutant(&self, mutant: &Mutant<'_>, tally: &mut Tally) -> Result<(), String> {
        let serde = (self.body.read)(&mutant.value.to_string());
        hold_against(mutant, self.validator.is_valid(mutant.value), &serde)
            .inspect_err(|_| _ = self.disputed.replace(Some(mutant.value.clone())))?;
        *if serde.is_ok() { &mut tally.accepted } else { &mut tally.refused } += 1;
        tally.statements.add_mutant(mutant, &serde, &self.vocabulary);
        Ok(())
    }
}

/// Holds the verdict of a schema on a mutant against that of serde.
///
/// # Errors
///
/// When they differ and are not meant to, with all that is needed to see why.
pub fn hold_against(
    mutant: &Mutant<'_>,
    schema_accepts: bool,
    serde: &Result<(), String>,
) -> Result<(), String> {
    let verdict = serde.as_ref().map(|&()| ()).map_err(String::as_str);
    let verdicts = Verdicts { serde: verdict, other: Other::Schema { accepts: schema_accepts } };
    if schema_accepts == serde.is_ok() || lenient::is_meant(&verdicts) {
        return Ok(());
    }
    let schema = if schema_accepts { "accepts it" } else { "refuses it" };
    let serde = verdict.map_or_else(|error| error, |()| "accepts it");
    let Mutant { value, place, change, .. } = mutant;
    Err(format!(
        "serde and the schema disagree\n  mutant: {value}\n  differs at: {place} ({change:?})\n  schema: {schema}\n  serde: {serde}"
    ))
}
