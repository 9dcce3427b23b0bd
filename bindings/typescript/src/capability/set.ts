import { parseCapability, roomMessage } from "./parse.js";
import { isRoomId } from "./room.js";
import type { Dialect, EventCapability, FlagName, ParsedCapability } from "./types.js";

/**
 * An event, or events, that a widget wants to send or see. Without key: an `m.room.message` without a msgtype, or with whatever
 * msgtype or state key.
 */
export type EventQuery = Pick<EventCapability, "kind" | "type" | "key"> & { room: string };

/**
 * What to ask about a Matrix event; nothing if its type, room, state key or msgtype cannot be read beyond doubt. No set allows
 * nothing.
 *
 * The data of a `send_event` mostly has no `room_id`, and means the room that the user is viewing:
 * `eventQuery({ ...data, room_id: data.room_id ?? viewed })`. A delayed or sticky one needs a flag besides.
 */
export function eventQuery(event: { [key in string]?: unknown }): EventQuery | undefined {
  const { type, room_id: room, state_key: stateKey, content } = event;
  if (typeof type !== "string" || typeof room !== "string" || !isRoomId(room)) return undefined;
  if (typeof stateKey === "string") return { kind: "state_event", type, key: stateKey, room };
  if (stateKey !== undefined && stateKey !== null) return undefined;
  if (type !== roomMessage) return { kind: "event", type, room };
  if (typeof content !== "object" || content === null || Array.isArray(content)) return undefined;
  const msgtype: unknown = (content as { [key: string]: unknown })["msgtype"] ?? undefined;
  return msgtype === undefined || typeof msgtype === "string" ? { kind: "event", type, key: msgtype, room } : undefined;
}

/**
 * The capabilities that a widget asks for, or that it has been granted.
 *
 * The strings stay as they came, unknown ones included; only the checks go by what they permit. `viewed` is the room that the
 * user is viewing, if any.
 */
export class CapabilitySet {
  readonly strings: readonly string[];
  readonly dialect: Dialect;
  readonly #permissions: ReadonlySet<string>;

  /** The set of these strings, read in this dialect: `"msc2762"` if a deployed widget or host has written them. */
  constructor(strings: Iterable<string> & object, dialect: Dialect) {
    this.strings = [...strings];
    this.dialect = dialect;
    this.#permissions = new Set(this.strings.map((text) => identify(parseCapability(text, dialect))));
  }

  /** Whether the flag is there, by either of its names. */
  may(flag: FlagName): boolean {
    return this.#has(parseCapability(flag, this.dialect));
  }

  /** Whether the widget may send this event. A delayed or sticky one needs a flag besides. */
  maySend(event: EventQuery | undefined, viewed?: string | null): boolean {
    return event !== undefined && this.#allows("send", event, viewed);
  }

  /** Whether the widget is to be told of this event when it happens. */
  mayReceive(event: EventQuery | undefined, viewed?: string | null): boolean {
    return event !== undefined && this.#allows("receive", event, viewed);
  }

  /** Whether the widget may read this event when it asks for past ones. */
  mayRead(event: EventQuery | undefined, viewed?: string | null): boolean {
    return event !== undefined && (this.#allows("receive", event, viewed) || this.#allows("read", event, viewed));
  }

  /** Whether the widget may send to-device messages of this type. */
  maySendToDevice(type: string): boolean {
    return this.#has({ kind: "to_device", direction: "send", type });
  }

  /** Whether the widget is to be told of to-device messages of this type. */
  mayReceiveToDevice(type: string): boolean {
    return this.#has({ kind: "to_device", direction: "receive", type });
  }

  /** Whether the widget may change the user's account data of this type in a room. */
  maySendRoomAccountData(type: string): boolean {
    return this.#has({ kind: "room_account_data", direction: "send", type });
  }

  /** Whether the widget may read the user's account data of this type in a room. */
  mayReceiveRoomAccountData(type: string): boolean {
    return this.#has({ kind: "room_account_data", direction: "receive", type });
  }

  /** Whether a timeline capability opens this room, or, if it is `*`, every room. */
  mayUseTimeline(room: string): boolean {
    return [room, "*"].some((room) => this.#has({ kind: "timeline", room }));
  }

  /** Whether the set allows all that this capability alone would allow. What is unknown allows nothing, so every set covers it. */
  covers(capability: ParsedCapability): boolean {
    switch (capability.kind) {
      case "unknown":
        return true;
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

  /** The strings that the granted set allows wholly: what to report as approved to the widget that asked for this set. */
  approvedBy(granted: CapabilitySet): string[] {
    return this.#filter((capability) => capability.kind !== "unknown" && granted.covers(capability));
  }

  /** The strings that ask for more than the granted set allows: what is worth a prompt. */
  newlyAsked(granted: CapabilitySet): string[] {
    return this.#filter((capability) => !granted.covers(capability));
  }

  #filter(keep: (capability: ParsedCapability) => boolean): string[] {
    return this.strings.filter((text) => keep(parseCapability(text, this.dialect)));
  }

  /** Whether it allows events of a room, or, where there is none, of whichever room is being viewed. */
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
    return this.#permissions.has(identify(capability));
  }
}

/** The same for capabilities that permit the same, in whatever spelling. */
function identify(capability: ParsedCapability): string {
  return JSON.stringify(capability, ["kind", "direction", "flag", "type", "key", "room", "text"]);
}
