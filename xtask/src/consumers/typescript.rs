//! TypeScript: json-schema-to-typescript. The recorded messages must compile as its types.

use std::{fmt::Write as _, fs};

use anyhow::Result;
use xshell::cmd;

use super::trial::{Outcome, Trial, bundle, generate, npm_version, payloads, tools};
use crate::{node::tool, repository::files};

pub fn run(trial: &Trial<'_>) -> Result<Outcome> {
    let Trial { sh, folder, messages, .. } = trial;
    let (json2ts, tsc) = (tool(&tools(), "json2ts"), tool(&tools(), "tsc"));
    for (input, output) in [(bundle(), "message.ts"), (payloads(), "payloads")] {
        let output = folder.join(output);
        generate(cmd!(sh, "{json2ts} --input {input} --output {output}"))?;
    }

    let accepted: Vec<_> = messages.iter().filter(|message| message.name.is_some()).collect();
    let mut literals = "import type { Message } from \"./message.js\";\n".to_owned();
    for (number, message) in accepted.iter().enumerate() {
        writeln!(literals, "export const message{number}: Message = {};", message.text)?;
    }
    fs::write(folder.join("recorded.ts"), literals)?;
    let files = files(folder)?;
    generate(cmd!(sh, "{tsc} --strict --noEmit --module nodenext --target es2022 {files...}"))?;
    Ok(Outcome {
        generator: npm_version("json-schema-to-typescript")?,
        messages: format!("{} compile in strict mode", accepted.len()),
    })
}
