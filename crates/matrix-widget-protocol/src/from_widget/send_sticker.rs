//! `m.sticker`: sends a sticker.

use js_int::Int;
use ruma_common::OwnedMxcUri;
use serde::{Deserialize, Serialize};

use crate::{arbitrary::arbitrary, object::object_only};

/// The data of `m.sticker`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct SendStickerRequest {
    /// `name`: the name of the sticker.
    pub name: String,
    /// `description`: what the sticker shows, for those who do not see it; absent, the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// `content`: the picture.
    pub content: StickerContent,
}

arbitrary! { SendStickerRequest { name, description, content } }

impl SendStickerRequest {
    /// A sticker with its name and its picture.
    #[must_use]
    pub fn new(name: impl Into<String>, content: StickerContent) -> Self {
        Self { name: name.into(), description: None, content }
    }
}

/// The picture of a sticker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[serde(remote = "Self")]
#[non_exhaustive]
pub struct StickerContent {
    /// `url`: where the picture is.
    #[cfg_attr(feature = "schemars", schemars(with = "crate::shape::MxcUri"))]
    #[cfg_attr(feature = "ts-rs", ts(as = "crate::shape::MxcUri"))]
    pub url: OwnedMxcUri,
    /// `info`: what is known of the picture. MSC2764 requires it, deployed clients do not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub info: Option<StickerInfo>,
}

arbitrary! { StickerContent { url, info } }

impl StickerContent {
    /// A picture with its place.
    #[must_use]
    pub fn new(url: OwnedMxcUri) -> Self {
        Self { url, info: None }
    }
}

/// What is known of the picture of a sticker.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[serde(remote = "Self")]
#[non_exhaustive]
pub struct StickerInfo {
    /// `h`: the height in pixels.
    #[serde(rename = "h", default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<crate::shape::Integer>"))]
    #[cfg_attr(feature = "ts-rs", ts(as = "Option<crate::shape::Integer>"))]
    pub height: Option<Int>,
    /// `w`: the width in pixels.
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<crate::shape::Integer>"))]
    #[cfg_attr(feature = "ts-rs", ts(as = "Option<crate::shape::Integer>"))]
    pub width: Option<Int>,
    /// `mimetype`: the media type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mimetype: Option<String>,
    /// `size`: the size in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<crate::shape::Integer>"))]
    #[cfg_attr(feature = "ts-rs", ts(as = "Option<crate::shape::Integer>"))]
    pub size: Option<Int>,
    /// `thumbnail_url`: where a smaller picture is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<crate::shape::MxcUri>"))]
    #[cfg_attr(feature = "ts-rs", ts(as = "Option<crate::shape::MxcUri>"))]
    pub thumbnail_url: Option<OwnedMxcUri>,
    /// `thumbnail_info`: what is known of the smaller picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thumbnail_info: Option<ThumbnailInfo>,
}

arbitrary! { StickerInfo { height, width, mimetype, size, thumbnail_url, thumbnail_info } }

impl StickerInfo {
    /// Nothing known yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            height: None,
            width: None,
            mimetype: None,
            size: None,
            thumbnail_url: None,
            thumbnail_info: None,
        }
    }
}

/// What is known of the smaller picture of a sticker.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[serde(remote = "Self")]
#[non_exhaustive]
pub struct ThumbnailInfo {
    /// `h`: the height in pixels.
    #[serde(rename = "h", default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<crate::shape::Integer>"))]
    #[cfg_attr(feature = "ts-rs", ts(as = "Option<crate::shape::Integer>"))]
    pub height: Option<Int>,
    /// `w`: the width in pixels.
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<crate::shape::Integer>"))]
    #[cfg_attr(feature = "ts-rs", ts(as = "Option<crate::shape::Integer>"))]
    pub width: Option<Int>,
    /// `mimetype`: the media type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mimetype: Option<String>,
    /// `size`: the size in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<crate::shape::Integer>"))]
    #[cfg_attr(feature = "ts-rs", ts(as = "Option<crate::shape::Integer>"))]
    pub size: Option<Int>,
}

arbitrary! { ThumbnailInfo { height, width, mimetype, size } }

impl ThumbnailInfo {
    /// Nothing known yet.
    #[must_use]
    pub fn new() -> Self {
        Self { height: None, width: None, mimetype: None, size: None }
    }
}

object_only! { StickerContent, StickerInfo, ThumbnailInfo }
