import { parseCapability, roomMessage } from "../capability/parse.js";
import { isRoomId } from "../capability/room.js";
import type { CapabilitySet } from "../capability/set.js";
import type { FlagName, ParsedCapability } from "../capability/types.js";
import { renamed } from "../generated/names.js";
import { needs } from "../generated/needs.js";
import { own } from "../own.js";
import { anyOf, type Missing, never, noRoom } from "./missing.js";
import { eventRooms, type EventRooms, type Events } from "./rooms.js";

/**
 * The extent to which a set of capabilities covers a request of a widget.
 *
 * - `"whole"`: the capabilities cover everything that the widget requests.
 * - `"part"`: they cover a part of it, and a client that carries out the request must filter the response. Without `missing`, the
 *   request is for everything that the widget may see: `read_relations`, or `read_events` with `room_ids: "*"`. With `missing`, the
 *   widget requests more than it was granted, such as all state keys when one was granted; MSC2762 requires clients to refuse it.
 * - `"none"`: they do not cover it.
 */
export type Coverage =
  | { extent: "whole"; missing?: undefined }
  | { extent: "part"; missing?: Missing | undefined }
  | { extent: "none"; missing: Missing };

/** A request of a widget: the message, or its action and data. */
export interface WidgetRequest {
  action: string;
  data?: unknown;
}

/**
 * Returns the extent to which the capabilities cover a request. `viewed` is the room that the user is viewing, if any.
 *
 * Unknown actions and malformed data are not covered. For some actions, no capability names the room: account data, LiveKit tokens,
 * delegated leaves and `io.element.view_room`. A client checks their rooms itself. It also refuses to-device messages that carry keys
 * or verify devices. It filters what it reads for a widget even if the request is covered wholly: see `filterEvents`.
 */
export function coverage(request: WidgetRequest, granted: CapabilitySet, viewed?: string | null): Coverage {
  const { action, data } = asObject(request);
  const name = own<string>(renamed.fromWidget, action) ?? action;
  const needed = own(needs, name);
  const members = data ?? {};
  if (needed === undefined || !isObject(members)) return none(never);
  const room = typeof viewed === "string" ? viewed : undefined;
  return special[name as string]?.(members, granted, room) ?? (needed === "" ? whole : ofFlag(needed, granted));
}

/**
 * Returns the first capability that a widget lacks for a request, or `undefined` if the request is covered. If no capability can
 * cover the request, returns the reason instead. The results of reading must still be filtered: see `filterEvents`.
 *
 * ```ts
 * const granted = new CapabilitySet(["m.sticker"], "msc2762");
 * missingCapability({ action: "navigate", data: { uri } }, granted, viewed); // "org.matrix.msc2931.navigate"
 * ```
 */
export function missingCapability(
  request: WidgetRequest,
  granted: CapabilitySet,
  viewed?: string | null,
): string | undefined {
  const { missing } = coverage(request, granted, viewed);
  return missing && (missing.capabilities[0] ?? missing.message);
}

const whole: Coverage = { extent: "whole" };
const none = (missing: Missing): Coverage => ({ extent: "none", missing });

type Data = { readonly [member: string]: unknown };
type Cover = (data: Data, granted: CapabilitySet, viewed: string | undefined) => Coverage;

/** The actions whose data decides which capability they need. */
const special: { readonly [action: string]: Cover | undefined } = {
  send_event: ofSending,
  send_to_device: ({ type }, granted) =>
    typeof type === "string" ? ofOne({ kind: "to_device", direction: "send", type }, granted) : none(never),
  "org.matrix.msc2876.read_events": ofReading,
  "org.matrix.msc3869.read_relations": ofRelations,
  "com.beeper.read_room_account_data": ({ type }, granted) =>
    typeof type === "string" ? ofOne({ kind: "room_account_data", direction: "receive", type }, granted) : none(never),
  "org.matrix.msc3751.read_account_data": ({ type }, granted) =>
    typeof type === "string" ? ofOne({ kind: "account_data", type }, granted) : none(never),
};

function ofOne(capability: ParsedCapability, granted: CapabilitySet): Coverage {
  return granted.covers(capability) ? whole : none(anyOf([capability], granted));
}

/** Returns the coverage of an action that needs a flag. A prefix is never covered. */
function ofFlag(name: string, granted: CapabilitySet): Coverage {
  return ofOne(parseCapability(name, granted.dialect), granted);
}

