//! Parameters are read from URLs and written into URLs.

use matrix_widget_protocol::{
    Secret,
    vendor::element_call::{
        ElementCallBackground, ElementCallHeader, ElementCallIntent, ElementCallNotification,
        ElementCallParameters,
    },
    widget::{UrlTemplate, UrlVariables},
};
use ruma_common::owned_user_id;
use serde_json::{Value, json};

use super::{facts, parameters, strings};

const PARAMETERS: &str = include_str!("../../fixtures/element_call/parameters.json");
const URLS: &str = include_str!("../../fixtures/element_call/urls.json");

fn rows(name: &str) -> Vec<Value> {
    facts(URLS)[name].as_array().unwrap().clone()
}

fn text<'v>(row: &'v Value, name: &str) -> &'v str {
    row[name].as_str().unwrap()
}

#[test]
fn from_url_reads_the_urls_of_hosts() {
    for row in rows("read") {
        let read = ElementCallParameters::from_url(text(&row, "url")).unwrap();
        assert_eq!(json!(read), row["parameters"], "{}", row["by"]);
    }
}

#[test]
fn from_url_rejects_different_values_and_names_the_parameter() {
    for row in rows("refused") {
        let error = ElementCallParameters::from_url(text(&row, "url")).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("{}: duplicate parameter with different values", text(&row, "place"))
        );
    }
}

#[test]
fn to_url_and_to_template_write_the_fragment() {
    for row in rows("written") {
        let parameters = parameters(&row["parameters"]);
        let page = text(&row, "page");
        assert_eq!(parameters.to_url(page), text(&row, "url"));
        assert_eq!(parameters.to_template(page), text(&row, "template"));
    }
}

#[test]
fn current_parameters_are_fields_and_others_are_extra_members() {
    let facts = facts(PARAMETERS);
    let enums = facts["enums"].as_object().unwrap();
    let names = ["texts", "flags", "lists"].map(|kind| strings(&facts[kind])).concat();
    let names: Vec<_> = names.iter().chain(enums.keys()).collect();
    for name in &names {
        let read = ElementCallParameters::from_url(&format!("https://e/#?{name}=x")).unwrap();
        assert_eq!(read.rest().count(), 0, "{name}");
    }
    for name in strings(&facts["dead"]) {
        let read = ElementCallParameters::from_url(&format!("https://e/#?{name}=x")).unwrap();
        assert_eq!(read.get::<String>(&name).unwrap().as_deref(), Some("x"));
        assert_eq!(read.known, ElementCallParameters::new());
    }
    let known = |values: Vec<&str>| json!(values);
    let of = |name: &str| match name {
        "intent" => known(ElementCallIntent::KNOWN.iter().map(ElementCallIntent::as_str).collect()),
        "header" => known(ElementCallHeader::KNOWN.iter().map(ElementCallHeader::as_str).collect()),
        "background" => {
            known(ElementCallBackground::KNOWN.iter().map(ElementCallBackground::as_str).collect())
        }
        "sendNotificationType" => {
            known(ElementCallNotification::KNOWN.iter().map(ElementCallNotification::as_str).collect())
        }
        other => panic!("{other} is not an enum"),
    };
    for (name, values) in enums {
        assert_eq!(of(name), *values);
    }
}

#[cfg(feature = "schemars")]
#[test]
fn schema_names_the_current_parameters_and_no_others() {
    let facts = facts(PARAMETERS);
    let mut names = ["texts", "flags", "lists"].map(|kind| strings(&facts[kind])).concat();
    names.extend(facts["enums"].as_object().unwrap().keys().cloned());
    names.sort();
    let schema = schemars::schema_for!(ElementCallParameters);
    let mut found: Vec<_> = schema.get("properties").unwrap().as_object().unwrap().keys().collect();
    found.sort();
    assert_eq!(found, names.iter().collect::<Vec<_>>());
}

#[test]
fn debug_and_errors_hide_secrets() {
    for name in strings(&facts(PARAMETERS)["secrets"]) {
        let read = ElementCallParameters::from_url(&format!("https://e/#?{name}=c0ffee&scalar_token=c0ffee"))
            .unwrap();
        let shown = format!("{read:?}");
        assert!(shown.contains("redacted") && !shown.contains("c0ffee"), "{shown}");
        let error = ElementCallParameters::from_url(&format!("https://e/#?{name}=c0ffee&{name}=c0ffee2"))
            .unwrap_err();
        assert!(!format!("{error:?} {error}").contains("c0ffee"));
    }
}

#[test]
fn to_template_escapes_values_that_contain_variables() {
    let variables = UrlVariables::new(owned_user_id!("@alice:example.org"));
    let fill = |template: &str| {
        let url = UrlTemplate::new(template).fill("w", None, &variables).unwrap();
        ElementCallParameters::from_url(&url).unwrap().known.display_name.unwrap()
    };
    let named = |name: &str| {
        let mut parameters = ElementCallParameters::new();
        parameters.display_name = Some(name.to_owned());
        matrix_widget_protocol::WithExtra::new(parameters)
    };
    let page = "https://call.example.org/";
    assert_eq!(fill(&named("$matrix_user_id").to_template(page)), "@alice:example.org");
    assert_eq!(fill(&named("$matrix_user_id").to_url(page)), "$matrix_user_id");
    for name in [
        "$matrix_user_id!",
        "I am $matrix_user_id",
        "$matrix_user_id&lang=$matrix_user_id",
        "%24matrix_user_id",
    ] {
        assert_eq!(fill(&named(name).to_template(page)), name);
        assert_eq!(fill(&named(name).to_url(page)), name);
    }
}

#[test]
fn with_variables_fills_what_widget_mode_needs() {
    let mut parameters = ElementCallParameters::with_variables();
    assert!(!parameters.is_widget());
    parameters.parent_url = Some("https://client.example.org/".to_owned());
    parameters.password = Some(Secret::from("c0ffee"));
    assert!(parameters.is_widget());
    for value in [&parameters.room_id, &parameters.user_id, &parameters.device_id, &parameters.base_url] {
        assert!(value.as_deref().unwrap().starts_with('$'));
    }
}
