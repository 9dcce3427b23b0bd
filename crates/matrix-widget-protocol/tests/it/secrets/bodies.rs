//! Bodies of every action with a secret wherever one can stand.

use matrix_widget_protocol::{
    Direction, InvalidMessage, NewRequest, RawMessage,
    action::{Action, ActionVisitor, KnownAction, visit_actions},
    from_widget, to_widget,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{
    SECRET, SECRET_NAMES, SECRET_NUMBER, assert_debug_hides, assert_hidden,
    probe::{members_of, valid_body},
};
use crate::support::decode;

/// A body with a secret, and whether it is a secret also where a type takes it.
struct Body {
    json: Value,
    always: bool,
}

/// Members that hold secrets by their names, to be added to an object.
fn secret_members() -> Value {
    let mut members = serde_json::Map::new();
    for name in SECRET_NAMES {
        members.insert(name.to_owned(), SECRET.into());
        members.insert(format!("{name}.nested"), json!([{ "key": SECRET, name: [SECRET] }]));
    }
    Value::Object(members)
}

fn with(owner: &Value, name: &str, value: Value) -> Value {
    let mut owner = owner.clone();
    owner[name] = value;
    owner
}

/// Values with a secret, of every kind that JSON has.
fn secret_values() -> Vec<Value> {
    let number: Value = serde_json::from_str(SECRET_NUMBER).unwrap();
    let values = [json!(SECRET), number.clone(), json!(format!("!{SECRET} {SECRET_NUMBER}"))];
    let deeper = values.iter().flat_map(|value| {
        [
            json!([value]),
            json!([[value]]),
            json!({ "x": value }),
            json!([{ "x": value }]),
            json!({ "x": [value] }),
        ]
    });
    values.iter().cloned().chain(deeper).collect()
}

fn bodies<T: DeserializeOwned>() -> Vec<Body> {
    let valid = valid_body::<T>();
    let mut bodies = Vec::new();
    let mut unknown = valid.clone();
    for (name, value) in secret_members().as_object().unwrap() {
        if !members_of::<T>().contains(&name.as_str()) {
            unknown[name] = value.clone();
        }
    }
    bodies.push(Body { json: unknown.clone(), always: true });
    for name in members_of::<T>() {
        for value in secret_values() {
            for owner in [&valid, &unknown] {
                let always = SECRET_NAMES.contains(&name);
                bodies.push(Body { json: with(owner, name, value.clone()), always });
            }
        }
        bodies.push(Body { json: with(&valid, name, secret_members()), always: true });
        let mut without = unknown.clone();
        without.as_object_mut().unwrap().remove(name);
        bodies.push(Body { json: without, always: true });
    }
    bodies.extend(secret_values().into_iter().map(|json| Body { always: json.is_object(), json }));
    bodies
}

fn error_bodies(valid: &Value) -> Vec<Body> {
    let matrix_api_errors = secret_values().into_iter().chain([
        json!({"http_status": 401, "response": secret_members()}),
        json!({"http_status": SECRET, "response": SECRET}),
        json!({"http_status": 401, "http_headers": {"x": [SECRET]}, "url": [SECRET], "response": {}}),
    ]);
    let mut errors: Vec<_> = matrix_api_errors
        .map(|cause| json!({"error": {"message": "m", "matrix_api_error": cause}}))
        .collect();
    errors.push(json!({"error": with(&secret_members(), "message", "m".into())}));
    errors.push(with(&secret_members(), "error", json!({"message": "m"})));
    errors.push(json!({"error": SECRET}));
    errors.push(json!({"error": {"message": [SECRET]}}));
    errors.extend(errors.clone().iter().map(|error| {
        let mut both = valid.clone();
        both.as_object_mut().unwrap().extend(error.as_object().unwrap().clone());
        both
    }));
    errors.into_iter().map(|json| Body { json, always: true }).collect()
}

/// Looks at everything that can be made of a message; gives whether it is valid.
fn assert_message_hides(text: &str, always: bool) -> bool {
    let raw = RawMessage::parse(text).unwrap();
    assert_debug_hides(&raw, text);
    assert_debug_hides(&raw.clone().into_owned(), text);
    match decode(text) {
        Ok(message) => {
            if always {
                assert_debug_hides(&message, text);
                assert_debug_hides(&message.error(), text);
            }
            if let Some(error) = message.error() {
                assert_debug_hides(error, text);
                assert_hidden(&error.to_string(), text);
                match error.matrix_api_error() {
                    Ok(cause) => assert_debug_hides(&cause, text),
                    Err(error) => assert_debug_hides(&error, text),
                }
                if let Err(error) = error.matrix_api_error() {
                    assert_hidden(&error.to_string(), text);
                }
            }
            true
        }
        Err(invalid) => {
            assert_debug_hides(&invalid, text);
            assert_hidden(&invalid.to_string(), text);
            assert_debug_hides(invalid.error(), text);
            assert_hidden(&invalid.error().to_string(), text);
            assert_hidden(&invalid.error().path(), text);
            if let InvalidMessage::FromWidgetRequest(request) | InvalidMessage::ToWidgetRequest(request) =
                &invalid
            {
                assert_debug_hides(request, text);
                let answer = request.respond();
                let answer = decode(&answer).unwrap();
                assert_hidden(&answer.error().unwrap().to_string(), text);
                assert_debug_hides(&answer, text);
            }
            false
        }
    }
}

fn assert_action_hides<A: Action>(api: Direction, name: &str, counts: &mut Counts) {
    let header = format!(r#"{{"api":"{api}","widgetId":"w","requestId":"r","action":"{name}","data":"#);
    for Body { json, always } in bodies::<A::Request>() {
        counts.add(assert_message_hides(&format!("{header}{json}}}"), always));
        // In a response the same data is a copy that nobody judges.
        let text = format!(r#"{header}{json},"response":{}}}"#, valid_body::<A::Response>());
        assert!(assert_message_hides(&text, true), "{text}");
    }
    let errors = error_bodies(&valid_body::<A::Response>());
    for Body { json, always } in bodies::<A::Response>().into_iter().chain(errors) {
        if !json.is_null() {
            counts.add(assert_message_hides(&format!(r#"{header}{{}},"response":{json}}}"#), always));
        }
    }
}

#[derive(Debug, Default)]
struct Counts {
    valid: usize,
    invalid: usize,
    actions: usize,
}

impl Counts {
    fn add(&mut self, is_valid: bool) {
        *(if is_valid { &mut self.valid } else { &mut self.invalid }) += 1;
    }
}

impl ActionVisitor for Counts {
    fn visit<A: KnownAction>(&mut self) {
        assert_action_hides::<A>(A::INFO.direction, A::INFO.name, self);
        for Body { json, always } in bodies::<A::Request>() {
            if let (true, Ok(data)) = (always, serde_json::from_value::<A::Request>(json.clone())) {
                assert_debug_hides(&NewRequest::<A>::new(data), &json.to_string());
            }
        }
        self.actions += 1;
    }
}

#[test]
fn no_body_of_any_action_shows_a_secret() {
    let mut counts = Counts::default();
    visit_actions(&mut counts);
    assert!(counts.actions >= 10 && counts.valid > 100 && counts.invalid > 100, "{counts:?}");
}

#[test]
fn no_body_of_a_custom_action_shows_a_secret() {
    let mut counts = Counts::default();
    assert_action_hides::<from_widget::Custom>(Direction::FromWidget, "com.example", &mut counts);
    assert_action_hides::<to_widget::Custom>(Direction::ToWidget, "com.example", &mut counts);
    assert!(counts.valid > 0 && counts.invalid > 0, "{counts:?}");
}
