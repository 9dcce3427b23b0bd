import type { Check } from "../../checks/check.js";
import { responseChecks } from "../../generated/hostActions.js";
import { renamed } from "../../generated/names.js";
import { isErrorResponse, readMessage } from "../../guards.js";
import { own } from "../../own.js";
import type { Channel, ReceivedText } from "../../transport/channel.js";
import { malformed, WidgetError } from "../../transport/error.js";
import type { CustomBody } from "../../transport/types.js";
import { versionsOf } from "./actions.js";
import { Appearance } from "./appearance.js";
import { Budget } from "./budget.js";
import { type Core, notEstablished, type Rights } from "./core.js";
import type { HostDriver } from "./driver.js";
import { type AnswerKind, Load } from "./load.js";
import { Buttons, exited, Opener } from "./modal.js";
import { Negotiation, type Round, setOf } from "./negotiation.js";
import { OpenId } from "./openId.js";
import type { HostEvent, HostOptions, Limits } from "./options.js";
import { Service } from "./service.js";
import { RoomState } from "./state.js";
import { Sticky } from "./sticky.js";
import { Turn } from "./turn.js";
import { receivableState } from "./view.js";
import { Received, Wire } from "./wire.js";

const defaults: Limits = {
  answer: 10_000,
  driver: 60_000,
  file: 120_000,
  decision: 9_000,
  attempts: 3,
  owedRequests: 256,
  owedLength: 128 << 20,
  uploadSize: 64 << 20,
  held: 512,
  prompts: 3,
  promptPeriod: 60_000,
  capabilities: 1000,
};

/** The number of unanswered `capabilities` requests whose answers count. */
const maxQuestions = 16;

/** The conversation with a widget: its loading, its capabilities and its messages. */
export class Host implements Core {
  readonly options: HostOptions;
  readonly limits: Limits;
  readonly driver: HostDriver;
  readonly wire: Wire;
  readonly checksOrigin: boolean;
  readonly known: Set<string>;
  readonly closed: Promise<CustomBody>;
  readonly versions: string[];
  rights: Rights;
  isEstablished = false;
  readonly #channel: Channel;
  readonly #load: Load;
  readonly #negotiation: Negotiation;
  readonly #budget: Budget;
  readonly state: RoomState;
  readonly sticky: Sticky;
  readonly appearance: Appearance;
  readonly #service: Service;
  readonly turn: Turn;
  readonly opener: Opener;
  readonly openId: OpenId;
  readonly buttons: Buttons | undefined;
  /** The versions of the widget, which are asked once per epoch. */
  #theirs: "notAsked" | "asked" | readonly string[] = "notAsked";
  /** The unanswered `capabilities` requests, by their IDs. */
  readonly #questions = new Map<string, AbortController>();
  #received = 0;
  hasEnded = false;
  #unlisten = () => {};
  #close: (data: CustomBody) => void = () => {};

