// Where we differ from matrix-widget-api on purpose, and why. Each entry says of exactly which capabilities.

const PREFIX =
  /^(?:org\.matrix\.msc2762\.(?:send|receive)\.(event|state_event)|org\.matrix\.msc3819\.(?:send|receive)\.(to_device)|com\.beeper\.capabilities\.receive\.(room_account_data)):(.*)$/su;

/** The kind and body of what matrix-widget-api takes for the capability of an event. */
function split(capability) {
  const [, ...groups] = PREFIX.exec(capability) ?? [];
  return { kind: groups.slice(0, 3).find(Boolean), body: groups[3] };
}

/** The body of a capability for state events, if all of its `#` are escaped. */
function keylessState(capability) {
  const { kind, body } = split(capability);
  return kind === "state_event" && body.includes("#") && !/(?<!\\)#/u.test(body) ? body : undefined;
}

export const DIFFERENCES = [
  {
    name: "stable prefixes",
    reason: "It knows only the unstable prefixes; we read both as the same.",
    concerns: (capability) => /^m\.(?:send|receive)\.(?:event|state_event|to_device):./su.test(capability) &&
      !/^m\.(?:send|receive)\.state_event:#/u.test(capability),
  },
  {
    name: "reading",
    reason: "It does not know the capabilities of MSC2876, which allow reading and nothing else.",
    concerns: (capability) =>
      /^(?:org\.matrix\.msc2762|m)\.read\.(?:event:.|state_event:[^#])/su.test(capability),
  },
  {
    name: "changing account data",
    reason: "It knows only the capability to read account data of rooms.",
    concerns: (capability) => /^com\.beeper\.capabilities\.send\.room_account_data:./su.test(capability),
  },
  {
    name: "empty type",
    reason: "No event has an empty type: such a capability is malformed, and grants nothing.",
    concerns: (capability) => {
      const { kind, body } = split(capability);
      return body === "" || (kind === "state_event" && body.startsWith("#"));
    },
  },
  {
    name: "escaped # without key",
    reason: "Without an unescaped # there is no key, which is any key. It reads the empty key.",
    concerns: (capability) => keylessState(capability)?.endsWith("\\") === false,
  },
  {
    name: "escaped # and a \\ at the end",
    reason: "A \\ at the end escapes nothing. It reads an empty type, with the whole body as key.",
    concerns: (capability) => keylessState(capability)?.endsWith("\\") === true,
  },
  {
    name: "m.room.message# of no message",
    reason: "To-device messages and account data have no msgtype: the whole body is the type. It splits it.",
    concerns: (capability) => {
      const { kind, body } = split(capability);
      return (kind === "to_device" || kind === "room_account_data") && body.startsWith("m.room.message#");
    },
  },
];
