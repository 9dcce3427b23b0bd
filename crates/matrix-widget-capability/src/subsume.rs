//! Permissions that include other permissions.

use crate::{event::EventPermission, kind::Direction, permission::Permission, room::Room};

impl Permission<'_> {
    /// Returns `true` if this permission allows everything that the other allows.
    ///
    /// Any key includes every key, any room includes every room and the viewed room, and receiving includes reading. An
    /// unknown permission is included in none.
    ///
    /// ```
    /// # use matrix_widget_capability::{Capability, Dialect::RoomScoped};
    /// let any = Capability::parse("m.receive.event:m.room.message:*", RoomScoped)?;
    /// let one = Capability::parse("m.read.event:m.room.message#m.text", RoomScoped)?;
    /// assert!(any.permission().subsumes(one.permission()));
    /// assert!(!one.permission().subsumes(any.permission()));
    /// # Ok::<_, matrix_widget_capability::ParseError>(())
    /// ```
    #[must_use]
    pub fn subsumes(&self, other: &Permission<'_>) -> bool {
        match (self, other) {
            (Self::Event(this), Permission::Event(other)) => this.subsumes(other),
            (Self::Timeline(this), Permission::Timeline(other)) => *this == Room::Any || this == other,
            (Self::Unknown(_), _) => false,
            _ => self == other,
        }
    }
}

impl EventPermission<'_> {
    fn subsumes(&self, other: &EventPermission<'_>) -> bool {
        (self.direction == other.direction
            || (self.direction, other.direction) == (Direction::Receive, Direction::Read))
            && self.kind == other.kind
            && self.event_type == other.event_type
            && (self.key.is_none() || self.key == other.key)
            && (self.room == Some(Room::Any) || self.room == other.room)
    }
}
