import { addWidgetParameters, describeCapability } from "matrix-widget-protocol";
import { type HostSession, hostWidget } from "matrix-widget-protocol/host";
import type { MatrixClient } from "./client.js"; // your own Matrix client

/** Shows a poll of a room in a frame. */
export function showPoll(frame: HTMLIFrameElement, room: string, client: MatrixClient): HostSession {
  const session = hostWidget(frame, {
    widgetId: "poll",
    url: addWidgetParameters("https://poll.example.org/", "poll", location.href),
    room,
    prompt: (capabilities, { granted }) =>
      capabilities.filter((capability) => confirm(`${describeCapability(capability, granted).text}?`)),
    driver: {
      sendEvent: async ({ type, content, state_key }, { room }) => {
        return { event_id: await client.send(room, type, content, state_key) };
      },
      readTimeline: async ({ type, limit }, { rooms }) => {
        return Promise.all(rooms.map(async (room) => ({ room, events: await client.recent(room, type, limit) })));
      },
    },
  });
  client.onEvent((room, event) => session.pushEvent(room, event));
  return session;
}
