import { MatrixApiError } from "../generated/checks.js";
import type { EventId, MatrixApiError as MatrixApiErrorType, UserId } from "../generated/payloads.js";
import { eventIdFault, userIdFault } from "./identifiers.js";

/** Returns `true` if a text is a user ID: `@localpart:server` of at most 255 bytes. */
export function isUserId(text: string): text is UserId {
  return userIdFault(text) === undefined;
}

/** Returns `true` if a text is an event ID: `$opaque`, or `$opaque:server` of at most 255 bytes. */
export function isEventId(text: string): text is EventId {
  return eventIdFault(text) === undefined;
}

/** Returns `true` if a value, such as `error.matrix_api_error` of an error response, is an error of the Matrix HTTP API. */
export function isMatrixApiError(value: unknown): value is MatrixApiErrorType {
  return MatrixApiError(value).error === undefined;
}
