//! Every name and prefix: one row each.

use crate::kind::{Direction, EventKind, Flow};

/// Which of its names a capability is written with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spelling {
    /// The name on the wire today, which deployed software knows.
    #[default]
    Unstable,
    /// The name that the proposal gives once it is merged.
    Stable,
}

/// A row is `variant = "today" | "stable", [MSC] "meaning";`, stable name and MSC where there is one.
macro_rules! names {
    ($type:ident: $(
        $variant:ident $(($($part:path),+))? = $today:literal $(| $stable:literal)?, $([$msc:literal])?
            $meaning:literal;
    )+) => {
        impl $type {
            /// All of them, in the order of declaration:
            ///
            /// | today | stable | meaning |
            /// | --- | --- | --- |
            $(#[doc = concat!("| `", $today, "` | " $(, "`", $stable, "`")?, " | ", $meaning, " |")])+
            pub const ALL: &'static [Self] = &[$(Self::$variant $(($($part),+))?),+];

            /// What they are called on the wire, in every spelling.
            pub const NAMES: &'static [&'static str] = &[$($today $(, $stable)?),+];

            /// What it is called on the wire. Where there is no stable name, today's stands for it.
            #[must_use]
            pub const fn as_str(self, spelling: Spelling) -> &'static str {
                match self {
                    $(Self::$variant $(($($part),+))? => {
                        let [.., stable] = [$today $(, $stable)?];
                        match spelling {
                            Spelling::Unstable => $today,
                            Spelling::Stable => stable,
                        }
                    })+
                }
            }

            /// The number of the proposal that defines it; none for those of vendors.
            ///
            /// It is discussed at `https://github.com/matrix-org/matrix-spec-proposals/pull/<number>`.
            #[must_use]
            pub fn msc(self) -> Option<u16> {
                match self {
                    $(Self::$variant $(($($part),+))? => [$($msc)?].first().copied(),)+
                }
            }

            /// What it permits, as the beginning of an English sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self {
                    $(Self::$variant $(($($part),+))? => $meaning,)+
                }
            }

            pub(crate) fn read(name: &str) -> Option<(Self, Spelling)> {
                let (value, today) = match name {
                    $($today $(| $stable)? => (Self::$variant $(($($part),+))?, $today),)+
                    _ => return None,
                };
                Some((value, if name == today { Spelling::Unstable } else { Spelling::Stable }))
            }
        }
    };
}

macro_rules! flags {
    ($(
        $variant:ident = $today:literal $(| $stable:literal)?, $([$msc:literal])? $meaning:literal;
    )+) => {
        /// A capability that is its name and nothing else.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Flag {
            $(
                #[doc = concat!("`", $today, "`" $(, ", stable `", $stable, "`")?, ": ", $meaning, ".")]
                $(#[doc = concat!(
                    "([MSC", $msc, "](https://github.com/matrix-org/matrix-spec-proposals/pull/", $msc, "))"
                )])?
                $variant,
            )+
        }

        names! { Flag: $($variant = $today $(| $stable)?, $([$msc])? $meaning;)+ }
    };
}

