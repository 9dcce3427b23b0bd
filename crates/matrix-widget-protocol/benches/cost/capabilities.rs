//! Parsing and printing of capability strings.

use std::hint::black_box;

use matrix_widget_capability::{Capability, Dialect};

use crate::case::Case;

pub fn cases() -> Vec<Case> {
    let texts = [
        ("flag", "org.matrix.msc2931.navigate"),
        ("event", "org.matrix.msc2762.send.event:m.room.message#m.text"),
        (
            "event of a room",
            "org.matrix.msc2762.receive.state_event:m.room.member#@alice:example.org:!room:example.org",
        ),
        ("timeline", "org.matrix.msc2762.timeline:!room:example.org"),
        ("unknown", "com.example.fly:to the moon"),
    ];
    texts.into_iter().flat_map(|(row, text)| of_text(row, text)).collect()
}

fn of_text(row: &'static str, text: &'static str) -> [Case; 3] {
    let read = move || Capability::parse_lenient(black_box(text), Dialect::RoomScoped);
    [
        Case::new("capability", row, "copy", move || {
            Box::new(move || !black_box(black_box(text).to_owned()).is_empty())
        }),
        Case::new("capability", row, "parse", move || {
            Box::new(move || {
                black_box(read());
                true
            })
        }),
        Case::new("capability", row, "print", move || {
            let capability = read();
            Box::new(move || !black_box(printed(black_box(&capability))).is_empty())
        }),
    ]
}

fn printed(capability: &Capability<'_>) -> String {
    capability
        .in_dialect(Dialect::RoomScoped)
        .expect("expected a capability that the dialect can express")
        .to_string()
}
