//! Checks and parsing without escapes do not allocate.

use std::hint::black_box;

use allocation_counter::measure;
use matrix_widget_capability::{Capability, CapabilitySet, Dialect, EventQuery, Flag};

fn granted(count: usize) -> CapabilitySet {
    let strings = (0..count).flat_map(|i| {
        [
            format!("m.receive.event:org.example.type{i}"),
            format!("m.send.state_event:org.example.type#key{i}"),
            format!("m.send.state_event:org.example.type#key:!room{i}:example.org"),
            format!("m.timeline:!room{i}:example.org"),
            format!("m.send.to_device:org.example.type{i}"),
            String::from("m.sticker"),
        ]
    });
    CapabilitySet::from_strings(strings, Dialect::RoomScoped)
}

#[test]
fn checks_do_not_allocate() {
    for count in [1, 10_000] {
        let set = granted(count);
        let [there, viewed] = ["!room0:example.org", "!viewed:example.org"];
        let counted = measure(|| {
            for room in [there, viewed, "!elsewhere"] {
                for key in ["key", "key0", "other"] {
                    black_box(set.may_send(&EventQuery::state("org.example.type", key, room), Some(viewed)));
                }
                for event_type in ["org.example.type0", "org.example.type", "m.room.message"] {
                    let query = EventQuery::message_like(event_type, Some("m.text"), room);
                    black_box(set.may_receive(&query, Some(viewed)));
                    black_box(set.may_read(&query, Some(viewed)));
                    black_box(set.may_read(&EventQuery::any_state(event_type, room), None));
                    black_box(set.may_send_to_device(event_type));
                    black_box(set.may_receive_room_account_data(event_type));
                }
                black_box(set.may_use_timeline(room));
            }
            black_box(set.may(Flag::Sticker));
        });
        assert_eq!(counted.count_total, 0);
    }
}

#[test]
fn parse_does_not_allocate_without_escapes() {
    let texts = [
        "m.sticker",
        "m.send.event:m.room.message#m.text:!room:example.org",
        "m.send.state_event:a\\b#k:*",
        "m.timeline:nonsense",
        "com.example.fly",
    ];
    let counted = measure(|| {
        for text in texts {
            black_box(Capability::parse_lenient(text, Dialect::RoomScoped));
        }
    });
    assert_eq!(counted.count_total, 0);
}
