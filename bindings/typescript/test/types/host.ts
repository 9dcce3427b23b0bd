// A compile-time test, which is never run.
import type { registry } from "matrix-widget-protocol";
import { type HostDriver, type HostEvent, type HostSession, hostWidget, type Push } from "matrix-widget-protocol/host";
import type { Channel } from "matrix-widget-protocol/transport";

declare const channel: Channel;

// The data, the rooms and the results of the driver have types.
export const driver: HostDriver = {
  sendEvent: async ({ type, state_key: stateKey }, { room, rooms }) => {
    const text: string = type + (stateKey ?? "") + room + rooms.join();
    return { event_id: text };
  },
  sendToDevice({ encrypted }) {
    const isEncrypted: boolean = encrypted;
    void isEncrypted;
  },
  readTimeline: ({ limit }, { rooms }) => rooms.map((room) => ({ room, events: [{ limit }] })),
  readState: ({ type, state_key: key }) => [{ room: type, events: [{ key: key === true }] }],
  navigate: ({ uri }) => void uri,
  elementHangup: () => {},
  openModal: async ({ url }) => ({ closed: Promise.resolve({ url }) }),
  async *watchTurnServers() {
    yield { uris: [], username: "", password: "" };
  },
};

export const mistakes: HostDriver = {
  // @ts-expect-error: an event has an ID
  sendEvent: async () => {},
  // @ts-expect-error: events belong to a room
  readTimeline: () => [{ events: [] }],
  // @ts-expect-error: a room is a string
  readState: () => [{ room: 5, events: [] }],
};

// @ts-expect-error: not a method of a driver
export const typo: HostDriver = { sendEvents: () => {} };

export function use(session: HostSession): Push {
  void session.request("screenshot", {}).then(({ screenshot }) => screenshot);
  // @ts-expect-error: the session sends it
  void session.request("capabilities", {});
  // @ts-expect-error: pushEvent sends it
  void session.request("send_event", {});
  // @ts-expect-error: not an action
  void session.request("screen_shot", {});
  return session.pushEvent("!a", { type: "m.reaction" });
}

export function told(event: HostEvent): number {
  return event.type === "granted" ? event.capabilities.strings.length : 0;
}

export const session = hostWidget(channel, {
  widgetId: "w",
  prompt: async (capabilities, { granted }) => capabilities.filter((text) => !granted.strings.includes(text)),
  promptOpenId: () => true,
  customActions: { "com.example.fly": { capability: null, handle: ({ height }) => ({ height }) } },
  features: ["state_updates"],
});

// @ts-expect-error: a widget has an ID
hostWidget(channel, {});

// @ts-expect-error: a custom action states its capability
hostWidget(channel, { widgetId: "w", customActions: { "com.example.fly": { handle: () => {} } } });

// Each action has a method, except those that the session carries out itself or by other methods.
type Actions = (typeof registry)["fromWidget"];
type Method = Uncapitalize<Actions[keyof Actions]["variant"]>;
type Own =
  | "supportedApiVersions"
  | "contentLoaded"
  | "requestCapabilities"
  | "getOpenId"
  | "unwatchTurnServers"
  | "closeModal"
  | "setModalButtonEnabled"
  | "readEvents";
export const without: Exclude<Method, Own | keyof HostDriver> extends never ? true : false = true;
