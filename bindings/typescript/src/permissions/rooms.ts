import type { CapabilitySet } from "../capability/set.js";
import type { EventCapability } from "../capability/types.js";

/** Events that a widget wants to send or read. */
export type Events = Pick<EventCapability, "direction" | "kind" | "type" | "key">;

/** The rooms in which a set allows events. */
export interface EventRooms {
  isEmpty: boolean;
  /** `true` if the events are allowed in every room. */
  isEvery: boolean;
  has(room: string, viewed: string | undefined): boolean;
}

/**
 * Returns the rooms in which a set allows events with this key or, without a key, with every key. With `someKey`, returns the
 * rooms in which it allows events with at least one key.
 */
export function eventRooms(granted: CapabilitySet, events: Events, someKey = false): EventRooms {
  const { direction, kind, type, key } = events;
  const rooms = new Set<string | undefined>();
  for (const own of granted.capabilities) {
    if (own.kind !== kind || own.type !== type) continue;
    const isInDirection = own.direction === direction || (direction === "read" && own.direction === "receive");
    if (isInDirection && (someKey || own.key === undefined || own.key === key)) rooms.add(own.room);
  }
  return {
    isEmpty: rooms.size === 0,
    isEvery: rooms.has("*") || (rooms.has(undefined) && granted.mayUseTimeline("*")),
    has: (room, viewed) =>
      rooms.has("*") || rooms.has(room) || (rooms.has(undefined) && (room === viewed || granted.mayUseTimeline(room))),
  };
}
