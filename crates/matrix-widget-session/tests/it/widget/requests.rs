//! Requests of the application.

use std::time::Duration;

use matrix_widget_protocol::{
    RawObject, UniqueMap,
    from_widget::{
        DownloadFile, DownloadFileRequest, FileBody, Navigate, NavigateRequest, SendEvent, SendEventRequest,
        SendToDevice, SendToDeviceRequest, UploadFile, UploadFileRequest,
    },
};
use matrix_widget_session::widget::{Event, RequestError};
use matrix_widget_session::{Answer, Failure};
use serde_json::json;

use super::support::{Page, with_response};

const ALL: [&str; 5] =
    ["m.navigate", "m.upload_file", "m.download_file", "m.send.to_device:t", "m.send.event:m.room.message"];

impl Page {
    fn navigate(&mut self) -> Result<(), RequestError> {
        self.session.request::<Navigate>(NavigateRequest::new("u"), self.now).map(drop)
    }

    fn download(&mut self, timeout: Option<u64>) {
        let mut data = DownloadFileRequest::new("mxc://example.org/a");
        if let Some(timeout) = timeout {
            data = data.with_timeout(Duration::from_secs(timeout));
        }
        let _sent = self.session.request::<DownloadFile>(data, self.now).unwrap();
    }

    fn answered(&mut self) -> Vec<Answer> {
        let answers = self.events().into_iter().map(|event| match event {
            Event::Answered(answer) => answer,
            other => panic!("{other:?}"),
        });
        answers.collect()
    }

    /// Asserts that the only request fails after this time, and not a second earlier.
    fn assert_deadline(&mut self, seconds: u64) {
        self.wait(seconds - 1);
        assert_eq!(self.answered(), []);
        self.wait(1);
        assert_eq!(self.answered().len(), 1);
    }
}

/// W-REQ-1: a request has 10 seconds, `send_to_device` has 60, and files have 120 or their timeout and 5 more.
#[test]
fn deadlines_depend_on_the_action() {
    let mut page = Page::ready(&ALL);
    page.navigate().unwrap();
    page.assert_deadline(10);
    let data = SendToDeviceRequest::new("t", UniqueMap::from([]));
    let _sent = page.session.request::<SendToDevice>(data, page.now).unwrap();
    page.assert_deadline(60);
    let data = UploadFileRequest::new(FileBody::from_string("file"));
    let _sent = page.session.request::<UploadFile>(data, page.now).unwrap();
    page.assert_deadline(120);
    page.download(None);
    page.assert_deadline(120);
    page.download(Some(7));
    page.assert_deadline(12);
    page.download(Some(1000));
    page.assert_deadline(1005);
}

/// W-REQ-2: at most 12 requests are in flight, and their deadlines begin when they are sent.
#[test]
fn at_most_12_requests_are_in_flight() {
    let mut page = Page::ready(&ALL);
    for _ in 0..14 {
        page.navigate().unwrap();
    }
    let sent = page.sent("org.matrix.msc2931.navigate");
    assert_eq!(sent.len(), 12);
    page.wait(9);
    page.answer(&sent[0], &json!({}));
    assert_eq!(page.sent("org.matrix.msc2931.navigate").len(), 1);
    assert_eq!(page.answered().len(), 1);
    page.wait(1);
    assert_eq!(page.answered().len(), 11);
    assert_eq!(page.sent("org.matrix.msc2931.navigate").len(), 1);
    page.wait(9);
    assert_eq!(page.answered().len(), 1);
    page.wait(1);
    assert_eq!(page.answered().len(), 1);
}

/// W-REQ-2: at most 8 file transfers are in flight, and others pass them.
#[test]
fn at_most_8_file_transfers_are_in_flight() {
    let mut page = Page::ready(&ALL);
    for _ in 0..10 {
        page.download(None);
    }
    page.navigate().unwrap();
    let files = page.sent("org.matrix.msc4039.download_file");
    assert_eq!((files.len(), page.sent_actions().len()), (8, 1));
    page.answer(&files[0], &json!({ "file": "" }));
    assert_eq!(page.sent("org.matrix.msc4039.download_file").len(), 1);
}

/// W-REQ-3: an unanswered request is not repeated, and a repeat by the application has a new ID.
#[test]
fn requests_are_not_repeated() {
    let mut page = Page::ready(&ALL);
    page.navigate().unwrap();
    let first = page.sent_one("org.matrix.msc2931.navigate");
    page.wait(10);
    page.answer(&first, &json!({}));
    page.wait(1000);
    page.assert_nothing_sent();
    page.navigate().unwrap();
    assert_ne!(page.sent_one("org.matrix.msc2931.navigate")["requestId"], first["requestId"]);
}

/// W-REQ-4: a request has no null, and `content` and `encrypted` are always written.
#[test]
fn requests_have_no_null_members() {
    let mut page = Page::ready(&ALL);
    let mut data = SendEventRequest::new("m.room.message", RawObject::empty().into());
    data.content = None;
    let _sent = page.session.request::<SendEvent>(data, page.now);
    let data = SendToDeviceRequest::new("t", UniqueMap::from([]));
    let _sent = page.session.request::<SendToDevice>(data, page.now);
    assert_eq!(page.sent_one("send_event")["data"], json!({ "type": "m.room.message", "content": {} }));
    let sent = page.sent_one("send_to_device");
    assert_eq!(sent["data"], json!({ "type": "t", "encrypted": true, "messages": {} }));
}

