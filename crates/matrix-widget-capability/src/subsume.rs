//! Which permissions include which others.

use crate::{event::EventPermission, kind::Direction, permission::Permission, room::Room};

impl Permission<'_> {
    /// Whether this allows all that the other allows.
    ///
    /// Any key includes each key, any room each room and the one being viewed, receiving includes reading.
    /// What is unknown allows nothing, so everything includes it.
    ///
    /// ```
    /// # use matrix_widget_capability::Capability;
    /// let any: Capability = "m.receive.event:m.room.message:*".parse()?;
    /// let one: Capability = "m.read.event:m.room.message#m.text".parse()?;
    /// assert!(any.permission().subsumes(one.permission()));
    /// assert!(!one.permission().subsumes(any.permission()));
    /// # Ok::<_, matrix_widget_capability::ParseError>(())
    /// ```
    #[must_use]
    pub fn subsumes(&self, other: &Permission<'_>) -> bool {
        match (self, other) {
            (_, Permission::Unknown(_)) => true,
            (Self::Event(this), Permission::Event(other)) => this.subsumes(other),
            (Self::Timeline(this), Permission::Timeline(other)) => *this == Room::Any || this == other,
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
