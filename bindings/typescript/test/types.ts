// Compiled, never run: that it compiles is the test.
import {
  type Capability,
  type Direction,
  type FromWidgetActions,
  type FromWidgetNavigateRequest,
  type FromWidgetRequest,
  type KnownMessage,
  type Message,
  type ToWidgetActions,
  registry,
} from "../src/index.js";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
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
type Named<D extends Direction> = Extract<(typeof registry)[number], { direction: D }>;
type Names<D extends Direction> = Named<D>["name"] | NonNullable<Named<D>["stable_name"]>;
proven<Equal<Names<"fromWidget">, keyof FromWidgetActions>>();
proven<Equal<Names<"toWidget">, keyof ToWidgetActions>>();

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
