import type { GetOpenIdResponse, OpenIdCredentials } from "../../generated/payloads.js";
import { gone } from "../../transport/error.js";
import type { PendingResponse } from "../../transport/types.js";
import { type Deferred, deferred } from "./deferred.js";

/** Creates the request for OpenID credentials, which all callers share. */
export function createOpenId(send: () => PendingResponse<GetOpenIdResponse>) {
  let current: (Deferred<OpenIdCredentials | undefined> & { requestId: string }) | undefined;

  /** Settles the request with this ID. Returns `false` if it is not pending. */
  function settle(requestId: unknown, outcome: GetOpenIdResponse | Error): boolean {
    const request = current;
    if (request === undefined || request.requestId !== requestId) return false;
    current = undefined;
    if (outcome instanceof Error) request.reject(outcome);
    else request.resolve(outcome.state === "allowed" ? outcome : undefined);
    return true;
  }

  return {
    settle,
    token(): Promise<OpenIdCredentials | undefined> {
      if (current) return current.promise;
      const response = send();
      const { requestId } = response;
      current = { ...deferred(), requestId };
      response.then(
        (response) => response.state !== "request" && settle(requestId, response),
        (error) => settle(requestId, error),
      );
      return current.promise;
    },
    end: () => settle(current?.requestId, gone()),
  };
}
