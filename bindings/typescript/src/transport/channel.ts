/** A received text, which an answer repeats byte for byte. */
export interface ReceivedText {
  /** The number of UTF-16 code units of the text. */
  readonly length: number;
  /** The path of a duplicate member, which makes the message malformed. */
  readonly duplicate: string | undefined;
  /** Returns the text of the request with a response. */
  respond(response: object): string;
}

/**
 * Sends messages to one peer and receives the messages of that peer, in order.
 *
 * Any pair of functions is a channel. {@link windowChannel} is for windows, and `textChannel` is for bridges that carry JSON texts,
 * such as those of native clients.
 */
export interface Channel {
  /** Sends a message. It is a text if it answers a text, and otherwise an object. */
  send(message: object | string): void;
  /** Calls `receive` with each message of the peer, until the returned function is called. */
  listen(receive: (message: unknown, text?: ReceivedText) => void): () => void;
}

/** The part of a `Window` that messages are posted to. */
export interface PeerWindow {
  postMessage(message: unknown, targetOrigin: string): void;
}

/**
 * Returns the channel to another window. It sends to `origin` only, and ignores messages of other windows and other origins.
 *
 * `peer` may be a function, for a window that does not exist yet. A frame keeps its window when it navigates.
 *
 * `origin` is an origin such as `https://client.example.org`, or `"*"` for a peer with an opaque origin: a sandboxed frame, or a
 * native client. With `"*"`, only the window decides: any page that it shows can read and send messages.
 *
 * ```js
 * windowChannel({ peer: window.parent, origin: "https://client.example.org" }); // in a widget
 * windowChannel({ peer: () => frame.contentWindow, origin: new URL(frame.src).origin }); // in a client
 * ```
 *
 * @throws {TypeError} if `origin` is not an origin. `"null"` is not accepted for an opaque origin.
 */
export function windowChannel({
  peer,
  origin,
}: {
  peer: PeerWindow | (() => PeerWindow | null | undefined);
  origin: string;
}): Channel {
  if (origin !== "*" && new URL(origin).origin !== origin) throw new TypeError(`origin: expected an origin, found ${origin}`);
  const target = () => (typeof peer === "function" ? peer() : peer);
  return {
    send: (message) => target()?.postMessage(message, origin),
    listen(receive) {
      const listener = ({ source, origin: from, data }: MessageEvent<unknown>) => {
        if (source !== null && source === target() && (origin === "*" || from === origin)) receive(data);
      };
      addEventListener("message", listener);
      return () => removeEventListener("message", listener);
    },
  };
}