  constructor(channel: Channel, options: HostOptions, checksOrigin: boolean) {
    this.options = options;
    this.limits = { ...defaults, ...options.limits };
    this.driver = options.driver ?? {};
    this.checksOrigin = checksOrigin;
    this.known = new Set(options.rooms);
    this.closed = new Promise((resolve) => (this.#close = resolve));
    this.versions = versionsOf(options);
    this.#channel = channel;
    this.wire = new Wire(channel, options.widgetId);
    this.#negotiation = new Negotiation(options, this.limits);
    this.rights = { granted: this.#negotiation.granted, viewed: options.room };
    this.#budget = new Budget(this.limits);
    this.#load = new Load(options.waitForIframeLoad !== false, this.limits, {
      ask: () => this.#ask(),
      hold: () => this.wire.hold(),
      noContentLoaded: () => this.tell({ type: "noContentLoaded" }),
      noAnswer: (isFirst, since) => {
        if (since !== undefined) this.#restart(since);
        if (isFirst) this.tell({ type: "noCapabilities" });
      },
    });
    this.state = new RoomState(this);
    this.sticky = new Sticky(this);
    this.appearance = new Appearance(this);
    this.turn = new Turn(this);
    this.opener = new Opener(this);
    this.openId = new OpenId(this);
    this.buttons = options.modal && new Buttons(options.modal);
    this.#service = new Service(this);
  }

  start(): void {
    this.#unlisten = this.#channel.listen((message, text) => this.#receive(message, text));
  }

  get since(): number | undefined {
    return this.#load.since;
  }

  get handlesState(): boolean | undefined {
    const version = "org.matrix.msc2762_update_state";
    if (!this.versions.includes(version)) return false;
    return typeof this.#theirs === "string" ? undefined : this.#theirs.includes(version);
  }

  /** `true` while the widget has been asked for its versions. */
  get isAskingVersions(): boolean {
    return this.#theirs === "asked";
  }

  knows(version: string): boolean {
    return typeof this.#theirs !== "string" && this.#theirs.includes(version);
  }

  tell(event: HostEvent): void {
    const { onEvent } = this.options;
    try {
      if (onEvent) onEvent(event);
      else if (event.type === "driverFailed") console.error(event.error);
    } catch (error) {
      console.error(error);
    }
  }

  push(action: string, data: object): void {
    this.wire.push(this.wire.forDocument, action, data, this.limits.answer);
  }

  // Messages

  #receive(value: unknown, text: ReceivedText | undefined): void {
    // Other values, such as large buffers, are not copied.
    if (typeof value !== "object" || value === null || !("api" in value)) return;
    // A malformed `response` does not make the header invalid.
    const header = readMessage({ ...value, response: null });
    if (header?.widgetId !== this.options.widgetId || this.hasEnded) return;
    const message: { readonly [member: string]: unknown } = { ...value };
    const response = message["response"] ?? undefined;
    const duplicate = text?.duplicate === undefined ? undefined : `${text.duplicate}: duplicate field`;
    if (header.api === "toWidget") {
      if (response !== undefined) this.#answered(header.requestId, header.action, response, duplicate);
    } else if (response === undefined) {
      const action = own<string>(renamed.fromWidget, header.action) ?? header.action;
      const known = { action, requestId: header.requestId, number: this.#received++ };
      const request = new Received(message, known, text, (answer, { number }) => this.#respond(answer, number));
      this.#service.serve(request, duplicate);
    }
  }

  /** Answers a request. The answer is held if the document that sent the request may have been replaced. */
  #respond(answer: object | string, number: number): void {
    const { since } = this;
    this.wire.send(answer, since === undefined || number >= since);
  }

  #answered(requestId: string, action: string, response: unknown, duplicate: string | undefined): void {
    const { forAny, forDocument } = this.wire;
    const request = forDocument.sent(requestId, action) ?? forAny.sent(requestId, action);
    if (request === undefined) return;
    const isObject = typeof response === "object" && response !== null && !Array.isArray(response);
    if (action === "capabilities") {
      this.#questions.delete(requestId);
      request.resolve({});
      return this.#wishes(response, duplicate !== undefined || !isObject);
    }
    if (duplicate === undefined && isErrorResponse(response)) {
      return request.reject(new WidgetError(response.error.message, response.error as CustomBody));
    }
    const check = own<Check<unknown>>(responseChecks, action);
    const fault = duplicate ?? (isObject ? check?.(response, "response").error?.message : "response: expected an object");
    if (fault === undefined) request.resolve(response as object);
    else request.reject(malformed(fault));
  }

  // Loading

  frameLoaded(): void {
    if (!this.hasEnded) this.#load.sign("load", this.#received);
  }

  contentLoaded(): void {
    this.#load.sign("content", this.#received);
  }

  #ask(): void {
    const [oldest] = this.#questions;
    if (oldest !== undefined && this.#questions.size === maxQuestions) this.#drop(oldest);
    const controller = new AbortController();
    const answer = this.wire.forAny.add("capabilities", {}, { timeout: Infinity, signal: controller.signal });
    answer.catch(() => {});
    this.#questions.set(answer.requestId, controller);
    this.#load.asked();
  }

