//! The query parameters that connect a widget with its client.

use std::fmt;

use crate::{
    query,
    url_template::{UrlError, origin, website_with},
};

const WIDGET_ID: &str = "widgetId";
const PARENT_URL: &str = "parentUrl";

/// The query parameters that a client adds to the URL of a widget. A widget needs them to post messages.
///
/// A widget [reads](Self::from_url) them from its own URL:
///
/// ```
/// use matrix_widget_protocol::widget::WidgetParameters;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let url = "https://widgets.example.org/?widgetId=poll&parentUrl=https%3A%2F%2Fapp.example.org%2Fclient%2F#/start";
/// let parameters = WidgetParameters::from_url(url)?.expect("the page was loaded by a client");
/// assert_eq!(parameters.widget_id, "poll");
/// assert_eq!(parameters.parent_origin().as_deref(), Some("https://app.example.org"));
///
/// // A user has opened the page in a browser.
/// assert_eq!(WidgetParameters::from_url("https://widgets.example.org/")?, None);
/// # Ok(())
/// # }
/// ```
///
/// A client [adds](Self::add_to) them to [`Widget::url`](super::Widget::url) if it embeds the widget, and does not add them if it
/// opens the widget in a window of its own: see the [example](super).
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WidgetParameters {
    /// `widgetId`: the ID of the widget, as in its messages. It is the value of the URL variable `matrix_widget_id`.
    pub widget_id: String,
    /// `parentUrl`: the URL of the client's page.
    pub parent_url: String,
}

impl WidgetParameters {
    /// Creates the parameters that a client adds to the URL of a widget.
    ///
    /// `page` is the URL of the client's page (`location.href`). Its fragment is removed, because the widget need not know where
    /// the user is in the client.
    #[must_use]
    pub fn new(widget_id: impl Into<String>, page: &str) -> Self {
        let parent_url = page.split_once('#').map_or(page, |(url, _)| url);
        Self { widget_id: widget_id.into(), parent_url: parent_url.to_owned() }
    }

    /// Reads the parameters from the URL of the widget's page (`location.href`). Returns `None` if both are absent: the page was
    /// not loaded by a client.
    ///
    /// - Both are read from the query and from the query of the fragment, which follows the first `?` of the fragment: `#?a=b`
    ///   and `#/path?a=b` have the parameter `a`, and `#a=b` has none.
    /// - Equal values may be repeated. Different values are an error, because one of them is forged.
    /// - An empty value and an unreplaced variable (`$matrix_widget_id` or `$org.matrix.msc2774_widget_id`) count as absent.
    /// - Values are decoded as by `URLSearchParams`: `+` is a space, invalid escape sequences are kept, and invalid UTF-8 is
    ///   replaced by U+FFFD.
    ///
    /// # Errors
    ///
    /// Returns an error if one parameter is present and the other is absent, or if a parameter has different values.
    pub fn from_url(url: &str) -> Result<Option<Self>, WidgetParametersError> {
        match (value(url, WIDGET_ID)?, value(url, PARENT_URL)?) {
            (Some(widget_id), Some(parent_url)) => Ok(Some(Self { widget_id, parent_url })),
            (None, None) => Ok(None),
            (None, _) => Err(WidgetParametersError::Missing { name: WIDGET_ID }),
            (_, None) => Err(WidgetParametersError::Missing { name: PARENT_URL }),
        }
    }

    /// Returns the URL with these parameters in its query, for the frame of the widget.
    ///
    /// A parameter replaces the first one of the same name, and further ones are removed. New parameters are appended. The whole
    /// query is written in form encoding, and `%24` becomes `$` in the whole URL, as by Element Web. So `url` must be a URL whose
    /// variables have been filled ([`Widget::url`](super::Widget::url)), and the variables of the result must not be filled.
    ///
    /// # Errors
    ///
    /// Returns an error if the URL is not an `http:` or `https:` URL, or if the result is too long.
    pub fn add_to(&self, url: &str) -> Result<String, UrlError> {
        website_with(url, &[(WIDGET_ID, &self.widget_id), (PARENT_URL, &self.parent_url)])
    }

    /// Returns the origin of `parent_url`, the target origin of the widget's messages, or `None` if it is not an `http:` or
    /// `https:` URL.
    ///
    /// Some clients have no such origin: Commet's is `commet://widget`. Only the target origin `*` reaches them, and any page that
    /// embeds the widget. Use it only if the widget sends nothing that such a page may not see.
    ///
    /// Clients of the Element X family load the widget as the page itself, and give it its own origin as that of the client.
    ///
    /// The embedding page chooses `parentUrl`. The origin does not prove which client it is: a widget that trusts only some
    /// clients compares the origin with a list of its own. In both cases, accept only messages whose `source` is the parent window.
    #[must_use]
    pub fn parent_origin(&self) -> Option<String> {
        origin(&self.parent_url)
    }
}

/// Shows the origin instead of the parent URL, whose query can contain secrets.
impl fmt::Debug for WidgetParameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WidgetParameters")
            .field("widget_id", &self.widget_id)
            .field("parent_origin", &self.parent_origin())
            .finish_non_exhaustive()
    }
}

/// Returns the only value of a parameter, if it is present.
fn value(url: &str, name: &'static str) -> Result<Option<String>, WidgetParametersError> {
    let mut values = query::parameters(url)
        .filter(|(other, value)| {
            other == name && !matches!(&**value, "" | "$matrix_widget_id" | "$org.matrix.msc2774_widget_id")
        })
        .map(|(_, value)| value);
    let first = values.next();
    match &first {
        Some(first) if values.any(|other| other != *first) => {
            Err(WidgetParametersError::Contradictory { name })
        }
        _ => Ok(first.map(Into::into)),
    }
}

/// An error of reading [`WidgetParameters`]. It shows no values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WidgetParametersError {
    /// The other parameter is present, and this one is absent.
    #[non_exhaustive]
    Missing {
        /// The name of the absent parameter.
        name: &'static str,
    },
    /// The parameter has different values.
    #[non_exhaustive]
    Contradictory {
        /// The name of the parameter.
        name: &'static str,
    },
}

impl fmt::Display for WidgetParametersError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { name } => write!(f, "{name}: missing parameter"),
            Self::Contradictory { name } => write!(f, "{name}: duplicate parameter with different values"),
        }
    }
}

impl std::error::Error for WidgetParametersError {}
