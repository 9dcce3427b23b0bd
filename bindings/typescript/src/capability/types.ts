import type { families, flags } from "../generated/capabilities.js";

/** A way to read and write the strings of event capabilities. */
export type Dialect =
  /** A capability may end with a room, as proposed in the review of MSC2762. */
  | "room-scoped"
  /** Plain MSC2762, which has no rooms: the dialect of all deployed software. */
  | "msc2762";

/** A name or prefix of a capability. `former` is an older unstable name, which is only read: parsing returns it to print it again. */
export type Spelling = "unstable" | "stable" | "former";

/** Either name of a capability that is only a name. */
export type FlagName = (typeof flags)[number][number];

/** The unstable name of a capability that is only a name. */
export type Flag = (typeof flags)[number][0];

type Family = (typeof families)[number];

interface Spelled {
  /** The spelling. The default is `"unstable"`. */
  spelling?: Spelling | undefined;
}

/** A capability that is only a name. */
export interface FlagCapability extends Spelled {
  kind: "flag";
  flag: Flag;
}

/** A capability for message-like events or state events of one type. */
export interface EventCapability extends Spelled {
  kind: "event" | "state_event";
  /** Permission to receive new events (`receive`) includes reading past events. */
  direction: Extract<Family, { kind: "event" }>["direction"];
  type: string;
  /** The state key of state events or the msgtype of `m.room.message`. Without a key, any key; the empty key is a key. */
  key?: string | undefined;
  /** A room ID or `*`. Without a room, the viewed room and the rooms of timeline capabilities. */
  room?: string | undefined;
}

/** A capability for to-device messages or account data of one type. */
export interface TypeCapability extends Spelled {
  kind: "to_device" | "room_account_data";
  direction: Extract<Family, { kind: "to_device" }>["direction"];
  type: string;
}

/** A capability to read account data of one type that does not belong to a room. */
export interface AccountDataCapability extends Spelled {
  kind: "account_data";
  type: string;
}

/** A capability that extends capabilities without a room to this room: a room ID or `*`. */
export interface TimelineCapability extends Spelled {
  kind: "timeline";
  room: string;
}

/** A string that is not a known capability. It is kept and permits nothing. */
export interface UnknownCapability {
  kind: "unknown";
  text: string;
  /** The reason, if the string begins with a known prefix. */
  reason?: string | undefined;
}

/** The permission and the spelling of a capability. */
export type ParsedCapability =
  | FlagCapability
  | EventCapability
  | TypeCapability
  | AccountDataCapability
  | TimelineCapability
  | UnknownCapability;
