//! A widget, as small as can be.
//!
//! ```text
//! cargo run --package matrix-widget-protocol --example widget
//! ```
//!
//! The client is a list of texts here. In a widget they come from `message` events of its window, and what it returns goes
//! to the parent window by `postMessage`. The program asserts each message, and runs with the tests.

use std::collections::{BTreeMap, BTreeSet};

use matrix_widget_protocol::{
    ApiVersion::{Msc2762, Msc2871, Msc2931, V0_1_0},
    Direction, Empty, ErrorResponse, Message, NewRequest, NewRequestError, RawJson, RawMessage,
    action::{FromWidget, KnownAction},
    from_widget::{
        self, FromWidgetResponse, Navigate, NavigateRequest, SendEvent, SendEventRequest,
        SupportedApiVersionsResponse,
    },
    reexports::matrix_widget_capability::{Capability, CapabilitySet, Dialect, Flag, build},
    to_widget::{CapabilitiesResponse, ToWidgetRequest},
};

type Result<T, E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

struct Widget {
    widget_id: &'static str,
    /// What the widget would like to do.
    wishes: CapabilitySet,
    /// What the user has approved of it.
    approved: CapabilitySet,
    /// The requests that the client has not answered yet. Some are never answered, so that a widget gives up on them after
    /// ten seconds, which this one leaves out.
    pending: BTreeSet<String>,
    requests: u32,
    /// What has come of its requests.
    log: Vec<String>,
}

impl Widget {
    fn new(widget_id: &'static str) -> Result<Self> {
        // Deployed clients read plain MSC2762.
        let mut wishes = CapabilitySet::new(Dialect::Msc2762);
        wishes.insert_capability(&texts()?)?;
        wishes.insert_capability(&Flag::Navigate.into())?;
        let approved = CapabilitySet::new(Dialect::Msc2762);
        Ok(Self { widget_id, wishes, approved, pending: BTreeSet::new(), requests: 0, log: Vec::new() })
    }

    /// A request to the client.
    fn request<A: KnownAction + FromWidget>(&mut self, data: A::Request) -> Result<String, NewRequestError> {
        self.requests += 1;
        let id = format!("widget-{}", self.requests);
        let text = NewRequest::<A>::from_widget(data).to_json(self.widget_id, &id)?;
        self.pending.insert(id);
        Ok(text)
    }

    /// Takes a text that the client may have posted, and returns what to post back.
    fn receive(&mut self, text: &str) -> Result<Vec<String>> {
        // The header tells whether the text is a message, and a response, whose body waits until somebody wants it.
        let Ok(raw) = RawMessage::parse(text) else { return Ok(Vec::new()) };
        if raw.widget_id() != self.widget_id || !raw.is_request() && !self.pending.remove(raw.request_id()) {
            return Ok(Vec::new());
        }
        match raw.decode() {
            Ok(Message::ToWidgetRequest(request)) => self.answer(request),
            Ok(Message::FromWidgetResponse(response)) => {
                self.log.push(outcome(response));
                Ok(Vec::new())
            }
            // What only a widget says, said by a client.
            Ok(_) => Ok(Vec::new()),
            Err(invalid) => {
                let answer = invalid.respond(Direction::ToWidget);
                if answer.is_none() {
                    self.log.push(format!("the client answered badly: {invalid}"));
                }
                Ok(answer.into_iter().collect())
            }
        }
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
            // The user has decided, now or again. What was approved stays.
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
            // Known and custom actions alike.
            other => vec![other.respond_error(&ErrorResponse::new("not supported"))],
        })
    }

    /// Sends a text into the room that the user is viewing.
    fn say(&mut self, body: &str) -> Result<String> {
        let content = RawJson::new(&BTreeMap::from([("msgtype", "m.text"), ("body", body)]))?;
        Ok(self.request::<SendEvent>(SendEventRequest::new("m.room.message", content))?)
    }
}

fn texts() -> Result<Capability<'static>> {
    Ok(build::send_event("m.room.message").msgtype("m.text").build()?)
}

