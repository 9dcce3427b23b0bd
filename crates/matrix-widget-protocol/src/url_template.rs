//! The URL templates of widgets.

use std::{borrow::Cow, collections::BTreeMap, fmt};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use ruma_common::{DeviceId, OwnedDeviceId, OwnedRoomId, OwnedUserId, RoomId};
use url::Url;

use crate::{json, query, raw::RawObject};

/// The maximum length of a widget URL, in bytes: 2 MiB.
///
/// Browsers do not load longer URLs. The limit also bounds the memory for a template that repeats a long value.
pub const MAX_URL_LENGTH: usize = 2 * 1024 * 1024;

/// The variables of a [`UrlTemplate`] that describe the client and its user.
///
/// A variable that is `None` is empty in the URL. The widget's `data` cannot set it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UrlVariables {
    /// `matrix_user_id`: the user ID. It does not authenticate the user to the widget.
    pub user_id: OwnedUserId,
    /// `matrix_room_id`: the room that the user views, if any.
    pub room_id: Option<OwnedRoomId>,
    /// `matrix_display_name`: the display name of the user. If it is `None` or empty, the user ID is used.
    pub display_name: Option<String>,
    /// `matrix_avatar_url`: the HTTP URL of the user's avatar, not an `mxc:` URI.
    pub avatar_url: Option<String>,
    /// `matrix_client_id`: the ID of the client, named like a Java package: `org.example.client`. See
    /// [MSC2873](https://github.com/matrix-org/matrix-spec-proposals/pull/2873).
    pub client_id: Option<String>,
    /// `matrix_client_theme`: the theme of the client, such as `dark`. See
    /// [MSC2873](https://github.com/matrix-org/matrix-spec-proposals/pull/2873).
    pub client_theme: Option<String>,
    /// `matrix_client_language`: the language of the user, a BCP 47 tag. See
    /// [MSC2873](https://github.com/matrix-org/matrix-spec-proposals/pull/2873).
    pub client_language: Option<String>,
    /// `matrix_device_id`: the device ID of the client. See
    /// [MSC3819](https://github.com/matrix-org/matrix-spec-proposals/pull/3819).
    pub device_id: Option<OwnedDeviceId>,
    /// `matrix_base_url`: the base URL of the homeserver's client-server API. See
    /// [MSC4039](https://github.com/matrix-org/matrix-spec-proposals/pull/4039).
    pub base_url: Option<String>,
}

impl UrlVariables {
    /// Creates variables with only the user ID.
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

impl UrlVariables {
    /// Returns the names of the variables, stable and unstable, without `$`.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_INS.iter().flat_map(|built_in| built_in.names).copied()
    }
}

/// A variable that is available to all widgets.
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
        // The Rust SDK fills only the last name.
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

/// The URL of a widget before its variables are filled. Do not load it.
///
/// A variable is written as `$name`, anywhere in the URL. [`fill`](Self::fill) replaces it with its value,
/// percent-encoded as by `encodeURIComponent`. The values come from the client ([`UrlVariables`]) and from the
/// members of the widget's `data`.
///
/// | name | unstable names | value |
/// | --- | --- | --- |
/// | `matrix_user_id` | | the user ID |
/// | `matrix_room_id` | | the ID of the room that the user views, or empty |
/// | `matrix_display_name` | | the display name; the user ID if the user has no display name |
/// | `matrix_avatar_url` | | the HTTP URL of the user's avatar, or empty |
/// | `matrix_widget_id` | `org.matrix.msc2774_widget_id` | the widget ID |
/// | `matrix_client_id` | `org.matrix.msc2873.client_id` | the client ID, or empty |
/// | `matrix_client_theme` | `org.matrix.msc2873.client_theme` | the theme of the client, or empty |
/// | `matrix_client_language` | `org.matrix.msc2873.client_language` | the language of the user, or empty |
/// | `matrix_device_id` | `org.matrix.msc3819.matrix_device_id`, `org.matrix.msc2873.matrix_device_id` | the device ID, or empty |
/// | `matrix_base_url` | `org.matrix.msc4039.matrix_base_url` | the base URL of the homeserver, or empty |
///
/// Commet also fills `chat.commet.color_scheme` with the JSON of its color scheme. Here, it is a variable like any other: a member of
/// `data` can set it to a string.
///
/// - The names in the table take precedence over members of `data`.
/// - The longest matching name is used: `$foo_bar` is the variable `foo_bar` if it exists, and otherwise the variable
///   `foo` followed by the text `_bar`.
/// - The value of a number or a boolean in `data` is its JSON text.
/// - A variable that is unknown, a duplicate in `data`, null, an array or an object is left unchanged. Names that are
///   empty or contain `$` are ignored.
/// - There is no variable for an access token: those of the drafts
///   [MSC3008](https://github.com/matrix-org/matrix-spec-proposals/pull/3008) and
///   [MSC3009](https://github.com/matrix-org/matrix-spec-proposals/pull/3009) are unknown.
/// - Values are not searched for variables.
/// - The result must be an `http:` or `https:` URL. It is normalized as in browsers.
///
/// Filling takes O(n log v) time for v variables and a total length n of template, `data` and result. The length of the
/// result is [limited](MAX_URL_LENGTH).
///
/// `Debug` does not show the template, because it can contain secrets.
///
/// See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
///
/// ```
/// use matrix_widget_protocol::{RawObject, widget::{UrlTemplate, UrlVariables}};
/// use ruma_common::{owned_room_id, owned_user_id};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut variables = UrlVariables::new(owned_user_id!("@alice:example.org"));
/// variables.room_id = Some(owned_room_id!("!room:example.org"));
/// variables.client_theme = Some("dark".to_owned());
///
/// let template = UrlTemplate::new("https://$host/$matrix_widget_id?n=$n&theme=$org.matrix.msc2873.client_theme#$other");
/// let data = RawObject::from_text(r#"{"host": "widgets.example.org", "n": 1.50}"#)?;
/// assert_eq!(
///     template.fill("my widget", Some(&data), &variables)?,
///     "https://widgets.example.org/my%20widget?n=1.50&theme=dark#$other"
/// );
///
/// let script = UrlTemplate::new("java\tscript:alert('$matrix_user_id')");
/// assert_eq!(
///     script.fill("my widget", None, &variables).unwrap_err().to_string(),
///     "expected an `http:` or `https:` URL, found a `javascript:` URL"
/// );
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct UrlTemplate<'a>(&'a str);

