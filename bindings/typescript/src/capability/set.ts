import { parseCapability, roomMessage } from "./parse.js";
import { isRoomId } from "./room.js";
import type { Dialect, EventCapability, FlagName, ParsedCapability } from "./types.js";

/**
 * One or more events that a widget wants to send or read. Without `key`: an `m.room.message` event without a msgtype, or events
 * with any msgtype or state key.
 */
export type EventQuery = Pick<EventCapability, "kind" | "type" | "key"> & { room: string };

/**
 * Returns the query for a Matrix event, or `undefined` if its type, room, state key or msgtype is missing or malformed. No set
 * allows `undefined`.
 *
 * The data of `send_event` usually has no `room_id`, which stands for the viewed room:
 * `eventQuery({ ...data, room_id: data.room_id ?? viewed })`. A delayed or sticky event also needs a flag.
 */
export function eventQuery(event: { [key in string]?: unknown }): EventQuery | undefined {
  if (!isObject(event)) return undefined;
  const { type, room_id: room, state_key: stateKey, content } = event;
  if (typeof type !== "string" || typeof room !== "string" || !isRoomId(room)) return undefined;
  if (typeof stateKey === "string") return { kind: "state_event", type, key: stateKey, room };
  if (stateKey !== undefined && stateKey !== null) return undefined;
  if (type !== roomMessage) return { kind: "event", type, room };
  if (!isObject(content) || Array.isArray(content)) return undefined;
  const msgtype = content["msgtype"] ?? undefined;
  return msgtype === undefined || typeof msgtype === "string" ? { kind: "event", type, key: msgtype, room } : undefined;
}

/**
 * The capabilities that a widget requests or has been granted, read in a dialect.
 *
 * It keeps every string in order, including unknown strings; the checks compare permissions. A malformed question, such as
 * JavaScript without types may ask, is refused. `viewed` is the room that the user is viewing, if any.
 */
export class CapabilitySet {
  readonly strings: readonly string[];
  /** The capability of each string in order. */
  readonly capabilities: readonly ParsedCapability[];
  readonly dialect: Dialect;
  readonly #permissions: ReadonlySet<string | undefined>;

  /** Reads strings in a dialect: `"msc2762"` for strings of deployed widgets and hosts. Ignores values that are not strings. */
  constructor(strings: Iterable<string> & object, dialect: Dialect) {
    const values: unknown[] = isObject(strings) && Symbol.iterator in strings ? [...strings] : [];
    this.strings = Object.freeze(values.filter((value) => typeof value === "string"));
    this.dialect = dialect;
    this.capabilities = Object.freeze(this.strings.map((text) => Object.freeze(parseCapability(text, dialect))));
    this.#permissions = new Set(this.capabilities.map(identify));
  }

  /** Returns `true` if the set has the flag, by either name. */
  may(flag: FlagName): boolean {
    const capability = parseCapability(flag, this.dialect);
    return capability.kind === "flag" && this.#has(capability);
  }

  /** Returns `true` if the widget may send this event. A delayed or sticky event also needs a flag. */
  maySend(event: EventQuery | undefined, viewed?: string | null): boolean {
    return isQuery(event) && this.#allows("send", event, viewed);
  }

  /** Returns `true` if the widget may receive this event when it happens. */
  mayReceive(event: EventQuery | undefined, viewed?: string | null): boolean {
    return isQuery(event) && this.#allows("receive", event, viewed);
  }

