//! `conform`: the scenarios of the conformance kit.

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
    process::Command,
};

use matrix_widget_conformance::{
    Baseline, Hello, Program, Report, Suite, Verdict,
    scenario::{Profile, Role},
};

use crate::color::{BAD, GOOD, SKIPPED};

#[derive(clap::Args)]
pub struct Arguments {
    /// The side that the implementation is
    #[arg(value_parser = role)]
    role: Role,
    /// A folder with scenarios, instead of those of this version of the tool
    #[arg(long)]
    scenarios: Option<PathBuf>,
    /// Play only the scenarios of this profile: `core`, `modals`, `turn-servers` or `actions`; may be repeated
    #[arg(long, value_parser = profile)]
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

fn role(name: &str) -> Result<Role, String> {
    match name {
        "host" => Ok(Role::Host),
        "widget" => Ok(Role::Widget),
        _ => Err("expected `host` or `widget`".to_owned()),
    }
}

fn profile(name: &str) -> Result<Profile, String> {
    let profile = Profile::ALL.into_iter().find(|profile| profile.as_str() == name);
    profile.ok_or_else(|| {
        format!("expected {}", Profile::ALL.map(|profile| format!("`{}`", profile.as_str())).join(", "))
    })
}

/// Plays the scenarios. Returns `true` if some were played, and all failures are known.
pub fn run(arguments: &Arguments) -> io::Result<bool> {
    let suite = match &arguments.scenarios {
        Some(folder) => Suite::read(folder, arguments.role)?,
        None => Suite::bundled(arguments.role),
    };
    let profiles = if arguments.profile.is_empty() { &Profile::ALL[..] } else { &arguments.profile };
    let suite = suite.profiles(profiles).only(&arguments.scenario);
    let baseline = match &arguments.baseline {
        Some(path) => serde_json::from_str(&fs::read_to_string(path)?)?,
        None => Baseline::default(),
    };
    let report = suite.play(|| start(&arguments.command));
    if let Some(Hello { role, name, .. }) = &report.implementation
        && *role != arguments.role
    {
        return Err(io::Error::other(format!("expected a {}, found a {role}: {name}", arguments.role)));
    }
    let changes = report.compare(&baseline);
    let mut output = anstream::stdout().lock();
    if arguments.json {
        serde_json::to_writer_pretty(&mut output, &report)?;
        writeln!(output)?;
    } else {
        write_table(&report, &mut output)?;
    }
    for name in &changes.regressions {
        eprintln!("failed: {name}");
    }
    for name in &changes.stale {
        eprintln!("not failed, and listed in the baseline: {name}");
    }
    let is_played = report.results.values().any(|outcome| outcome.verdict != Verdict::Skipped);
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
            Verdict::Skipped => {
                skipped += 1;
                writeln!(output, "{SKIPPED}skipped{SKIPPED:#}  {name}")?;
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
