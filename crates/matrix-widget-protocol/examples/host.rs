//! A client's side of a session, from the loading of a widget to its last request.
//!
//! ```text
//! cargo run --package matrix-widget-protocol --example host
//! ```
//!
//! It is the logic without the window: the caller passes in the texts that the widget's frame posts, after checking their
//! source and origin, and posts the texts that it gets back. The program asserts each answer, and runs with the tests.
//!
//! It leaves out what every client needs besides: deadlines, reloading, limits and a real prompt.

use std::collections::BTreeMap;

use matrix_widget_protocol::{
    ApiVersion::{Msc2762, Msc2871, Msc2931, Msc2974, V0_1_0},
    Direction, Empty, ErrorResponse, Message, MessageError, NewRequest, NewRequestError, RawJson, RawMessage,
    action::{KnownAction, ToWidget},
    from_widget::{FromWidgetRequest, SendEventResponse, SupportedApiVersionsResponse},
    reexports::{
        matrix_widget_capability::{CapabilityList, CapabilitySet, Dialect, Flag, Permission},
        ruma_common::{OwnedEventId, OwnedRoomId},
    },
    to_widget::{
        self, NotifyCapabilities, NotifyCapabilitiesRequest, ThemeChange, ThemeChangeRequest, ToWidgetAction,
        ToWidgetResponse,
    },
};

type Result<T, E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

struct Host {
    widget_id: &'static str,
    /// The room that the user is viewing.
    room: OwnedRoomId,
    /// `true` if the user has decided about the widget's first request for capabilities. Until then, it may do nothing.
    is_established: bool,
    /// All capabilities that the widget has requested.
    requested: CapabilitySet,
    /// All capabilities that the user has approved.
    granted: CapabilitySet,
    /// The requests that the widget has not answered yet, by ID.
    pending: BTreeMap<String, ToWidgetAction>,
    requests: u32,
    /// The events that the widget has sent: their types and contents.
    sent: Vec<(String, RawJson)>,
}

impl Host {
    fn new(widget_id: &'static str, room: OwnedRoomId) -> Self {
        Self {
            widget_id,
            room,
            is_established: false,
            // Deployed widgets write plain MSC2762.
            requested: CapabilitySet::new(Dialect::Msc2762),
            granted: CapabilitySet::new(Dialect::Msc2762),
            pending: BTreeMap::new(),
            requests: 0,
            sent: Vec::new(),
        }
    }

    /// Starts the session when the widget has loaded.
    fn loaded(&mut self) -> Result<String> {
        Ok(self.request::<to_widget::Capabilities>(Empty::new())?)
    }

    /// Creates a request to the widget. Requests of the other direction do not compile here.
    fn request<A: KnownAction + ToWidget>(&mut self, data: A::Request) -> Result<String, NewRequestError> {
        self.requests += 1;
        let id = format!("host-{}", self.requests);
        let text = NewRequest::<A>::to_widget(data).to_json(self.widget_id, &id)?;
        self.pending.insert(id, ToWidgetAction::from(A::INFO.name));
        Ok(text)
    }

    /// Takes a text from the widget's frame, and returns the texts to post back.
    fn receive(&mut self, text: &str) -> Result<Vec<String>> {
        let message = Message::parse(text);
        let raw = match &message {
            Ok(message) => Some(message.raw()),
            Err(error) => error.raw(),
        };
        // Ignore the messages of other programs and widgets, whether or not they are valid.
        let Some(raw) = raw.filter(|raw| raw.widget_id() == self.widget_id) else { return Ok(Vec::new()) };
        let is_awaited = self.take_pending(raw);
        match message {
            Ok(Message::FromWidgetRequest(request)) => self.answer(request),
            Ok(Message::ToWidgetResponse(response)) if is_awaited => self.proceed(response),
            // Answers malformed requests. A malformed response ends its request.
            Err(MessageError::Invalid(invalid)) => {
                Ok(invalid.respond(Direction::FromWidget).into_iter().collect())
            }
            // Ignore responses that nothing waits for, and what only a client sends.
            _ => Ok(Vec::new()),
        }
    }

    /// Returns `true` if the message answers a pending request: direction, ID and action must match. The first answer counts.
    fn take_pending(&mut self, raw: &RawMessage<'_>) -> bool {
        let action = self.pending.get(raw.request_id());
        let is_answer = raw.api() == Direction::ToWidget
            && !raw.is_request()
            && action.is_some_and(|action| *action == ToWidgetAction::from(raw.action()));
        is_answer && self.pending.remove(raw.request_id()).is_some()
    }

