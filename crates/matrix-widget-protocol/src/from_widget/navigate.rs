//! `navigate`: asks the client to open a Matrix link.

use matrix_widget_macros::payload;
use ruma_common::{MatrixToUri, MatrixUri};

use crate::body_error::BodyError;

/// The data of `navigate`.
#[payload(new = "Creates a request to open a Matrix link.")]
pub struct NavigateRequest {
    /// `uri`: the link, a `https://matrix.to/#/…` or `matrix:` URI. Deployed TypeScript clients reject `matrix:` URIs.
    pub uri: String,
}

impl NavigateRequest {
    /// Returns the parsed link.
    ///
    /// # Errors
    ///
    /// Returns an error, suitable as the response, if `uri` is not a valid Matrix link.
    pub fn target(&self) -> Result<NavigateTarget, BodyError> {
        let is_matrix_uri = self.uri.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("matrix:"));
        let target = if is_matrix_uri {
            MatrixUri::parse(&self.uri).map(NavigateTarget::Matrix)
        } else {
            MatrixToUri::parse(&self.uri).map(NavigateTarget::MatrixTo)
        };
        target.map_err(|reason| BodyError::refused("data.uri", reason))
    }

    pub(crate) fn check(&self) -> Result<(), BodyError> {
        self.target().map(drop)
    }
}

/// A parsed Matrix link.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NavigateTarget {
    /// A link of the form `https://matrix.to/#/…`.
    MatrixTo(MatrixToUri),
    /// A link of the form `matrix:…`.
    Matrix(MatrixUri),
}
