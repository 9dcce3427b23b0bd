//! The URL of a widget: a template whose variables the client fills.
//!
//! `$name` stands anywhere in the URL for the value of a variable, which is percent-encoded as `encodeURIComponent` does.
//! Variables are what the client says of itself and its user ([`UrlVariables`]), and the members of the widget's `data`.
//!
//! | name | today also | value |
//! | --- | --- | --- |
//! | `matrix_user_id` | | the user ID |
//! | `matrix_room_id` | | the ID of the room that the user views, or nothing |
//! | `matrix_display_name` | | the display name, or else the user ID |
//! | `matrix_avatar_url` | | the HTTP URL of the user's picture, or nothing |
//! | `matrix_widget_id` | `org.matrix.msc2774_widget_id` | the widget's ID |
//! | `matrix_client_id` | `org.matrix.msc2873.client_id` | which client it is, or nothing |
//! | `matrix_client_theme` | `org.matrix.msc2873.client_theme` | the client's theme, or nothing |
//! | `matrix_client_language` | `org.matrix.msc2873.client_language` | the user's language, or nothing |
//! | `matrix_device_id` | `org.matrix.msc3819.matrix_device_id`, `org.matrix.msc2873.matrix_device_id` | the device ID, or nothing |
//! | `matrix_base_url` | `org.matrix.msc4039.matrix_base_url` | the base URL of the homeserver, or nothing |
//!
//! - A member of `data` that has one of these names does not count.
//! - Where several names fit, the longest does: `$foo_bar` is the variable `foo_bar`, or else `foo` and the text `_bar`.
//! - A number or a boolean has its JSON text as its value. A variable that is null, an array or an object, or whose name
//!   stands in `data` twice, stays as written, and so does an unknown name. No name is empty or contains `$`.
//! - What was put in is not looked at again: no value brings in another variable, alone or with what stands beside it.
//! - Only what then is an `http:` or `https:` URL is loaded, normalized as browsers do.
//!
//! It takes time linear (but for a logarithm) in the length of template, data and outcome, and the outcome has a
//! [limit](MAX_URL_LENGTH).
//!
//! See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
//!
//! ```
//! use matrix_widget_protocol::{RawObject, widget::{UrlTemplate, UrlVariables}};
//! use ruma_common::{owned_room_id, owned_user_id};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut variables = UrlVariables::new(owned_user_id!("@alice:example.org"));
//! variables.room_id = Some(owned_room_id!("!room:example.org"));
//! variables.client_theme = Some("dark".to_owned());
//!
//! let template = UrlTemplate::new("https://$host/$matrix_widget_id?n=$n&theme=$org.matrix.msc2873.client_theme#$other");
//! let data = RawObject::from_text(r#"{"host": "widgets.example.org", "n": 1.50}"#)?;
//! assert_eq!(
//!     template.fill("my widget", Some(&data), &variables)?,
//!     "https://widgets.example.org/my%20widget?n=1.50&theme=dark#$other"
//! );
//!
//! let script = UrlTemplate::new("java\tscript:alert('$matrix_user_id')");
//! assert_eq!(
//!     script.fill("my widget", None, &variables).unwrap_err().to_string(),
//!     "expected an `http:` or `https:` URL, found a `javascript:` URL"
//! );
//! # Ok(())
//! # }
//! ```

use std::{borrow::Cow, collections::BTreeMap, fmt};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use ruma_common::{DeviceId, OwnedDeviceId, OwnedRoomId, OwnedUserId, RoomId};
use url::Url;

use crate::{json, raw::RawObject};

/// How long a URL may become, in bytes: 2 MiB. Browsers load no longer one, and a template that repeats a long value would
/// otherwise take memory out of all proportion.
pub const MAX_URL_LENGTH: usize = 2 * 1024 * 1024;

/// What a client says of itself and its user in the URL of a widget.
///
/// What is not set is empty in the URL; the widget's `data` cannot set it instead.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UrlVariables {
    /// `matrix_user_id`: the user. A widget must not take it for authenticated.
    pub user_id: OwnedUserId,
    /// `matrix_room_id`: the room that the user views, if any.
    pub room_id: Option<OwnedRoomId>,
    /// `matrix_display_name`: the display name of the user. Not set or empty, the user ID stands in for it.
    pub display_name: Option<String>,
    /// `matrix_avatar_url`: where the picture of the user can be downloaded, an HTTP URL and no `mxc:` URI.
    pub avatar_url: Option<String>,
    /// `matrix_client_id`: which client it is, like a Java package: `org.example.client`. See
    /// [MSC2873](https://github.com/matrix-org/matrix-spec-proposals/pull/2873).
    pub client_id: Option<String>,
    /// `matrix_client_theme`: the theme of the client, such as `dark`. See
    /// [MSC2873](https://github.com/matrix-org/matrix-spec-proposals/pull/2873).
    pub client_theme: Option<String>,
    /// `matrix_client_language`: the language of the user, a BCP 47 tag. See
    /// [MSC2873](https://github.com/matrix-org/matrix-spec-proposals/pull/2873).
    pub client_language: Option<String>,
    /// `matrix_device_id`: the device of the client. See
    /// [MSC3819](https://github.com/matrix-org/matrix-spec-proposals/pull/3819).
    pub device_id: Option<OwnedDeviceId>,
    /// `matrix_base_url`: the base URL of the homeserver's client-server API. See
    /// [MSC4039](https://github.com/matrix-org/matrix-spec-proposals/pull/4039).
    pub base_url: Option<String>,
}

