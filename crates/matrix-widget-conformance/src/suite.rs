//! All scenarios of a folder.

use std::{collections::BTreeMap, fs, io, path::Path};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    Implementation, Verdict, play,
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
    /// Returns an error if a file cannot be read, is no scenario, or is one of the other side.
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
    pub fn play<I: Implementation>(&self, mut start: impl FnMut() -> Result<I, String>) -> Report {
        let mut running = start().ok();
        let implementation = running.as_mut().and_then(|implementation| hello(implementation));
        let claims = running.as_mut().and_then(|implementation| claims(self.role, implementation));
        let mut running = running.filter(I::is_usable);
        let results = self.scenarios.iter().map(|(name, scenario)| {
            let is_beyond = claims.as_ref().is_some_and(|claims| scenario.is_beyond(claims));
            let verdict = if is_beyond {
                Verdict::Skipped
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
        Report { role: self.role, implementation, results: results.collect() }
    }
}

/// Asks an implementation who it is.
fn hello(implementation: &mut dyn Implementation) -> Option<Hello> {
    let reports = implementation.run(&json!({ "do": "hello" })).ok()?;
    let hello = reports.into_iter().find_map(|mut report| report.get_mut("hello").map(Value::take))?;
    serde_json::from_value(hello).ok()
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
    /// The scenarios that are in the baseline and do not fail.
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
        let passes = |name: &&String| self.failed().all(|failed| failed != name.as_str());
        Changes {
            regressions: self.failed().filter(is_new).map(str::to_owned).collect(),
            stale: baseline.0.keys().filter(passes).cloned().collect(),
        }
    }
}
