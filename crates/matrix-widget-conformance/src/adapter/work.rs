//! What the driver has to answer.

use matrix_widget_protocol::{
    event::MatrixEvent,
    from_widget::{FromWidgetAction, ReadEvents, ReadEventsResponse},
    reexports::matrix_widget_capability::{CapabilityList, Dialect},
    to_widget::{OpenIdCredentialsRequest, OpenIdDecision},
};
use matrix_widget_session::{
    Late, Now, TicketId,
    host::{
        Answerable, Ask, AskedVisitor, Event, HostSession, ModalTicket, OpenIdTicket, PromptTicket,
        StateTicket, StickyTicket, TurnTicket,
    },
};
use serde_json::{Value, json};

use super::json::{Outcome, method, read, response};

/// Reads an answer, and passes it to the session.
type Answer = Box<dyn FnOnce(&mut HostSession, Outcome) -> Result<Result<(), Late>, String> + Send>;

/// What the driver has to answer.
pub(super) enum Work {
    Answer(Answer),
    Prompt(PromptTicket),
    OpenId(OpenIdTicket),
    State(StateTicket),
    Sticky(StickyTicket),
    Turn(TurnTicket),
    Modal(ModalTicket),
    ShownModal(ModalTicket),
}

impl Work {
    /// Passes an answer of the driver to the session. Returns the work if there is more of it.
    pub(super) fn finish(
        self,
        session: &mut HostSession,
        outcome: Outcome,
        now: Now,
    ) -> Result<(Result<(), Late>, Option<Self>), String> {
        let late = match (self, outcome) {
            (Self::Turn(ticket), Ok(servers)) => {
                let late = session.turn_servers(&ticket, read(&servers)?, now);
                return Ok((late, Some(Self::Turn(ticket))));
            }
            (Self::Modal(ticket), Ok(_)) => {
                return Ok((session.modal_shown(&ticket, now), Some(Self::ShownModal(ticket))));
            }
            (Self::Answer(answer), outcome) => answer(session, outcome)?,
            (Self::Prompt(ticket), Ok(approved)) => {
                session.decide(ticket, &read::<CapabilityList>(&approved)?.read(Dialect::Msc2762), now)
            }
            (Self::OpenId(ticket), Ok(value)) => session.decide_openid(ticket, decision(&value)?, now),
            (Self::State(ticket), outcome) => {
                session.state_read(ticket, outcome.ok().map(|value| events(&value)).transpose()?, now)
            }
            (Self::Sticky(ticket), Ok(value)) => session.sticky_events_read(ticket, events(&value)?, now),
            (Self::Turn(ticket), Err(error)) => session.turn_servers_ended(ticket, &error, now),
            (Self::ShownModal(ticket), Ok(data)) => session.modal_closed(ticket, read(&data)?, now),
            // A dropped ticket is a failure.
            (_, Err(_)) => Ok(()),
        };
        Ok((late, None))
    }
}

fn events(value: &Value) -> Result<Vec<MatrixEvent>, String> {
    Ok(read::<ReadEventsResponse>(value)?.events)
}

/// Reads the members of `openid_credentials`.
fn decision(value: &Value) -> Result<OpenIdDecision, String> {
    let mut value = value.clone();
    value["original_request_id"] = "".into();
    Ok(read::<OpenIdCredentialsRequest>(&value)?.decision)
}

/// A request to the driver: its ticket, name, work and details.
pub(super) type Driver = (TicketId, String, Work, Value);

/// Turns requests into requests to the driver.
struct Driving;

impl AskedVisitor for Driving {
    type Output = Driver;

    fn visit<A: Answerable>(self, action: &str, Ask { data, rooms, ticket }: Ask<A>) -> Driver {
        let id = ticket.id();
        let op = FromWidgetAction::from(action).info().map_or(action.to_owned(), |info| method(info.variant));
        let answer = |session: &mut HostSession, outcome| Ok(session.answer(ticket, response::<A>(outcome)?));
        (id, op, Work::Answer(Box::new(answer)), json!({ "rooms": rooms, "data": data }))
    }

    fn visit_read_events(self, ask: Ask<ReadEvents>) -> Driver {
        asked_read("readTimeline", ask)
    }
}

/// The driver returns the events of all rooms in one list, each with its room.
fn asked_read(op: &str, Ask { data, rooms, ticket }: Ask<ReadEvents>) -> Driver {
    let id = ticket.id();
    let details = json!({ "rooms": rooms, "data": data });
    let by_room = move |event: MatrixEvent| match &rooms[..] {
        [room] => Ok((room.clone(), vec![event])),
        _ => Ok((event.room_id().map_err(|error| error.to_string())?, vec![event])),
    };
    let answer = |session: &mut HostSession, outcome: Outcome| {
        let read =
            outcome.map(|value| events(&value)?.into_iter().map(by_room).collect::<Result<_, String>>());
        Ok(session.answer_read(ticket, read.map_or_else(|error| Ok(Err(error)), |rooms| rooms.map(Ok))?))
    };
    (id, op.to_owned(), Work::Answer(Box::new(answer)), details)
}

/// Returns the request to the driver that an event makes, or else the event.
pub(super) fn request(event: Event) -> Result<Driver, Box<Event>> {
    Ok(match event {
        Event::Asked(asked) => asked.visit(Driving),
        Event::AskedForState(ask) => asked_read("readState", ask),
        Event::OpenId { ticket, asks_user } => {
            (ticket.id(), "openId".to_owned(), Work::OpenId(ticket), json!({ "asksUser": asks_user }))
        }
        Event::ReadState { ticket, read } => {
            let state_key = read.state_key.map_or(json!(true), Value::from);
            let data = json!({ "type": read.event_type, "state_key": state_key });
            let details = json!({ "rooms": [read.room], "data": data });
            (ticket.id(), "readState".to_owned(), Work::State(ticket), details)
        }
        Event::ReadStickyEvents { ticket, room } => {
            let details = json!({ "rooms": [room] });
            (ticket.id(), "readStickyEvents".to_owned(), Work::Sticky(ticket), details)
        }
        Event::WatchTurnServers { ticket } => {
            (ticket.id(), "turnServers".to_owned(), Work::Turn(ticket), json!({}))
        }
        Event::OpenModal { ticket, modal } => {
            let widget = json!({ "id": modal.widget.id(), "data": modal.widget.content() });
            let details = json!({ "url": modal.url, "room": modal.room, "widget": widget });
            (ticket.id(), "openModal".to_owned(), Work::Modal(ticket), details)
        }
        other => return Err(Box::new(other)),
    })
}
