//! `m.sticker`: sends a sticker.

use js_int::Int;
use matrix_widget_macros::payload;
use ruma_common::OwnedMxcUri;

/// The data of `m.sticker`.
#[payload(new = "Creates a sticker with its name and picture.")]
pub struct SendStickerRequest {
    /// `name`: the name of the sticker.
    pub name: String,
    /// `description`: what the sticker shows, for those who do not see it; absent, the name.
    pub description: Option<String>,
    /// `content`: the picture.
    pub content: StickerContent,
}

/// The picture of a sticker.
#[payload(new = "Creates a picture with its URL.")]
pub struct StickerContent {
    /// `url`: where the picture is.
    pub url: OwnedMxcUri,
    /// `info`: what is known of the picture. MSC2764 requires it, deployed clients do not.
    pub info: Option<StickerInfo>,
}

/// What is known of the picture of a sticker.
#[payload(new = "Creates information without any member.")]
pub struct StickerInfo {
    /// `h`: the height in pixels.
    #[serde(rename = "h")]
    pub height: Option<Int>,
    /// `w`: the width in pixels.
    #[serde(rename = "w")]
    pub width: Option<Int>,
    /// `mimetype`: the media type.
    pub mimetype: Option<String>,
    /// `size`: the size in bytes.
    pub size: Option<Int>,
    /// `thumbnail_url`: where a smaller picture is.
    pub thumbnail_url: Option<OwnedMxcUri>,
    /// `thumbnail_info`: what is known of the smaller picture.
    pub thumbnail_info: Option<ThumbnailInfo>,
}

/// What is known of the smaller picture of a sticker.
#[payload(new = "Creates information without any member.")]
pub struct ThumbnailInfo {
    /// `h`: the height in pixels.
    #[serde(rename = "h")]
    pub height: Option<Int>,
    /// `w`: the width in pixels.
    #[serde(rename = "w")]
    pub width: Option<Int>,
    /// `mimetype`: the media type.
    pub mimetype: Option<String>,
    /// `size`: the size in bytes.
    pub size: Option<Int>,
}
