//! Python: datamodel-code-generator. Its pydantic models must load and dump the recorded messages.

use std::{collections::BTreeMap, fs};

use anyhow::{Context as _, Result};
use serde_json::Value;
use xshell::{Shell, cmd};

use super::trial::{Outcome, Trial, bundle, generate, payloads, tools};
use crate::{recorded, shell};

const PYTHON: &str = if cfg!(windows) { "python" } else { "python3" };

/// Options for pydantic models that keep unknown members and do not convert types.
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

/// Returns an error that says what to install unless Python is new enough.
pub fn require(sh: &Shell) -> Result<()> {
    let is_new_enough = "import ensurepip, sys; sys.exit(sys.version_info < (3, 10))";
    let instruction = "Python 3.10 or newer with venv is needed: install it from https://www.python.org or with your package manager";
    shell::require(cmd!(sh, "{PYTHON} -c {is_new_enough}"), instruction)
}

pub fn run(trial: &Trial<'_>) -> Result<Outcome> {
    let Trial { sh, folder, .. } = trial;
    let environment = folder.with_extension("venv");
    let programs = environment.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let (python, generator) = (programs.join("python"), programs.join("datamodel-codegen"));
    let requirements = tools().join("requirements.txt");
    cmd!(sh, "{PYTHON} -m venv {environment}").run()?;
    cmd!(
        sh,
        "{python} -m pip install --quiet --disable-pip-version-check --require-hashes -r {requirements}"
    )
    .run()?;

    for (input, output) in [(bundle(), "message.py"), (payloads(), "payloads")] {
        let output = folder.join(output);
        generate(cmd!(sh, "{generator} {OPTIONS...} --input {input} --output {output}"))?;
    }

    let mut expected = BTreeMap::<_, Vec<_>>::new();
    for message in trial.messages {
        expected.entry(&message.flow).or_default().push(&message.name);
    }
    let expectations = folder.join("expected.json");
    fs::write(&expectations, serde_json::to_string(&expected)?)?;
    let (script, recordings) = (tools().join("load.py"), recorded::folder());
    let counts = shell::said(cmd!(sh, "{python} {script} {folder} {recordings} {expectations}"))?;
    let counts: Value = serde_json::from_str(&counts).with_context(|| counts.clone())?;
    Ok(Outcome {
        // `datamodel-codegen 0.89.0`
        generator: shell::said(cmd!(sh, "{generator} --version"))?,
        messages: format!("{} loaded and dumped, {} refused", counts["loaded"], counts["refused"]),
    })
}
