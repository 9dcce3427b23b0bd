import type { RoomId } from "../generated/payloads.js";

const longest = 255;

/** Returns `true` if a text is `*` or a room ID. */
export function isRoom(text: string): boolean {
  return text === "*" || isRoomId(text);
}

/** Returns `true` if a text is a room ID: `!opaque` or `!opaque:server` of at most 255 bytes. */
export function isRoomId(text: string): text is RoomId {
  const id = /^![^:#\\\p{White_Space}\p{Cc}\p{Cs}]+(?::(?:\[([^\]]*)\]|[A-Za-z0-9.-]+)(?::\d+)?)?$/u.exec(text);
  return id !== null && (id[1] === undefined || isIpv6(id[1])) && utf8Length(text) <= longest;
}

/** Splits a text into the room at its end and the text before the colon of the room. */
export function splitRoom(text: string): { before: string; room: string } | undefined {
  const at = text.endsWith(":*") ? text.length - 2 : text.lastIndexOf(":!");
  const room = text.slice(at + 1);
  return at >= 0 && isRoom(room) ? { before: text.slice(0, at), room } : undefined;
}

export function isIpv6(text: string): boolean {
  const [head = "", tail, ...more] = text.split("::");
  if (tail === undefined) return groups(head, true) === 8;
  return more.length === 0 && groups(head, false) + groups(tail, true) < 8;
}

/** Returns the number of 16-bit groups, or NaN. An IPv4 address at the end counts as two groups. */
function groups(text: string, mayEndInIpv4: boolean): number {
  if (text === "") return 0;
  const parts = text.split(":");
  const isIpv4 = mayEndInIpv4 && /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(parts.at(-1) ?? "");
  const hex = isIpv4 ? parts.slice(0, -1) : parts;
  return hex.every((part) => /^[\da-f]{1,4}$/i.test(part)) ? hex.length + (isIpv4 ? 2 : 0) : NaN;
}

export function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}
