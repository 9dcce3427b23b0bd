//! The event types of the Matrix specification, to detect requests in the wrong family.

use crate::{event::EventPermission, kind::EventKind};

/// A class of event types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventClass {
    /// Events of a room without a state key.
    MessageLike,
    /// Events of a room with a state key.
    State,
    /// Other data, which is not in the history of a room: to-device messages, account data, ephemeral events.
    Elsewhere,
}

impl EventClass {
    /// Returns the class of an event type of the Matrix specification, or `None` for other types.
    ///
    /// ```
    /// # use matrix_widget_capability::known::EventClass;
    /// assert_eq!(EventClass::of("m.room.topic"), Some(EventClass::State));
    /// assert_eq!(EventClass::of("org.example.topic"), None);
    /// ```
    #[must_use]
    pub fn of(event_type: &str) -> Option<Self> {
        Some(match event_type {
            "m.call.answer"
            | "m.call.candidates"
            | "m.call.hangup"
            | "m.call.invite"
            | "m.call.negotiate"
            | "m.call.reject"
            | "m.call.sdp_stream_metadata_changed"
            | "m.call.select_answer"
            | "m.key.verification.accept"
            | "m.key.verification.cancel"
            | "m.key.verification.done"
            | "m.key.verification.key"
            | "m.key.verification.mac"
            | "m.key.verification.ready"
            | "m.key.verification.start"
            | "m.reaction"
            | "m.room.encrypted"
            | "m.room.message"
            | "m.room.redaction"
            | "m.sticker" => Self::MessageLike,

            "m.policy.rule.room"
            | "m.policy.rule.server"
            | "m.policy.rule.user"
            | "m.room.aliases"
            | "m.room.avatar"
            | "m.room.canonical_alias"
            | "m.room.create"
            | "m.room.encryption"
            | "m.room.guest_access"
            | "m.room.history_visibility"
            | "m.room.image_pack"
            | "m.room.join_rules"
            | "m.room.member"
            | "m.room.name"
            | "m.room.pinned_events"
            | "m.room.policy"
            | "m.room.power_levels"
            | "m.room.server_acl"
            | "m.room.third_party_invite"
            | "m.room.tombstone"
            | "m.room.topic"
            | "m.space.child"
            | "m.space.parent" => Self::State,

            "m.accepted_terms"
            | "m.direct"
            | "m.dummy"
            | "m.forwarded_room_key"
            | "m.fully_read"
            | "m.identity_server"
            | "m.ignored_user_list"
            | "m.image_pack.rooms"
            | "m.invite_permission_config"
            | "m.key.verification.request"
            | "m.key_backup"
            | "m.marked_unread"
            | "m.media_preview_config"
            | "m.presence"
            | "m.push_rules"
            | "m.receipt"
            | "m.recent_emoji"
            | "m.room_key"
            | "m.room_key.withheld"
            | "m.room_key_bundle"
            | "m.room_key_request"
            | "m.secret.request"
            | "m.secret.send"
            | "m.tag"
            | "m.typing" => Self::Elsewhere,

            _ => return None,
        })
    }
}

impl EventPermission<'_> {
    /// Returns the class of the event type if the widget requests it in the wrong family, such as
    /// `m.send.event:m.room.topic` or `m.send.state_event:m.room.message`.
    ///
    /// [MSC2762](https://github.com/matrix-org/matrix-spec-proposals/pull/2762) says that a client should
    /// deny such requests. The checks of a [set](crate::CapabilitySet) leave that to the client.
    #[must_use]
    pub fn misplaced(&self) -> Option<EventClass> {
        let here = match self.kind {
            EventKind::MessageLike => EventClass::MessageLike,
            EventKind::State => EventClass::State,
        };
        EventClass::of(&self.event_type).filter(|class| *class != here)
    }
}
