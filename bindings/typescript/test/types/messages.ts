// Compiled, never run: that it compiles is the test.
import {
  type ActionName,
  type Capability,
  type Direction,
  type FromWidgetActions,
  type FromWidgetNavigateRequest,
  type FromWidgetRequest,
  type KnownMessage,
  type Message,
  type ToWidgetActions,
  actionInfo,
  type registry,
} from "matrix-widget-protocol";

import type { Equal } from "./equal.js";

const proven = <T extends true>(_: T | void) => {};

// The action tells a request's data.
export function uriOf(request: FromWidgetRequest): string | undefined {
  switch (request.action) {
    case "navigate":
    case "org.matrix.msc2931.navigate":
      return request.data.uri;
    case "send_event":
      // @ts-expect-error: an event to be sent has no `uri`
      return request.data.uri;
    default:
      return undefined;
  }
}

// So it does for any message, where the direction tells apart two actions of one name.
export function senderOf(message: KnownMessage): unknown {
  if (message.api === "toWidget" && message.action === "send_event" && !message.response) {
    return (message.data as Record<string, unknown> | null | undefined)?.["sender"];
  }
  return undefined;
}

// Both names of an action have the same types; a direction has its own actions.
proven<Equal<FromWidgetActions["navigate"], FromWidgetActions["org.matrix.msc2931.navigate"]>>();
proven<Equal<ToWidgetActions["capabilities"]["response"]["capabilities"], Capability[]>>();
// @ts-expect-error: the client does not ask a widget to navigate
export type NoSuchAction = ToWidgetActions["navigate"];

// The registry names the actions of the types, no more and no fewer.
type Entries<D extends Direction> = (typeof registry)[D];
type Names<D extends Direction> = {
  [Name in keyof Entries<D>]: Entries<D>[Name] extends { name: Name; stable_name: infer Stable }
    ? Name | NonNullable<Stable>
    : never;
}[keyof Entries<D>];
proven<Equal<Names<"fromWidget">, ActionName<"fromWidget">>>();
proven<Equal<Names<"toWidget">, ActionName<"toWidget">>>();

// An entry is found by either name, and known to the letter.
proven<Equal<(typeof navigateInfo)["capabilities"], readonly ["org.matrix.msc2931.navigate", "m.navigate"]>>();
const navigateInfo = actionInfo("fromWidget", "navigate");
export const maybe: string | undefined = actionInfo("fromWidget", "org.example.custom")?.description;
// @ts-expect-error: who knows
export const certain: string = actionInfo("fromWidget", "org.example.custom").description;

// Required members are required.
export const navigate: FromWidgetNavigateRequest = {
  api: "fromWidget",
  widgetId: "widget",
  requestId: "request",
  action: "navigate",
  data: { uri: "https://matrix.to/#/!room:example.org" },
};
// @ts-expect-error: `data` has a required member, so it is required itself
export const withoutData: FromWidgetNavigateRequest = {
  api: "fromWidget",
  widgetId: "widget",
  requestId: "request",
  action: "navigate",
};

// Data of which nothing is required may be left out; open strings stay open; what is unknown fits as custom.
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
