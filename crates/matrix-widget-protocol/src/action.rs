//! The registry of actions, and the traits that connect an action to its types.

pub(crate) mod types;

pub use self::types::{
    Action, ActionInfo, ActionVisitor, CustomAction, CustomName, FromWidget, KnownAction, NeededCapability,
    Payload, Spelling, ToWidget,
};
use crate::{direction::Direction, from_widget::FromWidgetAction, to_widget::ToWidgetAction};

/// Visits all known actions, first those of `fromWidget`, then those of `toWidget`.
pub fn visit_actions(visitor: &mut impl ActionVisitor) {
    crate::from_widget::visit(visitor);
    crate::to_widget::visit(visitor);
}

/// Returns all known actions, first those of `fromWidget`, then those of `toWidget`.
pub fn registry() -> impl Iterator<Item = &'static ActionInfo> {
    crate::from_widget::REGISTRY.iter().chain(crate::to_widget::REGISTRY).copied()
}

/// Finds a known action by any of its names. Returns `None` for a custom action.
#[must_use]
pub fn find(direction: Direction, name: &str) -> Option<&'static ActionInfo> {
    match direction {
        Direction::FromWidget => FromWidgetAction::from(name).info(),
        Direction::ToWidget => ToWidgetAction::from(name).info(),
    }
}
