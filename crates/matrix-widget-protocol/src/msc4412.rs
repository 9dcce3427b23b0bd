//! The messages of MSC4412, a draft that would replace the Widget API.

use std::fmt;

use serde::{Deserialize, de::IgnoredAny};

use crate::{object, raw::RawJson, shown::Shown, string_enum::closed_enum};

/// The header of a message of [MSC4412](https://github.com/matrix-org/matrix-spec-proposals/pull/4412), to recognize and log it.
///
/// MSC4412 is an early draft of another protocol, without known implementations. Its messages have neither `api` nor `widgetId`, so
/// they are [not widget messages](crate::NotWidgetMessage): a client that does not support MSC4412 must not answer them.
///
/// `Display` shows the header for logs, with invisible characters escaped.
///
/// ```
/// use matrix_widget_protocol::{Msc4412Header, RawMessage};
///
/// let text = r#"{"source":"widget","action":"content_loaded","requestId":"1","version":"v1","request":{}}"#;
/// assert!(RawMessage::parse(text).is_err());
/// let header = Msc4412Header::parse(text).expect("a message of MSC4412");
/// assert_eq!(header.to_string(), "MSC4412 request content_loaded of the widget, version v1");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Msc4412Header {
    /// `source`: the sender of this message (request or response).
    pub source: Msc4412Source,
    /// `action`: the name of the action.
    pub action: String,
    /// `requestId`: the ID that a request and its response share.
    pub request_id: String,
    /// `version`: the version of the protocol, `v1` in the draft. A value of another type counts as absent.
    pub version: Option<String>,
    /// `true` if the message has a `response`.
    pub is_response: bool,
}

closed_enum! {
    /// `source`: the sender of a message of MSC4412.
    pub enum Msc4412Source {
        /// `widget`: the widget.
        Widget = "widget",
        /// `host`: the client.
        Host = "host",
    }
}

impl Msc4412Header {
    /// Reads the header of a message, or returns `None` if the text is not a message of MSC4412.
    ///
    /// A text with `api` belongs to the Widget API, even if it has the members of MSC4412, too.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        #[derive(Deserialize)]
        struct Members {
            api: Option<IgnoredAny>,
            source: Msc4412Source,
            action: String,
            #[serde(rename = "requestId")]
            request_id: String,
            version: Option<RawJson>,
            response: Option<IgnoredAny>,
        }

        let names = &["api", "source", "action", "requestId", "version", "response"];
        let mut json = serde_json::Deserializer::from_str(text);
        let members: Members = object::members(&mut json, "Msc4412Header", names).ok()?;
        json.end().ok()?;
        let Members { api: None, source, action, request_id, version, response } = members else {
            return None;
        };
        let version = version.and_then(|version| version.read().ok());
        Some(Self { source, action, request_id, version, is_response: response.is_some() })
    }
}

impl fmt::Display for Msc4412Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.is_response { "response" } else { "request" };
        write!(f, "MSC4412 {kind} {} of the {}", Shown(&self.action), self.source.as_str())?;
        match &self.version {
            Some(version) => write!(f, ", version {}", Shown(version)),
            None => Ok(()),
        }
    }
}