function ofSending(data: Data, granted: CapabilitySet, viewed: string | undefined): Coverage {
  const { type, content, delay, parent_delay_id, sticky_duration_ms } = data;
  const [stateKey, room] = [optional(data["state_key"]), optional(data["room_id"])];
  if (typeof type !== "string" || stateKey === false || room === false) return none(never);
  const msgtype = stateKey === undefined && type === roomMessage ? optional(asObject(content)["msgtype"]) : undefined;
  const key = stateKey ?? (msgtype === false ? undefined : msgtype);
  const flags: FlagName[] = [];
  if ((delay ?? parent_delay_id ?? null) !== null) flags.push("org.matrix.msc4157.send.delayed_event");
  if ((sticky_duration_ms ?? null) !== null) flags.push("org.matrix.msc4407.send.sticky_event");
  const events: Events = { direction: "send", kind: stateKey === undefined ? "event" : "state_event", type, key };
  const parts = [inRoom(events, room, granted, viewed), ...flags.map((flag) => ofFlag(flag, granted))];
  return parts.find(({ extent }) => extent === "none") ?? whole;
}

function ofReading(data: Data, granted: CapabilitySet, viewed: string | undefined): Coverage {
  const events = eventsToRead(data);
  const rooms = data["room_ids"] ?? undefined;
  if (events === undefined) return none(never);
  if (rooms === undefined) return inRoom(events, undefined, granted, viewed);
  const set = new Granted(events, granted);
  if (rooms === "*") return set.level() === 2 && !set.all.isEvery ? { extent: "part" } : set.coverage(set.level());
  if (!Array.isArray(rooms) || !rooms.every(isRoomId)) return none(never);
  const levels = rooms.map((room: string) => set.level(room, viewed));
  const least = levels.length === 0 ? set.level() : Math.min(...new Set(levels));
  return set.coverage(least, rooms[levels.indexOf(least)]);
}

function ofRelations(data: Data, granted: CapabilitySet, viewed: string | undefined): Coverage {
  const named = optional(data["room_id"]);
  const room = named ?? viewed;
  if (room === undefined) return none(noRoom);
  if (room === false || !isRoomId(room) || typeof data["event_id"] !== "string") return none(never);
  const names = (capability: ParsedCapability) =>
    "room" in capability && capability.kind !== "timeline" && capability.direction === "receive" &&
    (capability.room === "*" || capability.room === room);
  const isOpen = room === viewed || granted.mayUseTimeline(room) || granted.capabilities.some(names);
  return isOpen ? { extent: "part" } : none(anyOf([{ kind: "timeline", room }], granted));
}

/** Returns the events that `read_events` requests, or `undefined` if the data is malformed. */
export function eventsToRead(data: Data): Events | undefined {
  const { type, state_key } = data;
  const [key, msgtype] = [state_key === true ? undefined : optional(state_key), optional(data["msgtype"])];
  if (typeof type !== "string" || key === false || msgtype === false) return undefined;
  if ((state_key ?? undefined) !== undefined) return { direction: "read", kind: "state_event", type, key };
  return { direction: "read", kind: "event", type, key: type === roomMessage ? msgtype : undefined };
}

function inRoom(
  events: Events,
  named: string | undefined,
  granted: CapabilitySet,
  viewed: string | undefined,
): Coverage {
  const room = named ?? viewed;
  const set = new Granted(events, granted);
  if (room === undefined) return set.level() === 0 ? set.coverage(0) : none(noRoom);
  return isRoomId(room) ? set.coverage(set.level(room, viewed), room) : none(never);
}

/** None, a part, or all of some events. */
type Level = number;

/** What a set allows of some events. */
class Granted {
  readonly all: EventRooms;
  readonly #some: EventRooms;
  readonly #events: Events;
  readonly #set: CapabilitySet;

  constructor(events: Events, set: CapabilitySet) {
    const { kind, direction, type, key } = events;
    const hasKeys = kind === "state_event" || type === roomMessage;
    this.#events = events;
    this.#set = set;
    this.all = eventRooms(set, events);
    this.#some = eventRooms(set, events, direction === "read" && key === undefined && hasKeys);
  }

  /** Returns the level in a room or, without a room, in the room with the highest level. */
  level(room?: string, viewed?: string): Level {
    const has = (rooms: EventRooms) => (room === undefined ? !rooms.isEmpty : rooms.has(room, viewed));
    return has(this.all) ? 2 : has(this.#some) ? 1 : 0;
  }

  /** Returns the coverage at a level, with the capabilities that are missing for the room. */
  coverage(level: Level, room?: string): Coverage {
    if (level === 2) return whole;
    const [direction, kind] = [this.#events.direction === "read" ? "receive" : this.#events.direction, this.#events.kind];
    // Receiving includes reading, and deployed hosts support its prefix.
    const wanted: ParsedCapability = { ...this.#events, direction, kind };
    const named: ParsedCapability[] = room === undefined ? [] : [{ ...wanted, room }];
    if (level === 1) return { extent: "part", missing: anyOf([wanted, ...named], this.#set) };
    const isClosed = room !== undefined && this.level(room, room) > 0;
    return none(anyOf([isClosed ? { kind: "timeline", room } : wanted, ...named], this.#set));
  }
}

/** Returns an optional string member, or `false` if it is malformed. */
function optional(value: unknown): string | undefined | false {
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : false;
}

function asObject(value: unknown): Data {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
