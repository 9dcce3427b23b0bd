import { coverage } from "../../permissions/coverage.js";
import type { OpenModalRequest } from "../../generated/payloads.js";
import { WidgetError } from "../../transport/error.js";
import type { CustomBody } from "../../transport/types.js";
import { errorFor, responseOf } from "./answers.js";
import { type Core, GaveUp, notEstablished, type Rights, within } from "./core.js";
import type { Work } from "./driver.js";
import type { Buttons, Opener } from "./modal.js";
import type { OpenId } from "./openId.js";
import { refusal } from "./refusals.js";
import type { Turn } from "./turn.js";
import { methodOf, rowOf } from "./versions.js";
import { reach } from "./view.js";
import type { Received } from "./wire.js";

const overloaded = "too many requests without an answer";
const unsupported = "the client does not support this action";
const noRoom = "the request names no room, and no room is viewed";

/** The actions whose data names a room or rooms. */
const namesRooms =
  /^(?:send_event|io\.element\.view_room|org\.matrix\.msc(?:2876\.read_events|3869\.read_relations|4533\..*)|com\.beeper\.read_room_account_data)$/;

/** What the service of requests needs of its session. */
export interface Owner extends Core {
  readonly versions: string[];
  readonly isEstablished: boolean;
  readonly isAskingVersions: boolean;
  readonly turn: Turn;
  readonly opener: Opener;
  readonly openId: OpenId;
  readonly buttons: Buttons | undefined;
  contentLoaded(): void;
  renegotiate(list: readonly string[]): string | (() => void);
  end(data?: CustomBody): void;
}

/** A request that waits, with the rights at its receipt. */
interface Waiting {
  readonly request: Received;
  readonly data: CustomBody;
  readonly rights: Rights;
}

/** The requests of the widget: their checks, and their answers. */
export class Service {
  readonly #owner: Owner;
  /** The requests without an answer, and those on which the driver still works for an earlier document. */
  readonly #owed = new Map<Received, AbortController | undefined>();
  #owedLength = 0;
  /** The requests that wait for the decision whether the document has been replaced. */
  #held: Waiting[] = [];
  /** The requests that wait for the versions of the widget. */
  #unread: Waiting[] = [];

  constructor(owner: Owner) {
    this.#owner = owner;
  }

  /** Serves a request. `fault` is what is wrong with its text. */
  serve(request: Received, fault: string | undefined): void {
    const { action, message } = request;
    const owner = this.#owner;
    if (fault !== undefined) return request.refuse(fault);
    const given = message["data"] ?? {};
    if (typeof given !== "object" || Array.isArray(given)) return request.refuse("data: expected an object");
    const data = frozen(given as CustomBody);
    if (action === "supported_api_versions") return request.answer({ supported_versions: owner.versions });
    if (action === "content_loaded") {
      request.answer({});
      return owner.contentLoaded();
    }
    const isGated = this.#isGated(action);
    if (isGated === undefined) return request.refuse(unsupported);
    // A missing list is empty.
    const isMore = action === "org.matrix.msc2974.request_capabilities";
    const own = isMore ? { ...data, capabilities: data["capabilities"] ?? [] } : data;
    const problem = refusal(action, own, owner.limits);
    if (problem !== undefined) return request.refuse(problem);
    const waiting = { request, data: own, rights: owner.rights };
    if (isGated && owner.since !== undefined) return this.#keep(waiting, this.#held);
    if (isGated && !isMore && !owner.isEstablished) return request.refuse(notEstablished);
    this.#judge(waiting);
  }

