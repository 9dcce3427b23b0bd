//! `upload_file`: uploads a file.

use matrix_widget_macros::payload;
use ruma_common::OwnedMxcUri;

use crate::{
    file::{EncryptedFile, FileBody},
    with_extra::WithExtra,
};

/// The data of `upload_file`.
#[payload(new = "Creates a request to upload a file.")]
pub struct UploadFileRequest {
    /// `file`: the file.
    pub file: FileBody,
}

/// The response to `upload_file`.
#[payload(new = "Creates a response with the URI of the file.")]
pub struct UploadFileResponse {
    /// `content_uri`: where the file is.
    pub content_uri: OwnedMxcUri,
    /// `encryption`: how to decrypt the file, if the client has encrypted it.
    pub encryption: Option<WithExtra<EncryptedFile>>,
}
