//! `upload_file`: uploads a file.

use ruma_common::OwnedMxcUri;
use serde::{Deserialize, Serialize};

use crate::{
    arbitrary::arbitrary,
    file::{EncryptedFile, FileBody},
    open::Open,
};

/// The data of `upload_file`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct UploadFileRequest {
    /// `file`: the file.
    pub file: FileBody,
}

arbitrary! { UploadFileRequest { file } }

impl UploadFileRequest {
    /// A request to upload a file.
    #[must_use]
    pub fn new(file: FileBody) -> Self {
        Self { file }
    }
}

/// The response to `upload_file`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct UploadFileResponse {
    /// `content_uri`: where the file is.
    #[cfg_attr(feature = "schemars", schemars(with = "crate::shape::MxcUri"))]
    #[cfg_attr(feature = "ts-rs", ts(as = "crate::shape::MxcUri"))]
    pub content_uri: OwnedMxcUri,
    /// `encryption`: how to decrypt the file, if the client has encrypted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encryption: Option<Open<EncryptedFile>>,
}

arbitrary! { UploadFileResponse { content_uri, encryption } }

impl UploadFileResponse {
    /// A response with the place of the file.
    #[must_use]
    pub fn new(content_uri: OwnedMxcUri) -> Self {
        Self { content_uri, encryption: None }
    }
}
