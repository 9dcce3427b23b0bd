//! The settings result from parameters, presets and defaults, in this order.

use matrix_widget_protocol::vendor::element_call::{
    CallPlatform, ElementCallIntent, ElementCallParameters, ElementCallSettings,
};
use serde_json::{Value, json};

use super::facts;

const SETTINGS: &str = include_str!("../../fixtures/element_call/settings.json");
const PLATFORMS: [CallPlatform; 2] = [CallPlatform::Desktop, CallPlatform::Mobile];

/// Returns the settings that an intent presets, or those without an intent.
fn preset(facts: &Value, intent: &Value, platform: CallPlatform) -> Value {
    let parts = match intent.as_str() {
        None => vec![&facts["of_every_url"], &facts["without_intent"]],
        Some(intent) => vec![
            &facts["of_every_url"],
            &facts["of_every_intent"],
            &facts["of_platforms"][platform.as_str()],
            &facts["of_intents"][intent],
        ],
    };
    merged(parts)
}

fn merged(parts: Vec<&Value>) -> Value {
    let members = parts.into_iter().flat_map(|part| part.as_object().unwrap().clone());
    Value::Object(members.collect())
}

#[test]
fn intents_preset_settings_by_platform() {
    let facts = facts(SETTINGS);
    let intents = facts["of_intents"].as_object().unwrap();
    assert_eq!(intents.len(), ElementCallIntent::KNOWN.len());
    for (intent, platform) in intents.keys().flat_map(|intent| PLATFORMS.map(|platform| (intent, platform))) {
        let expected = preset(&facts, &json!(intent), platform);
        let intent = ElementCallIntent::from(intent.as_str());
        assert_eq!(json!(ElementCallSettings::preset(Some(&intent), platform)), expected);
        let url = format!("https://e/#?widgetId=w&parentUrl=p&intent={intent}");
        assert_eq!(json!(ElementCallParameters::from_url(&url).unwrap().settings(platform)), expected);
    }
}

#[test]
fn parameters_replace_presets_and_defaults() {
    let facts = facts(SETTINGS);
    for (row, platform) in
        facts["urls"].as_array().unwrap().iter().flat_map(|row| PLATFORMS.map(|platform| (row, platform)))
    {
        let expected = merged(vec![&preset(&facts, &row["differs_from"], platform), &row["settings"]]);
        let query = row["query"].as_str().unwrap();
        for url in [format!("https://e/?{query}"), format!("https://e/#?{query}")] {
            let read = ElementCallParameters::from_url(&url).unwrap();
            assert_eq!(json!(read.settings(platform)), expected, "{url}");
        }
    }
}
