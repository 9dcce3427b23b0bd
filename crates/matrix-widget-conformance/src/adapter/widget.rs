//! The adapter of a widget's session.

use std::{collections::BTreeMap, fmt, time::Duration};

use matrix_widget_protocol::{action::ToWidget, from_widget, to_widget::OpenIdCredentialsRequest};
use matrix_widget_session::{
    Failure, Late, Now,
    widget::{Ask, Asked, Event, RequestError, Settings, TurnConsumer, WidgetSession},
};
use serde_json::{Value, json};

use super::json::{Calls, Outcome, advance, data, failure, method, name, outcome, read, response, text};
use crate::{Implementation, Refusal};

/// Answers a request of the client.
type Work = Box<dyn FnOnce(&mut WidgetSession, Outcome) -> Result<Result<(), Late>, String>>;

/// A widget's session as an implementation.
#[derive(Default)]
pub struct SessionWidget(Option<Widget>);

impl fmt::Debug for SessionWidget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SessionWidget").field(&self.0.as_ref().map(|widget| &widget.session)).finish()
    }
}

impl Implementation for SessionWidget {
    fn run(&mut self, command: &Value) -> Result<Vec<Value>, Refusal> {
        match (text(command, "do")?, &mut self.0) {
            ("hello", _) => {
                Ok(vec![json!({ "hello": { "role": "widget", "name": "matrix-widget-session" } })])
            }
            ("create", widget) => widget.insert(Widget::new(command)?).run("create", command),
            (name, Some(widget)) => widget.run(name, command),
            (_, None) => Err(Refusal::Failed("there is no session".to_owned())),
        }
    }
}

struct Widget {
    session: WidgetSession,
    now: Now,
    next: u64,
    works: BTreeMap<u64, Work>,
    calls: Calls,
    consumers: BTreeMap<String, TurnConsumer>,
}

impl Widget {
    fn new(command: &Value) -> Result<Self, String> {
        let mut settings = Settings {
            widget_id: read(&command["widgetId"])?,
            capabilities: read(&command["ask"])?,
            is_modal: command["modal"] == true,
            ..Settings::default()
        };
        settings.versions.extend(read::<Option<Vec<_>>>(&command["versions"])?.unwrap_or_default());
        let session = WidgetSession::new(settings, Now::ZERO);
        let (works, calls, consumers) = Default::default();
        Ok(Self { session, now: Now::ZERO, next: 0, works, calls, consumers })
    }

    fn run(&mut self, name: &str, command: &Value) -> Result<Vec<Value>, Refusal> {
        let mut reports = Vec::new();
        match name {
            "create" => {}
            "message" => self.session.receive(text(command, "text")?.to_owned(), self.now),
            "return" => {
                let id = read(&command["id"])?;
                let work = self.works.remove(&id).map(|work| work(&mut self.session, outcome(command)?));
                if work.transpose()?.is_none_or(|answered| answered.is_err()) {
                    reports.push(notice("late", Ok(id.into())));
                }
            }
            "advance" => {
                let time = Duration::from_millis(read(&command["ms"])?);
                let (widget, now) = (&mut self.session, self.now);
                self.now =
                    advance(widget, now, time, WidgetSession::poll_timeout, WidgetSession::handle_timeout);
            }
            "call" => {
                let id = &command["id"];
                if let Err(error) = self.call(id, text(command, "name")?, &command["args"])? {
                    reports.push(json!({ "outcome": { "id": id, "error": error.to_string() } }));
                }
            }
            _ => return Err(Refusal::Unsupported),
        }
        reports
            .extend(std::iter::from_fn(|| self.session.poll_transmit()).map(|text| json!({ "post": text })));
        while let Some(event) = self.session.poll_event() {
            reports.extend(self.report(event));
        }
        Ok(reports)
    }

    fn call(&mut self, id: &Value, name: &str, args: &Value) -> Result<Result<(), RequestError>, String> {
        let (session, now) = (&mut self.session, self.now);
        Ok(match name {
            "contentLoaded" => {
                session.content_loaded(now);
                Ok(())
            }
            "getOpenId" => session.get_openid(now),
            "requestCapabilities" => {
                session.request_capabilities(&read(&args["capabilities"])?, now).map(drop)
            }
            "requestCapabilitiesAgain" => {
                session.request_capabilities_again(&read(&args["capabilities"])?, now).map(drop)
            }
            "watchTurnServers" => session.watch_turn_servers(now).map(|consumer| {
                self.consumers.insert(args["consumer"].to_string(), consumer);
            }),
            "unwatchTurnServers" => {
                let consumer =
                    self.consumers.remove(&args["consumer"].to_string()).ok_or("consumer: unknown")?;
                session.unwatch_turn_servers(consumer, now);
                Ok(())
            }
            "openModal" => session.open_modal(read(args)?, now),
            "closeModal" => session.close_modal(read(args)?, now),
            "end" => {
                session.end();
                Ok(())
            }
            _ => self.request(id, name, args)?,
        })
    }

