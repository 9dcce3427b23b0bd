import { families, flags, formerFlags } from "../generated/capabilities.js";
import { isRoom, splitRoom } from "./room.js";
import type { Dialect, EventCapability, ParsedCapability, Spelling } from "./types.js";

/** The only message-like event type whose capabilities have a key. */
export const roomMessage = "m.room.message";

/** The reasons why a capability is malformed. */
export const emptyType = "the event type is empty";
export const invalidRoom = "the room is neither `*` nor a room ID";
export const unknownDialect = "the dialect is neither `msc2762` nor `room-scoped`";

/** Parses a capability. Any other string is unknown, with a reason if it begins with a known prefix. */
export function parseCapability(text: string, dialect: Dialect): ParsedCapability {
  if (typeof text !== "string") return { kind: "unknown", text: "" };
  if (!isDialect(dialect)) return { kind: "unknown", text, reason: unknownDialect };
  return parseWith(text, isRoom, dialect === "room-scoped" ? splitRoom : undefined);
}

/** Parses a capability with these functions for rooms. Without `split`, only timelines have rooms, as in plain MSC2762. */
export function parseWith(
  text: string,
  isRoom: (text: string) => boolean,
  split?: typeof splitRoom,
): ParsedCapability {
  for (const names of flags) {
    const at = names.findIndex((name) => name === text);
    if (at >= 0) return { kind: "flag", flag: names[0], spelling: spellings(at) };
  }
  const former = formerFlags.find(([name]) => name === text);
  if (former !== undefined) return { kind: "flag", flag: former[1], spelling: "former" };
  const colon = text.indexOf(":") + 1;
  for (const family of families) {
    const at = family.prefixes.findIndex((prefix) => prefix === text.slice(0, colon));
    if (at < 0) continue;
    const [spelling, body] = [spellings(at), text.slice(colon)];
    if (family.kind === "timeline") {
      return isRoom(body) ? { kind: "timeline", room: body, spelling } : { kind: "unknown", text, reason: invalidRoom };
    }
    const { kind } = family;
    const direction = "direction" in family ? { direction: family.direction } : {};
    const parts = isEventKind(kind) ? parseBody(kind, body, split) : { type: body };
    if (parts.type === "") return { kind: "unknown", text, reason: emptyType };
    return { kind, ...direction, ...parts, spelling } as ParsedCapability;
  }
  return { kind: "unknown", text };
}

function spellings(at: number): Spelling {
  return at === 0 ? "unstable" : "stable";
}

type Parts = Pick<EventCapability, "type" | "key" | "room">;

function parseBody(kind: EventCapability["kind"], body: string, splitBody?: typeof splitRoom): Parts {
  let text = body;
  let room: string | undefined;
  let escapedRoom = "";
  const split = splitBody?.(body);
  if (split?.before.endsWith("\\")) {
    text = split.before.slice(0, -1);
    escapedRoom = `:${split.room}`;
  } else if (split !== undefined) {
    ({ before: text, room } = split);
  }
  const at = kind === "state_event" ? findHash(text) : text.startsWith(`${roomMessage}#`) ? roomMessage.length : -1;
  const type = at < 0 ? text + escapedRoom : text.slice(0, at);
  return {
    type: kind === "state_event" ? type.replaceAll("\\#", "#") : type,
    ...(at < 0 ? {} : { key: text.slice(at + 1) + escapedRoom }),
    ...(room === undefined ? {} : { room }),
  };
}

/** Returns the index of the first `#` without a backslash before it, or -1. */
function findHash(text: string): number {
  let at = text.indexOf("#");
  while (at > 0 && text[at - 1] === "\\") at = text.indexOf("#", at + 1);
  return at;
}

export function isDialect(text: string): text is Dialect {
  return text === "room-scoped" || text === "msc2762";
}

function isEventKind(kind: string): kind is EventCapability["kind"] {
  return kind === "event" || kind === "state_event";
}
