//! Dart, Kotlin and Swift: quicktype.

use anyhow::{Result, ensure};
use xshell::cmd;

use super::trial::{Outcome, Trial, bundle, npm_version, payloads, tools};
use crate::{node::tool, repository::files, shell::said};

/// Expected warnings about members of any type, and about members that must be null.
const REMARKS: [&str; 2] = [
    "quicktype cannot infer this type because there is no data about it in the input.",
    "The only value for this in the input is null, which means you probably need a more complete input sample.",
];

/// Generates types for the language of the trial.
pub fn run(trial: &Trial<'_>, extension: &str) -> Result<Outcome> {
    // If only the root is given, quicktype merges the union of all messages into one class.
    let definitions = format!("{}#/$defs/", bundle().display());
    generate(trial, &[definitions.into()], &format!("Messages.{extension}"))?;
    generate(trial, &files(&payloads())?, &format!("Payloads.{extension}"))?;
    Ok(Outcome { generator: npm_version("quicktype")?, messages: "not tested".to_owned() })
}

fn generate(trial: &Trial<'_>, inputs: &[std::path::PathBuf], output: &str) -> Result<()> {
    let quicktype = tool(&tools(), "quicktype");
    let (language, output) = (trial.language.to_lowercase(), trial.folder.join(output));
    let command =
        cmd!(trial.sh, "{quicktype} --lang {language} --src-lang schema --out {output} --src {inputs...}");
    let said = said(command)?;
    // A line such as `Issue in line 5: …`, then the quoted line.
    let mut remarks =
        said.lines().filter(|line| !line.is_empty() && !line.starts_with(|c: char| c.is_ascii_digit()));
    let is_expected = |remark: &str| {
        remark.starts_with("Issue in line ") && REMARKS.iter().any(|known| remark.ends_with(known))
    };
    ensure!(remarks.all(is_expected), "quicktype warns about the schemas:\n{said}");
    Ok(())
}
