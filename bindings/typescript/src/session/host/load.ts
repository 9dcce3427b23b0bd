import { startTimer, type Timer } from "../../transport/timer.js";
import type { Limits } from "./options.js";

/** The sign of a document: the load event of the frame, or the request `content_loaded`. */
export type Sign = "load" | "content";

/** The kind of an answer to `capabilities`. */
export type AnswerKind = "list" | "error" | "malformed";

/** The meaning of an answer to `capabilities`. */
export type Verdict = "ignored" | "counts" | "reloaded" | "sameDocument";

/** What the session does because of the loading of the document. */
export interface LoadActions {
  /** Asks for `capabilities`. */
  ask(): void;
  /** Holds the messages to the document, which may have been replaced. */
  hold(): void;
  noContentLoaded(): void;
  /** The widget has not answered `capabilities`. After a sign of reloading, this begins a new epoch. */
  noAnswer(isFirst: boolean, since: number | undefined): void;
}

/** The loading and reloading of the widget's document. */
export class Load {
  readonly #waitsForLoad: boolean;
  readonly #limits: Limits;
  readonly #actions: LoadActions;
  #stage: "loading" | "asked" | "answered" | "reloading" = "loading";
  #seen = new Set<Sign>();
  #seenSince = new Set<Sign>();
  #since = 0;
  #attempts = 0;
  #hasList = false;
  #hasTold = false;
  #timer: Timer;

  constructor(waitsForLoad: boolean, limits: Limits, actions: LoadActions) {
    this.#waitsForLoad = waitsForLoad;
    this.#limits = limits;
    this.#actions = actions;
  }

  /** `true` once the document has answered `capabilities`, with a list or an error. */
  get isAnswered(): boolean {
    return this.#stage === "answered";
  }

  /** The number of the first request since a sign of reloading, while it is not known whether the document has been replaced. */
  get since(): number | undefined {
    return this.#stage === "reloading" ? this.#since : undefined;
  }

  /** Handles a sign. `next` is the number of the next request. */
  sign(sign: Sign, next: number): void {
    switch (this.#stage) {
      case "loading": {
        const isFirst = !this.#seen.has(sign);
        this.#seen.add(sign);
        const isAwaited = this.#waitsForLoad === (sign === "load");
        if (isAwaited) this.#actions.ask();
        else if (isFirst && sign === "load") this.#start();
        return;
      }
      case "answered":
        if (!this.#seen.has(sign)) {
          this.#seen.add(sign);
          return;
        }
        this.#stage = "reloading";
        this.#seenSince = new Set([sign]);
        this.#since = next;
        this.#attempts = 0;
        this.stop();
        this.#actions.hold();
        this.#actions.ask();
        return;
      default:
        (this.#stage === "asked" ? this.#seen : this.#seenSince).add(sign);
        if (sign === "content") this.#actions.ask();
    }
  }

  /** Handles a `capabilities` request that is sent. */
  asked(): void {
    if (this.#stage === "loading") {
      this.#stage = "asked";
      this.stop();
    }
    // Questions that `content_loaded` causes neither count nor defer the deadline.
    if (this.#timer === undefined && this.#attempts < Math.max(this.#limits.attempts, 1)) {
      this.#attempts += 1;
      this.#start();
    }
  }

  /** Handles an answer to `capabilities`. */
  answered(kind: AnswerKind, checksOrigin: boolean): Verdict {
    const isReloading = this.#stage === "reloading";
    if (isReloading && kind === "error" && checksOrigin) {
      this.#stage = "answered";
      this.stop();
      return "sameDocument";
    }
    if (kind === "list") {
      const isNew = this.#hasList || isReloading;
      this.#begin(isNew, "answered");
      this.#hasList = true;
      return isNew ? "reloaded" : "counts";
    }
    if (this.#stage === "loading" || this.#stage === "answered") return "ignored";
    this.#begin(isReloading, "answered");
    return isReloading ? "reloaded" : "counts";
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #begin(isNew: boolean, stage: "asked" | "answered"): void {
    if (isNew) {
      this.#hasList = false;
      this.#hasTold = false;
      if (this.#stage === "reloading") this.#seen = this.#seenSince;
    }
    this.#stage = stage;
    this.stop();
  }

  #start(): void {
    this.stop();
    this.#timer = startTimer(() => this.#expire(), this.#limits.answer);
  }

  #expire(): void {
    this.#timer = undefined;
    if (this.#stage === "loading") return this.#actions.noContentLoaded();
    const { since } = this;
    if (since !== undefined) this.#begin(true, "asked");
    const isFirst = !this.#hasTold;
    this.#hasTold = true;
    this.#actions.noAnswer(isFirst, since);
    if (this.#attempts < this.#limits.attempts) this.#actions.ask();
  }
}
