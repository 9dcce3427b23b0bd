//! `navigate`: shows what a Matrix link leads to.

use matrix_widget_macros::payload;
use ruma_common::{MatrixToUri, MatrixUri};

use crate::body_error::BodyError;

/// The data of `navigate`.
#[payload(new = "Creates a request to open a Matrix link.")]
pub struct NavigateRequest {
    /// `uri`: where to go, a `https://matrix.to/#/…` or `matrix:` URI. Deployed TypeScript clients take only the former.
    pub uri: String,
}

impl NavigateRequest {
    /// Where the URI leads.
    ///
    /// # Errors
    ///
    /// When it is no Matrix link. A client answers the request with that error.
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

/// A Matrix link, in one of its two forms.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NavigateTarget {
    /// `https://matrix.to/#/…`
    MatrixTo(MatrixToUri),
    /// `matrix:…`
    Matrix(MatrixUri),
}
