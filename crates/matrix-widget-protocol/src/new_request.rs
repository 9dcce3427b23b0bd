//! Requests to send.

use std::{borrow::Cow, fmt};

use crate::{
    action::{self, Action, CustomAction, FromWidget, KnownAction, Spelling, ToWidget},
    envelope, json,
    raw::RawObject,
};

/// A request to send.
///
/// A widget creates requests with [`from_widget`](Self::from_widget), a client with [`to_widget`](Self::to_widget).
///
/// ```
/// use matrix_widget_protocol::{
///     NewRequest, Spelling,
///     from_widget::{Navigate, NavigateRequest},
/// };
///
/// let request = NewRequest::<Navigate>::from_widget(NavigateRequest::new("https://matrix.to/#/!r:example.org"));
/// assert_eq!(
///     request.to_json("my-widget", "request-1")?,
///     r#"{"api":"fromWidget","widgetId":"my-widget","requestId":"request-1","#.to_owned()
///         + r#""action":"org.matrix.msc2931.navigate","data":{"uri":"https://matrix.to/#/!r:example.org"}}"#,
/// );
///
/// let stable = request.with_spelling(Spelling::Stable).to_json("my-widget", "request-2")?;
/// assert!(stable.contains(r#""action":"navigate""#));
/// # Ok::<(), matrix_widget_protocol::NewRequestError>(())
/// ```
///
/// A request of the other direction does not compile:
///
/// ```compile_fail,E0277
/// # use matrix_widget_protocol::{Empty, NewRequest, from_widget::ContentLoaded};
/// NewRequest::<ContentLoaded>::to_widget(Empty::new());
/// ```
pub struct NewRequest<A: Action> {
    action: Cow<'static, str>,
    /// `data`: the data of the request.
    pub data: A::Request,
}

impl<A: KnownAction> NewRequest<A> {
    fn new(data: A::Request) -> Self {
        Self { action: A::INFO.name(Spelling::default()).into(), data }
    }

    /// Creates a request from a widget to its client, with the unstable name of the action.
    #[must_use]
    pub fn from_widget(data: A::Request) -> Self
    where
        A: FromWidget,
    {
        Self::new(data)
    }

    /// Creates a request from a client to a widget, with the unstable name of the action.
    #[must_use]
    pub fn to_widget(data: A::Request) -> Self
    where
        A: ToWidget,
    {
        Self::new(data)
    }

    /// Returns the request with the stable or the unstable name of the action. Former names are not written.
    #[must_use]
    pub fn with_spelling(self, spelling: Spelling) -> Self {
        let action = match spelling {
            Spelling::Stable => A::INFO.name(spelling),
            Spelling::Unstable | Spelling::Former => A::INFO.name,
        };
        Self { action: action.into(), ..self }
    }
}

impl<A: CustomAction> NewRequest<A> {
    fn new_custom(action: String, data: RawObject) -> Result<Self, NewRequestError> {
        match action::find(A::DIRECTION, &action) {
            Some(info) => Err(NewRequestError::KnownAction(info.variant)),
            None if action.is_empty() => Err(NewRequestError::Empty("action")),
            None => Ok(Self { action: action.into(), data }),
        }
    }
}

impl NewRequest<crate::from_widget::Custom> {
    /// Creates a request of a custom action from a widget to its client.
    ///
    /// ```
    /// use matrix_widget_protocol::{NewRequest, RawObject};
    ///
    /// let request = NewRequest::custom_from_widget("com.example.wave", RawObject::empty())?;
    /// assert!(request.to_json("my-widget", "request-1")?.contains(r#""action":"com.example.wave","data":{}"#));
    /// # Ok::<(), matrix_widget_protocol::NewRequestError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the name is empty, or if it is the name of a known action of this direction.
    pub fn custom_from_widget(action: impl Into<String>, data: RawObject) -> Result<Self, NewRequestError> {
        Self::new_custom(action.into(), data)
    }
}

impl NewRequest<crate::to_widget::Custom> {
    /// Creates a request of a custom action from a client to a widget.
    ///
    /// # Errors
    ///
    /// Returns an error if the name is empty, or if it is the name of a known action of this direction.
    pub fn custom_to_widget(action: impl Into<String>, data: RawObject) -> Result<Self, NewRequestError> {
        Self::new_custom(action.into(), data)
    }
}

impl<A: Action> NewRequest<A> {
    /// Returns the JSON text of the request.
    ///
    /// The request ID must be unique among the pending requests of this direction.
    ///
    /// # Errors
    ///
    /// Returns an error if an identifier is empty, because peers ignore such messages.
    pub fn to_json(&self, widget_id: &str, request_id: &str) -> Result<String, NewRequestError> {
        let data = json::text(&self.data);
        envelope::request(A::DIRECTION, widget_id, request_id, &self.action, &data)
            .map_err(NewRequestError::Empty)
    }
}

impl<A: Action> Clone for NewRequest<A> {
    fn clone(&self) -> Self {
        Self { action: self.action.clone(), data: self.data.clone() }
    }
}

impl<A: Action> fmt::Debug for NewRequest<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewRequest")
            .field("direction", &A::DIRECTION)
            .field("action", &self.action)
            .field("data", &self.data)
            .finish()
    }
}

/// An error of creating a request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NewRequestError {
    /// The header member with this name is empty.
    Empty(&'static str),
    /// The name of a custom action is the name of the known action with this variant.
    KnownAction(&'static str),
}

impl fmt::Display for NewRequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty(member) => write!(f, "{member}: expected a non-empty string"),
            Self::KnownAction(variant) => {
                write!(f, "action: expected a custom action, found the known action {variant}")
            }
        }
    }
}

impl std::error::Error for NewRequestError {}
