// A compile-time test, which is never run.
import type { Capability, NavigateRequest, ReadEventsResponse, SendEventResponse } from "matrix-widget-protocol";
import { type Channel, WidgetError, connect } from "matrix-widget-protocol/transport";
import { type Widget, startWidget } from "matrix-widget-protocol/widget";

import type { Equal } from "./equal.js";

const proven = <T extends true>(_: T | void) => {};

// The direction decides over the actions of requests and handlers.
export async function client(channel: Channel): Promise<void> {
  const connection = connect(
    channel,
    { api: "toWidget", widgetId: "w", fallback: (data, { action, requestId }) => ({ data, action, requestId }) },
    {
      "org.matrix.msc2931.navigate": (data) => proven<Equal<typeof data, NavigateRequest>>(),
      send_event: async ({ type }) => (proven<Equal<typeof type, string>>(), { room_id: "!r:example.org", event_id: "$e" }),
      // @ts-expect-error: a response with another type
      get_openid: () => ({ state: "perhaps" }),
    },
  );
  // @ts-expect-error: an action of the client
  connect(channel, { api: "toWidget", widgetId: "w" }, { screenshot: () => ({}) });
  const { capabilities } = await connection.request("capabilities", {});
  proven<Equal<typeof capabilities, Capability[]>>();
  // @ts-expect-error: an action of the widget
  void connection.request("navigate", { uri: "" });
  // @ts-expect-error: a missing member
  void connection.request("visibility", {});
  void connection.requestCustom("com.example.fly", { altitude: 5 }, { timeout: 5 });
  throw new WidgetError("no", { matrix_api_error: { http_status: 403, response: { errcode: "M_FORBIDDEN", error: "no" } } });
}

// Both names of an action have the same types.
export async function widget(widget: Widget): Promise<void> {
  const stable = await widget.request("read_events", { type: "m.room.topic", state_key: true });
  const unstable = await widget.request("org.matrix.msc2876.read_events", { type: "m.room.topic" });
  proven<Equal<typeof stable, ReadEventsResponse>>();
  proven<Equal<typeof unstable, ReadEventsResponse>>();
  const sent = await widget.request("send_event", { type: "m.room.message", content: {} });
  proven<Equal<typeof sent, SendEventResponse>>();
  // @ts-expect-error: nulls are not sent
  void widget.request("read_events", { type: "m.room.topic", limit: null });
  // @ts-expect-error: an unknown action
  void widget.request("com.example.fly", {});
  // @ts-expect-error: an action with a method of its own
  void widget.request("get_openid", {});
  for await (const { changes, isComplete } of widget.state())
    proven<Equal<[typeof isComplete, number], [boolean, (typeof changes)["length"]]>>();
}

// Checks are required, and handlers of what the session handles are not accepted.
// @ts-expect-error: no checks
startWidget({ capabilities: [] });
startWidget({
  capabilities: [],
  checkData: () => ({}),
  checkResponse: () => ({}),
  handlers: {
    visibility: ({ visible }) => proven<Equal<typeof visible, boolean>>(),
    // @ts-expect-error: an action that the session handles
    notify_capabilities: () => {},
  },
});