impl UrlVariables {
    /// The variables of a client that says no more than who its user is.
    #[must_use]
    pub fn new(user_id: OwnedUserId) -> Self {
        Self {
            user_id,
            room_id: None,
            display_name: None,
            avatar_url: None,
            client_id: None,
            client_theme: None,
            client_language: None,
            device_id: None,
            base_url: None,
        }
    }
}

/// A variable that every widget has.
struct BuiltIn {
    /// The stable name first.
    names: &'static [&'static str],
    value: for<'v> fn(&'v UrlVariables, widget_id: &'v str) -> Option<&'v str>,
}

const BUILT_INS: &[BuiltIn] = &[
    BuiltIn { names: &["matrix_user_id"], value: |client, _| Some(client.user_id.as_str()) },
    BuiltIn { names: &["matrix_room_id"], value: |client, _| client.room_id.as_deref().map(RoomId::as_str) },
    BuiltIn {
        names: &["matrix_display_name"],
        value: |client, _| {
            let name = client.display_name.as_deref().filter(|name| !name.is_empty());
            Some(name.unwrap_or(client.user_id.as_str()))
        },
    },
    BuiltIn { names: &["matrix_avatar_url"], value: |client, _| client.avatar_url.as_deref() },
    BuiltIn {
        names: &["matrix_widget_id", "org.matrix.msc2774_widget_id"],
        value: |_, widget_id| Some(widget_id),
    },
    BuiltIn {
        names: &["matrix_client_id", "org.matrix.msc2873.client_id"],
        value: |client, _| client.client_id.as_deref(),
    },
    BuiltIn {
        names: &["matrix_client_theme", "org.matrix.msc2873.client_theme"],
        value: |client, _| client.client_theme.as_deref(),
    },
    BuiltIn {
        names: &["matrix_client_language", "org.matrix.msc2873.client_language"],
        value: |client, _| client.client_language.as_deref(),
    },
    BuiltIn {
        // The last is what the Rust SDK fills.
        names: &[
            "matrix_device_id",
            "org.matrix.msc3819.matrix_device_id",
            "org.matrix.msc2873.matrix_device_id",
        ],
        value: |client, _| client.device_id.as_deref().map(DeviceId::as_str),
    },
    BuiltIn {
        names: &["matrix_base_url", "org.matrix.msc4039.matrix_base_url"],
        value: |client, _| client.base_url.as_deref(),
    },
];

/// The URL of a widget before its variables are filled. Not to be loaded.
///
/// `Debug` does not show it, since it may hold a secret.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct UrlTemplate<'a>(&'a str);

impl<'a> UrlTemplate<'a> {
    /// Any text; only what comes of it is judged.
    #[must_use]
    pub fn new(template: &'a str) -> Self {
        Self(template)
    }

    /// The text with its variables.
    #[must_use]
    pub fn as_str(&self) -> &'a str {
        self.0
    }

    /// The URL with its variables filled, from the client and from the widget's `data`.
    ///
    /// The URL is written as browsers write it, without control characters: the host in lower case, other characters
    /// percent-encoded, and tabs, line breaks and surrounding spaces removed.
    ///
    /// # Errors
    ///
    /// When the outcome is no `http:` or `https:` URL, or longer than [`MAX_URL_LENGTH`].
    pub fn fill(
        &self,
        widget_id: &str,
        data: Option<&RawObject>,
        variables: &UrlVariables,
    ) -> Result<String, UrlError> {
        let url = website(&self.substitute(&all_values(widget_id, data, variables))?)?;
        if url.as_str().len() > MAX_URL_LENGTH { Err(UrlError::TooLong) } else { Ok(url.into()) }
    }

    fn substitute(&self, variables: &[Variable<'_>]) -> Result<String, UrlError> {
        let mut parts = self.0.split('$');
        let mut url = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            match longest_name(variables, part)
                .and_then(|(name, value)| Some((value.as_deref()?, part.strip_prefix(&**name)?)))
            {
                Some((value, rest)) => {
                    push_encoded(&mut url, value)?;
                    url += rest;
                }
                None => url.extend(["$", part]),
            }
        }
        if url.len() > MAX_URL_LENGTH { Err(UrlError::TooLong) } else { Ok(url) }
    }
}

impl fmt::Debug for UrlTemplate<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UrlTemplate([redacted])")
    }
}

/// A variable: its name and its value. Without a value it is known, and stays as written.
type Variable<'v> = (Cow<'v, str>, Option<Cow<'v, str>>);

