//! All names and prefixes, one row each.

use crate::kind::{Direction, EventKind, Flow};

/// The names of a capability or an action.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spelling {
    /// The name before the proposal is merged, which deployed software knows.
    #[default]
    Unstable,
    /// The name after the proposal is merged.
    Stable,
    /// A former unstable name. It is parsed and preserved, but `with_spelling` never chooses it: it chooses the unstable name
    /// instead.
    Former,
}

/// A row is `variant = "unstable" | "stable" (former "name"), [MSC] "meaning";`. All but the unstable name and the meaning are
/// optional.
macro_rules! names {
    ($type:ident: $(
        $variant:ident $(($($part:path),+))? = $unstable:literal $(| $stable:literal)? $((former $former:literal))?,
            $([$msc:literal])? $meaning:literal;
    )+) => {
        impl $type {
            /// All values, in the order of declaration:
            ///
            /// | unstable | stable | meaning |
            /// | --- | --- | --- |
            $(#[doc = concat!("| `", $unstable, "` | " $(, "`", $stable, "`")?, " | ", $meaning, " |")])+
            pub const ALL: &'static [Self] = &[$(Self::$variant $(($($part),+))?),+];

            /// All unstable and stable names on the wire.
            pub const NAMES: &'static [&'static str] = &[$($unstable $(, $stable)?),+];

            /// Returns the name on the wire. A spelling without a name of its own gives the unstable name.
            #[must_use]
            pub const fn as_str(self, spelling: Spelling) -> &'static str {
                match self {
                    $(Self::$variant $(($($part),+))? => {
                        let [.., stable] = [$unstable $(, $stable)?];
                        let [.., former] = [$unstable $(, $former)?];
                        match spelling {
                            Spelling::Unstable => $unstable,
                            Spelling::Stable => stable,
                            Spelling::Former => former,
                        }
                    })+
                }
            }

            /// Returns the number of the proposal (MSC), or `None` for a name of a vendor.
            ///
            /// The proposal is at `https://github.com/matrix-org/matrix-spec-proposals/pull/<number>`.
            #[must_use]
            pub fn msc(self) -> Option<u16> {
                match self {
                    $(Self::$variant $(($($part),+))? => [$($msc)?].first().copied(),)+
                }
            }

            /// Returns what it permits in English, for a permission prompt.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self {
                    $(Self::$variant $(($($part),+))? => $meaning,)+
                }
            }

            pub(crate) fn read(name: &str) -> Option<(Self, Spelling)> {
                let value = match name {
                    $($unstable $(| $stable)? $(| $former)? => Self::$variant $(($($part),+))?,)+
                    _ => return None,
                };
                let spellings = [Spelling::Unstable, Spelling::Stable, Spelling::Former];
                Some((value, spellings.into_iter().find(|spelling| value.as_str(*spelling) == name)?))
            }
        }
    };
}

macro_rules! flags {
    ($(
        $variant:ident = $unstable:literal $(| $stable:literal)? $((former $former:literal))?,
            $([$msc:literal])? $meaning:literal;
    )+) => {
        /// A capability that is only a name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Flag {
            $(
                #[doc = concat!(
                    "`", $unstable, "`" $(, ", stable `", $stable, "`")? $(, ", formerly `", $former, "`")?, ": ",
                    $meaning, "."
                )]
                $(#[doc = concat!(
                    "([MSC", $msc, "](https://github.com/matrix-org/matrix-spec-proposals/pull/", $msc, "))"
                )])?
                $variant,
            )+
        }

        names! { Flag: $($variant = $unstable $(| $stable)? $((former $former))?, $([$msc])? $meaning;)+ }
    };
}

