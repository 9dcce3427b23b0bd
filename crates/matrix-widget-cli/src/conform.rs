//! `conform`: the scenarios of the conformance kit.

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
    process::Command,
};

use matrix_widget_conformance::{Baseline, Program, Report, Suite, Verdict, scenario::Role};

#[derive(clap::Args)]
pub struct Arguments {
    /// The side that the implementation is
    #[arg(value_parser = role)]
    role: Role,
    /// The folder of the scenarios
    #[arg(long, default_value = "conformance/scenarios")]
    scenarios: PathBuf,
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

/// Plays the scenarios. Returns `true` if all failures are known.
pub fn run(arguments: &Arguments) -> io::Result<bool> {
    let suite = Suite::read(&arguments.scenarios, arguments.role)?.only(&arguments.scenario);
    let baseline = match &arguments.baseline {
        Some(path) => serde_json::from_str(&fs::read_to_string(path)?)?,
        None => Baseline::default(),
    };
    let report = suite.play(|| start(&arguments.command));
    let changes = report.compare(&baseline);
    let mut output = io::stdout().lock();
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
    Ok(changes.regressions.is_empty() && changes.stale.is_empty())
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
                writeln!(output, "passed   {name}")?;
            }
            Verdict::Skipped => {
                skipped += 1;
                writeln!(output, "skipped  {name}")?;
            }
            Verdict::Failed { step, reason } => {
                failed += 1;
                let rules = outcome.rules.join(", ");
                writeln!(output, "failed   {name} ({rules})\n         step {step}: {reason}")?;
            }
        }
    }
    writeln!(output, "{passed} passed, {skipped} skipped, {failed} failed")
}