/// Returns the variable with the longest name that the text starts with. The variables are sorted by name.
///
/// Each byte of the text takes two binary searches. The text ends at the next `$`, so all searches in a template together take
/// O(n log v) for n bytes and v variables.
fn longest_name<'s, 'v>(mut variables: &'s [Variable<'v>], text: &str) -> Option<&'s Variable<'v>> {
    let mut longest = None;
    for (index, byte) in text.bytes().enumerate() {
        let at = |(name, _): &Variable<'_>| name.as_bytes().get(index).copied();
        let from = variables.partition_point(|variable| at(variable) < Some(byte));
        let to = variables.partition_point(|variable| at(variable) <= Some(byte));
        variables = variables.get(from..to)?;
        longest = variables.first().filter(|(name, _)| name.len() == index + 1).or(longest);
        if variables.is_empty() {
            break;
        }
    }
    longest
}

fn all_values<'v>(
    widget_id: &'v str,
    data: Option<&'v RawObject>,
    variables: &'v UrlVariables,
) -> Vec<Variable<'v>> {
    let mut values = BTreeMap::new();
    for (name, text) in data.map(RawObject::members).unwrap_or_default() {
        if !name.is_empty() && !name.contains('$') {
            // Readers of JSON disagree which of two members counts: neither does.
            values
                .entry(Cow::from(name))
                .and_modify(|value| *value = None)
                .or_insert_with(|| data_value(text));
        }
    }
    for built_in in BUILT_INS {
        let value = (built_in.value)(variables, widget_id).unwrap_or_default();
        for name in built_in.names {
            values.insert(Cow::Borrowed(name), Some(Cow::Borrowed(value)));
        }
    }
    values.into_iter().collect()
}

fn data_value(text: &str) -> Option<Cow<'_, str>> {
    match text.bytes().next()? {
        b'"' => json::lossy_string(text).map(Cow::Owned),
        b'n' | b'[' | b'{' => None,
        _ => Some(Cow::Borrowed(text)),
    }
}

/// What `encodeURIComponent` encodes.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

fn push_encoded(url: &mut String, value: &str) -> Result<(), UrlError> {
    for part in utf8_percent_encode(value, ENCODED) {
        if url.len() + part.len() > MAX_URL_LENGTH {
            return Err(UrlError::TooLong);
        }
        url.push_str(part);
    }
    Ok(())
}

/// Reads a text as an `http:` or `https:` URL, as a browser does on any page.
fn website(text: &str) -> Result<Url, UrlError> {
    let url = Url::parse(text).map_err(|error| match error {
        url::ParseError::RelativeUrlWithoutBase => UrlError::Relative,
        other => UrlError::Malformed { reason: other.to_string() },
    })?;
    let base = match url.scheme() {
        "http" => "http://base.invalid/",
        "https" => "https://base.invalid/",
        other => return Err(UrlError::OtherScheme { found: scheme_in_words(other) }),
    };
    // `https:path` is relative on a page that itself is `https:`, and would load from the client's own origin.
    let joined = Url::parse(base).and_then(|base| base.join(text));
    if joined.as_ref() == Ok(&url) { Ok(url) } else { Err(UrlError::Relative) }
}

/// What a scheme is, if it is one that others know. Any other may be the value of a variable.
fn scheme_in_words(scheme: &str) -> &'static str {
    match scheme {
        "about" => "an `about:` URL",
        "blob" => "a `blob:` URL",
        "data" => "a `data:` URL",
        "file" => "a `file:` URL",
        "ftp" => "an `ftp:` URL",
        "javascript" => "a `javascript:` URL",
        "mailto" => "a `mailto:` URL",
        "matrix" => "a `matrix:` URI",
        "mxc" => "an `mxc:` URI",
        "vbscript" => "a `vbscript:` URL",
        "ws" | "wss" => "a WebSocket URL",
        _ => "a URL of another scheme",
    }
}

/// Why a widget has no URL to be loaded. It shows nothing of the template or of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UrlError {
    /// It is the URL of something else than a website, such as a script.
    #[non_exhaustive]
    OtherScheme {
        /// What it is, in words: "a `javascript:` URL".
        found: &'static str,
    },
    /// It begins without a scheme, or with `https:` but no host, and means something else on every page.
    Relative,
    /// It is no URL.
    #[non_exhaustive]
    Malformed {
        /// What is wrong with it, in words.
        reason: String,
    },
    /// It is longer than [`MAX_URL_LENGTH`].
    TooLong,
}

impl fmt::Display for UrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherScheme { found } => write!(f, "expected an `http:` or `https:` URL, found {found}"),
            Self::Relative => f.write_str("expected an absolute URL, found a relative URL"),
            Self::Malformed { reason } => write!(f, "invalid URL: {reason}"),
            Self::TooLong => {
                write!(f, "expected a URL of at most {MAX_URL_LENGTH} bytes, found a longer URL")
            }
        }
    }
}

impl std::error::Error for UrlError {}
