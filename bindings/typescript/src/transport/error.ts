import type { ErrorResponse, MatrixApiError } from "../generated/payloads.js";

/** The reason why a request failed. */
export type FailureReason =
  /** The peer answered with an error. */
  | "refused"
  /** The answer is malformed. */
  | "malformed"
  /** There was no answer in time. */
  | "timeout"
  /** Too many requests wait to be sent. */
  | "full"
  /** The connection, or the document that got the request, has ended. */
  | "gone";

/**
 * The failure of a request.
 *
 * A handler that throws it answers with an error of this message. Other errors do not reach the peer, because their messages may
 * hold secrets.
 *
 * ```js
 * throw new WidgetError("this room is read-only");
 * ```
 */
export class WidgetError extends Error {
  override readonly name = "WidgetError";
  /** The reason of a failed request. */
  readonly reason: FailureReason;
  /** The error of the homeserver, if it is the cause. */
  readonly matrix_api_error: MatrixApiError | undefined;
  /** The members of the error as they are sent or were received. */
  readonly error: ErrorResponse["error"];

  constructor(
    message: string,
    members: { matrix_api_error?: MatrixApiError; [key: string]: unknown } = {},
    reason: FailureReason = "refused",
  ) {
    super(message);
    this.reason = reason;
    this.error = { ...members, message };
    const { matrix_api_error: cause } = members;
    const isWellFormed = typeof cause?.http_status === "number" && typeof (cause.response ?? 0) === "object";
    this.matrix_api_error = isWellFormed ? cause : undefined;
  }
}

/** Returns the failure of a request whose connection has ended. */
export function gone(): WidgetError {
  return new WidgetError("the connection has ended", {}, "gone");
}

/** Returns the failure of a request with a malformed answer. */
export function malformed(fault: string): WidgetError {
  return new WidgetError(`malformed response: ${fault}`, {}, "malformed");
}
