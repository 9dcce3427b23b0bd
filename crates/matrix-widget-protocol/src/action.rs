//! What an action is: its names, its types, its row in the registry.

pub(crate) mod types;

pub use self::types::{
    Action, ActionInfo, ActionVisitor, CustomAction, CustomName, FromWidget, KnownAction, NeededCapability,
    Payload, Spelling, ToWidget,
};
use crate::{direction::Direction, from_widget::FromWidgetAction, to_widget::ToWidgetAction};

/// Visits every known action, those of fromWidget first, in the order of the tables.
pub fn visit_actions(visitor: &mut impl ActionVisitor) {
    crate::from_widget::visit(visitor);
    crate::to_widget::visit(visitor);
}

/// Every known action, those of fromWidget first, in the order of the tables.
pub fn registry() -> impl Iterator<Item = &'static ActionInfo> {
    crate::from_widget::REGISTRY.iter().chain(crate::to_widget::REGISTRY).copied()
}

/// The row of the registry for a name, in either spelling; `None` if the protocol does not know it in this direction.
#[must_use]
pub fn find(direction: Direction, name: &str) -> Option<&'static ActionInfo> {
    match direction {
        Direction::FromWidget => FromWidgetAction::from(name).info(),
        Direction::ToWidget => ToWidgetAction::from(name).info(),
    }
}
