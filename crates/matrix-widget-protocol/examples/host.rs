//! A client that hosts a widget, as small as can be.
//!
//! ```text
//! cargo run --package matrix-widget-protocol --example host
//! ```
//!
//! The widget is a list of texts here. In a client they come from `message` events of the widget's frame, and what the
//! host returns goes there by `postMessage`. The program asserts each answer, and runs with the tests.

use std::collections::BTreeSet;

use matrix_widget_protocol::{
    ApiVersion::{Msc2762, Msc2871, Msc2931, Msc2974, V0_1_0},
    Direction, Empty, ErrorResponse, Message, MessageError, NewRequest, NewRequestError, RawJson,
    action::{KnownAction, ToWidget},
    from_widget::{FromWidgetRequest, SendEventResponse, SupportedApiVersionsResponse},
    reexports::{
        matrix_widget_capability::{CapabilityList, CapabilitySet, Dialect, Flag, Permission},
        ruma_common::{OwnedEventId, OwnedRoomId},
    },
    to_widget::{self, NotifyCapabilities, NotifyCapabilitiesRequest, ToWidgetResponse},
};

type Result<T, E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

struct Host {
    widget_id: &'static str,
    /// The room that the user is viewing.
    room: OwnedRoomId,
    /// All that the widget has asked for, as it wrote it.
    requested: CapabilitySet,
    /// All that the user has approved. It is empty until then, so that nothing that needs a capability passes.
    granted: CapabilitySet,
    /// The requests that the widget has not answered yet.
    pending: BTreeSet<String>,
    requests: u32,
    /// What has been done for the widget: the types of the events and what they hold.
    sent: Vec<(String, RawJson)>,
}

impl Host {
    fn new(widget_id: &'static str, room: OwnedRoomId) -> Self {
        Self {
            widget_id,
            room,
            // Deployed widgets write plain MSC2762.
            requested: CapabilitySet::new(Dialect::Msc2762),
            granted: CapabilitySet::new(Dialect::Msc2762),
            pending: BTreeSet::new(),
            requests: 0,
            sent: Vec::new(),
        }
    }

    /// The widget has loaded: asks what it supports. What it wants to do is asked when it has answered.
    fn loaded(&mut self) -> Result<String> {
        Ok(self.request::<to_widget::SupportedApiVersions>(Empty::new())?)
    }

    /// A request to the widget. A client gives up on it after ten seconds, which this one leaves out.
    fn request<A: KnownAction + ToWidget>(&mut self, data: A::Request) -> Result<String, NewRequestError> {
        self.requests += 1;
        let id = format!("host-{}", self.requests);
        let text = NewRequest::<A>::to_widget(data).to_json(self.widget_id, &id)?;
        self.pending.insert(id);
        Ok(text)
    }

    /// Takes a text that the widget may have posted, and returns what to post back.
    fn receive(&mut self, text: &str) -> Result<Vec<String>> {
        match Message::parse(text) {
            Ok(message) if message.raw().widget_id() != self.widget_id => Ok(Vec::new()),
            Ok(Message::FromWidgetRequest(request)) => self.answer(request),
            Ok(Message::ToWidgetResponse(response)) => self.proceed(response),
            Err(MessageError::Invalid(invalid)) => {
                Ok(invalid.respond(Direction::FromWidget).into_iter().collect())
            }
            // A window hears the messages of many programs, and what only a client says may come back. Silence.
            _ => Ok(Vec::new()),
        }
    }

