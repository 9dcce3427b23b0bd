import { isRoomId } from "../../capability/room.js";
import type {
  MatrixEvent,
  ReadAccountDataRequest,
  ReadEventsRequest,
  ReadRelationsRequest,
  ReadRoomAccountDataRequest,
} from "../../generated/payloads.js";
import { filterAccountData, filterEvents, filterRelations, filterRoomAccountData } from "../../permissions/filter.js";
import { WidgetError } from "../../transport/error.js";
import type { CustomBody } from "../../transport/types.js";
import type { Rights } from "./core.js";
import type { RoomEvents } from "./driver.js";

/** What an answer depends on: the request and the rights at its receipt. */
export interface Original {
  readonly method: string | undefined;
  readonly data: CustomBody;
  readonly rooms: readonly string[];
  readonly rights: Rights;
}

/** Returns the response for a driver's result: only what the widget may see and has requested. */
export function responseOf({ method, data, rooms, rights }: Original, result: unknown): object {
  const { granted, viewed } = rights;
  const body: CustomBody = Object(result ?? {});
  switch (method) {
    case "sendEvent":
      return sent(body, rooms[0], (data["delay"] ?? null) !== null);
    case "readEvents": {
      const events = inRooms(result, rooms);
      return { events: limited(filterEvents(data as ReadEventsRequest, events, granted, viewed), data) };
    }
    case "readRelations": {
      const chunk = list(body["chunk"]).map((event) => ({ ...event, room_id: rooms[0] }));
      const { next_batch, prev_batch } = body;
      return { chunk: limited(filterRelations(data as ReadRelationsRequest, chunk, granted, viewed), data), next_batch, prev_batch };
    }
    case "readRoomAccountData": {
      const events = list(body["events"]).filter(({ room_id: room }) => typeof room === "string" && isRoomId(room));
      return { events: filterRoomAccountData(data as ReadRoomAccountDataRequest, events, granted, viewed) };
    }
    case "readAccountData":
      return { events: limited(filterAccountData(data as ReadAccountDataRequest, list(body["events"]), granted), data) };
    // These have no result.
    case "sendSticker":
    case "navigate":
    case "updateDelayedEvent":
    case "shareUsers":
      return {};
    default:
      return body;
  }
}

/** Returns either the `event_id` or the `delay_id`. */
function sent({ event_id, delay_id }: CustomBody, room: string | undefined, isDelayed: boolean): object {
  const id = isDelayed ? delay_id : event_id;
  if (typeof id !== "string") throw new WidgetError(`the client returned no ${isDelayed ? "delay" : "event"} ID`);
  return { room_id: room, [isDelayed ? "delay_id" : "event_id"]: id };
}

/** Returns the events that were read from these rooms, each with the room that it was read from. */
function inRooms(result: unknown, rooms: readonly string[]): MatrixEvent[] {
  const read = new Map<string, MatrixEvent[]>();
  for (const { room, events } of (result ?? []) as Iterable<RoomEvents>) {
    read.set(room, [...(read.get(room) ?? []), ...list(events).map((event) => ({ ...event, room_id: room }))]);
  }
  return [...new Set(rooms)].flatMap((room) => read.get(room) ?? []);
}

function list(values: unknown): MatrixEvent[] {
  return Array.isArray(values) ? values.filter((value) => typeof value === "object" && value !== null) : [];
}

function limited<Value>(values: Value[], { limit }: CustomBody): Value[] {
  return typeof limit === "number" ? values.slice(0, limit) : values;
}
