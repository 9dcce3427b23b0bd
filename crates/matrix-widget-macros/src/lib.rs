//! The attribute macro of `matrix-widget-protocol`.
//!
//! Other crates cannot use it, because the generated code refers to modules of that crate.

mod arguments;
mod field;
mod payload;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

/// Turns a struct into a message body or a part of a message body.
///
/// Implements serde's traits, the JSON Schema, the TypeScript type, random values and a constructor.
///
/// ```text
/// /// The data of `m.sticker`.
/// #[payload(new = "Creates a sticker with its name and its author.")]
/// pub struct SendStickerRequest {
///     /// `name`: the name of the sticker.
///     pub name: String,
///     /// `description`: a textual description of the image.
///     pub description: Option<String>,
///     /// `creatorUserId`: the user who made the sticker.
///     #[serde(rename = "creatorUserId")]
///     pub creator_user_id: OwnedUserId,
/// }
/// ```
///
/// - Deserializing accepts only a JSON object. An `Option` may be absent or null on input; `None` is absent on output. A
///   `Nullable` distinguishes absent and null, and has `x-nullable` in the schema.
/// - `OwnedX` has the schema and the TypeScript type of `shape::X`, `Int` those of `shape::Integer`, and
///   `DeviceIdOrAllDevices` those of `shape::DeviceIdOrAllDevices`.
/// - Each field needs documentation that begins with the wire name, and `#[serde(rename = "…")]` if the wire name
///   differs from the field's name. Other attributes are errors: serde, schemars and ts-rs interpret them differently.
///
/// # Arguments
///
/// - `new = "…"` generates the constructor `new` with this documentation. Its parameters are the required fields in
///   order; a `String` is taken as `impl Into<String>`.
/// - `one_of(a, b)` requires at least one of two optional fields.
/// - `without(Debug)` omits the `Debug` implementation.
#[proc_macro_attribute]
pub fn payload(arguments: TokenStream, item: TokenStream) -> TokenStream {
    payload::expand(arguments.into(), item.into()).into()
}
