//! TypeScript: json-schema-to-typescript, whose types take what was recorded.

use std::{fmt::Write as _, fs};

use anyhow::{Result, ensure};

use super::{Consumed, bundle, count, files, generate, npm_version, output, payloads, tools};
use crate::{
    node,
    process::{self, utf8},
    recorded::Recorded,
};

pub fn consume(messages: &[Recorded]) -> Result<Consumed> {
    let folder = output("typescript")?;
    let generator = node::tool(&tools(), "json2ts");
    for (input, output) in [(bundle(), "message.ts"), (payloads(), "payloads")] {
        let output = folder.join(output);
        generate(&generator, &["--input", utf8(&input)?, "--output", utf8(&output)?])?;
    }
    let generated = files(&folder)?;
    let types = count(&generated, &["export interface", "export type"])?;

    let accepted: Vec<_> = messages.iter().filter(|message| message.name.is_some()).collect();
    let mut literals = "import type { Message } from \"./message.js\";\n".to_owned();
    for (number, message) in accepted.iter().enumerate() {
        writeln!(literals, "export const message{number}: Message = {};", message.text)?;
    }
    fs::write(folder.join("recorded.ts"), literals)?;
    let compiled = files(&folder)?;
    let mut arguments = vec!["--strict", "--noEmit", "--module", "nodenext", "--target", "es2022"];
    for file in &compiled {
        arguments.push(utf8(file)?);
    }
    let said = process::said(&folder, &node::tool(&tools(), "tsc"), &arguments)?;
    ensure!(said.is_empty(), "{said}");
    Ok(Consumed {
        language: "TypeScript",
        generator: npm_version("json-schema-to-typescript")?,
        files: generated.len(),
        types,
        messages: format!("{} compile, in strict mode", accepted.len()),
    })
}
