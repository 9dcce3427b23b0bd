//! Expensive permission checks of requests, compared with parsing.

use std::hint::black_box;

use matrix_widget_protocol::{
    Message,
    reexports::matrix_widget_capability::{CapabilitySet, Dialect},
};

use crate::{
    case::{Case, Run},
    texts,
};

pub fn cases() -> Vec<Case> {
    [("10,000 rooms", 1), ("10,000 rooms, a type of 64 KB", 64_000)]
        .into_iter()
        .flat_map(|(row, length)| {
            [
                Case::new("coverage", row, "one step", move || one_step(&"t".repeat(length))).once(),
                Case::new("coverage", row, "permit", move || permit(&"t".repeat(length))).once(),
            ]
        })
        .collect()
}

fn one_step(event_type: &str) -> Run {
    let text = texts::read_events(event_type, 10_000);
    Box::new(move || Message::parse(black_box(&text)).is_ok())
}

fn permit(event_type: &str) -> Run {
    let text = texts::read_events(event_type, 10_000);
    let request = match Message::parse(&text).map(Message::into_owned) {
        Ok(Message::FromWidgetRequest(request)) => Some(request),
        _ => None,
    };
    let request = request.expect("expected a request of a widget");
    let granted = [format!("m.receive.event:{event_type}"), "m.timeline:*".to_owned()];
    let granted = CapabilitySet::from_strings(granted, Dialect::Msc2762);
    Box::new(move || black_box(&request).permit(&granted, None).is_ok())
}