    fn answer(&mut self, request: FromWidgetRequest<'_>) -> Result<Vec<String>> {
        // May the widget do this, here and with this content, and can it be done?
        if let Err(error) = request.permit(&self.granted, Some(&self.room)) {
            return Ok(vec![request.respond_error(&error)]);
        }
        let answer = match request {
            FromWidgetRequest::SupportedApiVersions(request) => {
                let versions = vec![V0_1_0, Msc2762, Msc2871, Msc2931, Msc2974];
                request.respond(&SupportedApiVersionsResponse::new(versions))
            }
            FromWidgetRequest::ContentLoaded(request) => request.respond(&Empty::new()),
            FromWidgetRequest::Navigate(request) => match request.data.target() {
                Ok(_link) => request.respond(&Empty::new()),
                Err(error) => request.respond_error(&error.into()),
            },
            FromWidgetRequest::SendEvent(request) if !request.data.is_delayed() => {
                // The homeserver gives the event its identifier.
                self.sent.push((request.data.event_type.clone(), request.data.content_or_empty()));
                let event_id: OwnedEventId = format!("$event-{}", self.sent.len()).try_into()?;
                let room = request.data.room_id.clone().unwrap_or_else(|| self.room.clone());
                request.respond(&SendEventResponse::sent(room, event_id))
            }
            // Acknowledged at once; the user may take their time.
            FromWidgetRequest::RequestCapabilities(request) => {
                let answer = request.respond(&Empty::new());
                let notification = self.negotiate(&request.data.capabilities)?;
                return Ok([answer].into_iter().chain([notification]).collect());
            }
            // Known and custom actions alike.
            other => other.respond_error(&ErrorResponse::new("not supported")),
        };
        Ok(vec![answer])
    }

    /// The widget has answered a request.
    fn proceed(&mut self, response: ToWidgetResponse<'_>) -> Result<Vec<String>> {
        // The first answer counts.
        if !self.pending.remove(response.raw().request_id()) {
            return Ok(Vec::new());
        }
        match response {
            // Versions decide only over requests that this client does not send: `ActionInfo::may_be_sent_to`.
            ToWidgetResponse::SupportedApiVersions(_) => {
                Ok(vec![self.request::<to_widget::Capabilities>(Empty::new())?])
            }
            ToWidgetResponse::Capabilities(response) => match response.outcome {
                Ok(answer) => Ok(vec![self.negotiate(&answer.capabilities)?]),
                Err(_error) => Ok(Vec::new()),
            },
            _ => Ok(Vec::new()),
        }
    }

    /// Lets the user decide on what is new, and tells the widget how things stand.
    fn negotiate(&mut self, wishes: &CapabilityList) -> Result<String> {
        let wishes = wishes.read(Dialect::Msc2762);
        let new = wishes.not_covered_by(&self.granted);
        if !new.is_empty() {
            self.granted = self.granted.union(&ask_user(&new))?;
        }
        self.requested = self.requested.union(&wishes)?;
        let approved = self.requested.approved_by(&self.granted);
        let totals = NotifyCapabilitiesRequest::new(self.requested.to_list(), approved.to_list());
        Ok(self.request::<NotifyCapabilities>(totals)?)
    }
}

/// The example `permission_prompt` shows how to ask. This user allows all but screenshots.
fn ask_user(asked: &CapabilitySet) -> CapabilitySet {
    asked.filter(|permission| *permission != Permission::Flag(Flag::Screenshot))
}

