/**
 * The session of a client with a widget.
 *
 * @module
 */
import { type Channel, windowChannel } from "../../transport/channel.js";
import { website } from "../../website.js";
import { Client } from "./client.js";
import type { HostOptions, HostSession, WidgetFrame } from "./options.js";
import { Host } from "./session.js";

export type * from "./driver.js";
export type * from "./options.js";

/**
 * Starts a session with a widget, which has not been loaded yet: in a frame, or behind a channel.
 *
 * The session listens, loads `url` in the frame, asks the widget which capabilities it wants, and checks each request before it calls the
 * driver. It only accepts messages of the frame and of the origin of `url`. The origin of a sandboxed frame without `allow-same-origin`
 * cannot be checked: use such frames only for content that the application controls.
 *
 * ```ts
 * const session = hostWidget(frame, {
 *   widgetId: "poll",
 *   url: addWidgetParameters("https://widget.example.org/", "poll", location.href),
 *   room: "!room:example.org",
 *   prompt: (capabilities) => askUser(capabilities),
 *   driver: { sendEvent: ({ type, content }, { room }) => client.sendEvent(room, type, content) },
 * });
 * client.on("event", (room, event) => session.pushEvent(room, event));
 * ```
 *
 * @throws {TypeError} if a frame has no `http:` or `https:` URL to load.
 */
export function hostWidget(target: WidgetFrame | Channel, options: HostOptions): HostSession {
  return new Client("listen" in target ? start(target, options, options.checksOrigin === true) : inFrame(target, options));
}

function start(channel: Channel, options: HostOptions, checksOrigin: boolean): Host {
  const host = new Host(channel, options, checksOrigin);
  host.start();
  return host;
}

function inFrame(frame: WidgetFrame, options: HostOptions): Host {
  const url = website(options.url ?? frame.src);
  const sandbox = frame.getAttribute("sandbox")?.toLowerCase().split(/\s+/);
  const isOpaque = sandbox?.includes("allow-same-origin") === false;
  const channel = windowChannel({ peer: () => frame.contentWindow, origin: isOpaque ? "*" : url.origin });
  const loaded = () => host.frameLoaded();
  const host = start(
    {
      send: (message) => channel.send(message),
      listen(receive) {
        frame.addEventListener("load", loaded);
        const unlisten = channel.listen(receive);
        return () => {
          frame.removeEventListener("load", loaded);
          unlisten();
        };
      },
    },
    options,
    !isOpaque,
  );
  if (options.url !== undefined) frame.src = url.href;
  return host;
}
