import type { families, flags } from "../generated/capabilities.js";

/** How the strings of event capabilities are read and written. */
export type Dialect =
  /** A capability may name its room at the end, as the review of MSC2762 proposes. */
  | "room-scoped"
  /** Plain MSC2762, which knows no rooms: the dialect of all software that is deployed today. */
  | "msc2762";

/** Which of its names or prefixes a capability has, where there are two. */
export type Spelling = "today" | "stable";

/** A capability that is a name and nothing else, by either of its names. */
export type FlagName = (typeof flags)[number][number];

/** A capability that is a name and nothing else, by its name of today. */
export type Flag = (typeof flags)[number][0];

type Family = (typeof families)[number];

interface Spelled {
  /** Today's, unless it says otherwise. */
  spelling?: Spelling | undefined;
}

/** A capability that is a name and nothing else. */
export interface FlagCapability extends Spelled {
  kind: "flag";
  flag: Flag;
}

/** Message-like events or state events of a room, of one type. */
export interface EventCapability extends Spelled {
  kind: "event" | "state_event";
  /** To be told of new events (`receive`) is to read past ones as well. */
  direction: Extract<Family, { kind: "event" }>["direction"];
  type: string;
  /** The state key of state events, the msgtype of `m.room.message`. The empty key is a key; without it, any. */
  key?: string | undefined;
  /** A room ID, or `*`; without it, the room that is being viewed, and those of timeline capabilities. */
  room?: string | undefined;
}

/** To-device messages or account data, of one type. */
export interface TypeCapability extends Spelled {
  kind: "to_device" | "room_account_data";
  direction: Extract<Family, { kind: "to_device" }>["direction"];
  type: string;
}

/** The rooms that capabilities without room are for, besides the one that is being viewed: a room ID, or `*`. */
export interface TimelineCapability extends Spelled {
  kind: "timeline";
  room: string;
}

/** A string that is no capability. It permits nothing, and stays as it came. */
export interface UnknownCapability {
  kind: "unknown";
  text: string;
  /** What is wrong with it, if it begins like a capability. */
  reason?: string | undefined;
}

/** What a capability permits, and how it is spelled. */
export type ParsedCapability =
  FlagCapability | EventCapability | TypeCapability | TimelineCapability | UnknownCapability;