    fn answer(&mut self, request: FromWidgetRequest<'_>) -> Result<Vec<String>> {
        match request {
            FromWidgetRequest::SupportedApiVersions(request) => {
                let versions = vec![V0_1_0, Msc2762, Msc2871, Msc2931, Msc2974];
                return Ok(vec![request.respond(&SupportedApiVersionsResponse::new(versions))]);
            }
            FromWidgetRequest::ContentLoaded(request) => return Ok(vec![request.respond(&Empty::new())]),
            // Everything else needs the user's decision first, even requests for more capabilities.
            _ if !self.is_established => {
                return Ok(vec![request.reject(ErrorResponse::new("the session is not established"))]);
            }
            _ => {}
        }
        // May the widget do this, in this room and with this content, and can it be done?
        if let Err(error) = request.permit(&self.granted, Some(&self.room)) {
            return Ok(vec![request.reject(error)]);
        }
        let answer = match request {
            FromWidgetRequest::Navigate(request) => match request.data.target() {
                Ok(_link) => request.respond(&Empty::new()),
                Err(error) => request.respond_error(&error.into()),
            },
            // This client sends no state, delayed or sticky events. Dropping those members would send another event than the
            // user has approved.
            FromWidgetRequest::SendEvent(request)
                if request.data.state_key.is_none()
                    && request.data.delay.is_none()
                    && request.data.sticky_duration_ms.is_none() =>
            {
                // The homeserver assigns the event ID.
                self.sent.push((request.data.event_type.clone(), request.data.content_or_empty()));
                let event_id: OwnedEventId = format!("$event-{}", self.sent.len()).try_into()?;
                let room = request.data.room_id.clone().unwrap_or_else(|| self.room.clone());
                request.respond(&SendEventResponse::sent(room, event_id))
            }
            // Acknowledged at once: the user may take time to decide.
            FromWidgetRequest::RequestCapabilities(request) => {
                let answer = request.respond(&Empty::new());
                let notification = self.negotiate(&request.data.capabilities)?;
                return Ok(vec![answer, notification]);
            }
            other => other.reject(ErrorResponse::new("not supported")),
        };
        Ok(vec![answer])
    }

