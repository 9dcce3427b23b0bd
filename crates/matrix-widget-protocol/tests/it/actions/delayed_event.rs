//! `update_delayed_event`: `delay_id`, `action: "cancel" | "restart" | "send"` → ack.

use std::collections::BTreeSet;

use matrix_widget_protocol::{
    Empty, NewRequest,
    from_widget::{DelayedEventAction, UpdateDelayedEvent, UpdateDelayedEventRequest},
};

use crate::support::{assert_lossless, hash, json, request};

const UNSTABLE: &str = "org.matrix.msc4157.update_delayed_event";

fn update(action: &str) -> String {
    request("fromWidget", UNSTABLE, &format!(r#"{{"delay_id":"d","action":"{action}"}}"#))
}

/// H-ACT-4: `refresh` means `restart`.
#[test]
fn refresh_is_read_as_restart_and_keeps_its_spelling() {
    let [restart, refresh] = ["restart", "refresh"].map(update);
    let [one, other] =
        [&restart, &refresh].map(|text| typed!(FromWidgetRequest::UpdateDelayedEvent, text).data);
    assert_eq!((one.action.as_str(), other.action.as_str()), ("restart", "refresh"));
    assert!(matches!(
        (one.action, other.action),
        (DelayedEventAction::Restart(_), DelayedEventAction::Restart(_))
    ));
    for text in [restart, refresh] {
        assert_lossless(&text, &[]);
        let request = typed!(FromWidgetRequest::UpdateDelayedEvent, &text);
        let expected = format!(r#"{},"response":{{}}}}"#, text.strip_suffix('}').unwrap());
        assert_eq!(request.respond(&Empty::new()), expected);
    }
}

#[test]
fn delayed_event_actions_differ() {
    let actions = ["cancel", "restart", "send"].map(|action| {
        let text = update(action);
        let data = typed!(FromWidgetRequest::UpdateDelayedEvent, &text).data;
        assert_eq!(data.action.as_str(), action);
        data.action
    });
    for (index, one) in actions.iter().enumerate() {
        for other in &actions[index + 1..] {
            assert_ne!(one, other);
        }
    }
    assert_eq!(actions.each_ref().map(hash).into_iter().collect::<BTreeSet<_>>().len(), 3);
}

/// "New ones write `restart`."
#[test]
fn new_requests_write_restart() {
    let data = UpdateDelayedEventRequest::new("d".into(), DelayedEventAction::restart());
    let text = NewRequest::<UpdateDelayedEvent>::from_widget(data).to_json("w", "r").unwrap();
    assert_eq!(json(&text), json(&update("restart")));
}
