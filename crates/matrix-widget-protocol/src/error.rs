//! The standard error response.

use std::{collections::BTreeMap, fmt};

use matrix_widget_macros::payload;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _, ser::SerializeMap};

use crate::{
    arbitrary::sampled,
    body_error::BodyError,
    json, located,
    raw::{self, RawObject, raw_object},
    shape::shape,
    shown::Shown,
    unique::UniqueMap,
};

/// `{"error": {"message": "…"}}`: the response to a request that failed, in either direction.
///
/// Unknown members of `error` are preserved. For every action, a response is an error if its `error` is an object with
/// a string `message`.
///
/// See [MSC2762](https://github.com/matrix-org/matrix-spec-proposals/pull/2762) for `matrix_api_error` and
/// [MSC2813](https://github.com/matrix-org/matrix-spec-proposals/pull/2813) for the requests that need an error
/// response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorResponse {
    message: String,
    error: RawObject,
}

impl ErrorResponse {
    /// Creates an error with a human-readable message.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self::build(message.into(), None)
    }

    /// Creates an error that forwards an error of the Matrix HTTP API.
    #[must_use]
    pub fn with_matrix_api_error(message: impl Into<String>, cause: &MatrixApiError) -> Self {
        Self::build(message.into(), Some(cause))
    }

    fn build(message: String, matrix_api_error: Option<&MatrixApiError>) -> Self {
        #[derive(Serialize)]
        struct Parts<'a> {
            message: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            matrix_api_error: Option<&'a MatrixApiError>,
        }
        let error = json::text(&Parts { message: &message, matrix_api_error });
        Self { error: RawObject::from_text(error).expect("a struct is an object"), message }
    }

    /// Returns `error.message`, the human-readable message.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns `error.matrix_api_error`, the error of the Matrix HTTP API that caused this error.
    ///
    /// # Errors
    ///
    /// Returns an error if `matrix_api_error` is malformed. [`error`](Self::error) still contains it.
    pub fn matrix_api_error(&self) -> Result<Option<MatrixApiError>, BodyError> {
        let Some(cause) = self.error.get::<RawObject>("matrix_api_error")? else {
            return Ok(None);
        };
        located::read("matrix_api_error", cause.as_str()).map(Some)
    }

    /// Returns `error` as it was received.
    #[must_use]
    pub fn error(&self) -> &RawObject {
        &self.error
    }

    /// Finds the error in the text of a response body. Returns `None` if the body is not an error.
    ///
    /// # Errors
    ///
    /// Returns an error if `error` or `error.message` is a duplicate, which makes the kind of the response ambiguous.
    pub(crate) fn find(body: &str) -> Result<Option<Self>, BodyError> {
        let Some(error) = raw::member(body, "error")?.filter(|error| json::is_object(error)) else {
            return Ok(None);
        };
        let message = raw::member(error, "message").map_err(|fault| fault.under("error"))?;
        let Some(message) = message.and_then(json::lossy_string) else {
            return Ok(None);
        };
        Ok(Some(Self {
            message,
            error: RawObject::from_text(error).expect("the text was read as an object"),
        }))
    }
}

impl From<&BodyError> for ErrorResponse {
    fn from(error: &BodyError) -> Self {
        Self::new(error.to_string())
    }
}

impl From<BodyError> for ErrorResponse {
    fn from(error: BodyError) -> Self {
        Self::from(&error)
    }
}

impl fmt::Display for ErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Shown(&self.message).fmt(f)
    }
}

impl std::error::Error for ErrorResponse {}

impl Serialize for ErrorResponse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry("error", &self.error)?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for ErrorResponse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let body = RawObject::deserialize(deserializer)?;
        Self::find(body.as_str())
            .map_err(D::Error::custom)?
            .ok_or_else(|| D::Error::custom("expected an object `error` with a string `message`"))
    }
}

sampled! {
    ErrorResponse => prop_oneof![
        (random::string(), Option::sample()).prop_map(|(message, cause)| Self::build(message, cause.as_ref())),
        crate::with_extra::WithExtra::<MalformedCause>::sample().prop_map(|error| Self { message: error.message.clone(), error: RawObject::of(&error) }),
    ]
}

/// An error with a malformed cause, and with unknown members.
#[cfg(feature = "proptest")]
#[derive(Clone, Debug, Serialize, Deserialize)]
struct MalformedCause {
    message: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    matrix_api_error: Option<raw::RawJson>,
}

sampled! {
    MalformedCause => (Sample::sample(), Sample::sample()).prop_map(|(message, matrix_api_error)| Self { message, matrix_api_error })
}

shape! {
    /// `{"error": {"message": "…"}}`: the response to a request that failed. If an error of the Matrix HTTP API is the
    /// cause, `matrix_api_error` is a `MatrixApiError`. A malformed `matrix_api_error` does not make the response
    /// malformed.
    ErrorResponse {
        schema: |_| {
            "type": "object",
            "properties": {
                "error": {
                    "title": "ResponseError",
                    "type": "object",
                    "properties": {
                        "message": { "type": "string" },
                        "matrix_api_error": {}
                    },
                    "required": ["message"]
                }
            },
            "required": ["error"]
        },
        typescript: "{ error: { message: string; matrix_api_error?: unknown; [key: string]: unknown } }"
    }
}

/// `error.matrix_api_error`: an error of the Matrix HTTP API that a client forwards to the widget.
///
/// See [MSC2762](https://github.com/matrix-org/matrix-spec-proposals/pull/2762).
#[payload(new = "Creates an error with its HTTP status code and body.", without(Debug))]
pub struct MatrixApiError {
    /// `http_status`: the status code of the HTTP response.
    pub http_status: u16,
    /// `http_headers`: the headers of the HTTP response that the Matrix specification names, such as `retry-after`, in
    /// lower case. Some clients do not send it.
    pub http_headers: Option<UniqueMap<String, String>>,
    /// `url`: the URL of the HTTP request, possibly empty. Some clients do not send it.
    pub url: Option<String>,
    /// `response`: the body of the HTTP response, a Matrix error with `errcode`, `error` and further members.
    pub response: MatrixError,
}

impl MatrixApiError {
    /// Returns the value of a header. The name is case-insensitive.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.http_headers.iter().flat_map(|headers| headers.iter());
        headers.find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// Omits the headers and the URL, which can contain secrets.
impl fmt::Debug for MatrixApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MatrixApiError").field("http_status", &self.http_status).finish_non_exhaustive()
    }
}

raw_object! {
    /// The body of an error of the Matrix HTTP API as it was received: `errcode`, `error`, and further members such as
    /// `retry_after_ms` or `org.matrix.msc4140.max_delay`.
    pub struct MatrixError
}

impl MatrixError {
    /// Creates a Matrix error with its two standard members.
    #[must_use]
    pub fn new(errcode: &str, error: &str) -> Self {
        Self(RawObject::of(&BTreeMap::from([("errcode", errcode), ("error", error)])))
    }

    /// Returns `errcode`, the error code, such as `M_LIMIT_EXCEEDED`.
    ///
    /// # Errors
    ///
    /// Returns an error if it is missing, not a string, or a duplicate.
    pub fn errcode(&self) -> Result<String, BodyError> {
        self.0.require("errcode")
    }

    /// Returns `error`, the human-readable message.
    ///
    /// # Errors
    ///
    /// Returns an error if it is not a string, or a duplicate.
    pub fn error(&self) -> Result<Option<String>, BodyError> {
        self.0.get("error")
    }
}
