//! `download_file`: downloads a file.

use std::time::Duration;

use js_int::Int;
use matrix_widget_macros::payload;
use ruma_common::OwnedMxcUri;

use crate::{
    body_error::BodyError,
    file::{EncryptedFile, FileBody},
    range,
    with_extra::WithExtra,
};

/// The data of `download_file`.
#[payload(new = "Creates a request to download an unencrypted file.")]
pub struct DownloadFileRequest {
    /// `content_uri`: the `mxc:` URI of the file.
    pub content_uri: String,
    /// `timeout_ms`: the time that the client waits for the file, in milliseconds.
    pub timeout_ms: Option<Int>,
    /// `encryption`: the information to decrypt the file with. Absent: the file is not encrypted.
    pub encryption: Option<WithExtra<EncryptedFile>>,
}

impl DownloadFileRequest {
    /// Returns `content_uri`.
    ///
    /// # Errors
    ///
    /// Returns an error, suitable as the response, if `content_uri` is not a valid `mxc:` URI, or if its server name is
    /// longer than 249 bytes, because accessors of `MxcUri` panic at those before `ruma-common` 0.20.
    pub fn mxc_uri(&self) -> Result<OwnedMxcUri, BodyError> {
        let refused = |reason| BodyError::refused("data.content_uri", reason);
        let (server, _) = self
            .content_uri
            .strip_prefix("mxc://")
            .and_then(|rest| rest.split_once('/'))
            .ok_or_else(|| refused("it is not of the form `mxc://server/media`"))?;
        if server.len() > 249 {
            return Err(refused("its server name is too long"));
        }
        let uri = OwnedMxcUri::from(self.content_uri.as_str());
        match uri.media_id() {
            Ok("") => Err(refused("it names no media")),
            Ok(_) => Ok(uri),
            Err(reason) => Err(BodyError::refused("data.content_uri", reason)),
        }
    }

    /// Sets `timeout_ms`, after which the client stops waiting for the file.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout_ms = Some(range::milliseconds(timeout));
        self
    }

    /// Returns `timeout_ms`.
    ///
    /// # Errors
    ///
    /// Returns an error, suitable as the response, if `timeout_ms` is negative.
    pub fn checked_timeout(&self) -> Result<Option<Duration>, BodyError> {
        let checked = |timeout| range::checked_duration("data.timeout_ms", timeout, Duration::from_millis);
        self.timeout_ms.map(checked).transpose()
    }

    pub(crate) fn check(&self) -> Result<(), BodyError> {
        self.checked_timeout()?;
        self.mxc_uri().map(drop)
    }
}

/// The response to `download_file`.
#[payload(new = "Creates a response with the file.")]
pub struct DownloadFileResponse {
    /// `file`: the file.
    pub file: FileBody,
}
