//! `navigate`: shows what a Matrix link leads to.

use ruma_common::{MatrixToUri, MatrixUri};
use serde::{Deserialize, Serialize};

use crate::{arbitrary::arbitrary, body_error::BodyError};

/// The data of `navigate`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct NavigateRequest {
    /// `uri`: where to go, a `https://matrix.to/#/…` or `matrix:` URI. Deployed TypeScript clients take only the former.
    pub uri: String,
}

arbitrary! { NavigateRequest { uri } }

impl NavigateRequest {
    /// A request to go to a Matrix link.
    #[must_use]
    pub fn new(uri: impl Into<String>) -> Self {
        Self { uri: uri.into() }
    }

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
pub enum NavigateTarget {
    /// `https://matrix.to/#/…`
    MatrixTo(MatrixToUri),
    /// `matrix:…`
    Matrix(MatrixUri),
}