  /** Goes on with the same document. */
  resume(): void {
    for (const waiting of this.#held.splice(0)) {
      this.#settle(waiting.request);
      const isMore = waiting.request.action === "org.matrix.msc2974.request_capabilities";
      if (this.#owner.isEstablished || isMore) this.#judge(waiting);
      else waiting.request.refuse(notEstablished);
    }
  }

  /** Refuses what was requested of a new document before it was known to be new. */
  refuseHeld(): void {
    for (const { request } of this.#held.splice(0)) {
      this.#settle(request);
      request.refuse(notEstablished);
    }
  }

  /** Forgets the requests before `end`, whose document is gone. */
  forget(end: number): void {
    this.#held = this.#held.filter(({ request }) => request.number >= end);
    this.#unread = [];
    for (const [request, controller] of [...this.#owed]) {
      if (request.number >= end) continue;
      request.forget();
      if (controller === undefined || end === Infinity) this.#settle(request);
      controller?.abort();
    }
  }

  /** Takes the versions of the widget. */
  versions(): void {
    for (const { request, data, rights } of this.#unread.splice(0)) {
      this.#settle(request);
      this.#ask(request, data, rights);
    }
  }

  /** Returns `true` if the request depends on grants, and `undefined` if the client does not support the action. */
  #isGated(action: string): boolean | undefined {
    const { options, buttons } = this.#owner;
    const row = rowOf(action);
    if (row === undefined) {
      const custom = customOf(this.#owner, action);
      return custom && custom.capability !== null;
    }
    switch (row.method) {
      case "requestCapabilities":
        return true;
      case "getOpenId":
        return false;
      case "closeModal":
      case "setModalButtonEnabled":
        return buttons && false;
      default:
        return methodOf(options, action) === undefined ? undefined : row.needs.length > 0 || row.method === "readRelations";
    }
  }

  /** Checks the permission of a request, and passes it on. */
  #judge({ request, data, rights }: Waiting): void {
    const owner = this.#owner;
    const { action } = request;
    const missing = this.#missing(action, data, rights);
    if (missing !== undefined) return request.refuse(missing);
    switch (rowOf(action)?.method) {
      case "requestCapabilities": {
        const next = owner.renegotiate(data["capabilities"] as string[]);
        if (typeof next === "string") return request.refuse(next);
        request.answer({});
        return next();
      }
      case "unwatchTurnServers":
        owner.turn.unwatch();
        return request.answer({});
      case "setModalButtonEnabled": {
        const { button, enabled } = data as { button: string; enabled: boolean };
        const reason = owner.buttons?.enable(button, enabled);
        if (reason !== undefined) return request.refuse(reason);
        owner.tell({ type: "buttonEnabled", button, enabled });
        return request.answer({});
      }
      case "closeModal":
        request.answer({});
        return owner.end(data);
      case "getOpenId":
        if (!owner.openId.isDecided && this.#isOverloaded(request)) return request.refuse(overloaded);
        return owner.openId.request(request);
    }
    if (this.#isOverloaded(request)) return request.refuse(overloaded);
    if (action === "watch_turn_servers") return owner.turn.watch(request);
    if (action === "open_modal") return owner.opener.open(request, data as OpenModalRequest, rights);
    const readsState = action === "org.matrix.msc2876.read_events" && (data["state_key"] ?? null) !== null;
    if (readsState && owner.isAskingVersions) return this.#keep({ request, data, rights }, this.#unread);
    this.#ask(request, data, rights);
  }

  /** Returns the requirement that a request does not meet. */
  #missing(action: string, data: CustomBody, { granted, viewed }: Rights): string | undefined {
    const custom = rowOf(action) === undefined ? customOf(this.#owner, action) : undefined;
    if (custom !== undefined) {
      const { capability } = custom;
      return capability === null || granted.strings.includes(capability) ? undefined : `missing capability: ${capability}`;
    }
    if (action === "open_modal") return undefined; // A page of its own needs no capability.
    if (action === "m.sticker" && viewed === undefined) return noRoom;
    if (action === "com.beeper.read_room_account_data") {
      const rooms = data["room_ids"] ?? undefined;
      if (rooms === undefined && viewed === undefined) return noRoom;
      const isClosed = (room: string) => room !== viewed && !granted.mayUseTimeline(room);
      if (Array.isArray(rooms) && rooms.some(isClosed)) return "data.room_ids: the widget has no access to one of the rooms";
    }
    return coverage({ action, data }, granted, viewed).missing?.message;
  }

  /** Passes a permitted request to the driver. */
  #ask(request: Received, data: CustomBody, rights: Rights): void {
    const { driver, limits, handlesState, options } = this.#owner;
    const { action } = request;
    const method = methodOf(options, action);
    const custom = method === undefined ? customOf(this.#owner, action) : undefined;
    const rooms = Object.freeze(this.#roomsOf(action, data, rights));
    const call = (signal: AbortSignal): unknown => {
      const work: Work & { room?: string } = { rooms, signal, ...(rooms[0] === undefined ? {} : { room: rooms[0] }) };
      if (custom !== undefined) return custom.handle(data, work);
      if (method === "readTimeline" && (data["state_key"] ?? null) !== null && !handlesState) {
        if (driver.readState === undefined) throw new WidgetError(unsupported);
        const { type, state_key } = data as { type: string; state_key: string | true };
        return driver.readState({ type, state_key }, work);
      }
      const own = action === "send_to_device" ? { ...data, encrypted: data["encrypted"] ?? true } : data;
      return (driver as { [method: string]: (data: object, work: Work) => unknown })[method as string]?.(Object.freeze(own), work);
    };
    const controller = new AbortController();
    this.#owe(request, controller);
    const ms = deadline(action, data, limits);
    const late = () => {
      this.#settle(request);
      this.#owner.tell({ type: "late", action });
    };
    const fail = (error: unknown) => {
      if (request.isOpen || !(error instanceof GaveUp)) this.#settle(request);
      // The driver may still work for a document that is gone.
      else if (this.#owed.has(request)) setTimeout(() => this.#settle(request), ms);
      if (request.isOpen) this.#fail(request, error);
    };
    const answer = (result: unknown) => {
      this.#settle(request);
      if (request.isOpen) request.answer(responseOf({ action, data, rooms, rights }, result));
    };
    within(ms, controller.signal, call, late).then(answer).catch(fail);
  }

  #fail(request: Received, error: unknown): void {
    if (error instanceof WidgetError) return request.refuse(errorFor(error));
    if (error instanceof GaveUp) return request.refuse("the client did not answer in time");
    this.#owner.tell({ type: "driverFailed", error });
    request.refuse("the client failed to answer");
  }

  /** Returns the rooms of a request, all of which the widget may access. */
  #roomsOf(action: string, data: CustomBody, rights: Rights): string[] {
    const viewed = rights.viewed === undefined ? [] : [rights.viewed];
    if (!namesRooms.test(action)) return viewed;
    const { room_id: room, room_ids: rooms } = data;
    if (rooms === "*") return reach(rights, this.#owner.known).open;
    if (Array.isArray(rooms)) return [...rooms];
    return typeof room === "string" ? [room] : viewed;
  }

  /** Keeps a request until something has been decided. */
  #keep(waiting: Waiting, list: Waiting[]): void {
    if (this.#isOverloaded(waiting.request)) return waiting.request.refuse(overloaded);
    this.#owe(waiting.request, undefined);
    list.push(waiting);
  }

  #owe(request: Received, controller: AbortController | undefined): void {
    this.#owed.set(request, controller);
    this.#owedLength += request.length;
  }

  #settle(request: Received): void {
    if (this.#owed.delete(request)) this.#owedLength -= request.length;
  }

  #isOverloaded({ length }: Received): boolean {
    const { limits, openId } = this.#owner;
    return this.#owed.size + openId.owed >= limits.owedRequests || this.#owedLength + length > limits.owedLength;
  }
}

function customOf({ options: { customActions = {} } }: Owner, action: string) {
  return Object.hasOwn(customActions, action) ? customActions[action] : undefined;
}

/** Returns the deadline for the driver in milliseconds. */
function deadline(action: string, { timeout_ms }: CustomBody, { driver, file }: Owner["limits"]): number {
  if (!/^org\.matrix\.msc4039\.(?:up|down)load_file$/.test(action)) return driver;
  return typeof timeout_ms === "number" ? Math.min(timeout_ms + 5_000, file) : file;
}

/** Freezes data and its parts, so that nothing changes after the checks. Files stay as they are. */
function frozen(data: CustomBody): CustomBody {
  const open: unknown[] = [data];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const prototype: unknown = Object.getPrototypeOf(Object(part));
    const isPlain = Array.isArray(part) || prototype === Object.prototype || prototype === null;
    if (typeof part !== "object" || part === null || !isPlain || Object.isFrozen(part)) continue;
    Object.freeze(part);
    for (const inner of Object.values(part)) if (typeof inner === "object" && inner !== null) open.push(inner);
  }
  return data;
}
