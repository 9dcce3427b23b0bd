//! The profile of Element Call: its data in `schemas/element_call.json` and in TypeScript, and `docs/element-call.md`.

use anyhow::Result;
use matrix_widget_protocol::vendor::element_call::{
    CAPABILITIES, CallPlatform, ElementCallIntent, ElementCallSettings,
};
use serde_json::json;

use super::{
    catalog::Catalog,
    declarations::header,
    outputs::{NOTICE, Outputs, SCHEMAS, TYPESCRIPT},
    reference::Types,
    schema,
};

pub fn generate(catalog: &Catalog, outputs: &mut Outputs) -> Result<()> {
    let (mut capabilities, mut requests) = (Vec::new(), String::new());
    for row in CAPABILITIES {
        capabilities.push(json!(row).to_string());
        let since = row.since.map_or_else(|| "never".to_owned(), |since| format!("since {since}"));
        let until = row.until.map(|until| format!(", until {until}")).unwrap_or_default();
        let sdk = if row.is_of_sdk { ", only as an SDK" } else { "" };
        let [web, x] =
            [row.element_web, row.element_x].map(|is_approved| if is_approved { "yes" } else { "" });
        requests += &format!("| `{}` | {since}{until}{sdk} | {web} | {x} |\n", row.template);
    }
    let (mut presets, mut intents) = (Vec::new(), String::new());
    for intent in ElementCallIntent::KNOWN {
        let [desktop, mobile] = [CallPlatform::Desktop, CallPlatform::Mobile]
            .map(|platform| json!(ElementCallSettings::preset(Some(intent), platform)));
        let columns = ["skipLobby", "sendNotificationType", "autoLeave", "waitForCallPickup", "callIntent"];
        let cells: Vec<_> =
            columns.iter().map(|name| format!("`{}`", desktop[*name].to_string().replace('"', ""))).collect();
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
    let schema = schema::body_schema(&catalog.element_call[0])?;
    let names: Vec<_> =
        schema["properties"].as_object().into_iter().flat_map(|members| members.keys()).collect();
    outputs.add(
        TYPESCRIPT,
        "elementCall.ts",
        header() + &typescript.replace("NAMES", &json!(names).to_string()),
    )?;
    let mut types = Types::default();
    catalog.element_call.iter().try_for_each(|body| types.mention(body))?;
    let page =
        include_str!("element_call.md").replace("INTENTS\n", &intents).replace("CAPABILITIES\n", &requests);
    outputs.add_file(
        "docs/element-call.md",
        format!("<!-- {NOTICE} -->\n\n{}", page.replace("TYPES\n", &types.sections()?)),
    )
}
