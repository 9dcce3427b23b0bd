import { type ActionName, type MessageOf, todaysName } from "./actions.js";
import type { Direction, Header } from "./envelope.js";
import type { KnownMessage, Message } from "./generated/messages.js";
import type { ErrorResponse } from "./generated/payloads.js";

/**
 * Whether something is a widget message: an object whose header is whole, and whose `response`, if it has one, is an object. The
 * window of a client sees many others; they are to be ignored.
 *
 * `data` is not looked at: it may be missing or be anything, whatever its type says, and so may what `response` holds. Who does
 * not trust the sender validates them, for which there are JSON Schemas, and answers a request of malformed `data` with an error.
 */
export function isWidgetMessage(value: unknown): value is Message {
  return (
    isObject(value) &&
    (value["api"] === "fromWidget" || value["api"] === "toWidget") &&
    [value["widgetId"], value["requestId"], value["action"]].every((name) => typeof name === "string" && name !== "") &&
    (isAbsent(value["response"]) || isObject(value["response"]))
  );
}

/**
 * The widget message that something is, if any. Its `requestId` may be spelled `requestid`, as in the examples of some proposals;
 * then the message is a copy that has both.
 */
export function readMessage(value: unknown): Message | undefined {
  const isOddlySpelled = isObject(value) && value["requestId"] === undefined && value["requestid"] !== undefined;
  const message = isOddlySpelled ? { ...value, requestId: value["requestid"] } : value;
  return isWidgetMessage(message) ? message : undefined;
}

/** Whether a message is a request: it has no `response`, or it is null. */
export function isRequest<M extends Message>(message: M): message is Extract<M, { response?: null }> {
  return isAbsent(message.response);
}

/** Whether a message is a response, be it an error. */
export function isResponse<M extends Message>(message: M): message is Exclude<M, { response?: null }> {
  return !isAbsent(message.response);
}

/** Whether the body of a response is an error: it has an `error` with a `message` for people. */
export function isErrorResponse(response: unknown): response is ErrorResponse {
  return isObject(response) && isObject(response["error"]) && typeof response["error"]["message"] === "string";
}

/** Whether the protocol knows a message's action. Then its `api` and `action` tell the types of its bodies. */
export function isKnown<M extends Message>(message: M): message is Extract<M, KnownMessage> {
  return todaysName(message.api, message.action) !== undefined;
}

/** Returns `true` if a message has this action, under its unstable or its stable name; `false` for an unknown name. */
export function isAction<Api extends Direction, Name extends ActionName<Api>>(
  message: Header<Direction, string>,
  api: Api,
  name: Name,
): message is MessageOf<Api, Name> {
  const today = todaysName(api, name);
  return message.api === api && today !== undefined && todaysName(api, message.action) === today;
}

function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
