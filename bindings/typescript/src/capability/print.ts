import { families, flags, formerFlags } from "../generated/capabilities.js";
import type { Capability } from "../generated/payloads.js";
import { emptyType, invalidRoom, isDialect, parseCapability, roomMessage, unknownDialect } from "./parse.js";
import { isRoom, splitRoom } from "./room.js";
import type {
  AccountDataCapability,
  Dialect,
  EventCapability,
  ParsedCapability,
  Spelling,
  TimelineCapability,
  TypeCapability,
} from "./types.js";

/** The capabilities that have a prefix and a body. */
type Bodied = EventCapability | TypeCapability | AccountDataCapability | TimelineCapability;

/**
 * Prints a capability with the fewest escapes. Parsing the string returns an equal capability.
 *
 * @throws RangeError with the reason if no string of the dialect expresses the capability.
 */
export function printCapability(capability: ParsedCapability, dialect: Dialect): Capability {
  const refusal = refuse(capability, dialect);
  if (refusal !== undefined) throw new RangeError(refusal);
  if (capability.kind === "unknown") return capability.text;
  if (capability.kind === "flag") {
    const { flag, spelling } = capability;
    const former = formerFlags.find(([, name]) => spelling === "former" && name === flag);
    return former?.[0] ?? nameOf(flags.find(([unstable]) => unstable === flag) ?? [], spelling);
  }
  const { kind, spelling } = capability;
  const family = families.find((family) => family.kind === kind && directionOf(family) === directionOf(capability));
  return nameOf(family?.prefixes ?? [], spelling) + printBody(capability, dialect);
}

function directionOf(capability: { kind: string; direction?: string }): string | undefined {
  return capability.direction;
}

function nameOf(names: readonly string[], spelling: Spelling | undefined): string {
  const name = names.at(spelling === "stable" ? -1 : 0);
  if (name === undefined) throw new RangeError("unknown capability");
  return name;
}

function printBody(capability: Bodied, dialect: Dialect): string {
  if (capability.kind === "timeline") return capability.room;
  if (capability.kind !== "event" && capability.kind !== "state_event") return capability.type;
  const { kind, type, key, room } = capability;
  const escapeType = (text: string) => (kind === "state_event" ? text.replaceAll("#", "\\#") : text);
  const last = key ?? type;
  const looksLikeRoom = dialect === "room-scoped" && room === undefined ? splitRoom(last) : undefined;
  const escaped = looksLikeRoom === undefined ? last : `${looksLikeRoom.before}\\:${looksLikeRoom.room}`;
  const text = key === undefined ? escapeType(escaped) : `${escapeType(type)}#${escaped}`;
  return room === undefined ? text : `${text}:${room}`;
}

/** Returns the reason if no string of the dialect expresses the capability. */
function refuse(capability: ParsedCapability, dialect: Dialect): string | undefined {
  if (!isDialect(dialect)) return unknownDialect;
  if (capability.kind === "flag") return undefined;
  if (capability.kind === "unknown") {
    return parseCapability(capability.text, dialect).kind === "unknown" ? undefined : "the capability is known in this dialect";
  }
  if (capability.kind === "timeline") return isRoom(capability.room) ? undefined : invalidRoom;
  if (capability.type === "") return emptyType;
  if (capability.kind !== "event" && capability.kind !== "state_event") return undefined;
  const { kind, type, key, room } = capability;
  if (room !== undefined && !isRoom(room)) return invalidRoom;
  if (kind === "event" && key !== undefined && type !== roomMessage) {
    return `a msgtype is only valid for \`${roomMessage}\` events`;
  }
  if (kind === "event" && type.startsWith(`${roomMessage}#`)) {
    return `a message-like event type must not begin with \`${roomMessage}#\``;
  }
  if (kind === "state_event" && key !== undefined && type.endsWith("\\")) {
    return "a state event type that ends with `\\` cannot have a key";
  }
  if (room !== undefined && (key ?? type).endsWith("\\")) return "text that ends with `\\` cannot be followed by a room";
  return room !== undefined && dialect === "msc2762" ? "plain MSC2762 cannot express a room" : undefined;
}
