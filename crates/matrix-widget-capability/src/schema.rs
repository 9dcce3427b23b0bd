//! JSON Schema, for schemars.

use alloc::{borrow::Cow, format};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::{
    capability::Capability,
    list::CapabilityList,
    names::{Family, Flag},
};

/// Accepts any string. The flags are examples, and the description lists the prefixes.
impl JsonSchema for Capability<'_> {
    fn schema_name() -> Cow<'static, str> {
        "Capability".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": format!(
                "A capability that a widget requests or has: a name, or one of these prefixes followed by an event type or a \
                 room: `{}`. Unknown strings are kept and permit nothing.",
                Family::NAMES.join("`, `"),
            ),
            "type": "string",
            "examples": Flag::NAMES,
        })
    }
}

/// Accepts an array of any strings.
impl JsonSchema for CapabilityList {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "CapabilityList".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "array", "items": generator.subschema_for::<Capability<'_>>() })
    }
}
