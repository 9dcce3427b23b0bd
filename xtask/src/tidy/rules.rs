//! Which attributes may stand where: those that serde, schemars and ts-rs read alike.

use super::attributes::{Argument, Attributes, Value};

/// Where an argument stands.
pub struct Place<'a> {
    /// All that stands there.
    pub attributes: &'a Attributes,
    /// Whether it is a named member that is an `Option`.
    pub is_optional_member: bool,
    /// Whether it is a struct with one member that has no name.
    pub is_newtype: bool,
    /// Whether schema and TypeScript of the type are derived. If not, they are written by hand, or nobody sees the type.
    pub has_derived_shape: bool,
}

impl Place<'_> {
    /// Whether schema and TypeScript name one shape for what stands here.
    fn has_named_shape(&self) -> bool {
        let schema = self.attributes.text("schemars", "with");
        schema.is_some() && schema == self.attributes.text("ts", "as")
    }

    /// Whether the shape is not what the derives make of it.
    fn has_other_shape(&self) -> bool {
        !self.has_derived_shape || self.has_named_shape()
    }

    /// Whether serde's traits are written by hand, around the derived ones.
    fn is_read_by_hand(&self) -> bool {
        self.attributes.text("serde", "remote") == Some("Self")
    }
}

struct Rule {
    reader: &'static str,
    /// The name of the argument; none is any other.
    name: Option<&'static str>,
    is_fine: fn(&Place, &Argument) -> bool,
    reason: &'static str,
}

const fn rule(
    reader: &'static str,
    name: &'static str,
    is_fine: fn(&Place, &Argument) -> bool,
    reason: &'static str,
) -> Rule {
    Rule { reader, name: Some(name), is_fine, reason }
}

const fn never(reader: &'static str, name: &'static str, reason: &'static str) -> Rule {
    rule(reader, name, |_, _| false, reason)
}

const fn any_other(reader: &'static str, reason: &'static str) -> Rule {
    Rule { reader, name: None, is_fine: |_, _| false, reason }
}

const OTHER_TYPE: &str =
    "serde and the schema see the other type, TypeScript this one, except with both shapes by hand";
const FUNCTION: &str =
    "only serde knows what the function does, except with a shape by `schemars(with)` and `ts(as)`";
const BUFFER: &str = "serde buffers the value, and raw JSON in it fails to be read";
const LIMIT: &str = "schemars reads it as a limit, of which serde and TypeScript know nothing";

/// The first rule for an argument decides.
const RULES: &[Rule] = &[
    rule(
        "serde",
        "rename",
        |_, argument| argument.text().is_some(),
        "serde reads another name than it writes, TypeScript has neither",
    ),
    rule(
        "serde",
        "rename_all",
        |_, argument| argument.text().is_some(),
        "serde reads other names than it writes, TypeScript has neither",
    ),
    rule(
        "serde",
        "default",
        |place, argument| place.is_optional_member && matches!(argument.value, Value::None),
        "serde and the schema let be absent what TypeScript requires, except by a plain `default` of an `Option`",
    ),
    rule(
        "serde",
        "skip_serializing_if",
        |place, argument| place.is_optional_member && argument.text() == Some("Option::is_none"),
        "only by `Option::is_none` of an `Option` all three know that it may be absent",
    ),
    rule(
        "serde",
        "remote",
        |place, _| place.is_read_by_hand(),
        "serde reads another type by this one, TypeScript knows this one only",
    ),
    rule(
        "serde",
        "transparent",
        |place, _| place.is_newtype && !place.has_derived_shape,
        "serde and the schema see the one member, TypeScript the struct, except of a newtype with both shapes by hand",
    ),
    rule("serde", "from", |place, _| !place.has_derived_shape, OTHER_TYPE),
    rule("serde", "try_from", |place, _| !place.has_derived_shape, OTHER_TYPE),
    rule("serde", "into", |place, _| !place.has_derived_shape, OTHER_TYPE),
    rule("serde", "with", |place, _| place.has_other_shape(), FUNCTION),
    rule("serde", "deserialize_with", |place, _| place.has_other_shape(), FUNCTION),
    rule("serde", "serialize_with", |place, _| place.has_other_shape(), FUNCTION),
    never("serde", "alias", "serde accepts a name that the schema refuses and TypeScript does not know"),
    never(
        "serde",
        "other",
        "serde reads any string as the variant, schema and TypeScript know its name only",
    ),
    never("serde", "flatten", BUFFER),
    never("serde", "tag", BUFFER),
    never("serde", "content", BUFFER),
    never(
        "serde",
        "untagged",
        "serde buffers the value, where raw JSON fails to be read, and takes a malformed variant for a later one",
    ),
    never("serde", "skip", "what is never on the wire is no member of a payload"),
    never("serde", "skip_serializing", "serde reads what it never writes, TypeScript has one type for both"),
    never(
        "serde",
        "skip_deserializing",
        "serde writes what it never reads, TypeScript has one type for both",
    ),
    never(
        "serde",
        "deny_unknown_fields",
        "serde and the schema refuse further members, TypeScript takes them",
    ),
    never(
        "serde",
        "getter",
        "serde writes what a function returns, schema and TypeScript describe the member",
    ),
    any_other("serde", "schemars and ts-rs are not known to read it as serde does"),
    rule(
        "schemars",
        "with",
        |place, _| place.has_named_shape(),
        "the schema alone has this shape, except where `ts(as)` says the same",
    ),
    rule(
        "schemars",
        "transform",
        |place, _| place.is_read_by_hand(),
        "it changes the schema alone, except where serde is made to say the same by hand (`remote = \"Self\"`)",
    ),
    any_other("schemars", "it changes the schema alone"),
    rule(
        "ts",
        "as",
        |place, _| place.has_named_shape(),
        "TypeScript alone has this shape, except where `schemars(with)` says the same",
    ),
    any_other("ts", "it changes TypeScript alone"),
    any_other("validate", LIMIT),
    any_other("garde", LIMIT),
];

/// Why an argument may not stand where it does.
pub fn objection(place: &Place, argument: &Argument) -> Option<&'static str> {
    if argument.reader == "serde" && argument.is_conditional {
        return Some("what is on the wire must not depend on a feature");
    }
    let applies =
        |rule: &&Rule| rule.reader == argument.reader && rule.name.is_none_or(|name| name == argument.name);
    RULES.iter().find(applies).filter(|rule| !(rule.is_fine)(place, argument)).map(|rule| rule.reason)
}