/// A response is what was asked for, or an error.
fn outcome(response: FromWidgetResponse<'_>) -> String {
    match response {
        FromWidgetResponse::SupportedApiVersions(response) => match response.outcome {
            Ok(answer) => format!("the client supports {:?}", answer.supported_versions),
            Err(error) => format!("the client does not tell its versions: {error}"),
        },
        FromWidgetResponse::SendEvent(response) => match response.outcome {
            Ok(answer) => format!("sent into {} as {:?}", answer.room_id, answer.event_id),
            Err(error) => match error.matrix_api_error() {
                Ok(Some(cause)) => format!("not sent: {error} ({})", cause.http_status),
                _ => format!("not sent: {error}"),
            },
        },
        FromWidgetResponse::Navigate(response) => match response.outcome {
            Ok(_) => "went".to_owned(),
            Err(error) => format!("did not go: {error}"),
        },
        other => format!("an answer to {}", other.raw().action()),
    }
}

fn main() -> Result<()> {
    let mut widget = Widget::new("w")?;
    let silence: [&str; 0] = [];

    // Either side may ask for versions at any time. Those that are not known are kept.
    let question = widget.request::<from_widget::SupportedApiVersions>(Empty::new())?;
    assert_eq!(question, by_widget("widget-1", "supported_api_versions", "{}"));
    let answer = respond_to(&question, r#"{"supported_versions":["0.1.0","com.example.new"]}"#);
    assert_eq!(widget.receive(&answer)?, silence);
    let question = by_client("1", "supported_api_versions", "{}");
    let versions = r#"["0.1.0","org.matrix.msc2762","org.matrix.msc2871","org.matrix.msc2931"]"#;
    assert_eq!(
        widget.receive(&question)?,
        [respond_to(&question, &format!(r#"{{"supported_versions":{versions}}}"#))],
    );

    // The client asks what the widget wants to do, and tells what its user has approved.
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

    // The request is answered, once and again. The first answer counts.
    let sent = respond_to(&hi, r#"{"room_id":"!room:example.org","event_id":"$event"}"#);
    assert_eq!(widget.receive(&sent)?, silence);
    assert_eq!(widget.receive(&sent)?, silence);

    // Too fast for the homeserver, whose error the client passes on.
    let hello = widget.say("hello?")?;
    let cause =
        r#"{"http_status":429,"response":{"errcode":"M_LIMIT_EXCEEDED","error":"Too many requests"}}"#;
    let limited = respond_to(
        &hello,
        &format!(r#"{{"error":{{"message":"The room is busy","matrix_api_error":{cause}}}}}"#),
    );
    assert_eq!(widget.receive(&limited)?, silence);

    // The user approves the rest, which the client tells in the other spelling. What it then answers is no response.
    let totals = format!(r#"{{"requested":[{wishes}],"approved":[{texts},"m.navigate"]}}"#);
    let notification = by_client("4", "notify_capabilities", &totals);
    let navigate = by_widget(
        "widget-4",
        "org.matrix.msc2931.navigate",
        r#"{"uri":"https://matrix.to/#/@alice:example.org"}"#,
    );
    assert_eq!(widget.receive(&notification)?, [respond_to(&notification, "{}"), navigate.clone()]);
    assert_eq!(widget.receive(&respond_to(&navigate, "true"))?, silence);

    // What it does not know gets an error, and so does a body that is none; a text of another program gets nothing.
    let custom = by_client("5", "com.example.wave", "{}");
    assert_eq!(widget.receive(&custom)?, [error_to(&custom, "not supported")]);
    let malformed = by_client("6", "notify_capabilities", r#"{"requested":[]}"#);
    assert_eq!(widget.receive(&malformed)?, [error_to(&malformed, "data.approved: missing field")],);
    assert_eq!(widget.receive("webpackHotUpdate")?, silence);

    assert_eq!(
        widget.log,
        [
            r#"the client supports ["0.1.0", "com.example.new"]"#,
            r#"sent into !room:example.org as Some("$event")"#,
            "not sent: The room is busy (429)",
            "the client answered badly: response: expected an object, found a boolean",
        ],
    );
    for line in &widget.log {
        println!("{line}");
    }
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
