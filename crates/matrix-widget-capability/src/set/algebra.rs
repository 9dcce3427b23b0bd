//! Sets compared and put together.

use super::{CapabilitySet, map::Map};
use crate::{kind::Direction, names::Family, permission::Permission};

impl CapabilitySet {
    /// Whether a string of the set has this very permission, in whatever spelling.
    #[must_use]
    pub fn contains(&self, permission: &Permission<'_>) -> bool {
        self.index.contains(permission)
    }

    /// Whether the set allows all that this permission alone would allow.
    ///
    /// As [`Permission::subsumes`], and beyond it: timeline capabilities extend those that name no room.
    ///
    /// ```
    /// # use matrix_widget_capability::{Capability, CapabilitySet};
    /// let granted = CapabilitySet::from_iter(["m.send.event:m.reaction", "m.timeline:!b:example.org"]);
    /// let capability: Capability = "m.send.event:m.reaction:!b:example.org".parse()?;
    /// assert!(granted.subsumes(capability.permission()));
    /// # Ok::<_, matrix_widget_capability::ParseError>(())
    /// ```
    #[must_use]
    pub fn subsumes(&self, permission: &Permission<'_>) -> bool {
        match permission {
            Permission::Flag(flag) => self.may(*flag),
            Permission::Event(event) => {
                let allows = |direction| {
                    let (family, key) = (Family::Event(direction, event.kind), event.key());
                    match &event.room {
                        None => self.index.allows_in_viewed(family, &event.event_type, key),
                        Some(room) => {
                            self.index.allows_in(family, &event.event_type, key, room.as_str(), None)
                        }
                    }
                };
                allows(event.direction) || event.direction == Direction::Read && allows(Direction::Receive)
            }
            Permission::ToDevice(of_type) => {
                self.index.has_type(Family::ToDevice(of_type.flow), &of_type.event_type)
            }
            Permission::RoomAccountData(of_type) => {
                self.index.has_type(Family::RoomAccountData(of_type.flow), &of_type.event_type)
            }
            Permission::Timeline(room) => self.may_use_timeline(room.as_str()),
            Permission::Unknown(_) => true,
        }
    }

    /// Whether the set allows all that the other allows. Then a request for the other needs no prompt.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        other.capabilities().all(|capability| self.subsumes(capability.permission()))
    }

    /// Whether each permission of this set, unknown strings included, is in the other, in whatever spelling.
    #[must_use]
    pub fn is_subset(&self, other: &Self) -> bool {
        self.capabilities().all(|capability| other.contains(capability.permission()))
    }

    /// The strings whose permission passes, in order.
    #[must_use]
    pub fn filter(&self, mut keep: impl FnMut(&Permission<'_>) -> bool) -> Self {
        let kept =
            self.strings().zip(self.capabilities()).filter(|(_, capability)| keep(capability.permission()));
        Self::from_strings(kept.map(|(string, _)| string), self.dialect)
    }

    /// The strings whose permission is in the other set, in whatever spelling.
    ///
    /// To report to a widget what is approved, take [`approved_by`](Self::approved_by), which goes by what is allowed.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        self.filter(|permission| other.contains(permission))
    }

    /// The strings whose permission is not in the other set, in whatever spelling: what is newly asked.
    ///
    /// Of these, [`not_covered_by`](Self::not_covered_by) are worth a prompt.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        self.filter(|permission| !other.contains(permission))
    }

    /// The strings that the granted set allows wholly: what to report as approved to the widget that asked for this set.
    ///
    /// An unknown string is among them if it has been granted itself.
    ///
    /// ```
    /// # use matrix_widget_capability::CapabilitySet;
    /// let granted = CapabilitySet::from_iter(["m.receive.event:m.reaction"]);
    /// let asked = CapabilitySet::from_iter(["m.read.event:m.reaction", "m.sticker", "com.example.fly"]);
    /// assert!(asked.approved_by(&granted).strings().eq(["m.read.event:m.reaction"]));
    /// ```
    #[must_use]
    pub fn approved_by(&self, granted: &Self) -> Self {
        self.filter(|permission| {
            !matches!(permission, Permission::Unknown(_)) && granted.subsumes(permission)
        })
    }

    /// The strings that ask for more than the other set allows. Unknown ones never do.
    #[must_use]
    pub fn not_covered_by(&self, granted: &Self) -> Self {
        self.filter(|permission| !granted.subsumes(permission))
    }

    /// The strings of this set, and then those of the other that are not among them, letter for letter.
    ///
    /// The other's are read in the dialect of this set.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        let mut ours = Map::<()>::default();
        self.strings().for_each(|string| ours.update(string, |()| {}));
        let mut union = self.clone();
        union.extend(other.strings().filter(|string| ours.get(string).is_none()));
        union
    }
}