  /** Returns `true` if the widget may read this event as a past event. Permission to receive includes reading. */
  mayRead(event: EventQuery | undefined, viewed?: string | null): boolean {
    return isQuery(event) && (this.#allows("receive", event, viewed) || this.#allows("read", event, viewed));
  }

  /** Returns `true` if the widget may send to-device messages of this type. */
  maySendToDevice(type: string): boolean {
    return this.#has({ kind: "to_device", direction: "send", type });
  }

  /** Returns `true` if the widget may receive to-device messages of this type. */
  mayReceiveToDevice(type: string): boolean {
    return this.#has({ kind: "to_device", direction: "receive", type });
  }

  /** Returns `true` if the widget may change the user's account data of this type in a room. */
  maySendRoomAccountData(type: string): boolean {
    return this.#has({ kind: "room_account_data", direction: "send", type });
  }

  /** Returns `true` if the widget may read the user's account data of this type in a room. */
  mayReceiveRoomAccountData(type: string): boolean {
    return this.#has({ kind: "room_account_data", direction: "receive", type });
  }

  /** Returns `true` if the widget may read the user's account data of this type that does not belong to a room. */
  mayReadAccountData(type: string): boolean {
    return this.#has({ kind: "account_data", type });
  }

  /** Returns `true` if a timeline capability names this room or `*`. For `*`, only `*` counts. */
  mayUseTimeline(room: string): boolean {
    return typeof room === "string" && [room, "*"].some((room) => this.#has({ kind: "timeline", room }));
  }

  /** Returns `true` if the set allows everything that this capability allows. An unknown capability is never allowed. */
  covers(capability: ParsedCapability): boolean {
    if (!isObject(capability) || identify(capability) === undefined) return false;
    switch (capability.kind) {
      case "timeline":
        return this.mayUseTimeline(capability.room);
      case "event":
      case "state_event":
        return (
          this.#allows(capability.direction, capability) ||
          (capability.direction === "read" && this.#allows("receive", capability))
        );
      default:
        return this.#has(capability);
    }
  }

  /**
   * Returns the strings that the granted set allows: the approved capabilities to report to a widget that requested this set.
   * Unknown strings are never among them.
   */
  approvedBy(granted: CapabilitySet): string[] {
    return this.#filter((capability) => granted.covers(capability));
  }

  /**
   * Returns the strings that the granted set does not allow: the capabilities to prompt for. Unknown strings are not among
   * them, because nothing can be granted for them.
   */
  notCoveredBy(granted: CapabilitySet): string[] {
    return this.#filter((capability) => capability.kind !== "unknown" && !granted.covers(capability));
  }

  #filter(keep: (capability: ParsedCapability) => boolean): string[] {
    return this.strings.filter((text) => keep(parseCapability(text, this.dialect)));
  }

  /** Returns `true` if the set allows events in a room or, without a room, in the viewed room, whichever that is. */
  #allows(
    direction: EventCapability["direction"],
    { kind, type, key, room }: Pick<EventCapability, "kind" | "type" | "key" | "room">,
    viewed?: string | null,
  ): boolean {
    const isOpen = room === undefined || room === viewed || this.mayUseTimeline(room);
    const rooms = ["*", ...(room === undefined ? [] : [room]), ...(isOpen ? [undefined] : [])];
    return [undefined, key].some((key) => rooms.some((room) => this.#has({ kind, direction, type, key, room })));
  }

  #has(capability: ParsedCapability): boolean {
    const id = identify(capability);
    return id !== undefined && this.#permissions.has(id);
  }
}

/** Returns a string that is equal for equal permissions, or `undefined` for unknown and malformed capabilities. */
function identify(capability: ParsedCapability): string | undefined {
  const { kind, direction, flag, type, key, room }: { [name: string]: unknown } = { ...capability };
  const parts = [kind, direction, flag, type, key, room];
  const isValid = kind !== "unknown" && parts.every((part) => part === undefined || typeof part === "string");
  return isValid ? JSON.stringify(parts) : undefined;
}

function isQuery(event: unknown): event is EventQuery {
  if (!isObject(event)) return false;
  const { kind, type, key, room } = event;
  return (
    (kind === "event" || kind === "state_event") &&
    [type, key ?? "", room].every((part) => typeof part === "string") &&
    key !== null
  );
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === "object" && value !== null;
}
