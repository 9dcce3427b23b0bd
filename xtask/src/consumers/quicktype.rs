//! Kotlin and Swift: quicktype.

use anyhow::{Result, ensure};

use super::{Consumed, bundle, count, files, npm_version, output, payloads, target, tools};
use crate::{
    node,
    process::{self, utf8},
};

/// What quicktype says of a member that may be anything, and of one that is null if it is there. It is so.
const REMARKS: [&str; 2] = [
    "quicktype cannot infer this type because there is no data about it in the input.",
    "The only value for this in the input is null, which means you probably need a more complete input sample.",
];

/// Types for a language, whose declarations begin with these words.
pub fn consume(language: &'static str, ending: &str, words: &[&str]) -> Result<Consumed> {
    let folder = output(&language.to_lowercase())?;
    // A type for each definition: of a union of objects, quicktype makes one class with all their members.
    let definitions = format!("{}#/$defs/", utf8(&bundle())?);
    generate(language, &[definitions], utf8(&folder.join(format!("Messages.{ending}")))?)?;
    let bodies: Result<Vec<_>> = files(&payloads())?.iter().map(|file| Ok(utf8(file)?.to_owned())).collect();
    generate(language, &bodies?, utf8(&folder.join(format!("Payloads.{ending}")))?)?;
    let generated = files(&folder)?;
    Ok(Consumed {
        language,
        generator: npm_version("quicktype")?,
        files: generated.len(),
        types: count(&generated, words)?,
        messages: String::new(),
    })
}

fn generate(language: &str, inputs: &[String], output: &str) -> Result<()> {
    let language = language.to_lowercase();
    let mut arguments = vec!["--lang", &language, "--src-lang", "schema", "--out", output];
    for input in inputs {
        arguments.extend(["--src", input]);
    }
    let said = process::said(&target(), &node::tool(&tools(), "quicktype"), &arguments)?;
    // `Issue in line 5: …`, and then that line.
    let remarks =
        said.lines().filter(|line| !line.is_empty() && !line.starts_with(|c: char| c.is_ascii_digit()));
    for remark in remarks {
        let known =
            REMARKS.iter().any(|known| remark.starts_with("Issue in line ") && remark.ends_with(known));
        ensure!(known, "quicktype is not content with the schema:\n{said}");
    }
    Ok(())
}
