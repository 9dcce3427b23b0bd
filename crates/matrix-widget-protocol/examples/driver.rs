//! The two adapters between the widget API and an SDK: requests of the widget into a driver and its answers out, and events
//! of a sync to widgets. Both move or share what they are given and clone neither messages nor events.
//!
//! ```text
//! cargo run --package matrix-widget-protocol --example driver
//! ```
//!
//! The driver is a thread here. The program asserts what it shows, and runs with the tests.

use std::{
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use matrix_widget_protocol::{
    Direction, ErrorResponse, Message, MessageError, NewRequest, RawObject, Responder,
    event::{EventFacts, MatrixEvent},
    from_widget::{FromWidgetRequest, SendEvent, SendEventResponse},
    reexports::{
        matrix_widget_capability::{CapabilitySet, Dialect},
        ruma_common::{OwnedEventId, OwnedRoomId, RoomId, room_id, serde::Raw},
    },
    to_widget,
};

type Result<T, E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

/// Stands for an SDK's type of the same name.
enum AnySyncTimelineEvent {}
/// Stands for an SDK's type of the same name.
enum AnyMessageLikeEventContent {}

/// A call of the driver, with the responder for the widget.
struct Call {
    room: OwnedRoomId,
    event_type: String,
    /// Makes the event a state event. A driver that ignores it sends an event for which the widget may have no permission.
    state_key: Option<String>,
    delay: Option<Duration>,
    sticky: Option<Duration>,
    content: Raw<AnyMessageLikeEventContent>,
    responder: Responder<'static, SendEvent>,
}

/// The first adapter: converts a text from the widget to a call. The error is the answer to any other text, if it needs an
/// answer.
fn call(
    text: String,
    widget_id: &str,
    viewed: &RoomId,
    granted: &CapabilitySet,
) -> Result<Call, Option<String>> {
    let message = Message::parse_owned(text);
    let raw = match &message {
        Ok(message) => Some(message.raw()),
        Err(error) => error.raw(),
    };
    if raw.is_none_or(|raw| raw.widget_id() != widget_id) {
        return Err(None);
    }
    let request = match message {
        Ok(Message::FromWidgetRequest(request)) => request,
        Err(MessageError::Invalid(invalid)) => return Err(invalid.respond(Direction::FromWidget)),
        // Responses, and messages of other programs.
        _ => return Err(None),
    };
    if let Err(error) = request.permit(granted, Some(viewed)) {
        return Err(Some(request.reject(error)));
    }
    let FromWidgetRequest::SendEvent(request) = request else {
        return Err(Some(request.reject(ErrorResponse::new("not supported"))));
    };
    let (data, responder) = request.into_parts();
    Ok(Call {
        // `permit` has checked the durations.
        delay: data.checked_delay().ok().flatten(),
        sticky: data.checked_sticky_duration().ok().flatten(),
        room: data.room_id.unwrap_or_else(|| viewed.to_owned()),
        event_type: data.event_type,
        state_key: data.state_key,
        content: data.content.map_or_else(|| RawObject::empty().into(), Raw::from),
        responder,
    })
}

/// Answers calls, as a client does that talks to a homeserver.
fn drive(call: Call) -> String {
    let is_text = call.content.get_field::<String>("msgtype").ok().flatten().as_deref() == Some("m.text");
    let is_plain = call.state_key.is_none() && call.delay.is_none() && call.sticky.is_none();
    let outcome = if call.event_type == "m.room.message" && is_text && is_plain {
        Ok(SendEventResponse::sent(call.room, OwnedEventId::try_from("$sent").expect("an event ID")))
    } else {
        Err(ErrorResponse::new("the homeserver refused the event"))
    };
    call.responder.answer(outcome)
}

/// The second adapter: an event of a sync, read once and shared with a task for each widget.
struct Incoming {
    facts: EventFacts<'static>,
    request: NewRequest<to_widget::SendEvent>,
}

impl Incoming {
    /// Returns an error if the event is ambiguous, so that no widget may receive it.
    fn new(event: Raw<AnySyncTimelineEvent>, room: &RoomId) -> Result<Self> {
        let event = MatrixEvent::try_from(event)?.with_room_id(room);
        Ok(Self { facts: event.facts()?.into_owned(), request: NewRequest::to_widget(event) })
    }

    /// Returns the text for a widget, if it may receive the event.
    fn text_for(&self, widget_id: &str, granted: &CapabilitySet, viewed: &RoomId) -> Option<String> {
        let is_allowed = self.facts.may_be_received(granted, Some(viewed));
        is_allowed.then(|| self.request.to_json(widget_id, "host-1").ok()).flatten()
    }
}

fn main() -> Result<()> {
    let room = room_id!("!room:example.org");
    let granted = |capability| CapabilitySet::from_strings([capability], Dialect::Msc2762);
    let sender = granted("org.matrix.msc2762.send.event:m.room.message");

    // A request goes to the driver in its thread, and the answer comes back.
    let (calls, received) = mpsc::channel();
    let driver = thread::spawn(move || received.into_iter().map(drive).collect::<Vec<_>>());
    let request = |action: &str, data: &str| {
        format!(r#"{{"api":"fromWidget","widgetId":"w","requestId":"1","action":"{action}","data":{data}}}"#)
    };
    let text = request("send_event", r#"{"type":"m.room.message","content":{"msgtype":"m.text","n":1.0}}"#);
    let image = text.replace("m.text", "m.image");
    for text in [&text, &image] {
        let call = call(text.clone(), "w", room, &sender).map_err(|_| "expected a call of the driver")?;
        calls.send(call)?;
    }
    drop(calls);
    let answers = driver.join().map_err(|_| "the driver panicked")?;
    let answer_to = |request: &str, response: &str| {
        format!(r#"{},"response":{response}}}"#, request.strip_suffix('}').unwrap_or_default())
    };
    assert_eq!(
        answers,
        [
            answer_to(&text, r#"{"room_id":"!room:example.org","event_id":"$sent"}"#),
            answer_to(&image, r#"{"error":{"message":"the homeserver refused the event"}}"#),
        ]
    );

    // What does not reach the driver is answered, or ignored.
    let forbidden = request("send_event", r#"{"type":"m.reaction","content":{}}"#);
    for (text, is_answered) in [(forbidden, true), (request("send_event", "{}"), true), ("hi".into(), false)]
    {
        let answer = call(text, "w", room, &sender).err().flatten();
        assert_eq!(answer.is_some_and(|answer| answer.contains(r#""response":{"error":"#)), is_answered);
    }

    // An event of a sync goes to the widgets that may receive it.
    let json = r#"{"type":"m.reaction","content":{},"n":1.0}"#;
    let incoming = Arc::new(Incoming::new(Raw::from_json_string(json.to_owned())?, room)?);
    let json = json.replacen('{', r#"{"room_id":"!room:example.org","#, 1);
    let receiver = granted("org.matrix.msc2762.receive.event:m.reaction");
    let widgets = [("reader", receiver), ("sender", sender)].map(|(widget_id, granted)| {
        let incoming = Arc::clone(&incoming);
        thread::spawn(move || incoming.text_for(widget_id, &granted, room))
    });
    let [to_reader, to_sender] = widgets.map(|widget| widget.join().ok().flatten());
    assert!(to_reader.is_some_and(|text| text.ends_with(&format!(r#""data":{json}}}"#))));
    assert_eq!(to_sender, None);
    Ok(())
}

#[test]
fn driver_example_succeeds() -> Result<()> {
    main()
}
