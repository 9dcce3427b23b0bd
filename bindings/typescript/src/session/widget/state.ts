import { parseCapability } from "../../capability/parse.js";
import type { Written } from "../../envelope.js";
import type { MatrixEvent, ReadEventsRequest, ReadEventsResponse } from "../../generated/payloads.js";
import { Topic } from "./topic.js";

const maxReads = 4;

/** Changes of the room state. */
export interface StateChange {
  /** The state events that are new, without those that came before. They are of all rooms that the widget may see. */
  readonly changes: MatrixEvent[];
  /** `true` if the state is now complete: all state that the widget may receive has come. */
  readonly isComplete: boolean;
}

type Read = Written<ReadEventsRequest>;

/** The room state that the client delivers. */
export class State {
  readonly #topic = new Topic<StateChange>();
  readonly #read: (data: Read) => Promise<ReadEventsResponse>;
  readonly #onMissing: () => void;
  /** The last event of each entry. */
  readonly #entries = new Map<string, MatrixEvent>();
  /** The entries that the client has sent since the first unanswered read. */
  readonly #changed = new Set<string>();
  #isComplete = false;
  /** `true` if the next `update_state` completes the state after an approval. */
  #isAwaited = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The reads of the approved state, for clients that do not send `update_state`. */
  #wanted: Read[] = [];
  #reading = 0;
  /** `true` if the client sends `update_state`, or `undefined` until its versions are known. */
  isSent: boolean | undefined;
  isReady = false;

  constructor(read: (data: Read) => Promise<ReadEventsResponse>, onMissing: () => void) {
    this.#read = read;
    this.#onMissing = onMissing;
  }

  get isUsed(): boolean {
    return this.#topic.isUsed;
  }

  subscribe(): AsyncIterableIterator<StateChange> {
    const changes = [...this.#entries.values()];
    const isComplete = this.#isComplete;
    const iterator = this.#topic.subscribe(changes.length > 0 || isComplete ? [{ changes, isComplete }] : []);
    this.start();
    return iterator;
  }

  /** Takes new capabilities. `all` are the approved ones. */
  approve(added: readonly string[], all: readonly string[], isFirst: boolean): void {
    const parse = (text: string) => parseCapability(text, "msc2762");
    const hasNewRooms = added.some((text) => parse(text).kind === "timeline");
    const rooms = all.flatMap((text) => {
      const capability = parse(text);
      return capability.kind === "timeline" ? [capability.room] : [];
    });
    const named = rooms.length > 0 ? [{ room_ids: rooms }] : [];
    const places = rooms.includes("*") ? [{ room_ids: "*" as const }] : [{}, ...named];
    if (hasNewRooms) this.#wanted = [];
    for (const text of hasNewRooms ? all : added) {
      const capability = parse(text);
      if (capability.kind !== "state_event" || capability.direction !== "receive") continue;
      const { type, key } = capability;
      for (const place of places) this.#wanted.push({ type, state_key: key ?? true, ...place });
    }
    this.#isAwaited ||= isFirst || this.#wanted.length > 0;
  }

  /** Waits for the approved state, or reads it if the client does not send it. */
  start(): void {
    if (!this.isReady || this.isSent === undefined || !this.isUsed) return;
    if (this.isSent) {
      if (this.#wanted.length > 0) this.#timer ??= setTimeout(this.#onMissing, 10_000);
      this.#wanted = [];
      return;
    }
    while (this.#reading < maxReads) {
      const next = this.#wanted.shift();
      if (!next) return;
      this.#isAwaited = false;
      this.#reading += 1;
      void this.#readOne(next);
    }
  }

  /** Takes the entries of `update_state`. */
  update(events: readonly MatrixEvent[]): void {
    const isComplete = this.#isAwaited;
    this.#isAwaited = false;
    if (isComplete) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#wanted = [];
    }
    this.#push(events, isComplete);
  }

  /** Takes an event of `send_event`, which is state if the client does not send `update_state`. */
  take(event: MatrixEvent): void {
    // Until the versions are known, no state has been read. The reads will contain this event.
    if (this.isSent === false && typeof event["state_key"] === "string") this.#push([event], false);
  }

  checkRoom(): void {
    this.#topic.checkRoom();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.isReady = false;
    this.#topic.end();
  }

  #push(events: readonly MatrixEvent[], isComplete: boolean): void {
    if (this.#reading > 0) for (const event of events) this.#changed.add(keyOf(event));
    this.#change(events, isComplete);
  }

  /** A read that fails contributes nothing. */
  async #readOne(data: Read): Promise<void> {
    const { events } = await this.#read(data).catch(() => ({ events: [] }));
    this.#reading -= 1;
    const isNew = (event: MatrixEvent) => typeof event["state_key"] === "string" && !this.#changed.has(keyOf(event));
    const found = events.filter(isNew);
    if (this.#reading === 0) this.#changed.clear();
    this.#change(found, this.#reading === 0 && this.#wanted.length === 0);
    this.start();
  }

  #change(events: readonly MatrixEvent[], isComplete: boolean): void {
    const changes = events.filter((event) => {
      const before = this.#entries.get(keyOf(event));
      this.#entries.set(keyOf(event), event);
      return before === undefined || idOf(before) !== idOf(event);
    });
    this.#isComplete ||= isComplete;
    if (isComplete || changes.length > 0) this.#topic.push({ changes, isComplete });
  }
}

function keyOf(event: MatrixEvent): string {
  return JSON.stringify([event["room_id"], event["type"], event["state_key"]]);
}

function idOf(event: MatrixEvent): unknown {
  return event["event_id"] ?? JSON.stringify(event);
}
