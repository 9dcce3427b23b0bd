//! The widgets of an account.

use matrix_widget_protocol::widget::{
    ACCOUNT_DATA_TYPE, AccountWidget, AccountWidgets, WidgetContent, WidgetKind, WidgetState, WidgetType,
};
use ruma_common::user_id;

use super::support::object;

fn account(text: &str) -> AccountWidgets {
    AccountWidgets::from(object(text))
}

const CONTENT: &str = r#""content":{"type":"m.stickerpicker","url":"https://s.example/"}"#;

#[test]
fn account_widgets_reads_every_widget() {
    for members in [
        r#""type":"m.widget""#,
        r#""type":"im.vector.modular.widgets""#,
        r#""type":"m.widget","state_key":"s""#,
        r#""type":"m.widget","id":"s""#,
        r#""type":"m.widget","state_key":"s","id":"s","sender":"@alice:example.org""#,
        r#""type":"m.widget","state_key":null,"id":null,"sender":null"#,
        r#""type":"m.widget","state_key":5,"id":[],"sender":"nobody","more":{}"#,
    ] {
        let widgets = account(&format!(r#"{{"s":{{{members},{CONTENT}}}}}"#));
        let [(id, Ok(WidgetState::Present(widget)))] = &widgets.widgets()[..] else {
            panic!("{members}: {:?}", widgets.widgets());
        };
        assert_eq!(id, "s");
        assert_eq!(widget.id(), "s");
        assert_eq!(widget.kind(), WidgetKind::Account);
        assert_eq!(*widget.widget_type(), WidgetType::Stickerpicker);
        assert_eq!(widget.sender().is_some(), members.contains("@alice"));
        assert_eq!(widgets.get("s").unwrap().unwrap().widget(), Some(widget));
    }
}

#[test]
fn account_widgets_keeps_lone_surrogates_in_ids() {
    let text = format!(r#"{{"\ud800":{{"type":"m.widget",{CONTENT}}},"\udfff":5,"\u0061":1}}"#);
    let widgets = account(&text);
    assert_eq!(widgets.get("\u{fffd}\u{fffd}\u{fffd}").unwrap(), None);
    for (_, state) in widgets.widgets() {
        state.unwrap_err();
    }
    assert_eq!(widgets.without("other").raw().as_str(), text);
    assert_eq!(widgets.without("a").raw().as_str(), text.replace(r#","\u0061":1"#, ""));
}

#[test]
fn account_widgets_skips_malformed_entries() {
    let good = format!(r#"{{"type":"m.widget",{CONTENT}}}"#);
    for (entry, expected) in [
        ("5".to_owned(), "odd: expected an object, found a number"),
        (r#""text""#.to_owned(), "odd: expected an object, found a string"),
        ("[]".to_owned(), "odd: expected an object, found an array"),
        ("{}".to_owned(), "odd.type: missing field"),
        (format!(r#"{{{CONTENT}}}"#), "odd.type: missing field"),
        (
            format!(r#"{{"type":"m.custom",{CONTENT}}}"#),
            "odd.type: expected `im.vector.modular.widgets` or `m.widget`, found another string",
        ),
        (format!(r#"{{"type":[],{CONTENT}}}"#), "odd.type: expected a string, found an array"),
        (format!(r#"{{"type":"m.widget","type":"m.widget",{CONTENT}}}"#), "odd.type: duplicate field"),
        (
            format!(r#"{{"type":"m.widget","state_key":"good",{CONTENT}}}"#),
            "odd.state_key: expected the ID of the widget, found another string",
        ),
        (
            format!(r#"{{"type":"m.widget","state_key":"odd","id":"good",{CONTENT}}}"#),
            "odd.id: expected the ID of the widget, found another string",
        ),
        (r#"{"type":"m.widget"}"#.to_owned(), "odd.content: missing field"),
        (
            r#"{"type":"m.widget","content":"x"}"#.to_owned(),
            "odd.content: expected an object, found a string",
        ),
        (
            r#"{"type":"m.widget","content":{"type":"t","url":"u","id":"good"}}"#.to_owned(),
            "odd.content.id: expected the ID of the widget, found another string",
        ),
        // Duplicate IDs are ambiguous.
        (format!(r#"{good},"odd":{good}"#), "odd: duplicate field"),
    ] {
        let widgets = account(&format!(r#"{{"good":{good},"odd":{entry},"fine":{good}}}"#));
        let [(a, Ok(first)), (b, Err(error)), (c, Ok(last))] = &widgets.widgets()[..] else {
            panic!("{entry}: {:?}", widgets.widgets());
        };
        assert_eq!((a.as_str(), b.as_str(), c.as_str()), ("good", "odd", "fine"));
        assert!(first.widget().is_some() && last.widget().is_some());
        assert_eq!(error.to_string(), expected);
        assert_eq!(widgets.get("odd").unwrap_err().to_string(), expected);
    }
}

#[test]
fn account_widgets_reads_deleted_entries() {
    let widgets = account(
        r#"{"a":{"type":"m.widget","content":{}},"b":null,"c":{"type":"m.widget","content":{"url":5,"type":"t"}}}"#,
    );
    for (id, state) in widgets.widgets() {
        assert_eq!(state, Ok(WidgetState::Deleted), "{id}");
    }
    assert_eq!(widgets.widgets().len(), 3);
    assert_eq!(widgets.get("a"), Ok(Some(WidgetState::Deleted)));
    assert_eq!(widgets.get("none"), Ok(None));
    assert!(account("{}").widgets().is_empty());
}

#[test]
fn with_and_without_keep_other_entries() {
    assert_eq!(ACCOUNT_DATA_TYPE, "m.widgets");
    let alice = user_id!("@alice:example.org");
    let came = account(r#"{ "odd" : [1.0, {"b":1,"a":2}], "s": 5 }"#);
    let content = WidgetContent::new(WidgetType::Stickerpicker, "https://s.example/");
    let more = came.with("s", alice, &content).with("é\"", alice, &content);
    let entry = |id: &str| {
        r#"{"type":"m.widget","state_key":"ID","id":"ID","sender":"@alice:example.org","#.replace("ID", id)
            + CONTENT
            + "}"
    };
    assert_eq!(
        more.raw().as_str(),
        format!(r#"{{"odd":[1.0, {{"b":1,"a":2}}],"s":{},"é\"":{}}}"#, entry("s"), entry(r#"é\""#))
    );
    assert_eq!(more.get("é\"").unwrap().unwrap().widget().unwrap().sender(), Some(alice));
    assert_eq!(
        more.without("s").without("é\"").without("none").raw().as_str(),
        r#"{"odd":[1.0, {"b":1,"a":2}]}"#
    );
    assert_eq!(account("{}").without("s").raw().as_str(), "{}");

    let written = AccountWidget::new("s", alice, &content);
    assert_eq!(serde_json::to_string(&written).unwrap(), entry("s"));
    assert_eq!(serde_json::from_str::<AccountWidget>(&entry("s")).unwrap(), written);
}
