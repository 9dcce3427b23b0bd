import { type CapabilitySet, type ReadEventsRequest, type SendEventRequest, eventQuery } from "matrix-widget-protocol";

/** Returns `true` if the widget may send the event that it asks to send. */
export function maySend(granted: CapabilitySet, data: SendEventRequest, viewed: string): boolean {
  const { room_id = viewed, delay = null, sticky_duration_ms: sticky = null } = data;
  if (delay !== null && !granted.may("m.send.delayed_event")) return false;
  if (sticky !== null && !granted.may("m.send.sticky_event")) return false;
  return granted.maySend(eventQuery({ ...data, room_id: room_id ?? viewed }), viewed);
}

/** Returns `true` if the widget may read the events that it asks to read, in this room. */
export function mayRead(granted: CapabilitySet, data: ReadEventsRequest, room: string, viewed: string): boolean {
  const { type, state_key: stateKey, msgtype } = data;
  if (stateKey === undefined || stateKey === null) {
    return granted.mayRead({ kind: "event", type, key: msgtype ?? undefined, room }, viewed);
  }
  const key = stateKey === true ? undefined : stateKey;
  return granted.mayRead({ kind: "state_event", type, key, room }, viewed);
}
