import { needs } from "../../generated/needs.js";
import type { OpenModalRequest } from "../../generated/payloads.js";
import { own } from "../../own.js";
import { coverage } from "../../permissions/coverage.js";
import { noRoom } from "../../permissions/missing.js";
import { WidgetError } from "../../transport/error.js";
import { startTimer } from "../../transport/timer.js";
import type { CustomBody } from "../../transport/types.js";
import { driverMethod, rowOf } from "./actions.js";
import { responseOf } from "./answers.js";
import { type Core, GaveUp, notEstablished, type Rights, within } from "./core.js";
import type { StateQuery, Work } from "./driver.js";
import type { Buttons, Opener } from "./modal.js";
import type { OpenId } from "./openId.js";
import { covers } from "./negotiation.js";
import { refusal } from "./refusals.js";
import type { Turn } from "./turn.js";
import { reach } from "./view.js";
import type { Received } from "./wire.js";

const overloaded = "too many requests without an answer";
const unsupported = "the client does not support this action";

/** The methods whose data names a room or rooms. */
const namesRooms = /^(?:sendEvent|read(?:Events|Relations|RoomAccountData)|getLivekitToken|delegateDelayedLeave|elementViewRoom)$/;

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
  /** The method that stands for the action, or `undefined` for a custom action. */
  readonly method: string | undefined;
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
    const row = rowOf(action);
    const method = row?.[0];
    const given = message["data"] ?? {};
    if (fault !== undefined) return request.refuse(fault);
    if (typeof given !== "object" || Array.isArray(given)) return request.refuse("data: expected an object");
    if (method === "supportedApiVersions") return request.answer({ supported_versions: owner.versions });
    if (method === "contentLoaded") {
      request.answer({});
      return owner.contentLoaded();
    }
    const isGated = this.#isGated(action, method);
    if (isGated === undefined) return request.refuse(unsupported);
    const isMore = method === "requestCapabilities";
    let data = frozen(given as CustomBody);
    // A missing list is empty.
    if (isMore) data = { ...data, capabilities: data["capabilities"] ?? [] };
    const problem = row?.[1](data, "data").error?.message ?? (method && refusal(method, data, owner.limits));
    if (problem !== undefined) return request.refuse(problem);
    const waiting = { request, method, data, rights: owner.rights };
    if (isGated && owner.since !== undefined) this.#keep(waiting, this.#held);
    else if (isGated && !isMore && !owner.isEstablished) request.refuse(notEstablished);
    else this.#judge(waiting);
  }

  /** Goes on with the same document. */
  resume(): void {
    for (const waiting of this.#held.splice(0)) {
      this.#settle(waiting.request);
      if (this.#owner.isEstablished || waiting.method === "requestCapabilities") this.#judge(waiting);
      else waiting.request.refuse(notEstablished);
    }
  }

  /** Refuses what was requested of a new document before it was known to be new. */
  refuseHeld(): void {
    for (const { request } of this.#held.splice(0)) request.refuse(notEstablished);
  }

  /** Forgets the requests before `end`, whose document is gone. */
  forget(end: number): void {
    this.#held = this.#held.filter(({ request }) => request.number >= end);
    this.#unread = [];
    for (const [request, controller] of [...this.#owed]) {
      if (request.number >= end) continue;
      request.forget();
      controller?.abort();
      if (controller === undefined || end === Infinity) this.#settle(request);
    }
  }

  /** Handles the versions of the widget. */
  versions(): void {
    for (const waiting of this.#unread.splice(0)) {
      this.#settle(waiting.request);
      this.#ask(waiting);
    }
  }

  /** Returns `true` if the request depends on grants, and `undefined` if the client does not support the action. */
  #isGated(action: string, method: string | undefined): boolean | undefined {
    const { options, buttons } = this.#owner;
    switch (method) {
      case undefined: {
        const custom = customOf(this.#owner, action);
        return custom && custom.capability !== null;
      }
      case "requestCapabilities":
        return true;
      case "getOpenId":
        return false;
      case "closeModal":
      case "setModalButtonEnabled":
        return buttons && false;
      default:
        if (driverMethod(options, method) === undefined) return undefined;
        return own(needs, action) !== "" || method === "readRelations";
    }
  }

  /** Checks the permission of a request, and passes it on. */
  #judge(waiting: Waiting): void {
    const { request, method, data, rights } = waiting;
    const owner = this.#owner;
    const missing = this.#missing(waiting);
    if (missing !== undefined) return request.refuse(missing);
    switch (method) {
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
    }
    const isDone = method === "getOpenId" && owner.openId.isDecided;
    if (!isDone && this.#isOverloaded(request)) return request.refuse(overloaded);
    if (method === "getOpenId") return owner.openId.request(request);
    if (readsState(waiting) && owner.isAskingVersions) return this.#keep(waiting, this.#unread);
    if (method !== "watchTurnServers" && method !== "openModal") return this.#ask(waiting);
    this.#owe(request);
    if (method === "openModal") owner.opener.open(request, data as OpenModalRequest, rights);
    else owner.turn.watch(request);
  }

  /** Returns the requirement that a request does not meet. */
  #missing({ request: { action }, method, data, rights: { granted, viewed } }: Waiting): string | undefined {
    if (method === undefined) {
      const custom = customOf(this.#owner, action);
      // Only null says that the action needs no capability.
      if (custom === undefined || custom.capability === null) return undefined;
      if (typeof custom.capability !== "string") return unsupported;
      return covers(granted, custom.capability) ? undefined : `missing capability: ${custom.capability}`;
    }
    if (method === "openModal") return undefined; // A page of its own needs no capability.
    const rooms = data["room_ids"] ?? undefined;
    const readsAccount = method === "readRoomAccountData";
    if (viewed === undefined && (method === "sendSticker" || (readsAccount && rooms === undefined))) return noRoom.message;
    const isClosed = (room: string) => room !== viewed && !granted.mayUseTimeline(room);
    if (readsAccount && Array.isArray(rooms) && rooms.some(isClosed)) {
      return "data.room_ids: the widget has no access to one of the rooms";
    }
    return coverage({ action, data }, granted, viewed).missing?.message;
  }

  /** Passes a permitted request to the driver. */
  #ask(waiting: Waiting): void {
    const { request, method, data, rights } = waiting;
    const { driver, limits, handlesState, options } = this.#owner;
    const { action } = request;
    const rooms = Object.freeze(this.#roomsOf(waiting));
    const call = (signal: AbortSignal): unknown => {
      const work: Work & { room?: string } = { rooms, signal, ...(rooms[0] === undefined ? {} : { room: rooms[0] }) };
      if (method === undefined) return customOf(this.#owner, action)?.handle(data, work);
      if (readsState(waiting) && !handlesState) {
        if (driver.readState === undefined) throw new WidgetError("the client cannot read room state");
        return driver.readState(data as unknown as StateQuery, work);
      }
      const name = driverMethod(options, method) as string;
      const input = method === "sendToDevice" ? Object.freeze({ ...data, encrypted: data["encrypted"] ?? true }) : data;
      return (driver as { [name: string]: (data: object, work: Work) => unknown })[name]?.(input, work);
    };
    const controller = new AbortController();
    this.#owe(request, controller);
    const ms = deadline(method, data, limits);
    const late = () => {
      this.#settle(request);
      this.#owner.tell({ type: "late", action });
    };
    const fail = (error: unknown) => {
      if (request.isOpen) this.#fail(request, error);
      // The driver may still work for a document that is gone.
      else if (error instanceof GaveUp && this.#owed.has(request)) startTimer(() => this.#settle(request), ms);
      else this.#settle(request);
    };
    const answer = (result: unknown) => request.answer(responseOf({ method, data, rooms, rights }, result));
    within(ms, controller.signal, call, late).then(answer).catch(fail);
  }

  #fail(request: Received, error: unknown): void {
    if (error instanceof WidgetError) return request.refuse(error);
    if (error instanceof GaveUp) return request.refuse("the client did not answer in time");
    this.#owner.tell({ type: "driverFailed", error });
    request.refuse("the client failed to answer");
  }

  /** Returns the rooms of a request, all of which the widget may access. */
  #roomsOf({ method = "", data, rights }: Waiting): string[] {
    const viewed = rights.viewed === undefined ? [] : [rights.viewed];
    if (!namesRooms.test(method)) return viewed;
    const { room_id: room, room_ids: rooms } = data;
    if (rooms === "*") return reach(rights, this.#owner.known);
    if (Array.isArray(rooms)) return [...rooms];
    return typeof room === "string" ? [room] : viewed;
  }

  /** Keeps a request until something has been decided. */
  #keep(waiting: Waiting, list: Waiting[]): void {
    if (this.#isOverloaded(waiting.request)) return waiting.request.refuse(overloaded);
    this.#owe(waiting.request);
    list.push(waiting);
  }

  #owe(request: Received, controller?: AbortController): void {
    this.#owed.set(request, controller);
    this.#owedLength += request.length;
    request.onAnswered = () => this.#settle(request);
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
  return own(customActions, action);
}

function readsState({ method, data }: Waiting): boolean {
  return method === "readEvents" && (data["state_key"] ?? null) !== null;
}

/** Returns the deadline for the driver in milliseconds. */
function deadline(method: string | undefined, { timeout_ms }: CustomBody, { driver, file }: Owner["limits"]): number {
  if (method !== "uploadFile" && method !== "downloadFile") return driver;
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
