//! `upload_file`: uploads a file to the media repository.

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
    /// `content_uri`: the URI of the file.
    pub content_uri: OwnedMxcUri,
    /// `encryption`: the information to decrypt the file with. Absent: the client did not encrypt the file.
    pub encryption: Option<WithExtra<EncryptedFile>>,
}
