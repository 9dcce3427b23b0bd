import type { Channel, ReceivedText } from "../../transport/channel.js";
import { WidgetError } from "../../transport/error.js";
import { Outbox } from "../../transport/outbox.js";
import { errorFor } from "./errorFor.js";

const ignore = () => {};

/** Messages to the widget. They are held while it is not known whether its document has been replaced. */
export class Wire {
  readonly #channel: Channel;
  readonly #widgetId: string;
  #held: (object | string)[] | undefined;
  /** Requests that are sent to any document that is loaded. */
  readonly forAny: Outbox;
  /** Requests to the loaded document. */
  forDocument: Outbox;

  constructor(channel: Channel, widgetId: string) {
    this.#channel = channel;
    this.#widgetId = widgetId;
    this.forAny = this.#outbox(true);
    this.forDocument = this.#outbox(false);
  }

  #outbox(isForAny: boolean): Outbox {
    const post = (requestId: string, action: string, data: object) =>
      this.send({ api: "toWidget", widgetId: this.#widgetId, requestId, action, data }, isForAny);
    return new Outbox(post, undefined);
  }

  get held(): number {
    return this.#held?.length ?? 0;
  }

  /** Sends a message, or holds it unless it is for any document. */
  send(message: object | string, isForAny = false): void {
    if (this.#held === undefined || isForAny) this.#channel.send(message);
    // A message that the channel cannot carry fails now, while it can be replaced.
    else this.#held.push(structuredClone(message));
  }

  /** Sends a request whose answer does not matter. */
  push(outbox: Outbox, action: string, data: object, timeout: number): void {
    outbox.add(action, data, { timeout }).catch(ignore);
  }

  hold(): void {
    this.#held ??= [];
  }

  /** Sends the held messages: the document is still loaded. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const message of held) {
      try {
        this.send(message);
      } catch {
        // The channel cannot carry it.
      }
    }
  }

  /** Drops the held messages, and ends the requests to a document that is gone. */
  discard(): void {
    this.#held = undefined;
    this.forDocument.stop();
    this.forDocument = this.#outbox(false);
  }

  end(): void {
    this.#held = undefined;
    this.forDocument.stop();
    this.forAny.stop();
  }
}

/** A request of the widget. It is answered once. */
export class Received {
  readonly message: { readonly [member: string]: unknown };
  readonly action: string;
  readonly requestId: string;
  /** The place of the request among all requests. */
  readonly number: number;
  readonly length: number;
  readonly #text: ReceivedText | undefined;
  readonly #send: (message: object | string, request: Received) => void;
  #isOpen = true;
  /** Is called when the request has been answered. */
  onAnswered: () => void = ignore;

  constructor(
    message: { readonly [member: string]: unknown },
    header: { action: string; requestId: string; number: number },
    text: ReceivedText | undefined,
    send: (message: object | string, request: Received) => void,
  ) {
    this.message = message;
    this.action = header.action;
    this.requestId = header.requestId;
    this.number = header.number;
    this.length = text?.length ?? 0;
    this.#text = text;
    this.#send = send;
  }

  /** `false` once the request has been answered or forgotten. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Leaves the request without an answer. */
  forget(): void {
    this.#isOpen = false;
  }

  answer(response: object): void {
    if (!this.#isOpen) return;
    // If the channel cannot carry this response, the request can still be refused.
    this.#send(this.#text?.respond(response) ?? { ...this.message, response }, this);
    this.#isOpen = false;
    this.onAnswered();
  }

  refuse(reason: string | WidgetError): void {
    this.answer({ error: typeof reason === "string" ? { message: reason } : errorFor(reason).error });
  }
}
