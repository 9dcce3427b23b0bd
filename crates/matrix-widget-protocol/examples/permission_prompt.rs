//! A client's permission prompt for the capabilities that a widget requests, and the notification that follows it.
//!
//! ```text
//! cargo run --package matrix-widget-protocol --example permission_prompt
//! ```
//!
//! The program asserts what it shows, and runs with the tests.

use matrix_widget_protocol::{
    NewRequest,
    reexports::matrix_widget_capability::{CapabilitySet, Dialect, Direction, Permission, known::EventClass},
    to_widget::{NotifyCapabilities, NotifyCapabilitiesRequest},
};

/// An entry of the prompt.
#[derive(Debug, PartialEq)]
struct Entry {
    /// The capability as the widget wrote it, which may be shown on demand.
    capability: String,
    /// The meaning of the capability. Text that the widget chose is in quotes.
    description: String,
    advice: Option<Advice>,
}

#[derive(Debug, PartialEq)]
enum Advice {
    /// Events of this type occur elsewhere. MSC2762 recommends that a client refuses.
    Refuse(&'static str),
    /// The capability affects everyone in a room.
    Careful(&'static str),
}

/// Returns an entry for each requested permission that is not granted yet.
///
/// Unknown capabilities have no entry, and a permission that is requested in both spellings has a single one.
fn prompt(wishes: &CapabilitySet, granted: &CapabilitySet) -> Vec<Entry> {
    let mut asked = CapabilitySet::new(wishes.dialect());
    let mut entries = Vec::new();
    let new = wishes.not_covered_by(granted);
    for (string, capability) in new.strings().zip(new.capabilities()) {
        let permission = capability.permission();
        if asked.contains(permission) {
            continue;
        }
        asked.insert(string);
        entries.push(Entry {
            capability: string.to_owned(),
            description: permission.describe(granted).to_string(),
            advice: advice(permission),
        });
    }
    entries
}

fn advice(permission: &Permission<'_>) -> Option<Advice> {
    let Permission::Event(event) = permission else { return None };
    match (event.misplaced(), event.direction()) {
        (Some(EventClass::State), _) => Some(Advice::Refuse("events of this type are state events")),
        (Some(EventClass::MessageLike), _) => {
            Some(Advice::Refuse("events of this type are not state events"))
        }
        (Some(EventClass::Elsewhere), _) => Some(Advice::Refuse("events of this type do not occur in rooms")),
        (None, Direction::Send) if event.event_type() == "m.room.power_levels" => {
            Some(Advice::Careful("it could make anyone an administrator"))
        }
        (None, _) => None,
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Deployed widgets write plain MSC2762.
    let set = |strings: &[&str]| CapabilitySet::from_strings(strings, Dialect::Msc2762);

    // Approved earlier in the session, or stored from the previous session.
    let granted = set(&["org.matrix.msc2762.receive.event:m.room.message"]);
    let wishes = set(&[
        "org.matrix.msc2762.receive.event:m.room.message#m.text", // part of a granted permission
        "m.receive.event:m.room.message",                         // a granted permission, by its stable name
        "org.matrix.msc2762.send.event:m.room.message#m.text",
        "m.send.event:m.room.message#m.text", // the same permission, by its stable name
        "org.matrix.msc2762.send.state_event:m.room.power_levels#",
        "org.matrix.msc2762.send.event:m.room.topic", // a state event
        "org.matrix.msc2762.receive.state_event:org.example.\"\u{202e}",
        "org.matrix.msc2931.navigate",
        "com.example.fly", // unknown
    ]);

    // 1. Prompt.
    let entries = prompt(&wishes, &granted);
    for entry in &entries {
        println!("{}\n    {:?}", entry.description, entry.advice);
    }
    let shown: Vec<_> =
        entries.iter().map(|entry| (entry.description.as_str(), entry.advice.as_ref())).collect();
    assert_eq!(
        shown,
        [
            ("Send text messages in the room you are viewing", None),
            (
                "Change who may do what in the room you are viewing",
                Some(&Advice::Careful("it could make anyone an administrator")),
            ),
            (
                r#"Send events of type "m.room.topic" in the room you are viewing"#,
                Some(&Advice::Refuse("events of this type are state events")),
            ),
            // A bidirectional control character is escaped.
            (
                r#"Receive and read room information of type "org.example.\"\u{202e}" in the room you are viewing"#,
                None,
            ),
            ("Take you to other rooms, people and messages", None),
        ],
    );

    // 2. The user approves the harmless ones.
    let harmless = entries.iter().filter(|entry| entry.advice.is_none()).map(|entry| &entry.capability);
    let granted = granted.union(&CapabilitySet::from_strings(harmless, Dialect::Msc2762))?;

    // 3. Notify the widget: everything it requested, as it wrote it, and of that, in every spelling, what is approved.
    //    Widgets compare strings.
    let approved = wishes.approved_by(&granted);
    let totals = NotifyCapabilitiesRequest::new(wishes.to_list(), approved.to_list());
    let request = NewRequest::<NotifyCapabilities>::to_widget(totals);
    assert!(request.data.requested.iter().eq(wishes.strings()));
    assert!(request.data.approved.iter().eq([
        "org.matrix.msc2762.receive.event:m.room.message#m.text",
        "m.receive.event:m.room.message",
        "org.matrix.msc2762.send.event:m.room.message#m.text",
        "m.send.event:m.room.message#m.text",
        "org.matrix.msc2762.receive.state_event:org.example.\"\u{202e}",
        "org.matrix.msc2931.navigate",
    ]));
    println!("approved: {:?}", request.data.approved.iter().collect::<Vec<_>>());

    // 4. A request for granted permissions has no prompt. Refused permissions are prompted for again.
    let again =
        set(&["m.navigate", "org.matrix.msc2762.send.event:m.room.message#m.text", "com.example.fly"]);
    assert_eq!(prompt(&again, &granted), []);
    assert_eq!(prompt(&wishes, &granted).len(), 2);
    Ok(())
}

#[test]
fn permission_prompt_example_succeeds() -> Result<(), Box<dyn std::error::Error>> {
    main()
}