    /// Continues after the widget has answered a request.
    fn proceed(&mut self, response: ToWidgetResponse<'_>) -> Result<Vec<String>> {
        match response {
            ToWidgetResponse::Capabilities(response) => match response.outcome {
                Ok(answer) => {
                    let notification = self.negotiate(&answer.capabilities)?;
                    self.is_established = true;
                    Ok(vec![notification, self.request::<to_widget::SupportedApiVersions>(Empty::new())?])
                }
                Err(_error) => Ok(Vec::new()),
            },
            ToWidgetResponse::SupportedApiVersions(response) => {
                // A widget that answers with an error supports no versions.
                let versions = response.outcome.map(|answer| answer.supported_versions).unwrap_or_default();
                if ThemeChange::INFO.may_be_sent_to(&versions) {
                    Ok(vec![self.request::<ThemeChange>(ThemeChangeRequest::new("dark"))?])
                } else {
                    Ok(Vec::new())
                }
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Lets the user decide about capabilities that are not granted yet, and creates the notification with all of them.
    fn negotiate(&mut self, list: &CapabilityList) -> Result<String> {
        let requested = list.read(Dialect::Msc2762);
        let new = requested.not_covered_by(&self.granted);
        if !new.is_empty() {
            self.granted = self.granted.union(&ask_user(&new))?;
        }
        self.requested = self.requested.union(&requested)?;
        let approved = self.requested.approved_by(&self.granted);
        let totals = NotifyCapabilitiesRequest::new(self.requested.to_list(), approved.to_list());
        Ok(self.request::<NotifyCapabilities>(totals)?)
    }
}

/// Stands for a prompt; see the example `permission_prompt`. This user allows everything but screenshots.
fn ask_user(requested: &CapabilitySet) -> CapabilitySet {
    requested.filter(|permission| *permission != Permission::Flag(Flag::Screenshot))
}

fn main() -> Result<()> {
    let mut host = Host::new("w", "!room:example.org".try_into()?);
    let nothing: [&str; 0] = [];

    // Texts of other programs, and messages for other widgets, valid or not, are ignored.
    let loaded = by_widget("1", "content_loaded", "{}");
    assert_eq!(host.receive("[object Object]")?, nothing);
    assert_eq!(host.receive(r#"{"source":"react-devtools-bridge"}"#)?, nothing);
    assert_eq!(host.receive(&loaded.replace(r#""w""#, r#""x""#))?, nothing);
    assert_eq!(host.receive(&by_widget("1", "navigate", "[]").replace(r#""w""#, r#""x""#))?, nothing);

    // Before the session is established, the widget can load and ask for versions, and nothing else.
    let navigate =
        by_widget("2", "org.matrix.msc2931.navigate", r#"{"uri":"https://matrix.to/#/!room:example.org"}"#);
    let more =
        by_widget("4", "org.matrix.msc2974.request_capabilities", r#"{"capabilities":["m.navigate"]}"#);
    assert_eq!(host.receive(&loaded)?, [respond_to(&loaded, "{}")]);
    for request in [&navigate, &more] {
        assert_eq!(host.receive(request)?, [error_to(request, "the session is not established")]);
    }

    // Capabilities, the decision about them, and versions. Unknown capabilities are reported as requested.
    let question = host.loaded()?;
    assert_eq!(question, by_client("host-1", "capabilities", "{}"));
    let texts = r#""org.matrix.msc2762.send.event:m.room.message#m.text""#;
    let wishes = format!(r#""m.capability.screenshot",{texts},"com.example.fly""#);
    let answer = respond_to(&question, &format!(r#"{{"capabilities":[{wishes}]}}"#));
    // An answer with the right ID and the wrong action does not count.
    assert_eq!(host.receive(&answer.replace(r#""capabilities","data""#, r#""screenshot","data""#))?, nothing);
    let totals = format!(r#"{{"requested":[{wishes}],"approved":[{texts}]}}"#);
    let versions = by_client("host-3", "supported_api_versions", "{}");
    assert_eq!(
        host.receive(&answer)?,
        [by_client("host-2", "notify_capabilities", &totals), versions.clone()],
    );
    // The first answer counts.
    assert_eq!(host.receive(&answer)?, nothing);
    // Versions decide about a few actions only.
    let versions = respond_to(&versions, r#"{"supported_versions":["0.1.0","org.matrix.msc2873"]}"#);
    assert_eq!(host.receive(&versions)?, [by_client("host-4", "theme_change", r#"{"name":"dark"}"#)]);

    // Now the widget may send text messages, and nothing else.
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
    // Ambiguous input never grants permission.
    let ambiguous = text.replace(r#""msgtype":"m.text""#, r#""msgtype":"m.text","msgtype":"m.image""#);
    let never = "this request cannot be granted by any capability";
    assert_eq!(host.receive(&ambiguous)?, [error_to(&ambiguous, never)]);

    // Later it requests more. What it had stays granted.
    let totals = format!(r#"{{"requested":[{wishes},"m.navigate"],"approved":[{texts},"m.navigate"]}}"#);
    assert_eq!(
        host.receive(&more)?,
        [respond_to(&more, "{}"), by_client("host-5", "notify_capabilities", &totals)],
    );
    assert_eq!(host.receive(&navigate)?, [respond_to(&navigate, "{}")]);

    // An invalid link, a malformed body, and a custom action.
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
    assert_eq!(host.receive(&custom)?, [error_to(&custom, never)]);

    // The only event that was permitted.
    let [(event_type, content)] = host.sent.as_slice() else { return Err("expected one event".into()) };
    assert_eq!(event_type, "m.room.message");
    assert_eq!(content.as_str(), r#"{"msgtype":"m.text","body":"hi"}"#);
    println!("The widget sent {event_type} {}", content.as_str());
    Ok(())
}

#[test]
fn host_example_succeeds() -> Result<()> {
    main()
}

/// Returns a request of the widget.
fn by_widget(id: &str, action: &str, data: &str) -> String {
    format!(r#"{{"api":"fromWidget","widgetId":"w","requestId":"{id}","action":"{action}","data":{data}}}"#)
}

/// Returns a request of the client.
fn by_client(id: &str, action: &str, data: &str) -> String {
    format!(r#"{{"api":"toWidget","widgetId":"w","requestId":"{id}","action":"{action}","data":{data}}}"#)
}

/// Returns an answer: the request as it was received, with `response` added.
fn respond_to(request: &str, response: &str) -> String {
    let request = request.strip_suffix('}').unwrap_or(request);
    format!(r#"{request},"response":{response}}}"#)
}

fn error_to(request: &str, message: &str) -> String {
    respond_to(request, &format!(r#"{{"error":{{"message":"{message}"}}}}"#))
}
