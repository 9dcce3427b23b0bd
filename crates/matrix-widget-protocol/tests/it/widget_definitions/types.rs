//! `tests/fixtures/widget_types.json`: each type and alias with its canonical type and data, and definitions as clients
//! write them, written by hand from the named sources.

use std::{collections::BTreeSet, sync::LazyLock};

use matrix_widget_protocol::{
    RawObject,
    widget::{AccountWidgets, Widget, WidgetContent, WidgetData, WidgetState, WidgetType},
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::support::{full_variables, object};

#[derive(Deserialize)]
struct Fixture {
    types: Vec<Type>,
    definitions: Vec<Definition>,
}

#[derive(Deserialize)]
struct Type {
    #[serde(rename = "type")]
    name: String,
    canonical: String,
    data: String,
}

#[derive(Deserialize)]
struct Definition {
    writer: String,
    id: String,
    content: RawObject,
    /// The other members of an entry in the account data.
    entry: Option<Map<String, Value>>,
    data: Value,
}

static FIXTURE: LazyLock<Fixture> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../fixtures/widget_types.json")).expect("expected a fixture")
});

/// Returns the definition of this writer as a widget.
pub fn written_by(writer: &str) -> Widget {
    let definition = FIXTURE.definitions.iter().find(|definition| definition.writer == writer);
    read(definition.expect("expected a writer in the fixture"))
}

fn read(definition: &Definition) -> Widget {
    let Definition { id, content, .. } = definition;
    let state = match &definition.entry {
        Some(members) => {
            let mut entry = members.clone();
            entry.insert("content".to_owned(), serde_json::from_str(content.as_str()).unwrap());
            let widgets = AccountWidgets::from(object(&json!({ id: entry }).to_string()));
            widgets.get(id).unwrap().unwrap()
        }
        None => WidgetState::in_room("im.vector.modular.widgets", id, content.clone()).unwrap(),
    };
    state.into_widget().unwrap_or_else(|| panic!("{}: expected a widget", definition.writer))
}

/// Returns the name of the variant and the known members.
fn in_json(data: &WidgetData) -> Value {
    let (name, members) = match data {
        WidgetData::Custom(data) => ("custom", RawObject::from(data)),
        WidgetData::Jitsi(data) => ("jitsi", RawObject::from(data)),
        WidgetData::Stickerpicker => ("stickerpicker", RawObject::empty()),
        WidgetData::IntegrationManager(data) => ("integration_manager", RawObject::from(data)),
        WidgetData::Call(data) => ("call", RawObject::from(data)),
        WidgetData::Notepad(data) => ("notepad", RawObject::from(data)),
        _ => panic!("expected a known variant"),
    };
    json!({ name: members })
}

#[test]
fn canonical_returns_the_type_of_an_alias() {
    for Type { name, canonical, .. } in &FIXTURE.types {
        let widget_type = WidgetType::from(name.as_str());
        assert_eq!(widget_type.canonical(), canonical.as_str());
        assert!(WidgetType::KNOWN.contains(&widget_type.canonical()), "{name}");
        // The spelling survives.
        assert_eq!(widget_type.as_str(), name);
        let content = WidgetContent::new(widget_type, "https://w.example/");
        assert_eq!(
            serde_json::to_string(&content).unwrap(),
            format!(r#"{{"type":"{name}","url":"https://w.example/"}}"#)
        );
    }
    let canonical: BTreeSet<_> = FIXTURE.types.iter().map(|row| row.canonical.as_str()).collect();
    assert_eq!(WidgetType::KNOWN.iter().map(WidgetType::as_str).collect::<BTreeSet<_>>(), canonical);
}

#[test]
fn canonical_keeps_unknown_types() {
    for name in ["stickerpicker", "M.JITSI", "jitsi ", "com.example.board", ""] {
        assert_eq!(WidgetType::from(name).canonical(), name);
    }
}

#[cfg(all(feature = "schemars", feature = "ts-rs"))]
#[test]
fn schema_lists_every_known_type() {
    let schema = schemars::schema_for!(WidgetType);
    let examples = schema.get("examples").and_then(Value::as_array).unwrap();
    let examples: BTreeSet<_> = examples.iter().map(|name| name.as_str().unwrap()).collect();
    assert_eq!(examples, FIXTURE.types.iter().map(|row| row.name.as_str()).collect());
    let typescript = <WidgetType as ts_rs::TS>::inline(&ts_rs::Config::default());
    let quoted = |name: &str| typescript.contains(&format!(r#""{name}" | "#));
    assert!(examples.into_iter().all(quoted), "{typescript}");
}

#[test]
fn typed_data_is_that_of_the_canonical_type() {
    let data = r#"{"domain":"d","conferenceId":"c","api_url":"https://i.example/"}"#;
    for Type { name, data: expected, .. } in &FIXTURE.types {
        let content = object(&format!(r#"{{"type":"{name}","url":"https://w.example/","data":{data}}}"#));
        let widgets = AccountWidgets::from(object("{}"));
        let alice = ruma_common::user_id!("@alice:example.org");
        let widget = widgets.with("w", alice, content).get("w").unwrap().unwrap().into_widget().unwrap();
        let typed = in_json(&widget.typed_data());
        assert_eq!(typed.as_object().unwrap().keys().collect::<Vec<_>>(), [expected], "{name}");
    }
}

#[test]
fn definitions_of_deployed_clients_are_typed() {
    for definition in &FIXTURE.definitions {
        let widget = read(definition);
        let writer = &definition.writer;
        assert_eq!(in_json(&widget.typed_data()), definition.data, "{writer}");
        widget.url(&full_variables()).unwrap_or_else(|error| panic!("{writer}: {error}"));
    }
}

#[test]
fn definitions_of_element_web_are_read_with_and_without_ids() {
    let in_room = written_by("Element Web `WidgetUtils.addJitsiWidget`, in a room");
    assert_eq!(in_room.content().get::<String>("id"), Ok(None));
    assert_eq!(in_room.id(), "aBcDeFgHiJkLmNoPqRsTuVwX");
    assert_eq!(in_room.creator_user_id(), None);
    let in_account = written_by("Element Web `WidgetUtils.setUserWidget`, in an account");
    assert_eq!(in_account.content().get::<String>("id").unwrap().unwrap(), in_account.id());
    assert_eq!(in_account.creator_user_id().as_deref(), in_account.sender());
    assert!(in_account.sender().is_some());
}
