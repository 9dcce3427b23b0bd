/**
 * Builders of capability strings, as deployed software reads them: unstable names, in plain MSC2762. They throw a `RangeError` with
 * the reason if no string expresses the capability.
 *
 * @module
 */
import { parseCapability } from "../capability/parse.js";
import { printCapability } from "../capability/print.js";
import type { FlagName, ParsedCapability } from "../capability/types.js";
import type { Capability } from "../generated/payloads.js";

const print = (capability: ParsedCapability): Capability => printCapability(capability, "msc2762");

/**
 * Returns a capability that is only a name, in the spelling that deployed software reads.
 *
 * ```ts
 * flagCapability("m.navigate"); // "org.matrix.msc2931.navigate"
 * ```
 */
export function flagCapability(name: FlagName): Capability {
  const capability = parseCapability(name, "msc2762");
  if (capability.kind !== "flag") throw new RangeError("unknown capability");
  return capability.flag;
}

/**
 * Returns the capability to send message-like events of a type. A `msgtype` is only valid for `m.room.message`; without it, any.
 *
 * ```ts
 * sendEventCapability("m.room.message", "m.text"); // "org.matrix.msc2762.send.event:m.room.message#m.text"
 * ```
 */
export function sendEventCapability(type: string, msgtype?: string): Capability {
  return print({ kind: "event", direction: "send", type, key: msgtype });
}

/** Returns the capability to receive and read message-like events of a type. A `msgtype` is only valid for `m.room.message`. */
export function receiveEventCapability(type: string, msgtype?: string): Capability {
  return print({ kind: "event", direction: "receive", type, key: msgtype });
}

/** Returns the capability to send state events of a type. Without `stateKey`, any state key; the empty key is a key. */
export function sendStateCapability(type: string, stateKey?: string): Capability {
  return print({ kind: "state_event", direction: "send", type, key: stateKey });
}

/** Returns the capability to receive and read state events of a type. Without `stateKey`, any state key; the empty key is a key. */
export function receiveStateCapability(type: string, stateKey?: string): Capability {
  return print({ kind: "state_event", direction: "receive", type, key: stateKey });
}

/** Returns the capability to send to-device messages of a type. */
export function sendToDeviceCapability(type: string): Capability {
  return print({ kind: "to_device", direction: "send", type });
}

/** Returns the capability to receive to-device messages of a type. */
export function receiveToDeviceCapability(type: string): Capability {
  return print({ kind: "to_device", direction: "receive", type });
}

/** Returns the capability to read the user's account data of a type in rooms, an extension by Beeper. */
export function readRoomAccountDataCapability(type: string): Capability {
  return print({ kind: "room_account_data", direction: "receive", type });
}

/** Returns the capability that extends the other capabilities to a room besides the viewed one, or to all rooms (`"*"`). */
export function timelineCapability(room: string): Capability {
  return print({ kind: "timeline", room });
}
