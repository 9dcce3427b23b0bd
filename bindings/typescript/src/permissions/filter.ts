import { type CapabilitySet, eventQuery } from "../capability/set.js";
import type {
  AccountData,
  MatrixEvent,
  ReadAccountDataRequest,
  ReadEventsRequest,
  ReadRelationsRequest,
  ReadRoomAccountDataRequest,
  RoomAccountData,
} from "../generated/payloads.js";
import { eventsToRead } from "./coverage.js";

/** The room that the user is viewing, if any. */
type Viewed = string | null | undefined;

/**
 * Returns the events that the widget may read and has requested with `read_events`.
 *
 * `granted` and `viewed` are those at the time when the request was received. Set the `room_id` of each event to the room from which
 * you have read it.
 */
export function filterEvents<Event extends Partial<MatrixEvent>>(
  request: ReadEventsRequest,
  events: readonly Event[],
  granted: CapabilitySet,
  viewed: Viewed,
): Event[] {
  const wanted = eventsToRead({ ...request });
  const isInRoom = roomFilter(request.room_ids, viewed);
  return events.filter((event) => {
    const query = eventQuery(event);
    return (
      query !== undefined &&
      query.kind === wanted?.kind &&
      query.type === wanted.type &&
      (wanted.key === undefined || query.key === wanted.key) &&
      isInRoom(query.room) &&
      granted.mayRead(query, viewed)
    );
  });
}

/** Returns the events that the widget may receive and has requested with `read_relations`. See `filterEvents`. */
export function filterRelations<Event extends Partial<MatrixEvent>>(
  request: ReadRelationsRequest,
  events: readonly Event[],
  granted: CapabilitySet,
  viewed: Viewed,
): Event[] {
  const { event_type: type, room_id: room } = request;
  return events.filter((event) => {
    const query = eventQuery(event);
    return (
      query !== undefined &&
      query.type === (type ?? query.type) &&
      query.room === (room ?? viewed) &&
      granted.mayReceive(query, viewed)
    );
  });
}

/**
 * Returns the account data that the widget may read and has requested with `com.beeper.read_room_account_data`: of rooms that are
 * viewed or opened by a timeline capability. See `filterEvents`.
 */
export function filterRoomAccountData<Data extends Partial<RoomAccountData>>(
  request: ReadRoomAccountDataRequest,
  events: readonly Data[],
  granted: CapabilitySet,
  viewed: Viewed,
): Data[] {
  const isInRoom = roomFilter(request.room_ids, viewed);
  return events.filter(
    (data) =>
      isObject(data) &&
      typeof data.room_id === "string" &&
      data.type === request.type &&
      isInRoom(data.room_id) &&
      (data.room_id === viewed || granted.mayUseTimeline(data.room_id)) &&
      granted.mayReceiveRoomAccountData(request.type),
  );
}

/** Returns the account data that the widget may read and has requested with `read_account_data`. */
export function filterAccountData<Data extends Partial<AccountData>>(
  request: ReadAccountDataRequest,
  events: readonly Data[],
  granted: CapabilitySet,
): Data[] {
  return events.filter(
    (data) => isObject(data) && data.type === request.type && granted.mayReadAccountData(request.type),
  );
}

/** Returns a predicate for the rooms of a request, which are the viewed room unless it names others. */
function roomFilter(rooms: readonly string[] | "*" | null | undefined, viewed: Viewed): (room: string) => boolean {
  if (rooms === "*") return () => true;
  const named = new Set(rooms ?? (viewed === null ? [] : [viewed]));
  return (room) => named.has(room);
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
