//! A widget's side of a session.
//!
//! ```text
//! cargo run --package matrix-widget-protocol --example widget
//! ```
//!
//! It is the logic without the window: the caller passes in the texts of the window's `message` events, after checking their
//! source and origin, and posts the texts that it gets back to the parent window. The program asserts each message, and
//! runs with the tests.

use std::collections::BTreeMap;

use matrix_widget_protocol::{
    ApiVersion::{Msc2762, Msc2871, Msc2931, V0_1_0},
    Direction, Empty, ErrorResponse, Message, NewRequest, NewRequestError, RawJson, RawMessage,
    action::{FromWidget, KnownAction},
    from_widget::{
        self, FromWidgetAction, FromWidgetResponse, Navigate, NavigateRequest, SendEvent, SendEventRequest,
        SupportedApiVersionsResponse,
    },
    reexports::matrix_widget_capability::{Capability, CapabilitySet, Dialect, Flag, build},
    to_widget::{CapabilitiesResponse, ToWidgetRequest},
    widget::WidgetParameters,
};

type Result<T, E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

struct Widget {
    widget_id: String,
    /// The capabilities that the widget requests.
    wishes: CapabilitySet,
    /// The capabilities that the user has approved.
    approved: CapabilitySet,
    /// The requests that the client has not answered yet, by ID. Clients leave some requests unanswered: a widget gives up
    /// after [`RESPONSE_DEADLINE`](matrix_widget_protocol::defaults::RESPONSE_DEADLINE), which this example leaves out.
    pending: BTreeMap<String, FromWidgetAction>,
    requests: u32,
    /// The outcomes of its requests.
    log: Vec<String>,
}

impl Widget {
    fn new(widget_id: String) -> Result<Self> {
        // Deployed clients read plain MSC2762.
        let mut wishes = CapabilitySet::new(Dialect::Msc2762);
        wishes.insert_capability(&texts()?)?;
        wishes.insert_capability(&Flag::Navigate.into())?;
        let approved = CapabilitySet::new(Dialect::Msc2762);
        Ok(Self { widget_id, wishes, approved, pending: BTreeMap::new(), requests: 0, log: Vec::new() })
    }

    /// Creates a request to the client. Requests of the other direction do not compile here.
    fn request<A: KnownAction + FromWidget>(&mut self, data: A::Request) -> Result<String, NewRequestError> {
        self.requests += 1;
        let id = format!("widget-{}", self.requests);
        let text = NewRequest::<A>::from_widget(data).to_json(&self.widget_id, &id)?;
        self.pending.insert(id, FromWidgetAction::from(A::INFO.name));
        Ok(text)
    }

    /// Takes a text from the client, and returns the texts to post back.
    fn receive(&mut self, text: &str) -> Result<Vec<String>> {
        // The header is enough to ignore other programs and widgets, and responses that nothing waits for.
        let Ok(raw) = RawMessage::parse(text) else { return Ok(Vec::new()) };
        if raw.widget_id() != self.widget_id || !raw.is_request() && !self.take_pending(&raw) {
            return Ok(Vec::new());
        }
        match raw.decode() {
            Ok(Message::ToWidgetRequest(request)) => self.answer(request),
            Ok(Message::FromWidgetResponse(response)) => {
                self.log.push(outcome(response));
                Ok(Vec::new())
            }
            // Ignore what only a widget sends.
            Ok(_) => Ok(Vec::new()),
            Err(invalid) => {
                let answer = invalid.respond(Direction::ToWidget);
                if answer.is_none() {
                    self.log.push(format!("malformed response: {invalid}"));
                }
                Ok(answer.into_iter().collect())
            }
        }
    }

    /// Returns `true` if the message answers a pending request: direction, ID and action must match. The first answer counts.
    fn take_pending(&mut self, raw: &RawMessage<'_>) -> bool {
        let action = self.pending.get(raw.request_id());
        let is_answer = raw.api() == Direction::FromWidget
            && action.is_some_and(|action| *action == FromWidgetAction::from(raw.action()));
        is_answer && self.pending.remove(raw.request_id()).is_some()
    }

    fn answer(&mut self, request: ToWidgetRequest<'_>) -> Result<Vec<String>> {
        Ok(match request {
            ToWidgetRequest::SupportedApiVersions(request) => {
                let versions = vec![V0_1_0, Msc2762, Msc2871, Msc2931];
                vec![request.respond(&SupportedApiVersionsResponse::new(versions))]
            }
            ToWidgetRequest::Capabilities(request) => {
                vec![request.respond(&CapabilitiesResponse::new(self.wishes.to_list()))]
            }
            // The user has decided, for the first time or about further requests.
            ToWidgetRequest::NotifyCapabilities(request) => {
                let approved = request.data.approved.read(Dialect::Msc2762);
                let new = approved.not_covered_by(&self.approved);
                self.approved = approved;
                let mut posts = vec![request.respond(&Empty::new())];
                if new.subsumes(texts()?.permission()) {
                    posts.push(self.say("hi")?);
                }
                if new.may(Flag::Navigate) {
                    let alice = NavigateRequest::new("https://matrix.to/#/@alice:example.org");
                    posts.push(self.request::<Navigate>(alice)?);
                }
                posts
            }
            other => vec![other.respond_error(&ErrorResponse::new("not supported"))],
        })
    }

    /// Creates a request to send a text message to the viewed room.
    fn say(&mut self, body: &str) -> Result<String> {
        let content = RawJson::new(&BTreeMap::from([("msgtype", "m.text"), ("body", body)]))?;
        Ok(self.request::<SendEvent>(SendEventRequest::new("m.room.message", content))?)
    }
}

