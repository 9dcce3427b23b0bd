// Intended differences from matrix-widget-api, with their reasons. `concerns` selects exactly the affected capabilities.

const PREFIX =
  /^(?:org\.matrix\.msc2762\.(?:send|receive)\.(event|state_event)|org\.matrix\.msc3819\.(?:send|receive)\.(to_device)|com\.beeper\.capabilities\.receive\.(room_account_data)):(.*)$/su;

/** Returns the kind and body of a string that matrix-widget-api reads as an event capability. */
function split(capability) {
  const [, ...groups] = PREFIX.exec(capability) ?? [];
  return { kind: groups.slice(0, 3).find(Boolean), body: groups[3] };
}

/** Returns the body of a capability for state events, if all `#` in it are escaped. */
function keylessState(capability) {
  const { kind, body } = split(capability);
  return kind === "state_event" && body.includes("#") && !/(?<!\\)#/u.test(body) ? body : undefined;
}

export const DIFFERENCES = [
  {
    name: "stable prefixes",
    reason: "matrix-widget-api knows only the unstable prefixes. We treat both prefixes as equal.",
    concerns: (capability) => /^m\.(?:send|receive)\.(?:event|state_event|to_device):./su.test(capability) &&
      !/^m\.(?:send|receive)\.state_event:#/u.test(capability),
  },
  {
    name: "reading",
    reason: "matrix-widget-api does not know the capabilities of MSC2876, which only allow reading.",
    concerns: (capability) =>
      /^(?:org\.matrix\.msc2762|m)\.read\.(?:event:.|state_event:[^#])/su.test(capability),
  },
  {
    name: "changing account data",
    reason: "matrix-widget-api knows only the capability to read room account data.",
    concerns: (capability) => /^com\.beeper\.capabilities\.send\.room_account_data:./su.test(capability),
  },
  {
    name: "empty type",
    reason: "Event types are not empty. The capability is malformed and grants nothing.",
    concerns: (capability) => {
      const { kind, body } = split(capability);
      return body === "" || (kind === "state_event" && body.startsWith("#"));
    },
  },
  {
    name: "escaped # without key",
    reason: "Without an unescaped #, the capability has no key and matches any key. matrix-widget-api reads an empty key.",
    concerns: (capability) => keylessState(capability)?.endsWith("\\") === false,
  },
  {
    name: "escaped # and a \\ at the end",
    reason: "A \\ at the end escapes nothing. matrix-widget-api reads an empty type and takes the whole body as the key.",
    concerns: (capability) => keylessState(capability)?.endsWith("\\") === true,
  },
  {
    name: "m.room.message# in other kinds",
    reason: "To-device messages and account data have no msgtype, so the whole body is the type. matrix-widget-api splits it.",
    concerns: (capability) => {
      const { kind, body } = split(capability);
      return (kind === "to_device" || kind === "room_account_data") && body.startsWith("m.room.message#");
    },
  },
];
