//! The number and size of the allocations of a client's session.

use std::collections::VecDeque;

use allocation_counter::{AllocationInfo, measure};
use matrix_widget_protocol::{
    from_widget::{SendEvent, SendEventResponse},
    reexports::ruma_common::{owned_event_id, owned_room_id},
};
use matrix_widget_session::{
    Ticket,
    host::{Asked, Event},
};

use crate::host_support::{Host, TEXT, config};

fn response() -> SendEventResponse {
    SendEventResponse::sent(owned_room_id!("!room:example.org"), owned_event_id!("$event"))
}

fn established() -> Host {
    Host::established(config().claim::<SendEvent>(), &[TEXT])
}

/// Returns a request to send a message of this many bytes.
fn request(length: usize) -> String {
    let body = "x".repeat(length);
    format!(
        r#"{{"api":"fromWidget","widgetId":"w","requestId":"widgetapi-1700000000000-0","action":"send_event","data":{{"type":"m.room.message","content":{{"msgtype":"m.text","body":"{body}"}}}}}}"#
    )
}

/// Receives a request, and takes it as the application does.
fn ask(host: &mut Host, text: String) -> Ticket<SendEvent> {
    host.session.receive(text, host.now);
    match host.session.poll_event() {
        Some(Event::Asked(Asked::SendEvent(ask))) => ask.ticket,
        other => panic!("expected a request, found {other:?}"),
    }
}

fn answer(host: &mut Host, ticket: Ticket<SendEvent>, response: SendEventResponse) {
    host.session.answer(ticket, Ok(response)).unwrap();
    assert!(host.session.poll_transmit().is_some());
}

#[test]
fn request_and_answer_allocate_at_most_12_times() {
    let mut host = established();
    let mut counts = Vec::new();
    for _ in 0..100 {
        let (text, response) = (request(30), response());
        let counted = measure(|| {
            let ticket = ask(&mut host, text);
            answer(&mut host, ticket, response);
        });
        counts.push(counted.count_total);
    }
    assert!(counts.iter().all(|count| *count <= 12), "{counts:?}");
}

#[test]
fn established_session_with_50_capabilities_takes_at_most_24_kib() {
    let capabilities: Vec<_> =
        (0..50).map(|number| format!("org.matrix.msc2762.receive.event:com.example.type{number}")).collect();
    let capabilities: Vec<_> = capabilities.iter().map(String::as_str).collect();
    let config = config();
    let mut session = None;
    let counted = measure(|| {
        let mut host = Host::established(config, &capabilities);
        host.versions(&["org.matrix.msc2871"]);
        session = Some(Box::new(host.session));
    });
    assert!(counted.bytes_current <= 24 << 10, "{counted:?}");
}

#[test]
fn request_takes_at_most_twice_its_text() {
    let size = 64 << 10;
    let mut host = established();
    let (text, response) = (request(size), response());
    let counted = measure(|| {
        let ticket = ask(&mut host, text.clone());
        answer(&mut host, ticket, response);
    });
    assert!(counted.bytes_max <= u64::try_from(text.len() * 22 / 10).unwrap(), "{counted:?}");
}

#[test]
fn memory_of_many_requests_is_constant() {
    let mut host = established();
    let mut asked: VecDeque<_> = (0..255).map(|_| ask(&mut host, request(30))).collect();
    let mut run = |count: usize| -> AllocationInfo {
        measure(|| {
            for _ in 0..count {
                asked.push_back(ask(&mut host, request(30)));
                answer(&mut host, asked.pop_front().unwrap(), response());
            }
        })
    };
    run(1000);
    let (few, many) = (run(1000), run(100_000));
    // Nodes of trees come and go.
    assert!(many.bytes_current.abs() <= 4 << 10, "{many:?}");
    assert!(many.bytes_max <= few.bytes_max + (4 << 10), "{few:?}, {many:?}");
}
