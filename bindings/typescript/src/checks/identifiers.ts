import { isIpv6, utf8Length } from "../capability/room.js";

/** Returns what is wrong with a room ID: `!opaque` or `!opaque:server`. */
export function roomIdFault(id: string): string | undefined {
  return sigilFault(id, "!") ?? nulFault(id);
}

/** Returns what is wrong with a user ID: `@localpart:server`. */
export function userIdFault(id: string): string | undefined {
  return sigilFault(id, "@") ?? serverFault(id) ?? nulFault(id);
}

/** Returns what is wrong with an event ID: `$opaque` or `$opaque:server`. */
export function eventIdFault(id: string): string | undefined {
  return id.includes(":") ? (sigilFault(id, "$") ?? serverFault(id)) : prefixFault(id, "$");
}

function sigilFault(id: string, sigil: string): string | undefined {
  return utf8Length(id) > 255 ? "ID exceeds 255 bytes" : prefixFault(id, sigil);
}

function prefixFault(id: string, sigil: string): string | undefined {
  return id.startsWith(sigil) ? undefined : "leading sigil is incorrect or missing";
}

function nulFault(id: string): string | undefined {
  return id.includes("\0") ? "identifier contains invalid characters" : undefined;
}

function serverFault(id: string): string | undefined {
  const colon = id.indexOf(":");
  if (colon < 0) return "required colon is missing";
  const name = /^(?:\[([^\]]*)\]|[A-Za-z0-9.-]+)(?::\+?(\d+))?$/.exec(id.slice(colon + 1));
  const isValid = name !== null && (name[1] === undefined || isIpv6(name[1])) && Number(name[2] ?? 0) < 65_536;
  return isValid ? undefined : "server name is not a valid IP address or domain name";
}
