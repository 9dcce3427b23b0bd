//! Comparisons and combinations of sets.

use super::{CapabilitySet, map::Map};
use crate::{error::MixedDialects, kind::Direction, names::Family, permission::Permission};

impl CapabilitySet {
    /// Returns `true` if a capability of the set has exactly this permission, in either spelling.
    ///
    /// An [unknown](Permission::Unknown) permission is never contained. To find out what the set allows, use
    /// [`subsumes`](Self::subsumes).
    #[must_use]
    pub fn contains(&self, permission: &Permission<'_>) -> bool {
        self.index.contains(permission)
    }

    /// Returns `true` if the set allows everything that this permission allows.
    ///
    /// In addition to [`Permission::subsumes`], timeline capabilities extend the capabilities that name no room. An
    /// [unknown](Permission::Unknown) permission is never allowed.
    ///
    /// ```
    /// # use matrix_widget_capability::{Capability, CapabilitySet, Dialect};
    /// let granted = ["m.send.event:m.reaction", "m.timeline:!b:example.org"];
    /// let granted = CapabilitySet::from_strings(granted, Dialect::RoomScoped);
    /// let capability = Capability::parse("m.send.event:m.reaction:!b:example.org", Dialect::RoomScoped)?;
    /// assert!(granted.subsumes(capability.permission()));
    /// # Ok::<_, matrix_widget_capability::ParseError>(())
    /// ```
    #[must_use]
    pub fn subsumes(&self, permission: &Permission<'_>) -> bool {
        match permission {
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
            Permission::Timeline(room) => self.may_use_timeline(room.as_str()),
            other => self.index.contains(other),
        }
    }

    /// Returns `true` if the set allows every string of the other. An unknown string is never allowed.
    ///
    /// To find out what needs a prompt, use [`not_covered_by`](Self::not_covered_by).
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        other.capabilities().all(|capability| self.subsumes(capability.permission()))
    }

    /// Returns the strings whose permission passes `keep`, in order.
    #[must_use]
    pub fn filter(&self, mut keep: impl FnMut(&Permission<'_>) -> bool) -> Self {
        let kept =
            self.strings().zip(self.capabilities()).filter(|(_, capability)| keep(capability.permission()));
        Self::from_strings(kept.map(|(string, _)| string), self.dialect)
    }

    /// Returns the strings that the granted set allows: the approved capabilities to report to a widget that asked for this
    /// set.
    ///
    /// Unknown strings are never among them.
    ///
    /// ```
    /// # use matrix_widget_capability::{CapabilityList, Dialect::Msc2762};
    /// let granted = CapabilityList::from_iter(["m.receive.event:m.reaction"]).read(Msc2762);
    /// let asked = CapabilityList::from_iter(["m.read.event:m.reaction", "m.sticker", "com.example.fly"]).read(Msc2762);
    /// assert!(asked.approved_by(&granted).strings().eq(["m.read.event:m.reaction"]));
    /// assert!(asked.not_covered_by(&granted).strings().eq(["m.sticker"]));
    /// ```
    #[must_use]
    pub fn approved_by(&self, granted: &Self) -> Self {
        self.filter(|permission| granted.subsumes(permission))
    }

    /// Returns the strings that the granted set does not allow: the capabilities to prompt for.
    ///
    /// Unknown strings are not among them, because nothing can be granted for them.
    #[must_use]
    pub fn not_covered_by(&self, granted: &Self) -> Self {
        self.filter(|permission| {
            !matches!(permission, Permission::Unknown(_)) && !granted.subsumes(permission)
        })
    }

    /// Returns the strings of this set, followed by the strings of the other that this set lacks.
    ///
    /// # Errors
    ///
    /// Returns an error if the dialects differ.
    pub fn union(&self, other: &Self) -> Result<Self, MixedDialects> {
        if self.dialect != other.dialect {
            return Err(MixedDialects);
        }
        let mut ours = Map::<()>::default();
        self.strings().for_each(|string| ours.update(string, |()| {}));
        let mut union = self.clone();
        for string in other.strings().filter(|string| ours.get(string).is_none()) {
            union.insert(string);
        }
        Ok(union)
    }
}
