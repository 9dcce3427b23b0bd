//! The report of a line.

use matrix_widget_protocol::{Direction, InvalidMessage, Message, NotWidgetMessage, RawMessage, action};
use serde::Serialize;

/// A line of the output.
#[derive(Debug, Serialize)]
pub struct Report {
    pub line: u64,
    pub class: Class,
    pub api: Option<&'static str>,
    pub action: Option<String>,
    pub variant: Option<&'static str>,
    pub lossless: bool,
    pub unknown: Vec<String>,
    pub error: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    Request,
    Response,
    Error,
    Invalid,
    Foreign,
}

impl Report {
    pub fn of(line: u64, text: &[u8]) -> Self {
        match RawMessage::parse_slice(text) {
            Err(error) => Self::foreign(line, &error),
            Ok(raw) => match raw.decode() {
                Err(message) => Self::invalid(line, &message),
                Ok(message) => Self::valid(line, &message),
            },
        }
    }

    fn foreign(line: u64, error: &NotWidgetMessage) -> Self {
        Self {
            line,
            class: Class::Foreign,
            api: None,
            action: None,
            variant: None,
            lossless: false,
            unknown: Vec::new(),
            error: Some(error.to_string()),
        }
    }

    fn invalid(line: u64, message: &InvalidMessage) -> Self {
        Self { error: Some(message.error().to_string()), ..Self::header(line, Class::Invalid, message.raw()) }
    }

    fn valid(line: u64, message: &Message<'_>) -> Self {
        let class = match message {
            Message::FromWidgetRequest(_) | Message::ToWidgetRequest(_) => Class::Request,
            Message::FromWidgetResponse(_) | Message::ToWidgetResponse(_) => match message.error() {
                Some(_) => Class::Error,
                None => Class::Response,
            },
        };
        let mut unknown = Vec::new();
        message.for_each_unknown_member(|path| unknown.push(path.to_owned()));
        Self { lossless: message.is_lossless(), unknown, ..Self::header(line, class, message.raw()) }
    }

    fn header(line: u64, class: Class, raw: &RawMessage<'_>) -> Self {
        Self {
            line,
            class,
            api: Some(raw.api().as_str()),
            action: Some(raw.action().to_owned()),
            variant: Some(variant(raw.api(), raw.action())),
            lossless: false,
            unknown: Vec::new(),
            error: None,
        }
    }
}

fn variant(api: Direction, name: &str) -> &'static str {
    action::find(api, name).map_or("Custom", |info| info.variant)
}
