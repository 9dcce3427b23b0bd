import type { Written } from "../../envelope.js";
import type { MatrixEvent, ReadEventsRequest, ReadEventsResponse, RoomId } from "../../generated/payloads.js";
import type { Timer } from "../../transport/timer.js";
import { parse } from "./capabilities.js";
import { createTopic } from "./topic.js";

const maxReads = 4;

/** Changes of the room state. */
export interface StateChange {
  /** The state events that are new, without those that came before. They are of all rooms that the widget may see. */
  readonly changes: MatrixEvent[];
  /** `true` if the state is now complete: all state that the widget may receive has come. */
  readonly isComplete: boolean;
}

type Read = Written<ReadEventsRequest>;

/** Keeps the room state that the client delivers. */
export function createState(read: (data: Read) => Promise<ReadEventsResponse>, onMissing: () => void) {
  const topic = createTopic<StateChange>();
  /** The last event of each entry. */
  const entries = new Map<string, MatrixEvent>();
  /** The entries that the client has sent since the first unanswered read. */
  const changed = new Set<string>();
  let hasCompleted = false;
  /** `true` if the next `update_state` completes the state after an approval. */
  let isAwaited = false;
  let timer: Timer;
  /** The reads of the approved state, for clients that do not send `update_state`. */
  let wanted: Read[] = [];
  let reading = 0;
  /** `true` if the client sends `update_state`, or `undefined` until the client has decided and told its versions. */
  let isSent: boolean | undefined;

  /** Waits for the approved state, or reads it if the client does not send it. */
  function proceed(): void {
    if (isSent === undefined || !topic.isUsed()) return;
    if (isSent) {
      if (wanted.length > 0) timer ??= setTimeout(onMissing, 10_000);
      wanted = [];
    }
    while (reading < maxReads) {
      const next = wanted.shift();
      if (!next) return;
      isAwaited = false;
      reading += 1;
      // A read that fails contributes nothing.
      read(next).then(
        ({ events }) => finish(events),
        () => finish([]),
      );
    }
  }

  function finish(events: readonly MatrixEvent[]): void {
    const isNew = (event: MatrixEvent) => typeof event["state_key"] === "string" && !changed.has(keyOf(event));
    const found = events.filter(isNew);
    reading -= 1;
    if (reading === 0) changed.clear();
    change(found, reading === 0 && wanted.length === 0);
    proceed();
  }

  function change(events: readonly MatrixEvent[], isComplete: boolean): void {
    const changes = events.filter((event) => {
      const key = keyOf(event);
      const before = entries.get(key);
      entries.set(key, event);
      return before === undefined || idOf(before) !== idOf(event);
    });
    hasCompleted ||= isComplete;
    if (isComplete || changes.length > 0) topic.push({ changes, isComplete });
  }

  function take(events: readonly MatrixEvent[], isComplete: boolean): void {
    if (reading > 0) for (const event of events) changed.add(keyOf(event));
    change(events, isComplete);
  }

  return {
    ...topic,

    subscribe(): AsyncIterableIterator<StateChange> {
      const now = { changes: [...entries.values()], isComplete: hasCompleted };
      const values = topic.subscribe(entries.size > 0 || hasCompleted ? [now] : []);
      proceed();
      return values;
    },

    /** Handles new capabilities. `all` are the approved ones. */
    approve(added: readonly string[], all: readonly string[], isFirst: boolean): void {
      const roomOf = (text: string) => parse(text) as { kind: string; room?: RoomId | "*" };
      const roomsOf = (list: readonly string[]) =>
        list.map(roomOf).flatMap(({ kind, room }) => (kind === "timeline" && room ? room : []));
      const rooms = [...new Set(roomsOf(all))];
      const named = rooms.filter((room) => room !== "*");
      const others = named.length > 0 ? [{ room_ids: named }] : [];
      const places = rooms.includes("*") ? [{ room_ids: "*" as const }] : [{}, ...others];
      const hasNewRooms = roomsOf(added).length > 0;
      if (hasNewRooms) wanted = [];
      for (const capability of (hasNewRooms ? all : added).map(parse)) {
        if (capability.kind !== "state_event" || capability.direction !== "receive") continue;
        const { type, key } = capability;
        for (const place of places) wanted.push({ type, state_key: key ?? true, ...place });
      }
      isAwaited ||= isFirst || wanted.length > 0;
      proceed();
    },

    /** Begins when the client has decided and told its versions. */
    begin(isSentByClient: boolean): void {
      isSent = isSentByClient;
      proceed();
    },

    /** Handles the entries of `update_state`. */
    update(events: readonly MatrixEvent[]): void {
      const isComplete = isAwaited;
      isAwaited = false;
      if (isComplete) {
        clearTimeout(timer);
        timer = undefined;
        wanted = [];
      }
      take(events, isComplete);
    },

    /** Handles an event of `send_event`, which is state if the client does not send `update_state`. */
    event(event: MatrixEvent): void {
      // Until the client has told its versions, no state has been read. The reads will contain this event.
      if (isSent === false && typeof event["state_key"] === "string") take([event], false);
    },

    end(): void {
      clearTimeout(timer);
      isSent = undefined;
      topic.end();
    },
  };
}

function keyOf(event: MatrixEvent): string {
  return JSON.stringify([event["room_id"], event["type"], event["state_key"]]);
}

function idOf(event: MatrixEvent): unknown {
  return event["event_id"] ?? JSON.stringify(event);
}
