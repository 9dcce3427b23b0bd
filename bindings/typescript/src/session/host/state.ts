import { type CapabilitySet, eventQuery, type EventQuery } from "../../capability/set.js";
import type { EventCapability } from "../../capability/types.js";
import type { MatrixEvent } from "../../generated/payloads.js";
import { type Core, type Rights, within } from "./core.js";
import type { Push } from "./options.js";
import { explicit, isWider, reach, receivableState } from "./view.js";

/** The number of reads for a message at a time. */
const maxReads = 16;

/** State to read: with a key, that key, and otherwise all keys. */
type Read = EventQuery & { kind: "state_event" };

/** An `update_state` message whose entries are being read. */
interface Pending {
  readonly scope: ReadonlyMap<string, Read>;
  /** The rights before the round: what they cover was sent before. */
  readonly before: Rights | undefined;
  /** The entries by room, type and state key. */
  readonly entries: Map<string, MatrixEvent>;
  /** The message is sent even if it has no entries. */
  readonly isRequired: boolean;
  readonly controller: AbortController;
  isRead: boolean;
}

/** Room state for the widget: the current entries that it may newly receive, and the changes. */
export class RoomState {
  readonly #core: Core;
  #hasRounds = false;
  /** The messages in the order in which they are sent. */
  #pending: Pending[] = [];

  constructor(core: Core) {
    this.#core = core;
  }

  /** Handles a round, after the widget has been told: what was granted before, and whether the widget has asked for state. */
  round(before: CapabilitySet, asksForState: boolean): void {
    const { granted, viewed } = this.#core.rights;
    const isAnswer = !this.#hasRounds && asksForState;
    this.#hasRounds = true;
    const permissions = receivableState(granted);
    if (!isAnswer && !isWider(permissions, granted, before)) return;
    const rooms = reach(this.#core.rights, this.#core.known);
    const reads = permissions.flatMap((own) => rooms.map((room) => readOf(own, room)));
    const isNew = (read: Read) => !before.mayReceive(read, viewed);
    this.#start(reads.filter(isNew), { granted: before, viewed }, true);
  }

  /** Handles a change of the viewed room. */
  viewed(earlier: string | undefined): void {
    const { granted, viewed } = this.#core.rights;
    if (viewed === undefined) return;
    const before = this.#core.known.has(viewed) ? granted : explicit(granted);
    this.#enter(viewed, (read) => !before.mayReceive(read, earlier));
  }

  /** Handles a room that has become known. Only the permissions of `*` are new in it. */
  joined(room: string): void {
    const { granted, viewed } = this.#core.rights;
    const before = explicit(granted);
    if (room !== viewed) this.#enter(room, (read) => !before.mayReceive(read));
  }

  /** Handles the versions of the widget. */
  versions(): void {
    if (this.#core.handlesState) this.#send();
    else this.#cancel();
  }

  /** Tells the widget about changes of the current state. */
  push(events: readonly MatrixEvent[]): Push {
    const { rights, handlesState } = this.#core;
    const state: MatrixEvent[] = [];
    let isAllowed = false;
    for (const event of events) {
      const query = eventQuery(event);
      if (query?.kind !== "state_event" || !rights.granted.mayReceive(query, rights.viewed)) continue;
      // What is being read is replaced, and not sent apart.
      const reading = this.#pending.filter((pending) => covers(pending, query));
      for (const { entries } of reading) entries.set(idOf(query), event);
      if (reading.length === 0 && handlesState) state.push(event);
      isAllowed ||= reading.length > 0 || handlesState === true;
    }
    if (state.length > 0) this.#core.push("update_state", { state });
    return isAllowed ? "sent" : "notAllowed";
  }

  /** Begins a new epoch, or ends the session. */
  reset(): void {
    this.#cancel();
    this.#hasRounds = false;
  }

  #cancel(): void {
    for (const { controller } of this.#pending.splice(0)) controller.abort();
  }

  /** Reads the state of a room that has become accessible. */
  #enter(room: string, isNew: (read: Read) => boolean): void {
    const { granted, viewed } = this.#core.rights;
    const reads = receivableState(granted).map((own) => readOf(own, room));
    this.#start(reads.filter((read) => granted.mayReceive(read, viewed) && isNew(read)), undefined, false);
  }

  #start(reads: readonly Read[], before: Rights | undefined, isRequired: boolean): void {
    if (this.#core.handlesState === false || (reads.length === 0 && !isRequired)) return;
    const scope = new Map(reads.map((read) => [idOf(read), read]));
    const controller = new AbortController();
    const pending: Pending = { scope, before, entries: new Map(), isRequired, controller, isRead: scope.size === 0 };
    this.#pending.push(pending);
    if (pending.isRead) return this.#send();
    const unread = new Set(scope.values());
    const waiting = [...unread];
    const work = async (signal: AbortSignal) => {
      for (let read = waiting.shift(); read !== undefined && !signal.aborted; read = waiting.shift()) {
        const isDone = await this.#read(pending, read, signal).catch(() => this.#read(pending, read as Read, signal)).then(
          () => true,
          () => false,
        );
        if (isDone) unread.delete(read);
      }
    };
    const all = (signal: AbortSignal) => Promise.all(Array.from({ length: maxReads }, () => work(signal)));
    const done = () => {
      if (controller.signal.aborted) return;
      for (const { room, type, key } of unread) {
        this.#core.tell({ type: "stateFailed", room, query: { type, state_key: key ?? true } });
      }
      pending.isRead = true;
      this.#send();
    };
    void within(this.#core.limits.driver, controller.signal, all).then(done, done);
  }

  async #read(pending: Pending, { room, type, key }: Read, signal: AbortSignal): Promise<void> {
    const { driver } = this.#core;
    if (driver.readState === undefined) throw new Error("the driver reads no state");
    const query = Object.freeze({ type, state_key: key ?? true });
    for (const { events } of await driver.readState(query, { rooms: [room], signal })) {
      for (const event of events) {
        const entry = { ...event, room_id: room };
        const own = eventQuery(entry);
        if (own !== undefined && covers(pending, own) && !pending.entries.has(idOf(own))) pending.entries.set(idOf(own), entry);
      }
    }
  }

  /** Sends the messages whose entries have been read, in order. */
  #send(): void {
    while (this.#core.handlesState && this.#pending[0]?.isRead) {
      const { entries, isRequired } = this.#pending.shift() as Pending;
      const { granted, viewed } = this.#core.rights;
      const state = [...entries.values()].filter((event) => granted.mayReceive(eventQuery(event), viewed));
      if (isRequired || state.length > 0) this.#core.push("update_state", { state });
    }
  }
}

function readOf({ type, key }: EventCapability, room: string): Read {
  return { kind: "state_event", type, key, room };
}

function idOf({ room, type, key }: EventQuery): string {
  return JSON.stringify([room, type, key]);
}

/** Returns `true` if an entry is in the scope of a message, and was not sent before. */
function covers({ scope, before }: Pending, entry: EventQuery): boolean {
  const isInScope = scope.has(idOf(entry)) || scope.has(idOf({ ...entry, key: undefined }));
  return entry.kind === "state_event" && isInScope && !before?.granted.mayReceive(entry, before.viewed);
}
