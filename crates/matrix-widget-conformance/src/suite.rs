//! All scenarios of a folder.

use std::{collections::BTreeMap, fs, io, path::Path};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    Implementation, Refusal, Verdict, play,
    play::claims,
    scenario::{Profile, Role, Scenario},
};

/// The scenarios of `conformance/`, by side and name.
const BUNDLE: &str = include_str!("scenarios.json");

/// The scenarios of a side, by name: the name of the file without `.json`.
#[derive(Clone, Debug)]
pub struct Suite {
    role: Role,
    scenarios: BTreeMap<String, Scenario>,
}

impl Suite {
    /// Returns the scenarios of a side in this version of the crate.
    #[must_use]
    #[allow(clippy::missing_panics_doc, reason = "a test reads the same text")]
    pub fn bundled(role: Role) -> Self {
        let bundle: BTreeMap<String, BTreeMap<String, Scenario>> =
            serde_json::from_str(BUNDLE).expect("the scenarios are valid");
        let scenarios = bundle.into_iter().find(|(side, _)| side == role.as_str());
        Self { role, scenarios: scenarios.map(|(_, scenarios)| scenarios).unwrap_or_default() }
    }

    /// Reads the scenarios of a side from its folder, `host` or `widget`, in this folder.
    ///
    /// # Errors
    ///
    /// Returns an error if a file cannot be read, is not a valid scenario, or is a scenario of the other side.
    pub fn read(folder: &Path, role: Role) -> io::Result<Self> {
        let mut scenarios = BTreeMap::new();
        for file in fs::read_dir(folder.join(role.as_str()))? {
            let path = file?.path();
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let scenario: Scenario = serde_json::from_str(&fs::read_to_string(&path)?)
                .map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?;
            if scenario.role != role {
                return Err(io::Error::other(format!(
                    "{}: expected a scenario for the {role}",
                    path.display()
                )));
            }
            scenarios.insert(name, scenario);
        }
        Ok(Self { role, scenarios })
    }

    /// Returns the side.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// Returns the scenarios by name.
    #[must_use]
    pub fn scenarios(&self) -> &BTreeMap<String, Scenario> {
        &self.scenarios
    }

    /// Keeps only the scenarios whose name contains this text.
    #[must_use]
    pub fn only(mut self, name: &str) -> Self {
        self.scenarios.retain(|scenario, _| scenario.contains(name));
        self
    }

    /// Keeps only the scenarios of these profiles.
    #[must_use]
    pub fn profiles(mut self, profiles: &[Profile]) -> Self {
        self.scenarios.retain(|_, scenario| profiles.contains(&scenario.profile()));
        self
    }

    /// Plays all scenarios. Starts an implementation, and another one when it is no longer usable.
    ///
    /// A client is asked for its versions first. Scenarios that need others are skipped.
    ///
    /// # Errors
    ///
    /// Returns an error if the first implementation cannot be started, fails to say who it is, or is one of the other side.
    pub fn play<I: Implementation>(
        &self,
        mut start: impl FnMut() -> Result<I, String>,
    ) -> Result<Report, String> {
        let mut first = start()?;
        let hello = hello(self.role, &mut first)?;
        let claims = claims(self.role, &mut first);
        let mut running = Some(first).filter(I::is_usable);
        let results = self.scenarios.iter().map(|(name, scenario)| {
            let beyond = claims.as_ref().and_then(|claims| scenario.beyond(claims));
            let verdict = if let Some(version) = beyond {
                Verdict::Skipped { reason: format!("the client does not list {version}") }
            } else {
                match running.take().map_or_else(&mut start, Ok) {
                    Ok(mut implementation) => {
                        let verdict = play(scenario, &mut implementation);
                        running = Some(implementation).filter(I::is_usable);
                        verdict
                    }
                    Err(reason) => Verdict::Failed { step: 0, reason },
                }
            };
            let Scenario { title, rules, .. } = scenario.clone();
            (name.clone(), Outcome { title, rules, verdict })
        });
        Ok(Report { role: self.role, implementation: hello, results: results.collect() })
    }
}

/// Asks an implementation who it is. It need not say so.
fn hello(role: Role, implementation: &mut dyn Implementation) -> Result<Option<Hello>, String> {
    let reports = match implementation.run(&json!({ "do": "hello" })) {
        Ok(reports) => reports,
        Err(Refusal::Unsupported) => return Ok(None),
        Err(Refusal::Failed(reason)) => return Err(reason),
    };
    let hello = reports.into_iter().find_map(|mut report| report.get_mut("hello").map(Value::take));
    let hello = hello.map(serde_json::from_value::<Hello>).transpose();
    match hello.map_err(|error| format!("hello: {error}"))? {
        Some(hello) if hello.role != role => {
            Err(format!("expected a {role}, found a {}: {}", hello.role, hello.name))
        }
        hello => Ok(hello),
    }
}

/// What an implementation says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// The side.
    pub role: Role,
    /// The name.
    pub name: String,
    /// The version.
    pub version: Option<String>,
}

/// The outcome of a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// The title of the scenario.
    pub title: String,
    /// The rules that it tests.
    pub rules: Vec<String>,
    /// The result.
    #[serde(flatten)]
    pub verdict: Verdict,
}

/// The outcomes of a suite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The side.
    pub role: Role,
    /// What the implementation says about itself.
    pub implementation: Option<Hello>,
    /// The outcomes by the name of the scenario.
    pub results: BTreeMap<String, Outcome>,
}

/// The scenarios that an implementation is known to fail, with the reasons.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Baseline(BTreeMap<String, String>);

impl Baseline {
    /// Returns the names that are not those of scenarios.
    pub fn unknown(&self, suite: &Suite) -> impl Iterator<Item = &str> {
        self.0.keys().filter(|name| !suite.scenarios.contains_key(*name)).map(String::as_str)
    }

    /// Returns the names of the scenarios, with the reasons.
    pub fn reasons(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, reason)| (name.as_str(), reason.as_str()))
    }
}

/// The differences between a report and a baseline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The scenarios that fail and are not in the baseline.
    pub regressions: Vec<String>,
    /// The scenarios that are in the baseline and were played, and do not fail.
    pub stale: Vec<String>,
}

impl Report {
    /// Returns the names of the scenarios that fail.
    pub fn failed(&self) -> impl Iterator<Item = &str> {
        let failed =
            self.results.iter().filter(|(_, outcome)| matches!(outcome.verdict, Verdict::Failed { .. }));
        failed.map(|(name, _)| name.as_str())
    }

    /// Compares the report with what is known.
    #[must_use]
    pub fn compare(&self, baseline: &Baseline) -> Changes {
        let is_new = |name: &&str| !baseline.0.contains_key(*name);
        let passes = |name: &&String| match self.results.get(*name) {
            Some(outcome) => !matches!(outcome.verdict, Verdict::Failed { .. }),
            None => false,
        };
        Changes {
            regressions: self.failed().filter(is_new).map(str::to_owned).collect(),
            stale: baseline.0.keys().filter(passes).cloned().collect(),
        }
    }
}
