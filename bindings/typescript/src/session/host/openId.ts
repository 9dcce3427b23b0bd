import type { OpenIdCredentials } from "../../generated/payloads.js";
import { WidgetError } from "../../transport/error.js";
import { Budget } from "./budget.js";
import { type Core, GaveUp, within } from "./core.js";
import type { Received } from "./wire.js";

type Decision = { state: "blocked" } | ({ state: "allowed" } & OpenIdCredentials);

const blocked: Decision = { state: "blocked" };

/** OpenID credentials for the widget. */
export class OpenId {
  readonly #core: Core;
  readonly #budget: Budget;
  /** The user has allowed it in this session. */
  #isApproved = false;
  #question: AbortController | undefined;
  /** The requests that share the open question. */
  #waiting: Pick<Received, "requestId" | "number">[] = [];

  constructor(core: Core) {
    this.#core = core;
    this.#budget = new Budget(core.limits);
  }

  /** The number of requests that wait for `openid_credentials`. */
  get owed(): number {
    return this.#waiting.length;
  }

  /** `true` if a request is answered at once and nothing follows. */
  get isDecided(): boolean {
    const { openId } = this.#core.options;
    return openId === "block" || typeof openId === "object";
  }

  request(request: Received): void {
    const { openId = "ask" } = this.#core.options;
    if (openId === "block") return request.answer(blocked);
    if (typeof openId === "object") {
      if (isComplete(openId)) request.answer({ ...openId, state: "allowed" });
      else request.refuse("the client has no OpenID credentials");
      return;
    }
    const asksUser = openId !== "allow" && !this.#isApproved;
    if (this.#question === undefined) {
      if (asksUser && this.#budget.isUsedUp) return request.answer(blocked);
      const question = new AbortController();
      this.#question = question;
      void this.#decide(question, asksUser);
    }
    this.#waiting.push({ requestId: request.requestId, number: request.number });
    request.answer({ state: "request" });
  }

  /**
   * Forgets the approval and the requests before `end`, withdraws the question, and refuses the requests after `end`: at the end of the
   * session, and in a new epoch with an unchecked origin. Other epochs change nothing.
   */
  withdraw(end: number): void {
    this.#isApproved = false;
    this.#question?.abort();
    this.#question = undefined;
    this.#waiting = this.#waiting.filter(({ number }) => number >= end);
    this.#send(blocked);
  }

  async #decide(question: AbortController, asksUser: boolean): Promise<void> {
    const decision = await this.#ask(question.signal, asksUser).catch((error: unknown) => {
      if (!(error instanceof WidgetError) && !(error instanceof GaveUp)) this.#core.tell({ type: "driverFailed", error });
      return blocked;
    });
    if (this.#question !== question) return;
    this.#question = undefined;
    this.#send(decision);
  }

  async #ask(signal: AbortSignal, asksUser: boolean): Promise<Decision> {
    const { driver, limits, options } = this.#core;
    if (asksUser) {
      const ask = async (signal: AbortSignal) => options.promptOpenId?.({ signal });
      const isAllowed = await within(Infinity, signal, ask).catch((error: unknown) => {
        if (!(error instanceof GaveUp)) this.#core.tell({ type: "driverFailed", error });
        return false;
      });
      if (signal.aborted) return blocked;
      if (isAllowed !== true) {
        this.#budget.spend();
        return blocked;
      }
      this.#isApproved = true;
    }
    const credentials = await within(limits.driver, signal, async (signal) => driver.getOpenIdCredentials?.({ signal }));
    return isComplete(credentials) ? { ...credentials, state: "allowed" } : blocked;
  }

  /**
   * Sends `openid_credentials` for each request. A new document may have made it before its load event. With an unchecked origin, it gets
   * nothing that was decided for its predecessor.
   */
  #send(decision: Decision): void {
    const { checksOrigin, limits, since, wire } = this.#core;
    for (const { requestId, number } of this.#waiting.splice(0)) {
      const isNew = since !== undefined && number >= since;
      const own = isNew && !checksOrigin ? blocked : decision;
      const outbox = checksOrigin || isNew ? wire.forAny : wire.forDocument;
      wire.push(outbox, "openid_credentials", { original_request_id: requestId, ...own }, limits.answer);
    }
  }
}

/** Returns `false` for credentials that a widget cannot use. */
function isComplete(credentials: unknown): credentials is OpenIdCredentials {
  const { access_token, expires_in, matrix_server_name, token_type } = Object(credentials) as { [name: string]: unknown };
  const isText = [access_token, matrix_server_name, token_type].every((text) => typeof text === "string" && text !== "");
  return isText && typeof expires_in === "number" && expires_in >= 0;
}