fn main() -> Result<()> {
    let mut host = Host::new("w", "!room:example.org".try_into()?);
    let silence: [&str; 0] = [];

    // Texts of other programs and for other widgets are met with silence.
    let loaded = by_widget("1", "content_loaded", "{}");
    assert_eq!(host.receive("[object Object]")?, silence);
    assert_eq!(host.receive(r#"{"source":"react-devtools-bridge"}"#)?, silence);
    assert_eq!(host.receive(&loaded.replace(r#""w""#, r#""x""#))?, silence);

    // Before it is asked anything, the widget may speak, but do nothing.
    let navigate =
        by_widget("2", "org.matrix.msc2931.navigate", r#"{"uri":"https://matrix.to/#/!room:example.org"}"#);
    assert_eq!(host.receive(&loaded)?, [respond_to(&loaded, "{}")]);
    assert_eq!(
        host.receive(&navigate)?,
        [error_to(&navigate, "missing capability: org.matrix.msc2931.navigate")],
    );

    // Versions, wishes, and what has come of them. What is unknown is told as it came.
    let question = host.loaded()?;
    assert_eq!(question, by_client("host-1", "supported_api_versions", "{}"));
    let versions = respond_to(&question, r#"{"supported_versions":["0.1.0","org.matrix.msc2871"]}"#);
    let question = by_client("host-2", "capabilities", "{}");
    assert_eq!(host.receive(&versions)?, [question.as_str()]);
    let texts = r#""org.matrix.msc2762.send.event:m.room.message#m.text""#;
    let wishes = format!(r#""m.capability.screenshot",{texts},"com.example.fly""#);
    let answer = respond_to(&question, &format!(r#"{{"capabilities":[{wishes}]}}"#));
    let totals = format!(r#"{{"requested":[{wishes}],"approved":[{texts}]}}"#);
    assert_eq!(host.receive(&answer)?, [by_client("host-3", "notify_capabilities", &totals)]);
    // Of two answers the first counts.
    assert_eq!(host.receive(&answer)?, silence);

    // Now the widget may send texts, and nothing else.
    let text = by_widget(
        "3",
        "send_event",
        r#"{"type":"m.room.message","content":{"msgtype":"m.text","body":"hi"}}"#,
    );
    assert_eq!(
        host.receive(&text)?,
        [respond_to(&text, r#"{"room_id":"!room:example.org","event_id":"$event-1"}"#)],
    );
    let image = text.replace("m.text", "m.image");
    assert_eq!(
        host.receive(&image)?,
        [error_to(&image, "missing capability: org.matrix.msc2762.send.event:m.room.message#m.image")],
    );
    // Which of the two counts? Doubt grants nothing.
    let doubtful = text.replace(r#""msgtype":"m.text""#, r#""msgtype":"m.text","msgtype":"m.image""#);
    assert_eq!(
        host.receive(&doubtful)?,
        [error_to(&doubtful, "this request cannot be granted by any capability")]
    );

    // Later it asks for more. What it had stays, and the totals are told.
    let more =
        by_widget("4", "org.matrix.msc2974.request_capabilities", r#"{"capabilities":["m.navigate"]}"#);
    let totals = format!(r#"{{"requested":[{wishes},"m.navigate"],"approved":[{texts},"m.navigate"]}}"#);
    assert_eq!(
        host.receive(&more)?,
        [respond_to(&more, "{}"), by_client("host-4", "notify_capabilities", &totals)],
    );
    assert_eq!(host.receive(&navigate)?, [respond_to(&navigate, "{}")]);

    // A link that leads nowhere, a body that is none, an action that nobody knows.
    let nowhere = navigate.replace("https://matrix.to/#/", "https://example.org/");
    let answers = host.receive(&nowhere)?;
    assert!(
        answers.iter().all(|answer| answer.contains(r#"{"error":{"message":"data.uri: "#)),
        "{answers:?}"
    );
    let malformed = by_widget("5", "navigate", r#"{"uri":5}"#);
    assert_eq!(
        host.receive(&malformed)?,
        [error_to(&malformed, "data.uri: expected a string, found a number")],
    );
    let custom = by_widget("6", "com.example.wave", "{}");
    assert_eq!(
        host.receive(&custom)?,
        [error_to(&custom, "this request cannot be granted by any capability")],
    );

    // The one event that passed.
    let [(event_type, content)] = host.sent.as_slice() else { return Err("expected one event".into()) };
    assert_eq!(event_type, "m.room.message");
    assert_eq!(content.as_str(), r#"{"msgtype":"m.text","body":"hi"}"#);
    println!("The widget sent {event_type} {}", content.as_str());
    Ok(())
}

#[test]
fn it_runs_to_its_end() -> Result<()> {
    main()
}

/// A request of the widget.
fn by_widget(id: &str, action: &str, data: &str) -> String {
    format!(r#"{{"api":"fromWidget","widgetId":"w","requestId":"{id}","action":"{action}","data":{data}}}"#)
}

/// A request of the client.
fn by_client(id: &str, action: &str, data: &str) -> String {
    format!(r#"{{"api":"toWidget","widgetId":"w","requestId":"{id}","action":"{action}","data":{data}}}"#)
}

/// An answer is the request as it came, with `response` added.
fn respond_to(request: &str, response: &str) -> String {
    let request = request.strip_suffix('}').unwrap_or(request);
    format!(r#"{request},"response":{response}}}"#)
}

fn error_to(request: &str, message: &str) -> String {
    respond_to(request, &format!(r#"{{"error":{{"message":"{message}"}}}}"#))
}
