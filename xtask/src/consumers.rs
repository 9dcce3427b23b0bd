//! `cargo xtask consumers`: generates types for other languages from the schemas, and tests them.

mod python;
mod quicktype;
mod rust;
mod trial;
mod typescript;

use anyhow::Result;

use self::trial::{Outcome, Trial, tools};
use crate::{
    node::{install, require_node},
    recorded,
    shell::shell,
};

type Try = fn(&Trial<'_>) -> Result<Outcome>;

/// The languages and their trials.
const LANGUAGES: [(&str, Try); 6] = [
    ("Dart", |trial| quicktype::run(trial, "dart")),
    ("Kotlin", |trial| quicktype::run(trial, "kt")),
    ("Python", python::run),
    ("Rust", rust::run),
    ("Swift", |trial| quicktype::run(trial, "swift")),
    ("TypeScript", typescript::run),
];

pub fn run() -> Result<()> {
    let sh = shell()?;
    require_node(&sh)?;
    python::require(&sh)?;
    install(&sh, &tools())?;
    let messages = recorded::messages()?;
    let mut table = format!("\n{:<11} {:<36} recorded messages\n", "language", "generator");
    for (language, run) in LANGUAGES {
        eprintln!("{language} …");
        let Outcome { generator, messages } = run(&Trial::new(&sh, language, &messages)?)?;
        table += &format!("{language:<11} {generator:<36} {messages}\n");
    }
    print!("{table}");
    Ok(())
}