    fn report(&mut self, event: Event) -> Option<Value> {
        let (name, result) = match event {
            Event::Answered(answer) => return self.calls.outcome(&answer),
            Event::Asked(asked) => {
                let (op, data, work) = driver(asked)?;
                self.next += 1;
                self.works.insert(self.next, work);
                return Some(json!({ "driver": { "id": self.next, "op": op, "data": data } }));
            }
            Event::Approved => ("approved", Ok(self.session.approved()?.strings().collect())),
            Event::Decided { capabilities, outcome } => ("decided", outcome.map(|()| json!(capabilities))),
            Event::RoomEvent(event) => ("event", Ok(json!(event))),
            Event::State { changes, is_complete } => {
                ("state", Ok(json!({ "changes": changes, "isComplete": is_complete })))
            }
            Event::ToDevice { event, is_encrypted } => {
                ("toDevice", Ok(json!({ "message": event, "encrypted": is_encrypted })))
            }
            Event::OpenId(result) => {
                let data = result.map(|decision| json!(OpenIdCredentialsRequest::new("", decision)));
                ("openId", data)
            }
            Event::TurnServers(servers) => ("turnServers", Ok(json!(servers))),
            Event::TurnFailed(failure) => ("turnFailed", Err(failure)),
            Event::Visibility(visible) => ("visibility", Ok(json!(visible))),
            Event::ModalOpened(outcome) => ("modalOpened", outcome.map(|()| Value::Null)),
            Event::ModalClosed(result) => ("modalClosed", Ok(json!(result))),
            Event::ModalConfig(config) => ("modalConfig", Ok(json!(config))),
            Event::Closing(outcome) => ("closing", outcome.map(|()| Value::Null)),
            other => return Some(notice(&name(&other), Ok(Value::Null))),
        };
        Some(notice(name, result))
    }
}

fn ask<A: ToWidget>(op: String, Ask { data, ticket }: Ask<A>) -> (String, Value, Work) {
    let answer = |session: &mut WidgetSession, outcome| Ok(session.answer(ticket, response::<A>(outcome)?));
    (op, json!(data), Box::new(answer))
}

macro_rules! from_widget {
    ($($Action:ident),*) => {
        impl Widget {
            /// Sends a request to the client: a known action by its method, or else a custom action.
            fn request(&mut self, id: &Value, name: &str, args: &Value) -> Result<Result<(), RequestError>, String> {
                let Self { session, calls, now, .. } = self;
                $(plain! { $Action session calls id name args now })*
                Ok(session.request_custom(name, data(args)?, *now).map(|sent| calls.add(id, sent)))
            }
        }
    };
}

macro_rules! plain {
    (SupportedApiVersions $($rest:tt)*) => {};
    (ContentLoaded $($rest:tt)*) => {};
    (GetOpenId $($rest:tt)*) => {};
    (RequestCapabilities $($rest:tt)*) => {};
    (WatchTurnServers $($rest:tt)*) => {};
    (UnwatchTurnServers $($rest:tt)*) => {};
    (OpenModal $($rest:tt)*) => {};
    (CloseModal $($rest:tt)*) => {};
    ($Action:ident $session:ident $calls:ident $id:ident $name:ident $args:ident $now:ident) => {
        if $name == method(stringify!($Action)) {
            let sent = $session.request::<from_widget::$Action>(read($args)?, *$now);
            return Ok(sent.map(|sent| $calls.add($id, sent)));
        }
    };
}

matrix_widget_protocol::from_widget_actions!(from_widget);

macro_rules! to_widget {
    ($($Action:ident)*) => {
        /// Returns the requests of these actions. Dropping another answers it with an error.
        fn driver(asked: Asked) -> Option<(String, Value, Work)> {
            Some(match asked {
                $(Asked::$Action(request) => ask(method(stringify!($Action)), request),)*
                Asked::Custom(action, request) => ask(action, request),
                _ => return None,
            })
        }
    };
}

to_widget! { Screenshot ThemeChange LanguageChange ButtonClicked ElementDeviceMute ElementHangup }

fn notice(name: &str, result: Result<Value, Failure>) -> Value {
    match result {
        Ok(data) => json!({ "notice": { "name": name, "data": data } }),
        Err(error) => json!({ "notice": { "name": name, "error": failure(error) } }),
    }
}