impl<'a> UrlTemplate<'a> {
    /// Creates a template from any text. Only [`fill`](Self::fill) validates it.
    #[must_use]
    pub fn new(template: &'a str) -> Self {
        Self(template)
    }

    /// Returns the text of the template.
    #[must_use]
    pub fn as_str(&self) -> &'a str {
        self.0
    }

    /// Returns the URL with its variables replaced by values from the client and from the widget's `data`.
    ///
    /// The URL is normalized as in browsers, and contains no control characters: the host is in lower case, special
    /// characters are percent-encoded, and tabs, line breaks and surrounding spaces are removed.
    ///
    /// # Errors
    ///
    /// Returns an error if the result is not an `http:` or `https:` URL, or is longer than [`MAX_URL_LENGTH`].
    pub fn fill(
        &self,
        widget_id: &str,
        data: Option<&RawObject>,
        variables: &UrlVariables,
    ) -> Result<String, UrlError> {
        short(website(&self.substitute(&all_values(widget_id, data, variables))?)?.into())
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
        short(url)
    }
}

impl fmt::Debug for UrlTemplate<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UrlTemplate([redacted])")
    }
}

/// The name and the value of a variable. A variable with the value `None` is left unchanged.
type Variable<'v> = (Cow<'v, str>, Option<Cow<'v, str>>);

/// Returns the variable with the longest name that the text starts with. The variables are sorted by name.
///
/// Each byte of the text takes two binary searches. The text ends at the next `$`, so all searches in a template
/// together take O(n log v) for n bytes and v variables.
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
            // JSON parsers disagree on which of two duplicates to use, so neither is used.
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

/// The characters that `encodeURIComponent` encodes.
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

fn short(url: String) -> Result<String, UrlError> {
    if url.len() > MAX_URL_LENGTH { Err(UrlError::TooLong) } else { Ok(url) }
}

/// Returns an `http:` or `https:` URL with these parameters in its query.
pub(crate) fn website_with(url: &str, parameters: &[(&str, &str)]) -> Result<String, UrlError> {
    short(query::with_parameters(website(url)?, parameters))
}

/// Parses an absolute `http:` or `https:` URL, which is the same on every page.
pub(crate) fn website(text: &str) -> Result<Url, UrlError> {
    let url = Url::parse(text).map_err(|error| match error {
        url::ParseError::RelativeUrlWithoutBase => UrlError::Relative,
        other => UrlError::Malformed { reason: other.to_string() },
    })?;
    let base = match url.scheme() {
        "http" => "http://base.invalid/",
        "https" => "https://base.invalid/",
        other => return Err(UrlError::OtherScheme { found: scheme_in_words(other) }),
    };
    // `https:path` is a relative URL on an `https:` page, and would load from the client's own origin.
    let joined = Url::parse(base).and_then(|base| base.join(text));
    if joined.as_ref() == Ok(&url) { Ok(url) } else { Err(UrlError::Relative) }
}

/// Returns the origin of an `http:` or `https:` URL, such as `https://example.org`, or `None` for any other text.
///
/// It is meant for the result of [`UrlTemplate::fill`], never for a template, whose variables decide about the origin.
///
/// ```
/// use matrix_widget_protocol::widget::origin;
///
/// assert_eq!(origin("https://user@example.org:443/path").as_deref(), Some("https://example.org"));
/// assert_eq!(origin("commet://widget"), None);
/// ```
#[must_use]
pub fn origin(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.origin().ascii_serialization())
}

/// Returns a description of a well-known scheme. Other schemes are not shown, because they may come from a value.
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

/// An error of filling a [`UrlTemplate`]. It shows no text of the template or its values.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UrlError {
    /// The URL has another scheme than `http:` or `https:`, such as `javascript:`.
    #[non_exhaustive]
    OtherScheme {
        /// A description of the URL: "a `javascript:` URL".
        found: &'static str,
    },
    /// The URL is relative: it has no scheme, or the scheme is not followed by `//` and a host.
    Relative,
    /// The text is not a valid URL.
    #[non_exhaustive]
    Malformed {
        /// The message of the URL parser.
        reason: String,
    },
    /// The URL is longer than [`MAX_URL_LENGTH`].
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
