//! What a client shows its user when a widget asks for capabilities, and what it tells the widget then.
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

/// What the prompt shows of one wish.
#[derive(Debug, PartialEq)]
struct Entry {
    /// What the widget wrote, which identifies the wish and may be shown on demand.
    capability: String,
    /// What it means. Whatever the widget chose is in quotes.
    description: String,
    advice: Option<Advice>,
}

#[derive(Debug, PartialEq)]
enum Advice {
    /// Events of this type occur elsewhere. MSC2762 says that a client should refuse.
    Refuse(&'static str),
    /// It changes a room for all who are in it.
    Careful(&'static str),
}

/// The wishes that need an answer: those that ask for more than the widget has.
///
/// What is unknown asks for nothing, and what is in the set twice, in whatever spelling, is asked once.
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
        (Some(EventClass::MessageLike), _) => Some(Advice::Refuse("events of this type are no state events")),
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

    // Approved in the same session, or remembered from the last one.
    let granted = set(&["org.matrix.msc2762.receive.event:m.room.message"]);
    let wishes = set(&[
        "org.matrix.msc2762.receive.event:m.room.message#m.text", // part of what is granted
        "m.receive.event:m.room.message",                         // what is granted, in other words
        "org.matrix.msc2762.send.event:m.room.message#m.text",
        "m.send.event:m.room.message#m.text", // the same again, in other words
        "org.matrix.msc2762.send.state_event:m.room.power_levels#",
        "org.matrix.msc2762.send.event:m.room.topic", // a state event
        "org.matrix.msc2762.receive.state_event:org.example.\"\u{202e}",
        "org.matrix.msc2931.navigate",
        "com.example.fly", // unknown
    ]);

    // 1. What to ask.
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
            // A character that would turn the line around is shown, not obeyed.
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

    // 3. What the widget is told: what it asked for as it wrote it, and of that, in all spellings, what is allowed. It
    //    compares strings.
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

    // 4. Asked again for what it has, the user is not bothered. What was refused is asked again.
    let again =
        set(&["m.navigate", "org.matrix.msc2762.send.event:m.room.message#m.text", "com.example.fly"]);
    assert_eq!(prompt(&again, &granted), []);
    assert_eq!(prompt(&wishes, &granted).len(), 2);
    Ok(())
}

#[test]
fn it_runs_to_its_end() -> Result<(), Box<dyn std::error::Error>> {
    main()
}
