//! `download_file`: downloads a file.

use js_int::Int;
use matrix_widget_macros::payload;
use ruma_common::{MxcUriError, OwnedMxcUri};

use crate::{
    body_error::BodyError,
    file::{EncryptedFile, FileBody},
    with_extra::WithExtra,
};

/// The data of `download_file`.
#[payload(new = "Creates a request for a file.")]
pub struct DownloadFileRequest {
    /// `content_uri`: where the file is, an `mxc:` URI.
    pub content_uri: String,
    /// `timeout_ms`: for how many milliseconds the client is to wait for the file.
    pub timeout_ms: Option<Int>,
    /// `encryption`: how to decrypt the file, if it is encrypted.
    pub encryption: Option<WithExtra<EncryptedFile>>,
}

impl DownloadFileRequest {
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
#[payload(new = "Creates a response with the file.")]
pub struct DownloadFileResponse {
    /// `file`: the file.
    pub file: FileBody,
}
