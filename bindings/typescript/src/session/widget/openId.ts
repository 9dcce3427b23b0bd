import type { GetOpenIdResponse, OpenIdCredentials, OpenIdCredentialsRequest } from "../../generated/payloads.js";
import { WidgetError } from "../../transport/error.js";
import type { PendingResponse } from "../../transport/types.js";

/** The request for OpenID credentials, which all callers share. */
export class OpenId {
  readonly #request: () => PendingResponse<GetOpenIdResponse>;
  #current: { requestId: string; token: Promise<OpenIdCredentials | undefined>; settle(outcome: Outcome): void } | undefined;

  constructor(request: () => PendingResponse<GetOpenIdResponse>) {
    this.#request = request;
  }

  token(): Promise<OpenIdCredentials | undefined> {
    return (this.#current ??= this.#ask()).token;
  }

  /** Takes `openid_credentials`. */
  deliver({ original_request_id: requestId, ...decision }: OpenIdCredentialsRequest): void {
    if (!this.#settle(requestId, decision)) throw new WidgetError("no request for credentials with this ID is pending");
  }

  /** Fails the request with this ID. */
  fail(requestId: unknown, error: WidgetError): void {
    this.#settle(requestId, error);
  }

  end(): void {
    this.fail(this.#current?.requestId, new WidgetError("the session has ended", {}, "gone"));
  }

  #ask() {
    const response = this.#request();
    const { requestId } = response;
    let settle = (_outcome: Outcome) => {};
    const token = new Promise<OpenIdCredentials | undefined>((resolve, reject) => {
      settle = (outcome) => {
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome.state === "allowed" ? outcome : undefined);
      };
    });
    response.then(
      (response) => response.state !== "request" && this.#settle(requestId, response),
      (error) => this.#settle(requestId, error),
    );
    return { requestId, token, settle };
  }

  #settle(requestId: unknown, outcome: Outcome): boolean {
    const current = this.#current;
    if (!current || current.requestId !== requestId) return false;
    this.#current = undefined;
    current.settle(outcome);
    return true;
  }
}

type Outcome = GetOpenIdResponse | Error;
