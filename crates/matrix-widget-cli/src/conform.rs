//! `conform`: the scenarios of the conformance kit.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::Command,
};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use matrix_widget_conformance::{
    Baseline, Hello, Outcome, Program, Report, Suite, Verdict,
    scenario::{Profile, Role},
};

use crate::{
    color::{BAD, GOOD, SKIPPED},
    file::{located, read_json},
};

#[derive(clap::Args)]
pub struct Arguments {
    /// The side that the implementation is
    #[arg(value_parser = one_of([Role::Host, Role::Widget], Role::as_str))]
    role: Role,
    /// A folder with scenarios, instead of those of this version of the tool
    #[arg(long)]
    scenarios: Option<PathBuf>,
    /// Play only the scenarios of this profile; may be repeated
    #[arg(long, value_parser = one_of(Profile::ALL, Profile::as_str))]
    profile: Vec<Profile>,
    /// Play only the scenarios whose name contains this text
    #[arg(long, default_value = "", hide_default_value = true)]
    scenario: String,
    /// A JSON file with the names of scenarios that are known to fail, and the reasons
    #[arg(long)]
    baseline: Option<PathBuf>,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
    /// The adapter: a program that reads commands and writes reports, and its arguments
    #[arg(last = true, required = true)]
    command: Vec<String>,
}

/// Parses one of these values by its name.
fn one_of<T: Copy + Send + Sync + 'static, const N: usize>(
    values: [T; N],
    name: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(values.map(name))
        .try_map(move |text| values.into_iter().find(|value| name(*value) == text).ok_or("unknown value"))
}

/// Plays the scenarios. Returns `true` if some were played, and all failures are known.
pub fn run(arguments: &Arguments) -> io::Result<bool> {
    let all = match &arguments.scenarios {
        Some(folder) => located(folder, Suite::read(folder, arguments.role))?,
        None => Suite::bundled(arguments.role),
    };
    let baseline = match &arguments.baseline {
        Some(path) => {
            let baseline: Baseline = read_json(path)?;
            let unknown =
                baseline.unknown(&all).next().map(|name| format!("no scenario has the name {name}"));
            located(path, unknown.map_or(Ok(baseline), Err))?
        }
        None => Baseline::default(),
    };
    let profiles = if arguments.profile.is_empty() { &Profile::ALL[..] } else { &arguments.profile };
    let suite = all.profiles(profiles).only(&arguments.scenario);
    if suite.scenarios().is_empty() {
        return Err(io::Error::other(format!("no scenario has `{}` in its name", arguments.scenario)));
    }
    let report = suite.play(|| start(&arguments.command)).map_err(io::Error::other)?;
    let changes = report.compare(&baseline);
    let mut output = anstream::stdout().lock();
    if arguments.json {
        serde_json::to_writer_pretty(&mut output, &report)?;
        writeln!(output)?;
    } else {
        write_table(&report, &mut output)?;
    }
    if arguments.baseline.is_some() {
        for name in &changes.regressions {
            eprintln!("failed, and not listed in the baseline: {name}");
        }
        for name in &changes.stale {
            eprintln!("listed in the baseline, but did not fail: {name}");
        }
    }
    let is_skipped = |outcome: &Outcome| matches!(outcome.verdict, Verdict::Skipped { .. });
    let is_played = !report.results.values().all(is_skipped);
    if !is_played {
        eprintln!("no scenario was played");
    }
    Ok(is_played && changes.regressions.is_empty() && changes.stale.is_empty())
}

fn start(command: &[String]) -> Result<Program, String> {
    let (program, arguments) = command.split_first().ok_or("expected a command")?;
    let mut command = Command::new(program);
    command.args(arguments);
    Program::start(command).map_err(|error| format!("{program}: {error}"))
}

fn write_table(report: &Report, output: &mut impl Write) -> io::Result<()> {
    let (mut passed, mut skipped, mut failed) = (0, 0, 0);
    for (name, outcome) in &report.results {
        match &outcome.verdict {
            Verdict::Passed => {
                passed += 1;
                writeln!(output, "{GOOD}passed{GOOD:#}   {name}")?;
            }
            Verdict::Skipped { reason } => {
                skipped += 1;
                writeln!(output, "{SKIPPED}skipped{SKIPPED:#}  {name}: {reason}")?;
            }
            Verdict::Failed { step, reason } => {
                failed += 1;
                let rules = outcome.rules.join(", ");
                writeln!(output, "{BAD}failed{BAD:#}   {name} ({rules})\n         step {step}: {reason}")?;
            }
        }
    }
    if let Some(Hello { name, version, .. }) = &report.implementation {
        let version = version.iter().map(|version| format!(" {version}")).collect::<String>();
        write!(output, "{name}{version}: ")?;
    }
    writeln!(output, "{passed} passed, {skipped} skipped, {failed} failed")
}
