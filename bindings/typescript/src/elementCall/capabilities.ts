import { isRoomId } from "../capability/room.js";
import { CapabilitySet } from "../capability/set.js";
import { elementCallCapabilities } from "../generated/elementCall.js";

export { elementCallCapabilities };

/** The user, the device and the room of a call. Capabilities depend on them. */
export interface CallMembership {
  readonly userId: string;
  /** The device of the user that runs the client. */
  readonly deviceId: string;
  readonly roomId: string;
  /** The application of the MatrixRTC session, by default `m.call`. Widgets with Element Call as an SDK choose another. */
  readonly application?: string;
}

/** Returns the capabilities that the current version of Element Call requests, in its order. */
export function requestedByElementCall(call: CallMembership): string[] {
  return capabilities(call, true);
}

/**
 * Returns the capabilities to approve without asking the user: those that some version of Element Call requests, since
 * 0.6.0. The set is empty if an ID is missing or malformed.
 *
 * It grants nothing by itself. Use it only for a virtual widget whose URL the client has built: any member of a room
 * can add a widget of type `m.call` to the room. The response to the widget holds `requested.approvedBy(approved)`.
 */
export function approvedForElementCall(call: CallMembership): CapabilitySet {
  return new CapabilitySet(capabilities(call, false), "msc2762");
}

/** Returns the requested capabilities to approve without asking the user. See {@link approvedForElementCall}. */
export function approveElementCall(call: CallMembership, requested: Iterable<string> & object): string[] {
  return new CapabilitySet(requested, "msc2762").approvedBy(approvedForElementCall(call));
}

function capabilities({ userId, deviceId, roomId, application = "m.call" }: CallMembership, isCurrent: boolean): string[] {
  const isValid = [userId, deviceId, roomId, application].every((text) => typeof text === "string" && text !== "");
  if (!isValid || !userId.startsWith("@") || !isRoomId(roomId)) return [];
  const values = new Map([
    ["user_id", userId],
    ["device_id", deviceId],
    ["room_id", roomId],
    ["application", application],
  ]);
  return elementCallCapabilities
    .filter(({ since, until, is_of_sdk }) => since !== null && !is_of_sdk && !(isCurrent && until !== null))
    .map(({ template }) => template.replace(/\{(\w+)\}/g, (place, name: string) => values.get(name) ?? place));
}
