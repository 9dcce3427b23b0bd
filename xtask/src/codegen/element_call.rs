//! The profile of Element Call: its data in `schemas/element_call.json` and in TypeScript, and `docs/element-call.md`.

use anyhow::Result;
use matrix_widget_protocol::vendor::element_call::{
    CAPABILITIES, CallPlatform, ElementCallIntent, ElementCallSettings,
};
use matrix_widget_protocol::widget::UrlVariables;
use serde_json::json;

use super::{
    catalog::Catalog,
    outputs::{NOTICE, Outputs, SCHEMAS, TYPESCRIPT},
    reference::Types,
    schema,
};

pub fn generate(catalog: &Catalog, outputs: &mut Outputs) -> Result<()> {
    let (mut capabilities, mut requests) = (Vec::new(), Vec::new());
    for row in CAPABILITIES {
        capabilities.push(json!(row).to_string());
        let since = row.since.map_or_else(|| "never".to_owned(), |since| format!("since {since}"));
        let until = row.until.map(|until| format!(", until {until}")).unwrap_or_default();
        let sdk = if row.is_of_sdk { ", only as an SDK" } else { "" };
        let [web, x] =
            [row.element_web, row.element_x].map(|is_approved| if is_approved { "yes" } else { "" });
        requests.push(format!("| `{}` | {since}{until}{sdk} | {web} | {x} |", row.template));
    }
    let (mut presets, mut intents) = (Vec::new(), Vec::new());
    for intent in ElementCallIntent::KNOWN {
        let [desktop, mobile] = [CallPlatform::Desktop, CallPlatform::Mobile]
            .map(|platform| json!(ElementCallSettings::preset(Some(intent), platform)));
        let cells = COLUMNS.map(|name| desktop[name].to_string().replace('"', "`"));
        intents.push(format!("| `{intent}` | {} |", cells.join(" | ")));
        presets.push(format!("\"{intent}\": {{\n\"desktop\": {desktop},\n\"mobile\": {mobile}\n}}"));
    }
    let mut types = Types::default();
    catalog.element_call.iter().try_for_each(|body| types.mention(body))?;
    let schema = schema::body_schema(&catalog.element_call[0])?;
    let names: Vec<_> =
        schema["properties"].as_object().into_iter().flat_map(|members| members.keys()).collect();
    let values = [
        ("@NOTICE@", NOTICE.to_owned()),
        ("@NAMES@", json!(names).to_string()),
        ("@VARIABLES@", json!(UrlVariables::names().collect::<Vec<_>>()).to_string()),
        ("@DEFAULTS@", json!(ElementCallSettings::preset(None, CallPlatform::Desktop)).to_string()),
        ("@PRESETS@", presets.join(",\n")),
        ("@INTENTS@", intents.join("\n")),
        ("@CAPABILITIES@", capabilities.join(",\n")),
        ("@REQUESTS@", requests.join("\n")),
        ("@TYPES@\n", types.sections()?),
    ];
    let fill =
        |text: &str| values.iter().fold(text.to_owned(), |text, (place, value)| text.replace(place, value));
    outputs.add(SCHEMAS, "element_call.json", fill(include_str!("element_call/data.json.txt")))?;
    outputs.add(TYPESCRIPT, "elementCall.ts", fill(include_str!("element_call/data.ts.txt")))?;
    outputs.add_file("docs/element-call.md", fill(include_str!("element_call/page.md")))
}

/// The settings in which the presets of the intents differ.
const COLUMNS: [&str; 5] =
    ["skipLobby", "sendNotificationType", "autoLeave", "waitForCallPickup", "callIntent"];