/// W-REQ-5: a null ID is accepted, and the ID that belongs to the event is required.
#[test]
fn send_event_requires_the_id_that_belongs_to_the_event() {
    let room = "!r:example.org";
    let both = [
        (json!({ "room_id": room, "event_id": "$e", "delay_id": null }), false),
        (json!({ "room_id": room, "event_id": null, "delay_id": "d" }), true),
    ];
    for (response, has_delay_id) in both {
        for is_delayed in [false, true] {
            let mut page = Page::ready(&ALL);
            let mut data = SendEventRequest::new("m.room.message", RawObject::empty().into());
            if is_delayed {
                data = data.with_delay(Duration::from_secs(1));
            }
            let sent = page.session.request::<SendEvent>(data, page.now).unwrap();
            let request = page.sent_one("send_event");
            page.answer(&request, &response);
            match page.answered().remove(0).read(&sent).unwrap() {
                Ok(response) => {
                    assert_eq!((is_delayed, response.delay_id.is_some()), (has_delay_id, has_delay_id));
                }
                Err(error) => {
                    assert!(matches!(error, Failure::Malformed(_)), "{error:?}");
                    assert_ne!(is_delayed, has_delay_id);
                }
            }
        }
    }
}

/// W-ID-5: an answer is read with the request that it belongs to, and with no other.
#[test]
fn answers_are_read_with_their_request() {
    let mut page = Page::ready(&ALL);
    let [first, second] =
        [(); 2].map(|()| page.session.request::<Navigate>(NavigateRequest::new("u"), page.now).unwrap());
    let requests = page.sent("org.matrix.msc2931.navigate");
    page.answer(&requests[1], &json!([]));
    page.answer(&requests[0], &json!({ "more": 1 }));
    let answers = page.answered();
    assert!(answers[0].read(&first).is_none());
    assert!(matches!(answers[0].read(&second), Some(Err(Failure::Malformed(_)))));
    assert!(matches!(answers[1].read(&first), Some(Ok(_))));
}

/// W-LOAD-5: a custom request is sent when the session is ready, and its answer is free-form.
#[test]
fn custom_requests_have_raw_answers() {
    let mut page = Page::plain();
    let data = RawObject::from_text(r#"{"n":1.0}"#).unwrap();
    assert!(matches!(
        page.session.request_custom("navigate", data.clone(), page.now),
        Err(RequestError::Invalid(_))
    ));
    let sent = page.session.request_custom("com.example.wave", data, page.now).unwrap();
    assert!(page.sent("com.example.wave").is_empty());
    page.answer_versions(&[]);
    page.ask("capabilities", json!({}));
    page.events();
    let request = page.sent_one("com.example.wave");
    assert_eq!(request["data"], json!({ "n": 1.0 }));
    page.session.receive(with_response(&request, &json!({ "back": [1] })).to_string(), page.now);
    let response = page.answered().remove(0).read(&sent).unwrap().unwrap();
    assert_eq!(response.as_str(), r#"{"back":[1]}"#);
}

/// W-END-1: when the document goes, pending and waiting requests fail as gone, and further input is ignored.
#[test]
fn requests_fail_as_gone_at_the_end() {
    let mut page = Page::ready(&ALL);
    for _ in 0..13 {
        page.navigate().unwrap();
    }
    page.session.get_openid(page.now).unwrap();
    page.session
        .request_capabilities(&["m.sticker", "m.always_on_screen"].into_iter().collect(), page.now)
        .unwrap();
    page.session.request_capabilities(&["com.example.fly"].into_iter().collect(), page.now).unwrap();
    let consumer = page.session.watch_turn_servers(page.now).unwrap();
    page.session.end();
    page.session.end();
    let events = page.events();
    let count = |text: &str| events.iter().filter(|event| format!("{event:?}").starts_with(text)).count();
    assert_eq!((count("Answered"), count("OpenId"), count("Decided"), count("TurnFailed")), (13, 1, 2, 1));
    assert_eq!(events.iter().filter(|event| format!("{event:?}").contains("com.example.fly")).count(), 1);
    assert_eq!(events.iter().filter(|event| format!("{event:?}").contains("Gone")).count(), events.len());

    assert_eq!(page.session.poll_timeout(), None);
    assert_eq!(page.ask_for_answer("visibility", json!({ "visible": false })), None);
    page.session.unwatch_turn_servers(consumer, page.now);
    page.session.content_loaded(page.now);
    assert_eq!(page.navigate(), Err(RequestError::Ended));
    page.assert_nothing_sent();
    page.assert_no_events();
}

/// W-END-2: requests of the application are refused when too many wait.
#[test]
fn waiting_requests_are_bounded() {
    let mut page = Page::plain();
    let accepted = (0..10_000).take_while(|_| page.navigate().is_ok()).count();
    assert!((256..=1024).contains(&accepted), "{accepted}");
    assert_eq!(page.navigate(), Err(RequestError::Full));
}
