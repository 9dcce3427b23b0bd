import { families, flags } from "../generated/capabilities.js";
import type { Capability } from "../generated/payloads.js";
import { noRoom, noType, parseCapability, roomMessage } from "./parse.js";
import { isRoom, splitRoom } from "./room.js";
import type {
  Dialect,
  EventCapability,
  ParsedCapability,
  Spelling,
  TimelineCapability,
  TypeCapability,
} from "./types.js";

/** The capabilities that have something behind a prefix. */
type Bodied = EventCapability | TypeCapability | TimelineCapability;

/**
 * Writes a capability, with the fewest escapes. What is read back is the same.
 *
 * @throws RangeError if no string of this dialect says it, with the reason.
 */
export function printCapability(capability: ParsedCapability, dialect: Dialect): Capability {
  const refusal = refuse(capability, dialect);
  if (refusal !== undefined) throw new RangeError(refusal);
  if (capability.kind === "unknown") return capability.text;
  if (capability.kind === "flag") {
    return spelled(flags.find(([today]) => today === capability.flag) ?? [], capability.spelling);
  }
  const { kind, spelling } = capability;
  const family = families.find((family) => family.kind === kind && directionOf(family) === directionOf(capability));
  return spelled(family?.prefixes ?? [], spelling) + printBody(capability, dialect);
}

function directionOf(capability: { kind: string; direction?: string }): string | undefined {
  return capability.direction;
}

function spelled(names: readonly string[], spelling: Spelling | undefined): string {
  const name = names.at(spelling === "stable" ? -1 : 0);
  if (name === undefined) throw new RangeError("there is no such capability");
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

/** Why no string says it, if none does. */
function refuse(capability: ParsedCapability, dialect: Dialect): string | undefined {
  if (capability.kind === "flag") return undefined;
  if (capability.kind === "unknown") {
    return parseCapability(capability.text, dialect).kind === "unknown" ? undefined : "it is known in this dialect";
  }
  if (capability.kind === "timeline") return isRoom(capability.room) ? undefined : noRoom;
  if (capability.type === "") return noType;
  if (capability.kind !== "event" && capability.kind !== "state_event") return undefined;
  const { kind, type, key, room } = capability;
  if (room !== undefined && !isRoom(room)) return noRoom;
  if (kind === "event" && key !== undefined && type !== roomMessage) {
    return `a key of a message-like event that is no \`${roomMessage}\``;
  }
  if (kind === "event" && type.startsWith(`${roomMessage}#`)) {
    return `a message-like event type that begins with \`${roomMessage}#\``;
  }
  if (kind === "state_event" && key !== undefined && type.endsWith("\\")) {
    return "a state event type that ends in `\\`, with a key";
  }
  if (room !== undefined && (key ?? type).endsWith("\\")) return "a text that ends in `\\`, with a room";
  return room !== undefined && dialect === "msc2762" ? "a room in plain MSC2762" : undefined;
}
