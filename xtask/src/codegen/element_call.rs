//! The profile of Element Call: its data in `schemas/element_call.json` and in TypeScript, and `docs/element-call.md`.

use anyhow::Result;
use matrix_widget_protocol::vendor::element_call::{
    CAPABILITIES, CallPlatform, ElementCallIntent, ElementCallSettings,
};
use serde_json::{Value, json};

use super::{
    catalog::Catalog,
    declarations::header,
    outputs::{NOTICE, Outputs, SCHEMAS, TYPESCRIPT},
    reference::Types,
};

pub fn generate(catalog: &Catalog, outputs: &mut Outputs) -> Result<()> {
    let (mut capabilities, mut requests) = (Vec::new(), String::new());
    for row in CAPABILITIES {
        let (template, since, until, is_of_sdk) = (row.template, row.since, row.until, row.is_of_sdk);
        let (web, x) = (row.element_web, row.element_x);
        capabilities.push(json!({ "template": template, "since": since, "until": until, "is_of_sdk": is_of_sdk, "element_web": web, "element_x": x }).to_string());
        let versions = since.map_or_else(|| "never".to_owned(), |since| format!("since {since}"));
        let until = until.map(|until| format!(", until {until}")).unwrap_or_default();
        let sdk = if is_of_sdk { ", only as an SDK" } else { "" };
        let [web, x] = [web, x].map(|is_approved| if is_approved { "yes" } else { "" });
        requests += &format!("| `{template}` | {versions}{until}{sdk} | {web} | {x} |\n");
    }
    let (mut presets, mut intents) = (Vec::new(), String::new());
    for intent in ElementCallIntent::KNOWN {
        let [desktop, mobile] = [CallPlatform::Desktop, CallPlatform::Mobile]
            .map(|platform| json!(ElementCallSettings::preset(Some(intent), platform)));
        let columns = ["skipLobby", "sendNotificationType", "autoLeave", "waitForCallPickup", "callIntent"];
        let cells: Vec<_> = columns.iter().map(|name| format!("`{}`", text(&desktop[*name]))).collect();
        intents += &format!("| `{intent}` | {} |\n", cells.join(" | "));
        presets.push(format!("\"{intent}\": {{\n\"desktop\": {desktop},\n\"mobile\": {mobile}\n}}"));
    }
    let defaults = json!(ElementCallSettings::preset(None, CallPlatform::Desktop));
    let (capabilities, presets) = (capabilities.join(",\n"), presets.join(",\n"));
    outputs.add(SCHEMAS, "element_call.json", format!(
        "{{\n\"$comment\": \"{NOTICE}\",\n\"capabilities\": [\n{capabilities}\n],\n\"defaults\": {defaults},\n\"presets\": {{\n{presets}\n}}\n}}\n"
    ))?;
    let typescript = include_str!("element_call.ts.txt").replace("CAPABILITIES", &capabilities);
    let typescript = typescript.replace("DEFAULTS", &defaults.to_string()).replace("PRESETS", &presets);
    outputs.add(TYPESCRIPT, "elementCall.ts", header() + &typescript)?;
    let mut types = Types::default();
    catalog.element_call.iter().try_for_each(|body| types.mention(body))?;
    let page =
        include_str!("element_call.md").replace("INTENTS\n", &intents).replace("CAPABILITIES\n", &requests);
    outputs.add_file(
        "docs/element-call.md",
        format!("<!-- {NOTICE} -->\n\n{}", page.replace("TYPES\n", &types.sections()?)),
    )
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
