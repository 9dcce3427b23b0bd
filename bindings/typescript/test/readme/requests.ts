import { type CapabilitySet, type ReadEventsRequest, type SendEventRequest, eventQuery } from "matrix-widget-protocol";

export function maySend(granted: CapabilitySet, data: SendEventRequest, viewed: string): boolean {
  return granted.maySend(eventQuery({ ...data, room_id: data.room_id ?? viewed }), viewed);
}

/** In one of the rooms that it asks for, or in the viewed one if it asks for none. */
export function mayRead(granted: CapabilitySet, data: ReadEventsRequest, room: string, viewed: string): boolean {
  const { type, state_key: stateKey, msgtype } = data;
  if (stateKey === undefined || stateKey === null) {
    return granted.mayRead({ kind: "event", type, key: msgtype ?? undefined, room }, viewed);
  }
  const key = stateKey === true ? undefined : stateKey;
  return granted.mayRead({ kind: "state_event", type, key, room }, viewed);
}
