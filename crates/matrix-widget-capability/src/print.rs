//! Printing of capability strings.

use core::fmt;

use crate::{
    build_error::BuildError, capability::Capability, dialect::Dialect, event::EventPermission,
    kind::EventKind, permission::Permission, room,
};

impl Capability<'_> {
    /// Returns a value that prints the capability in a dialect, with the fewest escapes. Parsing the printed string returns an
    /// equal capability.
    ///
    /// ```
    /// # use matrix_widget_capability::{Dialect, Spelling, build::send_state};
    /// let rule = send_state("m.policy.rule.room").state_key("rule:!bad:example.org").build()?;
    /// let rule = rule.with_spelling(Spelling::Stable);
    /// let scoped = rule.in_dialect(Dialect::RoomScoped)?;
    /// assert_eq!(scoped.to_string(), r"m.send.state_event:m.policy.rule.room#rule\:!bad:example.org");
    /// let plain = rule.in_dialect(Dialect::Msc2762)?;
    /// assert_eq!(plain.to_string(), "m.send.state_event:m.policy.rule.room#rule:!bad:example.org");
    /// # Ok::<_, matrix_widget_capability::BuildError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the dialect is plain MSC2762 and an event capability names a room. An unknown string that plain
    /// MSC2762 knows, such as `m.send.event::*`, is an error too.
    pub fn in_dialect(&self, dialect: Dialect) -> Result<InDialect<'_>, BuildError> {
        let is_expressible = match (dialect, &self.permission) {
            (Dialect::Msc2762, Permission::Event(event)) => event.room.is_none(),
            (Dialect::Msc2762, Permission::Unknown(unknown)) => {
                Capability::parse_lenient(&unknown.text, dialect).permission == self.permission
            }
            _ => true,
        };
        if is_expressible {
            Ok(InDialect { capability: self, dialect })
        } else {
            Err(BuildError::RoomInPlain)
        }
    }
}

/// Prints a capability in a dialect; see [`Capability::in_dialect`].
#[derive(Debug, Clone, Copy)]
pub struct InDialect<'a> {
    capability: &'a Capability<'a>,
    dialect: Dialect,
}

impl fmt::Display for InDialect<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Capability { permission, spelling } = self.capability;
        if let Some(family) = permission.family() {
            f.write_str(family.as_str(*spelling))?;
        }
        match permission {
            Permission::Flag(flag) => f.write_str(flag.as_str(*spelling)),
            Permission::Event(event) => write_event(f, event, self.dialect),
            Permission::ToDevice(_, event_type)
            | Permission::RoomAccountData(_, event_type)
            | Permission::AccountData(event_type) => f.write_str(event_type.as_str()),
            Permission::Timeline(room) => f.write_str(room.as_str()),
            Permission::Unknown(unknown) => f.write_str(&unknown.text),
        }
    }
}

fn write_event(f: &mut fmt::Formatter<'_>, event: &EventPermission<'_>, dialect: Dialect) -> fmt::Result {
    let last = event.key.as_ref().unwrap_or(&event.event_type);
    let tail = match (dialect, &event.room) {
        (Dialect::RoomScoped, None) => room::split_tail(last),
        _ => None,
    };
    let (last, tail) = tail.map_or((&**last, ""), |(before, _)| last.split_at(before.len()));

    if event.key.is_some() {
        write_type(f, event.kind, &event.event_type)?;
        write!(f, "#{last}")?;
    } else {
        write_type(f, event.kind, last)?;
    }
    if !tail.is_empty() {
        write!(f, "\\{tail}")?;
    }
    match &event.room {
        Some(room) => write!(f, ":{room}"),
        None => Ok(()),
    }
}

fn write_type(f: &mut fmt::Formatter<'_>, kind: EventKind, text: &str) -> fmt::Result {
    match kind {
        EventKind::MessageLike => f.write_str(text),
        EventKind::State => {
            for (index, part) in text.split('#').enumerate() {
                f.write_str(if index == 0 { "" } else { "\\#" })?;
                f.write_str(part)?;
            }
            Ok(())
        }
    }
}
