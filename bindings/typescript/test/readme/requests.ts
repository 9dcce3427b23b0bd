import { type CapabilitySet, type ReadEventsRequest, type SendEventRequest, eventQuery } from "matrix-widget-protocol";

/** Returns `true` if the widget may send the event in this request. */
export function maySend(granted: CapabilitySet, data: SendEventRequest, viewed: string): boolean {
  const { room_id, delay, parent_delay_id, sticky_duration_ms } = data;
  const isDelayed = (delay ?? parent_delay_id ?? null) !== null;
  if (isDelayed && !granted.may("m.send.delayed_event")) return false;
  if ((sticky_duration_ms ?? null) !== null && !granted.may("m.send.sticky_event")) return false;
  return granted.maySend(eventQuery({ ...data, room_id: room_id ?? viewed }), viewed);
}

/** Returns `true` if the widget may read the requested events of this room. */
export function mayRead(granted: CapabilitySet, data: ReadEventsRequest, room: string, viewed: string): boolean {
  const { type, state_key: stateKey, msgtype } = data;
  if (stateKey === undefined || stateKey === null) {
    return granted.mayRead({ kind: "event", type, key: msgtype ?? undefined, room }, viewed);
  }
  const key = stateKey === true ? undefined : stateKey;
  return granted.mayRead({ kind: "state_event", type, key, room }, viewed);
}
