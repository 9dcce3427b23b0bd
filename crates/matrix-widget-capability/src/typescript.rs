//! TypeScript, for ts-rs.

use std::{format, path::PathBuf, string::String, vec::Vec};

use ts_rs::{Config, TS, TypeVisitor};

use crate::{
    capability::Capability,
    list::CapabilityList,
    names::{Family, Flag},
};

/// The union of the names, the prefixes followed by any text, and any other string.
impl TS for Capability<'_> {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn docs() -> Option<String> {
        let text = "A capability that a widget requests or has. Unknown strings are kept and permit nothing.";
        Some(format!("/**\n * {text}\n */\n"))
    }

    fn name(_: &Config) -> String {
        "Capability".into()
    }

    fn decl(cfg: &Config) -> String {
        format!("type {} = {};", Self::name(cfg), Self::inline(cfg))
    }

    fn decl_concrete(cfg: &Config) -> String {
        Self::decl(cfg)
    }

    fn inline(_: &Config) -> String {
        let flags = Flag::NAMES.iter().map(|name| format!("\"{name}\""));
        let prefixed = Family::NAMES.iter().map(|prefix| format!("`{prefix}${{string}}`"));
        let other = "(string & {})".into();
        flags.chain(prefixed).chain([other]).collect::<Vec<_>>().join(" | ")
    }

    fn output_path() -> Option<PathBuf> {
        Some("Capability.ts".into())
    }
}

type List = Vec<Capability<'static>>;

/// An array of capabilities.
impl TS for CapabilityList {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(cfg: &Config) -> String {
        List::name(cfg)
    }

    fn inline(cfg: &Config) -> String {
        List::inline(cfg)
    }

    fn visit_dependencies(visitor: &mut impl TypeVisitor) {
        List::visit_dependencies(visitor);
    }

    fn visit_generics(visitor: &mut impl TypeVisitor) {
        List::visit_generics(visitor);
    }
}
