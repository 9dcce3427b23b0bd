//! Python: datamodel-code-generator, whose models of pydantic load and dump what was recorded.

use std::{collections::BTreeMap, fs};

use anyhow::{Context, Result};
use serde_json::Value;

use super::{Consumed, bundle, count, files, generate, output, payloads, target, tools};
use crate::{
    process::{self, utf8},
    python,
    recorded::{self, Recorded},
};

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

pub fn consume(messages: &[Recorded]) -> Result<Consumed> {
    let tool = python::install(&target().join("venv"), &tools().join("requirements.txt"))?;
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
