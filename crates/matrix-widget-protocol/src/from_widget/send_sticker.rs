//! `m.sticker`: sends a sticker.

use js_int::Int;
use matrix_widget_macros::payload;
use ruma_common::OwnedMxcUri;

/// The data of `m.sticker`.
#[payload(new = "Creates a sticker with its name and image.")]
pub struct SendStickerRequest {
    /// `name`: the name of the sticker.
    pub name: String,
    /// `description`: a textual description of the image. Absent: the name.
    pub description: Option<String>,
    /// `content`: the image.
    pub content: StickerContent,
}

/// The image of a sticker.
#[payload(new = "Creates an image with its URI.")]
pub struct StickerContent {
    /// `url`: the URI of the image.
    pub url: OwnedMxcUri,
    /// `info`: the metadata of the image. MSC2764 requires it, but deployed clients do not.
    pub info: Option<StickerInfo>,
}

/// The metadata of a sticker's image.
#[payload(new = "Creates empty metadata.")]
pub struct StickerInfo {
    /// `h`: the height in pixels.
    #[serde(rename = "h")]
    pub height: Option<Int>,
    /// `w`: the width in pixels.
    #[serde(rename = "w")]
    pub width: Option<Int>,
    /// `mimetype`: the MIME type.
    pub mimetype: Option<String>,
    /// `size`: the size in bytes.
    pub size: Option<Int>,
    /// `thumbnail_url`: the URI of the thumbnail.
    pub thumbnail_url: Option<OwnedMxcUri>,
    /// `thumbnail_info`: the metadata of the thumbnail.
    pub thumbnail_info: Option<ThumbnailInfo>,
}

/// The metadata of a sticker's thumbnail.
#[payload(new = "Creates empty metadata.")]
pub struct ThumbnailInfo {
    /// `h`: the height in pixels.
    #[serde(rename = "h")]
    pub height: Option<Int>,
    /// `w`: the width in pixels.
    #[serde(rename = "w")]
    pub width: Option<Int>,
    /// `mimetype`: the MIME type.
    pub mimetype: Option<String>,
    /// `size`: the size in bytes.
    pub size: Option<Int>,
}
