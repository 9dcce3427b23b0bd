// A compile-time test, which is never run.
import {
  type CustomRequest,
  type CustomResponse,
  type ErrorResponse,
  type EventId,
  type FromWidgetNavigateRequest,
  type FromWidgetRequest,
  type FromWidgetSendEventRequest,
  type Message,
  type RoomId,
  type UserId,
  isAction,
  isErrorResponse,
  isEventId,
  isKnown,
  isMatrixApiError,
  isRequest,
  isResponse,
  isRoomId,
  isUserId,
  isWidgetMessage,
} from "matrix-widget-protocol";

// isWidgetMessage narrows an unknown value, and isAction narrows a message.
export function destination(received: unknown): string | undefined {
  if (!isWidgetMessage(received) || !isRequest(received)) return undefined;
  // @ts-expect-error: not every request has a `uri`
  void received.data.uri;
  if (isAction(received, "fromWidget", "navigate")) {
    const action: "navigate" | "org.matrix.msc2931.navigate" = received.action;
    // @ts-expect-error: a request has no response
    void received.response?.error;
    return action + received.data.uri;
  }
  return undefined;
}

// The action of a known message narrows its type.
export function answer(message: Message): unknown {
  if (!isKnown(message)) {
    const custom: CustomRequest | CustomResponse = message;
    return custom.action;
  }
  if (!isRequest(message) || message.api !== "toWidget") return undefined;
  switch (message.action) {
    case "notify_capabilities":
      return message.data.approved.map((capability: string) => capability.length);
    case "openid_credentials":
      return message.data.state === "allowed" ? message.data.access_token : undefined;
    case "capabilities":
      // @ts-expect-error: the request has no data
      return message.data?.approved.length;
    default:
      return undefined;
  }
}

// Guards keep earlier narrowing, in any order.
export function describe(message: Message): string {
  if (message.api !== "fromWidget" || !isRequest(message)) return "";
  if (!isKnown(message)) {
    const custom: CustomRequest = message;
    return custom.action;
  }
  const request: FromWidgetRequest = message;
  return message.action === "send_event" ? message.data.type : request.action;
}

// A response is an error or the response of its action.
export function capabilities(message: Message): string[] {
  if (!isAction(message, "toWidget", "capabilities") || !isResponse(message)) return [];
  // @ts-expect-error: it may be an error
  void message.response.capabilities;
  if (isErrorResponse(message.response)) {
    const error: ErrorResponse = message.response;
    throw new Error(error.error.message);
  }
  return message.response.capabilities;
}

// isAction keeps earlier narrowing.
export function uriOf(message: FromWidgetNavigateRequest | FromWidgetSendEventRequest): string {
  return isAction(message, "fromWidget", "navigate") ? message.data.uri : message.data.type;
}

// @ts-expect-error: `navigate` is not an action of this direction
export const noSuchAction = (message: Message): boolean => isAction(message, "toWidget", "navigate");

// The guards of identifiers narrow strings.
export const ids = (text: string): (RoomId | UserId | EventId)[] => [
  ...(isRoomId(text) ? [text] : []),
  ...(isUserId(text) ? [text] : []),
  ...(isEventId(text) ? [text] : []),
];

// isMatrixApiError narrows the cause of an error.
export function statusOf({ error }: ErrorResponse): number | undefined {
  return isMatrixApiError(error.matrix_api_error) ? error.matrix_api_error.http_status : undefined;
}