flags! {
    Screenshot = "m.capability.screenshot", [2764] "Let the client take screenshots of it";
    Sticker = "m.sticker", [2764] "Send stickers to the room you are viewing";
    AlwaysOnScreen = "m.always_on_screen", [2764] "Stay on your screen while you view other rooms";
    RequiresClient = "io.element.requires_client",
        "Run only inside of the client, without an offer to pop out";
    Navigate = "org.matrix.msc2931.navigate" | "m.navigate",
        [2931] "Take you to other rooms, users and messages";
    Modals = "org.matrix.msc2790.modals" | "m.modals", [2790] "Open dialogs over the client";
    TurnServers = "town.robin.msc3846.turn_servers" | "m.turn_servers",
        [3846] "Use the TURN servers of your homeserver";
    CreateRoom = "org.matrix.msc3817.create_room" | "m.create_room", [3817] "Create rooms";
    UserDirectorySearch = "org.matrix.msc3973.user_directory_search" | "m.user_directory_search",
        [3973] "Search the user directory";
    UploadFile = "org.matrix.msc4039.upload_file" | "m.upload_file", [4039] "Upload files";
    DownloadFile = "org.matrix.msc4039.download_file" | "m.download_file", [4039] "Download files";
    SendDelayedEvent = "org.matrix.msc4157.send.delayed_event" | "m.send.delayed_event",
        [4157] "Send events with a delay";
    UpdateDelayedEvent = "org.matrix.msc4157.update_delayed_event" | "m.update_delayed_event",
        [4157] "Cancel, restart or hasten delayed events";
    SendStickyEvent = "org.matrix.msc4407.send.sticky_event" | "m.send.sticky_event",
        [4407] "Send sticky events";
    ReceiveStickyEvent = "org.matrix.msc4407.receive.sticky_event" | "m.receive.sticky_event",
        [4407] "Receive sticky events";
    RtcTransports = "org.matrix.msc4515.rtc_transports" | "rtc_transports",
        [4515] "See which call servers your homeserver offers";
    RtcLivekitGetToken = "org.matrix.msc4533.rtc_livekit_get_token" | "rtc_livekit_get_token",
        [4533] "Get tokens for calls over LiveKit";
    RtcLivekitDelegateDelayedLeave = "org.matrix.msc4533.rtc_livekit_delegate_delayed_leave"
        | "rtc_livekit_delegate_delayed_leave",
        [4533] "Let the call server say when you have left a call";
    CompleteTimeline = "m.completeTimeline", [2762] "Read the history without gaps";
    ViewRoom = "io.element.view_room", "Change the room that you are viewing";
}

/// What stands before the first colon of a capability that names an event type or a room.
///
/// [`Family::ALL`] lists the prefixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Family {
    /// Events of a room ([MSC2762](https://github.com/matrix-org/matrix-spec-proposals/pull/2762)).
    Event(Direction, EventKind),
    /// To-device messages ([MSC3819](https://github.com/matrix-org/matrix-spec-proposals/pull/3819)).
    ToDevice(Flow),
    /// The account data that a user has of a room, as Beeper has it.
    RoomAccountData(Flow),
    /// The rooms that are not being viewed
    /// ([MSC2762](https://github.com/matrix-org/matrix-spec-proposals/pull/2762)).
    Timeline,
}

names! { Family:
    Event(Direction::Send, EventKind::MessageLike) = "org.matrix.msc2762.send.event:" | "m.send.event:",
        [2762] "Send events";
    Event(Direction::Send, EventKind::State) = "org.matrix.msc2762.send.state_event:" | "m.send.state_event:",
        [2762] "Send state events";
    Event(Direction::Receive, EventKind::MessageLike) = "org.matrix.msc2762.receive.event:"
        | "m.receive.event:",
        [2762] "Receive and read events";
    Event(Direction::Receive, EventKind::State) = "org.matrix.msc2762.receive.state_event:"
        | "m.receive.state_event:",
        [2762] "Receive and read state events";
    Event(Direction::Read, EventKind::MessageLike) = "org.matrix.msc2762.read.event:" | "m.read.event:",
        [2876] "Read past events";
    Event(Direction::Read, EventKind::State) = "org.matrix.msc2762.read.state_event:" | "m.read.state_event:",
        [2876] "Read past state events";
    ToDevice(Flow::Send) = "org.matrix.msc3819.send.to_device:" | "m.send.to_device:",
        [3819] "Send to-device messages";
    ToDevice(Flow::Receive) = "org.matrix.msc3819.receive.to_device:" | "m.receive.to_device:",
        [3819] "Receive to-device messages";
    RoomAccountData(Flow::Send) = "com.beeper.capabilities.send.room_account_data:",
        "Change your room account data";
    RoomAccountData(Flow::Receive) = "com.beeper.capabilities.receive.room_account_data:",
        "Read your room account data";
    Timeline = "org.matrix.msc2762.timeline:" | "m.timeline:",
        [2762] "Do what it may do in the room you are viewing, also";
}
