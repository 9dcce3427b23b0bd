//! The answer to a request is the request with exactly one member added.

use matrix_widget_protocol::{ErrorResponse, Message, RawMessage, RawObject};

/// Checks the laws if the text is a request.
pub fn hold(text: &str) {
    let Some(answer) = answer(text) else { return };
    if let Some(owned) = owned_answer(text) {
        assert_eq!(owned, answer, "{text}");
    }
    let response = ("response".to_owned(), r#"{"error":{"message":"no"}}"#.to_owned());
    let mut expected = members_of(text);
    if let Some(null) = expected.iter_mut().find(|(name, _)| name == "response") {
        assert_eq!(null.1, "null");
        *null = response;
    } else {
        expected.push(response);
        let head = text.trim_end().strip_suffix('}').unwrap();
        assert!(answer.starts_with(head), "{answer} does not start with {text}");
    }
    assert_eq!(members_of(&answer), expected, "{text}");

    let [request, response] = [text, &answer].map(|text| RawMessage::parse(text).unwrap());
    assert!(request.is_request() && !response.is_request());
    let parts = |raw: &RawMessage<'_>| {
        let strings = [raw.widget_id(), raw.request_id(), raw.action()].map(str::to_owned);
        (raw.api(), strings, raw.data().map(str::to_owned))
    };
    assert_eq!(parts(&response), parts(&request));
    let is_data_repeated = expected.iter().filter(|(name, _)| name == "data").count() > 1;
    match response.decode() {
        Ok(answer) => assert_eq!(answer.error(), Some(&ErrorResponse::new("no"))),
        Err(invalid) => assert!(is_data_repeated, "{invalid} in {answer}"),
    }
}

fn answer(text: &str) -> Option<String> {
    let error = ErrorResponse::new("no");
    Some(match RawMessage::parse(text).ok()?.decode() {
        Ok(Message::FromWidgetRequest(request)) => request.respond_error(&error),
        Ok(Message::ToWidgetRequest(request)) => request.respond_error(&error),
        Err(invalid) => invalid.respond_error(invalid.raw().api(), &error)?,
        Ok(_) => return None,
    })
}

fn owned_answer(text: &str) -> Option<String> {
    let error = ErrorResponse::new("no");
    match Message::parse_owned(text.to_owned()) {
        Ok(Message::FromWidgetRequest(request)) => Some(request.reject(error)),
        Ok(Message::ToWidgetRequest(request)) => Some(request.reject(error)),
        _ => None,
    }
}

fn members_of(text: &str) -> Vec<(String, String)> {
    let object = RawObject::from_text(text).unwrap();
    object.members().into_iter().map(|(name, value)| (name, value.to_owned())).collect()
}