fn texts() -> Result<Capability<'static>> {
    Ok(build::send_event("m.room.message").msgtype("m.text").build()?)
}

/// Describes the outcome of a request.
fn outcome(response: FromWidgetResponse<'_>) -> String {
    match response {
        FromWidgetResponse::SupportedApiVersions(response) => match response.outcome {
            Ok(answer) => format!("the client supports {:?}", answer.supported_versions),
            Err(error) => format!("no versions: {error}"),
        },
        FromWidgetResponse::SendEvent(response) => match response.outcome {
            Ok(answer) => format!("sent to {} as {:?}", answer.room_id, answer.event_id),
            Err(error) => match error.matrix_api_error() {
                Ok(Some(cause)) => format!("not sent: {error} ({})", cause.http_status),
                _ => format!("not sent: {error}"),
            },
        },
        FromWidgetResponse::Navigate(response) => match response.outcome {
            Ok(_) => "navigated".to_owned(),
            Err(error) => format!("not navigated: {error}"),
        },
        other => format!("an answer to {}", other.raw().action()),
    }
}

fn main() -> Result<()> {
    // The URL of the page names the widget and the client. The texts are posted to the client's origin.
    let url = "https://widgets.example.org/?widgetId=w&parentUrl=https%3A%2F%2Fapp.example.org%2F";
    let parameters = WidgetParameters::from_url(url)?.ok_or("the page was not loaded by a client")?;
    assert_eq!(parameters.parent_origin().as_deref(), Some("https://app.example.org"));
    let mut widget = Widget::new(parameters.widget_id)?;
    let nothing: [&str; 0] = [];

    // Either side may ask for versions at any time. Unknown versions are preserved.
    let question = widget.request::<from_widget::SupportedApiVersions>(Empty::new())?;
    assert_eq!(question, by_widget("widget-1", "supported_api_versions", "{}"));
    let answer = respond_to(&question, r#"{"supported_versions":["0.1.0","com.example.new"]}"#);
    assert_eq!(widget.receive(&answer)?, nothing);
    let question = by_client("1", "supported_api_versions", "{}");
    let versions = r#"["0.1.0","org.matrix.msc2762","org.matrix.msc2871","org.matrix.msc2931"]"#;
    assert_eq!(
        widget.receive(&question)?,
        [respond_to(&question, &format!(r#"{{"supported_versions":{versions}}}"#))],
    );

    // The client asks for the requested capabilities, and reports those that its user has approved.
    let question = by_client("2", "capabilities", "{}");
    let texts = r#""org.matrix.msc2762.send.event:m.room.message#m.text""#;
    let wishes = format!(r#"{texts},"org.matrix.msc2931.navigate""#);
    assert_eq!(
        widget.receive(&question)?,
        [respond_to(&question, &format!(r#"{{"capabilities":[{wishes}]}}"#))],
    );
    let totals = format!(r#"{{"requested":[{wishes}],"approved":[{texts}]}}"#);
    let notification = by_client("3", "notify_capabilities", &totals);
    let hi = by_widget(
        "widget-2",
        "send_event",
        r#"{"type":"m.room.message","content":{"body":"hi","msgtype":"m.text"}}"#,
    );
    assert_eq!(widget.receive(&notification)?, [respond_to(&notification, "{}"), hi.clone()]);

    // Only the first answer with the right action counts.
    let sent = respond_to(&hi, r#"{"room_id":"!room:example.org","event_id":"$event"}"#);
    assert_eq!(widget.receive(&sent.replace("send_event", "navigate"))?, nothing);
    assert_eq!(widget.receive(&sent)?, nothing);
    assert_eq!(widget.receive(&sent)?, nothing);

    // The homeserver limits the rate, and the client passes its error on.
    let hello = widget.say("hello?")?;
    let cause =
        r#"{"http_status":429,"response":{"errcode":"M_LIMIT_EXCEEDED","error":"Too many requests"}}"#;
    let limited = respond_to(
        &hello,
        &format!(r#"{{"error":{{"message":"The room is busy","matrix_api_error":{cause}}}}}"#),
    );
    assert_eq!(widget.receive(&limited)?, nothing);

    // The user approves the rest, reported here by its stable name. The response to the next request is malformed.
    let totals = format!(r#"{{"requested":[{wishes}],"approved":[{texts},"m.navigate"]}}"#);
    let notification = by_client("4", "notify_capabilities", &totals);
    let navigate = by_widget(
        "widget-4",
        "org.matrix.msc2931.navigate",
        r#"{"uri":"https://matrix.to/#/@alice:example.org"}"#,
    );
    assert_eq!(widget.receive(&notification)?, [respond_to(&notification, "{}"), navigate.clone()]);
    assert_eq!(widget.receive(&respond_to(&navigate, "true"))?, nothing);

    // Unknown actions and malformed bodies get an error. Texts of other programs are ignored.
    let custom = by_client("5", "com.example.wave", "{}");
    assert_eq!(widget.receive(&custom)?, [error_to(&custom, "not supported")]);
    let malformed = by_client("6", "notify_capabilities", r#"{"requested":[]}"#);
    assert_eq!(widget.receive(&malformed)?, [error_to(&malformed, "data.approved: missing field")],);
    assert_eq!(widget.receive("webpackHotUpdate")?, nothing);

    assert_eq!(
        widget.log,
        [
            r#"the client supports ["0.1.0", "com.example.new"]"#,
            r#"sent to !room:example.org as Some("$event")"#,
            "not sent: The room is busy (429)",
            "malformed response: response: expected an object, found a boolean",
        ],
    );
    for line in &widget.log {
        println!("{line}");
    }
    Ok(())
}

#[test]
fn widget_example_succeeds() -> Result<()> {
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
