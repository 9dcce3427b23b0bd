//! A client with Tokio: a task for each widget, and a driver with async functions.
//!
//! ```text
//! cargo run --package matrix-widget-session --example tokio_host
//! ```
//!
//! The webview is two channels, which carry what a client gets after checking source and origin, and what it posts. The page
//! in it is a widget's session, and the homeserver is a fake. The program asserts what it shows, and runs with the tests.

mod page;

use std::{
    collections::BTreeMap,
    error::Error,
    future::{Future, poll_fn},
    sync::Arc,
    task::Poll,
    time::{Duration, Instant},
};

use matrix_widget_protocol::{
    ErrorResponse, RawObject,
    from_widget::{SendEvent, SendEventRequest, SendEventResponse},
    reexports::{
        matrix_widget_capability::CapabilitySet,
        ruma_common::{OwnedRoomId, room_id},
    },
    widget::WidgetState,
};
use matrix_widget_session::{
    Now, TicketId,
    host::{Asked, Event, HostConfig, HostSession, RoomEvent},
};
use serde_json::json;
use tokio::{
    sync::mpsc::{self, UnboundedReceiver, UnboundedSender},
    task::{AbortHandle, JoinSet},
};

/// What a client does for its widgets. A real driver uses an SDK and a user interface.
trait Driver: Send + Sync + 'static {
    /// Asks the user, and returns the approved capabilities.
    fn ask_user(&self, requested: CapabilitySet) -> impl Future<Output = CapabilitySet> + Send;
    fn send_event(
        &self,
        room: OwnedRoomId,
        event: SendEventRequest,
    ) -> impl Future<Output = Result<SendEventResponse, ErrorResponse>> + Send;
}

/// What the webview reports, in its order.
enum Webview {
    Loaded,
    Message(String),
}

/// Passes what has happened to a session.
type Input = Box<dyn FnOnce(&mut HostSession, Now) + Send>;

fn input<T>(pass: impl FnOnce(&mut HostSession, Now) -> T + Send + 'static) -> Input {
    Box::new(move |session, now| drop(pass(session, now)))
}

/// The task of a widget.
struct Host<D> {
    session: HostSession,
    driver: Arc<D>,
    webview: UnboundedReceiver<Webview>,
    post: UnboundedSender<String>,
    sync: UnboundedReceiver<RoomEvent>,
    calls: JoinSet<Input>,
    by_ticket: BTreeMap<TicketId, AbortHandle>,
}

impl<D: Driver> Host<D> {
    async fn run(mut self) {
        let start = Instant::now();
        loop {
            if let Some(event) = self.session.poll_event() {
                self.handle(event);
            } else if let Some(text) = self.session.poll_transmit() {
                let _ = self.post.send(text); // fails if the webview is closed, which ends the loop
            } else {
                let deadline = self.session.poll_timeout().unwrap_or(Duration::MAX);
                let input = tokio::time::timeout(deadline.saturating_sub(start.elapsed()), self.next()).await;
                let now = start.elapsed();
                match input {
                    Ok(Some(input)) => input(&mut self.session, now),
                    Ok(None) => return self.session.end(now),
                    Err(_) => self.session.handle_timeout(now),
                }
            }
        }
    }

    /// Waits for the next input. Returns `None` when the webview is closed.
    async fn next(&mut self) -> Option<Input> {
        let wants_text = self.session.wants_text();
        self.by_ticket.retain(|_, call| !call.is_finished());
        poll_fn(|context| {
            if let Poll::Ready(Some(result)) = self.calls.poll_join_next(context) {
                // A call that panicked has dropped its ticket.
                return Poll::Ready(Some(result.unwrap_or_else(|_| input(|_, _| ()))));
            }
            if let Poll::Ready(Some(event)) = self.sync.poll_recv(context) {
                // If the widget does not keep up, it loses the event.
                return Poll::Ready(Some(input(move |session, now| session.push_event(&event, now))));
            }
            if !wants_text {
                return Poll::Pending;
            }
            self.webview.poll_recv(context).map(|webview| match webview? {
                Webview::Loaded => Some(input(HostSession::frame_loaded)),
                Webview::Message(text) => Some(input(|session, now| session.receive(text, now))),
            })
        })
        .await
    }

    fn handle(&mut self, event: Event) {
        let driver = Arc::clone(&self.driver);
        match event {
            Event::Prompt { ticket, capabilities } => self.call(ticket.id(), async move {
                let approved = driver.ask_user(capabilities).await;
                input(move |session, now| session.decide(ticket, &approved, now))
            }),
            Event::Asked(Asked::SendEvent(ask)) => self.call(ask.ticket.id(), async move {
                let outcome = match ask.rooms.first() {
                    Some(room) => driver.send_event(room.clone(), ask.data).await,
                    None => Err(ErrorResponse::new("no room")),
                };
                input(|session, _| session.answer(ask.ticket, outcome))
            }),
            Event::Cancelled(ticket) => {
                self.by_ticket.remove(&ticket).iter().for_each(AbortHandle::abort);
            }
            // A request whose ticket is dropped is answered with an error.
            _ => {}
        }
    }

    fn call(&mut self, ticket: TicketId, call: impl Future<Output = Input> + Send + 'static) {
        self.by_ticket.insert(ticket, self.calls.spawn(call));
    }
}

/// A homeserver that takes every message and returns it with the next sync, and a user who allows everything.
struct Fake(UnboundedSender<RoomEvent>);

impl Driver for Fake {
    async fn ask_user(&self, requested: CapabilitySet) -> CapabilitySet {
        requested
    }

    async fn send_event(
        &self,
        room: OwnedRoomId,
        event: SendEventRequest,
    ) -> Result<SendEventResponse, ErrorResponse> {
        // Dropping this member would send another event than the user has approved. The session refuses delayed and sticky events.
        if event.state_key.is_some() {
            return Err(ErrorResponse::new("not supported"));
        }
        let event =
            json!({ "type": event.event_type, "event_id": "$1", "content": event.content_or_empty() });
        let event = RoomEvent::new(RawObject::new(&event).expect("an object").into(), &room)?;
        let answer = SendEventResponse::sent(room, event.event().event_id()?);
        let _ = self.0.send(event);
        Ok(answer)
    }
}

#[test]
fn tokio_host_example_succeeds() -> Result<(), Box<dyn Error>> {
    main()
}

fn main() -> Result<(), Box<dyn Error>> {
    tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
        let definition = RawObject::from_text(r#"{"type":"m.custom","url":"https://widget.example.org/"}"#)?;
        let definition = WidgetState::in_room("im.vector.modular.widgets", "w", definition)?;
        let definition = definition.into_widget().ok_or("the widget was deleted")?;
        let config = HostConfig::in_room(definition, room_id!("!room:example.org").to_owned());
        let session = HostSession::new(config.claim::<SendEvent>());

        let (from_page, webview) = mpsc::unbounded_channel();
        let (post, to_page) = mpsc::unbounded_channel();
        let (fake, sync) = mpsc::unbounded_channel();
        let driver = Arc::new(Fake(fake));
        let (calls, by_ticket) = (JoinSet::new(), BTreeMap::new());
        let host = tokio::spawn(Host { session, driver, webview, post, sync, calls, by_ticket }.run());

        // The end of the page ends the session of the client.
        from_page.send(Webview::Loaded)?;
        let post = move |text| drop(from_page.send(Webview::Message(text)));
        assert_eq!(page::run(post, to_page).await?, r#"{"body":"Hello","msgtype":"m.text"}"#);
        Ok(host.await?)
    })
}
