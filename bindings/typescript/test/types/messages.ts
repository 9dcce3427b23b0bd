// A compile-time test, which is never run.
import {
  type ActionName,
  type AnyActionName,
  type Capability,
  type DataOfAction,
  type Direction,
  type FromWidgetActions,
  type FromWidgetNavigateRequest,
  type FromWidgetRequest,
  type KnownMessage,
  type Message,
  type ReadEventsResponse,
  type ResponseOfAction,
  type ToWidgetActions,
  actionInfo,
  type registry,
} from "matrix-widget-protocol";

import type { Equal } from "./equal.js";

const proven = <T extends true>(_: T | void) => {};

// The action narrows the data of a request.
export function uriOf(request: FromWidgetRequest): string | undefined {
  switch (request.action) {
    case "navigate":
    case "org.matrix.msc2931.navigate":
      return request.data.uri;
    case "send_event":
      // @ts-expect-error: the data of `send_event` has no `uri`
      return request.data.uri;
    default:
      return undefined;
  }
}

// The direction distinguishes two actions with the same name.
export function senderOf(message: KnownMessage): unknown {
  if (message.api === "toWidget" && message.action === "send_event" && !message.response) {
    return (message.data as Record<string, unknown> | null | undefined)?.["sender"];
  }
  return undefined;
}

// All names of an action have the same types, and each direction has its own actions.
proven<Equal<DataOfAction<"fromWidget", "navigate">, FromWidgetActions["org.matrix.msc2931.navigate"]["request"]>>();
proven<Equal<ResponseOfAction<"fromWidget", "read_events">, ReadEventsResponse>>();
proven<Equal<ToWidgetActions["capabilities"]["response"]["capabilities"], Capability[]>>();
// @ts-expect-error: `navigate` is not an action of this direction
export type NoSuchAction = ToWidgetActions["navigate"];

// The registry and the types have the same actions.
type Entries<D extends Direction> = (typeof registry)[D];
type Names<D extends Direction> = {
  [Name in keyof Entries<D>]: Entries<D>[Name] extends { name: Name; stable_name: infer Stable; former_name: infer Former }
    ? Name | NonNullable<Stable | Former>
    : never;
}[keyof Entries<D>];
proven<Equal<keyof Entries<"fromWidget">, ActionName<"fromWidget">>>();
proven<Equal<keyof Entries<"toWidget">, ActionName<"toWidget">>>();
proven<Equal<Names<"fromWidget">, AnyActionName<"fromWidget">>>();
proven<Equal<Names<"toWidget">, AnyActionName<"toWidget">>>();

// actionInfo accepts both names and returns literal types.
proven<Equal<(typeof navigateInfo)["capabilities"], readonly ["org.matrix.msc2931.navigate", "m.navigate"]>>();
const navigateInfo = actionInfo("fromWidget", "navigate");
export const maybe: string | undefined = actionInfo("fromWidget", "org.example.custom")?.variant;
// @ts-expect-error: the result may be undefined
export const certain: string = actionInfo("fromWidget", "org.example.custom").variant;

// Required members must be present.
export const navigate: FromWidgetNavigateRequest = {
  api: "fromWidget",
  widgetId: "widget",
  requestId: "request",
  action: "navigate",
  data: { uri: "https://matrix.to/#/!room:example.org" },
};
// @ts-expect-error: `data` is required because it has a required member
export const withoutData: FromWidgetNavigateRequest = {
  api: "fromWidget",
  widgetId: "widget",
  requestId: "request",
  action: "navigate",
};

// Data without required members is optional, open string enums accept any string, and unknown actions are custom messages.
export const messages: Message[] = [
  navigate,
  { ...navigate, response: {} },
  { ...navigate, response: { error: { message: "no", "org.example.code": 5 } } },
  { api: "toWidget", widgetId: "widget", requestId: "request", action: "capabilities" },
  { api: "toWidget", widgetId: "widget", requestId: "request", action: "org.example.custom", data: { any: 1 } },
  {
    api: "fromWidget",
    widgetId: "widget",
    requestId: "request",
    action: "supported_api_versions",
    response: { supported_versions: ["0.0.1", "org.example.version"] },
  },
];
