//! Python: datamodel-code-generator, whose models of pydantic load and dump what was recorded.

use std::{collections::BTreeMap, fs, path::PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{Consumed, bundle, count, files, generate, output, payloads, target, tools, utf8};
use crate::{
    process,
    recorded::{self, Recorded},
};

const OLDEST: (u32, u32) = (3, 10);
const PYTHON: &str = if cfg!(windows) { "python" } else { "python3" };

/// Models of pydantic that keep members they do not know, and take no type for another.
const OPTIONS: [&str; 16] = [
    "--input-file-type",
    "jsonschema",
    "--output-model-type",
    "pydantic_v2.BaseModel",
    "--preset",
    "practical-py310-20261027",
    "--enum-field-as-literal",
    "all",
    "--use-title-as-name",
    "--extra-fields",
    "allow",
    "--strict-types",
    "str",
    "int",
    "float",
    "bool",
];

/// Fails, in one sentence that says what to do, unless Python is there and new enough.
pub fn require() -> Result<()> {
    let (major, minor) = OLDEST;
    let how = format!(
        "install Python {major}.{minor} or newer from https://www.python.org or your system's packages"
    );
    let Some(version) = process::output(PYTHON, &["--version"]) else {
        bail!("Python is missing, which runs the models generated for it: {how}.");
    };
    if number(&version).is_none_or(|number| number < OLDEST) {
        bail!("{version} is too old to run the models generated for it: {how}.");
    }
    Ok(())
}

pub fn consume(messages: &[Recorded]) -> Result<Consumed> {
    let tool = install()?;
    let folder = output("python")?;
    let generator = tool("datamodel-codegen");
    for (input, output) in [(bundle(), "message.py"), (payloads(), "payloads")] {
        let output = folder.join(output);
        let arguments = [&OPTIONS[..], &["--input", utf8(&input)?, "--output", utf8(&output)?]].concat();
        generate(&generator, &arguments)?;
    }
    let generated = files(&folder)?;
    let types = count(&generated, &["class"])?;

    // `datamodel-codegen 0.89.0`
    let version = process::said(&folder, &generator, &["--version"])?;

    let mut expected = BTreeMap::<_, Vec<_>>::new();
    for message in messages {
        expected.entry(&message.flow).or_default().push(&message.name);
    }
    let expectations = target().join("expected.json");
    fs::write(&expectations, serde_json::to_string(&expected)?)?;
    let (script, recordings) = (tools().join("load.py"), recorded::folder());
    let arguments = [utf8(&script)?, utf8(&folder)?, utf8(&recordings)?, utf8(&expectations)?];
    let counts = process::said(&folder, &tool("python"), &arguments)?;
    let counts: Value = serde_json::from_str(&counts).with_context(|| counts.clone())?;
    Ok(Consumed {
        language: "Python",
        generator: version,
        files: generated.len(),
        types,
        messages: format!("{} loaded and dumped, {} refused", counts["loaded"], counts["refused"]),
    })
}

/// An environment with what `requirements.txt` names, made unless that has been done, and the place of its programs.
fn install() -> Result<impl Fn(&str) -> PathBuf> {
    let environment = target().join("venv");
    let programs = environment.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let tool = move |name: &str| programs.join(name);
    let requirements = tools().join("requirements.txt");
    let wanted = fs::read_to_string(&requirements)?;
    let installed = environment.join("requirements.txt");
    if fs::read_to_string(&installed).is_ok_and(|have| have == wanted) {
        return Ok(tool);
    }
    fs::create_dir_all(target())?;
    process::run(&target(), PYTHON, &["-m", "venv", "--clear", utf8(&environment)?])?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", utf8(&requirements)?];
    process::run(&target(), utf8(&tool("python"))?, &pip)?;
    fs::write(installed, wanted)?;
    Ok(tool)
}

/// `Python 3.11.7`: 3 and 11.
fn number(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.strip_prefix("Python ")?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_version_is_its_first_two_numbers() {
        for (version, expected) in
            [("Python 3.11.7", Some((3, 11))), ("Python 2.7.18", Some((2, 7))), ("3.11", None), ("", None)]
        {
            assert_eq!(number(version), expected, "{version}");
        }
    }
}