  /** Ignores later answers to a question. */
  #drop([requestId, controller]: [string, AbortController]): void {
    this.#questions.delete(requestId);
    controller.abort();
  }

  /** Reads an answer to `capabilities`. It takes effect at once, before the next message. */
  #wishes(response: unknown, isMalformed: boolean): void {
    const { capabilities, error } = Object(response) as CustomBody;
    const isError = error !== undefined && error !== null;
    const list = capabilities ?? (isError ? undefined : []);
    const isList = isStrings(list) && !isErrorResponse(response);
    if (isMalformed) this.#take("malformed", []);
    else if (isList) this.#take("list", list);
    else this.#take(isError ? "error" : "malformed", []);
  }

  /** Handles an answer to `capabilities`. */
  #take(kind: AnswerKind, list: readonly string[]): void {
    if (this.hasEnded) return;
    const { since } = this;
    const isList = kind === "list" && this.#negotiation.hasRoomFor(list, since !== undefined);
    switch (this.#load.answered(kind === "list" && !isList ? "malformed" : kind, this.checksOrigin)) {
      case "ignored":
        return;
      case "sameDocument":
        return this.#resume();
      case "reloaded":
        this.#restart(since ?? this.#received);
        break;
      case "counts":
    }
    if (!isList) {
      this.tell({ type: "negotiationFailed" });
      return this.#establish();
    }
    for (const question of [...this.#questions]) this.#drop(question);
    this.#askVersions();
    if (this.#negotiation.open) this.#negotiation.gather(list);
    else this.#start(this.#negotiation.round(list));
  }

  /** Goes on with the same document. */
  #resume(): void {
    this.wire.release();
    this.#service.resume();
    this.appearance.show();
  }

  /** Begins a new epoch. `end` is the number of the first request of the new document. */
  #restart(end: number): void {
    this.wire.discard();
    this.#negotiation.restart(this.checksOrigin);
    this.#service.forget(end);
    this.#theirs = "notAsked";
    this.appearance.restart();
    this.isEstablished = false;
    this.#grant();
    if (!this.checksOrigin) this.openId.withdraw(end);
    this.#resetParts();
    this.tell({ type: "reloaded" });
    this.#service.refuseHeld();
  }

  #resetParts(): void {
    this.sticky.reset();
    this.state.reset();
    this.turn.unwatch();
    this.opener.close();
    this.buttons?.reload();
  }

  // Negotiation

  /** Handles the strings of `request_capabilities`. Returns the reason of a refusal, or what to do after the answer. */
  renegotiate(list: readonly string[]): string | (() => void) {
    const negotiation = this.#negotiation;
    if (!this.#load.isAnswered) return notEstablished;
    if (!negotiation.hasRoomFor(list, false)) return "data.capabilities: too many capabilities";
    if (negotiation.open) {
      negotiation.gather(list);
      return () => this.#askVersions();
    }
    const round = negotiation.round(list);
    if (round.asked.length > 0 && this.#budget.isUsedUp) return "too many requests for capabilities";
    return () => {
      this.#askVersions();
      this.#start(round);
    };
  }

  /** Prompts for a round, or decides it. */
  #start(round: Round): void {
    if (round.asked.length === 0 || this.#budget.isUsedUp) return this.#conclude(round, []);
    this.#budget.spend();
    const controller = new AbortController();
    const { signal } = controller;
    this.#negotiation.open = { round, controller };
    const decide = (approved: readonly string[]) => {
      if (signal.aborted) return;
      this.#negotiation.open = undefined;
      this.#conclude(round, approved);
    };
    const context = { granted: this.rights.granted, signal };
    const ask = async () => [...((await this.options.prompt?.([...round.asked], context)) ?? [])];
    ask().then(decide, (error: unknown) => {
      if (!signal.aborted && !(error instanceof WidgetError)) this.tell({ type: "driverFailed", error });
      decide([]);
    });
  }

  /** Decides a round, and tells the widget. */
  #conclude(round: Round, approved: readonly string[]): void {
    const negotiation = this.#negotiation;
    const before = negotiation.granted;
    negotiation.decide(round, approved);
    this.#grant();
    this.push("notify_capabilities", negotiation.totals());
    this.tell({ type: "granted", capabilities: negotiation.granted });
    this.#establish();
    this.state.round(before, receivableState(setOf([...round.strings])).length > 0);
    this.sticky.round(before);
    const { gathered } = negotiation;
    negotiation.gathered = undefined;
    if (gathered) this.#start(negotiation.round(gathered));
  }

  #establish(): void {
    const isFirst = !this.isEstablished;
    this.isEstablished = true;
    if (isFirst && this.buttons) this.push("widget_config", this.buttons.configure());
    this.appearance.show();
  }

  #grant(): void {
    this.rights = { granted: this.#negotiation.granted, viewed: this.rights.viewed };
  }

  #askVersions(): void {
    if (this.#theirs !== "notAsked") return;
    this.#theirs = "asked";
    const { forDocument } = this.wire;
    const take = (versions: unknown) => {
      if (this.wire.forDocument !== forDocument || this.hasEnded) return;
      this.#theirs = isStrings(versions) ? versions : [];
      this.state.versions();
      this.#service.versions();
      this.appearance.show();
    };
    forDocument
      .add("supported_api_versions", {}, { timeout: this.limits.answer })
      .then(({ supported_versions }) => take(supported_versions), () => take([]));
  }

  // Rooms

  viewRoom(room: string | undefined): void {
    if (this.hasEnded || this.options.room !== undefined || this.options.modal) return;
    const earlier = this.rights.viewed;
    this.rights = { granted: this.rights.granted, viewed: room };
    if (room === earlier) return;
    this.state.viewed(earlier);
    if (room !== undefined) this.sticky.room(room);
  }

  joinRoom(room: string): void {
    if (this.hasEnded || this.known.has(room)) return;
    this.known.add(room);
    this.state.joined(room);
    this.sticky.room(room);
  }

  end(data: CustomBody = exited): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.isEstablished = false;
    this.#load.stop();
    this.#negotiation.restart(false);
    this.#service.forget(Infinity);
    this.openId.withdraw(Infinity);
    this.#resetParts();
    this.wire.end();
    this.#unlisten();
    this.#close(data);
  }
}

function isStrings(value: unknown): value is string[] {
  // Unlike `every`, `includes` stops at the first hole of a sparse array.
  return Array.isArray(value) && !value.includes(undefined) && value.every((text) => typeof text === "string");
}
