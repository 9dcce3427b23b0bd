//! Tests that serde and the schema agree about random values of a body and their mutants.

use std::cell::RefCell;

use anyhow::{Result, anyhow, bail, ensure};
use jsonschema::Validator;
use proptest::test_runner::{TestCaseError, TestError};
use serde_json::Value;

use super::{
    checks::Cases,
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

/// The numbers of compared values, the statements for TypeScript, and the cases for the checks.
#[derive(Default)]
pub struct Tally {
    pub values: usize,
    pub accepted: usize,
    pub refused: usize,
    pub statements: Statements,
    pub cases: Cases,
}

/// Checks that serde and the schema of a body agree.
///
/// # Errors
///
/// Returns the smallest value found that they disagree about, the place, and both verdicts.
pub fn prove(body: &Body, settings: &Settings) -> Result<Tally> {
    let name = (body.name)();
    let schema = schema::body_schema(body)?;
    ensure!(
        schema::is_the_same_both_ways(body),
        "{name}: the schemas of serialization and deserialization differ"
    );
    let readers = Readers {
        body,
        validator: jsonschema::draft202012::new(&schema)?,
        vocabulary: Vocabulary::of(&schema),
        tally: RefCell::new(Tally { statements: Statements::of(body), ..Tally::default() }),
    };
    let result = settings
        .runner(&name)
        .run(&(body.samples)(), |sample| readers.check(&sample).map_err(TestCaseError::fail));
    match result {
        Ok(()) => {}
        Err(TestError::Fail(reason, sample)) => {
            bail!("{name}: {reason}\n  smallest value: {}", sample.text)
        }
        Err(TestError::Abort(reason)) => bail!("{name}: no random values: {reason}"),
    }
    prove_reach(body, &schema, settings)?;
    Ok(readers.tally.into_inner())
}

/// The number of values in which each member and each variant must occur.
const ENOUGH_TO_REACH_ALL: u32 = 150;

/// Checks that the random values contain every member and every constant that the schema names.
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
}

impl Readers<'_> {
    /// Compares serde and the schema on one value and its mutants.
    fn check(&self, sample: &Sample) -> Result<(), String> {
        if !sample.reads_back {
            return Err("the value changes in a serde round trip".to_owned());
        }
        let value: Value = serde_json::from_str(&sample.text).map_err(|error| error.to_string())?;
        if let Err(error) = self.validator.validate(&value) {
            return Err(format!(
                "the schema refuses a value that serde wrote: {}: {error}",
                error.instance_path()
            ));
        }
        let mut tally = self.tally.borrow_mut();
        tally.values += 1;
        tally.statements.add_value(&value);
        mutants::visit(&value, &self.vocabulary, &mut |mutant| self.check_mutant(mutant, &mut tally))
    }

    fn check_mutant(&self, mutant: &Mutant<'_>, tally: &mut Tally) -> Result<(), String> {
        let serde = (self.body.read)(&mutant.value.to_string());
        hold_against(mutant, self.validator.is_valid(mutant.value), &serde)?;
        *if serde.is_ok() { &mut tally.accepted } else { &mut tally.refused } += 1;
        tally.statements.add_mutant(mutant, &serde, &self.vocabulary);
        tally.cases.add(Some(&(self.body.name)()), mutant.value, &serde);
        Ok(())
    }
}

/// Compares the verdicts of the schema and of serde on a mutant.
///
/// # Errors
///
/// Returns the mutant and both verdicts if they differ and the difference is not intended.
pub fn hold_against(
    mutant: &Mutant<'_>,
    schema_accepts: bool,
    serde: &Result<(), String>,
) -> Result<(), String> {
    let verdict = serde.as_ref().map(|&()| ()).map_err(String::as_str);
    let verdicts = Verdicts { serde: verdict, other: Other::Schema { accepts: schema_accepts } };
    if schema_accepts == serde.is_ok() || lenient::is_intended(&verdicts) {
        return Ok(());
    }
    let schema = if schema_accepts { "accepts it" } else { "refuses it" };
    let serde = verdict.map_or_else(|error| error, |()| "accepts it");
    let Mutant { value, place, change, .. } = mutant;
    Err(format!(
        "serde and the schema disagree\n  mutant: {value}\n  differs at: {place} ({change:?})\n  schema: {schema}\n  serde: {serde}"
    ))
}
