//! The attribute macro of `matrix-widget-protocol`, its only user: the generated code names that crate's modules.

mod arguments;
mod field;
mod payload;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

/// Makes a struct a message body, or a part of one: serde, schema, TypeScript, random values and constructor.
///
/// ```text
/// /// The data of `m.sticker`.
/// #[payload(new = "Creates a sticker with its name and picture.")]
/// pub struct SendStickerRequest {
///     /// `name`: the name of the sticker.
///     pub name: String,
///     /// `description`: what the sticker shows.
///     pub description: Option<String>,
///     /// `creatorUserId`: the user who made the sticker.
///     #[serde(rename = "creatorUserId")]
///     pub creator_user_id: OwnedUserId,
/// }
/// ```
///
/// - Only a JSON object is read. An `Option` may be absent or null on input, and is absent on output.
/// - `OwnedX` has the schema and the TypeScript type of `shape::X`, `Int` those of `shape::Integer`, and
///   `DeviceIdOrAllDevices` those of its namesake.
/// - A field has documentation, which begins with the name on the wire, and `#[serde(rename = "…")]` where that name is not
///   the field's. Any other attribute is an error: serde, schemars and ts-rs do not read their attributes alike.
///
/// # Arguments
///
/// - `new = "…"` writes `new` with this documentation. Its parameters are the required fields in order; a `String` is passed
///   as `impl Into<String>`.
/// - `one_of(a, b)` requires at least one of these two optional fields.
/// - `without(Debug)` leaves `Debug` to be written by hand.
#[proc_macro_attribute]
pub fn payload(arguments: TokenStream, item: TokenStream) -> TokenStream {
    payload::expand(arguments.into(), item.into()).into()
}
