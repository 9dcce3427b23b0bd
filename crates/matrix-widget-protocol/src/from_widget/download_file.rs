//! `download_file`: downloads a file.

use js_int::Int;
use ruma_common::{MxcUriError, OwnedMxcUri};
use serde::{Deserialize, Serialize};

use crate::{
    arbitrary::arbitrary,
    body_error::BodyError,
    file::{EncryptedFile, FileBody},
    open::Open,
};

/// The data of `download_file`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct DownloadFileRequest {
    /// `content_uri`: where the file is, an `mxc:` URI.
    pub content_uri: String,
    /// `timeout_ms`: for how many milliseconds the client is to wait for the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<crate::shape::Integer>"))]
    #[cfg_attr(feature = "ts-rs", ts(as = "Option<crate::shape::Integer>"))]
    pub timeout_ms: Option<Int>,
    /// `encryption`: how to decrypt the file, if it is encrypted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encryption: Option<Open<EncryptedFile>>,
}

arbitrary! { DownloadFileRequest { content_uri, timeout_ms, encryption } }

impl DownloadFileRequest {
    /// A request for a file.
    #[must_use]
    pub fn new(content_uri: impl Into<String>) -> Self {
        Self { content_uri: content_uri.into(), timeout_ms: None, encryption: None }
    }

    /// Where the file is.
    ///
    /// # Errors
    ///
    /// When that is no `mxc:` URI. A client answers the request with that error.
    pub fn mxc_uri(&self) -> Result<OwnedMxcUri, BodyError> {
        let uri = OwnedMxcUri::from(self.content_uri.as_str());
        uri.validate().map_err(|reason: MxcUriError| BodyError::refused("data.content_uri", reason))?;
        match uri.media_id() {
            Ok("") | Err(_) => Err(BodyError::refused("data.content_uri", "it names no media")),
            Ok(_) => Ok(uri),
        }
    }

    pub(crate) fn check(&self) -> Result<(), BodyError> {
        self.mxc_uri().map(drop)
    }
}

/// The response to `download_file`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct DownloadFileResponse {
    /// `file`: the file.
    pub file: FileBody,
}

arbitrary! { DownloadFileResponse { file } }

impl DownloadFileResponse {
    /// A response with the file.
    #[must_use]
    pub fn new(file: FileBody) -> Self {
        Self { file }
    }
}