flags! {
    Screenshot = "m.capability.screenshot", [2764] "Allow screenshots of the widget";
    Sticker = "m.sticker", [2764] "Send stickers in your name";
    AlwaysOnScreen = "m.always_on_screen", [2764] "Stay on your screen while you view other rooms";
    RequiresClient = "io.element.requires_client",
        "Run only inside this app, without a window of its own";
    Navigate = "org.matrix.msc2931.navigate" | "m.navigate",
        [2931] "Take you to other rooms, people and messages";
    Modals = "org.matrix.msc2790.modals" | "m.modals", [2790] "Open dialogs on top of this app";
    TurnServers = "town.robin.msc3846.turn_servers" | "m.turn_servers",
        [3846] "Use the call relay servers (TURN) of your homeserver";
    CreateRoom = "org.matrix.msc3817.create_room" | "m.create_room", [3817] "Create rooms in your name";
    UserDirectorySearch = "org.matrix.msc3973.user_directory_search" | "m.user_directory_search",
        [3973] "Search the user directory of your homeserver";
    UploadFile = "org.matrix.msc4039.upload_file" | "m.upload_file", [4039] "Upload files to your homeserver";
    DownloadFile = "org.matrix.msc4039.download_file" | "m.download_file", [4039] "Download files from your homeserver";
    SendDelayedEvent = "org.matrix.msc4157.send.delayed_event" | "m.send.delayed_event",
        [4157] "Schedule events to be sent later";
    UpdateDelayedEvent = "org.matrix.msc4157.update_delayed_event" | "m.update_delayed_event"
        (former "org.matrix.msc4157.update.delayed_event"),
        [4157] "Cancel, restart or send delayed events early";
    SendStickyEvent = "org.matrix.msc4407.send.sticky_event" | "m.send.sticky_event"
        (former "org.matrix.msc4354.send_sticky_event"),
        [4407] "Send short-lived (sticky) events";
    ReceiveStickyEvent = "org.matrix.msc4407.receive.sticky_event" | "m.receive.sticky_event"
        (former "org.matrix.msc4354.receive_sticky_event"),
        [4407] "Receive short-lived (sticky) events";
    RtcTransports = "org.matrix.msc4515.rtc_transports" | "rtc_transports",
        [4515] "See which call servers your homeserver offers";
    RtcLivekitGetToken = "org.matrix.msc4533.rtc_livekit_get_token" | "rtc_livekit_get_token",
        [4533] "Get tokens to join LiveKit calls";
    RtcLivekitDelegateDelayedLeave = "org.matrix.msc4533.rtc_livekit_delegate_delayed_leave"
        | "rtc_livekit_delegate_delayed_leave",
        [4533] "Let the call server end your call membership";
    CompleteTimeline = "m.completeTimeline", [2762] "Read the complete history of rooms";
    ViewRoom = "io.element.view_room", "Switch the room that you are viewing";
}

/// The prefix of a capability that names an event type or a room, up to the first colon.
///
/// [`Family::ALL`] lists the prefixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Family {
    /// Events of a room ([MSC2762](https://github.com/matrix-org/matrix-spec-proposals/pull/2762)).
    Event(Direction, EventKind),
    /// To-device messages ([MSC3819](https://github.com/matrix-org/matrix-spec-proposals/pull/3819)).
    ToDevice(Flow),
    /// The user's account data for rooms, an extension by Beeper.
    RoomAccountData(Flow),
    /// The user's account data that does not belong to a room
    /// ([MSC3751](https://github.com/matrix-org/matrix-spec-proposals/pull/3751)).
    AccountData,
    /// Rooms other than the viewed room
    /// ([MSC2762](https://github.com/matrix-org/matrix-spec-proposals/pull/2762)).
    Timeline,
}

names! { Family:
    Event(Direction::Send, EventKind::MessageLike) = "org.matrix.msc2762.send.event:" | "m.send.event:",
        [2762] "Send events";
    Event(Direction::Send, EventKind::State) = "org.matrix.msc2762.send.state_event:" | "m.send.state_event:",
        [2762] "Change room information";
    Event(Direction::Receive, EventKind::MessageLike) = "org.matrix.msc2762.receive.event:"
        | "m.receive.event:",
        [2762] "Receive and read events";
    Event(Direction::Receive, EventKind::State) = "org.matrix.msc2762.receive.state_event:"
        | "m.receive.state_event:",
        [2762] "Receive and read room information";
    Event(Direction::Read, EventKind::MessageLike) = "org.matrix.msc2762.read.event:" | "m.read.event:",
        [2876] "Read past events";
    Event(Direction::Read, EventKind::State) = "org.matrix.msc2762.read.state_event:" | "m.read.state_event:",
        [2876] "Read past room information";
    ToDevice(Flow::Send) = "org.matrix.msc3819.send.to_device:" | "m.send.to_device:",
        [3819] "Send device-to-device messages";
    ToDevice(Flow::Receive) = "org.matrix.msc3819.receive.to_device:" | "m.receive.to_device:",
        [3819] "Receive device-to-device messages";
    RoomAccountData(Flow::Send) = "com.beeper.capabilities.send.room_account_data:",
        "Change your private room data";
    RoomAccountData(Flow::Receive) = "com.beeper.capabilities.receive.room_account_data:",
        "Read your private room data";
    AccountData = "org.matrix.msc3751.read.account_data:" | "m.read.account_data:",
        [3751] "Read your private account data";
    Timeline = "org.matrix.msc2762.timeline:" | "m.timeline:",
        [2762] "Use the same permissions";
}
