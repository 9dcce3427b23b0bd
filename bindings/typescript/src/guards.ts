import { type AnyActionName, type MessageOf, type ReadName, unstableName } from "./actions.js";
import type { Direction, Header } from "./envelope.js";
import type { KnownMessage, Message } from "./generated/messages.js";
import type { ErrorResponse } from "./generated/payloads.js";

/**
 * Returns `true` if a value is a widget message: an object with a complete header and, if it has a `response`, an object as the
 * response. Windows also receive other messages; ignore them.
 *
 * `data` and the members of `response` are not checked and may differ from their types; `data` may even be missing. If you do not
 * trust the sender, use `checkData` and `checkResponse`, and answer requests with malformed `data` with an error.
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
 * Returns a value as a widget message, or `undefined` if the value is not a widget message. If `requestId` is spelled
 * `requestid`, as in the examples of some proposals, the result is a copy that has both members.
 */
export function readMessage(value: unknown): Message | undefined {
  const isMisspelled = isObject(value) && value["requestId"] === undefined && value["requestid"] !== undefined;
  const message = isMisspelled ? { ...value, requestId: value["requestid"] } : value;
  return isWidgetMessage(message) ? message : undefined;
}

/** Returns `true` if a message is a request: it has no `response`, or a `response` of `null`. */
export function isRequest<M extends Message>(message: M): message is Extract<M, { response?: null }> {
  return isAbsent(message.response);
}

/** Returns `true` if a message is a response, including an error response. */
export function isResponse<M extends Message>(message: M): message is Exclude<M, { response?: null }> {
  return !isAbsent(message.response);
}

/**
 * Returns `true` if a message is for the widget: a request of the client, or a response to a request of the widget. Where the widget
 * and the client share a window, such as a web view of a native client, each also hears its own messages; ignore them.
 */
export function isForWidget(message: Message): boolean {
  return (message.api === "toWidget") === isRequest(message);
}

/** Returns `true` if a message is for the client: a request of the widget, or a response to a request of the client. */
export function isForClient(message: Message): boolean {
  return !isForWidget(message);
}

/**
 * Returns `true` if a value is a message of the draft MSC4412, which has neither `api` nor `widgetId`. A client that does not support
 * MSC4412 must not answer it.
 */
export function isMsc4412Message(value: unknown): value is Msc4412Header {
  return (
    isObject(value) &&
    isAbsent(value["api"]) &&
    (value["source"] === "widget" || value["source"] === "host") &&
    typeof value["action"] === "string" &&
    typeof value["requestId"] === "string"
  );
}

/** The header of a message of the draft MSC4412. */
export interface Msc4412Header {
  /** The sender of this message (request or response). */
  source: "widget" | "host";
  action: string;
  /** The ID that a request and its response share. */
  requestId: string;
  /** `v1` in the draft. */
  version?: unknown;
}

/** Returns `true` if a response body is an error: it has an `error` object with a string `message`. */
export function isErrorResponse(response: unknown): response is ErrorResponse {
  return isObject(response) && isObject(response["error"]) && typeof response["error"]["message"] === "string";
}

/** Returns `true` if a message has a known action. Then its `api` and `action` narrow the types of its bodies. */
export function isKnown<M extends Message>(message: M): message is Extract<M, KnownMessage> {
  return unstableName(message.api, message.action) !== undefined;
}

/** Returns `true` if a message has this action, under any of its names. Returns `false` if `name` is unknown. */
export function isAction<Api extends Direction, Name extends string>(
  message: Header<Direction, string>,
  api: Api,
  name: ReadName<Api, Name>,
): message is MessageOf<Api, Name & AnyActionName<Api>> {
  const unstable = unstableName(api, name);
  return message.api === api && unstable !== undefined && unstableName(api, message.action) === unstable;
}

function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
