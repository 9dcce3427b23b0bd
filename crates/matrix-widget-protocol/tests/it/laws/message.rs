//! All ways to read a text agree, and messages survive a round trip.

use matrix_widget_capability::{CapabilitySet, Dialect};
use matrix_widget_protocol::{Message, MessageError, RawMessage};

/// Checks the laws for a text, and calls every method that must not panic.
pub fn hold(text: &str) {
    assert_read_alike(text);
    let raw = match RawMessage::parse(text) {
        Ok(raw) => raw,
        Err(error) => {
            let _ = error.to_string();
            return;
        }
    };
    assert_eq!(raw.text(), text);
    match raw.decode() {
        Ok(message) => holds_of_message(text, &message),
        Err(invalid) if invalid.raw().is_request() => {
            assert!(!invalid.error().path().is_empty());
            let answer = invalid.respond(invalid.raw().api()).unwrap();
            let answer = RawMessage::parse(&answer).unwrap().decode();
            // The answer to a request with duplicate `data` is invalid too.
            if let Ok(answer) = answer {
                assert_eq!(answer.error().unwrap().message(), invalid.error().to_string());
            }
        }
        Err(invalid) => assert!(!invalid.error().path().is_empty()),
    }
}

fn holds_of_message(text: &str, message: &Message<'_>) {
    let _ = (message.info(), format!("{message:?}"));
    message.for_each_unknown_member(|path| assert!(!path.contains(char::is_control), "{path:?}"));
    if let Message::FromWidgetRequest(request) = message {
        let _ = request.check().map_err(|error| error.to_string());
        let coverage = request.coverage(&CapabilitySet::new(Dialect::RoomScoped), None);
        assert!(
            coverage.clone().into_result().is_ok() || !coverage.missing().unwrap().to_string().is_empty()
        );
    }
    if let Some(error) = message.error() {
        let _ = (error.matrix_api_error(), error.to_string());
    }
    let written = message.to_json();
    let again = RawMessage::parse(&written).unwrap().decode();
    assert_eq!(again.as_ref(), Ok(message), "{written} from {text}");
    assert_eq!(again.unwrap().to_json(), written);
    assert!(message.is_lossless(), "{written} from {text}");
    assert_eq!(&message.clone().into_owned(), message);
}

/// Asserts that a text is read alike in one step, in two steps, and with an escaped name, which prevents reading in one
/// pass.
pub fn assert_read_alike(text: &str) {
    let in_two_steps = RawMessage::parse(text)
        .map_err(MessageError::from)
        .and_then(|raw| raw.decode().map_err(MessageError::from));
    let in_one_step = Message::parse(text);
    assert_eq!(in_one_step, in_two_steps, "{text}");
    assert_eq!(Message::parse_owned(text.to_owned()), in_two_steps, "{text}");
    if let (Ok(one), Ok(two)) = (&in_one_step, &in_two_steps) {
        assert_eq!(one.raw(), two.raw(), "{text}");
    }
    let escaped = text.replacen(r#""api""#, r#""\u0061pi""#, 1);
    match (&in_one_step, Message::parse(&escaped)) {
        (Ok(message), Ok(escaped)) => assert_same_parts(message.raw(), escaped.raw()),
        (Err(MessageError::Invalid(error)), Err(MessageError::Invalid(escaped))) => {
            assert_eq!(error.error(), escaped.error(), "{text}");
            assert_same_parts(error.raw(), escaped.raw());
        }
        // The escape moves the position of the error.
        (Err(MessageError::NotWidgetMessage(_)), Err(MessageError::NotWidgetMessage(_))) => {}
        (one, other) => panic!("{one:?} differs from {other:?} in {text}"),
    }
}

/// Asserts that two messages have the same parts, except for the escaped name.
fn assert_same_parts(one: &RawMessage<'_>, other: &RawMessage<'_>) {
    let parts = |raw: &RawMessage<'_>| {
        let bodies = [raw.data(), raw.response()];
        let bodies = bodies.map(|body| body.map(|body| body.replace(r"\u0061pi", "api")));
        let header = [raw.widget_id(), raw.request_id(), raw.action()].map(str::to_owned);
        (raw.api(), header, bodies, raw.is_request())
    };
    let unescaped = |text: &str| text.replace(r"\u0061pi", "api");
    assert_eq!(unescaped(one.text()), unescaped(other.text()));
    assert_eq!(parts(one), parts(other), "{}", one.text());
}
