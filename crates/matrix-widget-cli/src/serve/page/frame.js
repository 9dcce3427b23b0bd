import { create } from "./dom.js";

const SANDBOX =
  "allow-downloads allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-same-origin allow-scripts";

/** The frame of the widget. It reports load events and messages in the order of the browser. */
export class Frame {
  #element;
  #origin;

  constructor(parent, { url, widgetId }, { loaded, message, problem }) {
    this.#origin = new URL(url).origin;
    this.#element = create("iframe", {
      src: url,
      title: `Widget ${widgetId}`,
      // As in deployed clients. The widget cannot replace the page of the tool.
      sandbox: SANDBOX,
      allow: "autoplay; camera; clipboard-write; display-capture; fullscreen; microphone",
    });
    this.#element.addEventListener("load", loaded);
    addEventListener("message", ({ source, origin, data }) => {
      if (source !== this.#element.contentWindow) return;
      if (origin !== this.#origin) {
        return problem(`A message from ${origin} was ignored. The URL of the widget has the origin ${this.#origin}.`);
      }
      try {
        message(JSON.stringify(data) ?? "null");
      } catch (error) {
        problem(`The widget has posted a value that JSON cannot express: ${error.message}`);
      }
    });
    parent.append(this.#element);
  }

  post(text) {
    this.#element.contentWindow.postMessage(withFile(JSON.parse(text)), this.#origin);
  }

  reload() {
    // The widget has another origin, so that its `location.reload` cannot be called.
    this.#element.src = this.#element.src;
  }
}

/** Puts a `Blob` in the place of a file in base64: the widgets of web clients expect one. */
function withFile(message) {
  const file = message.response?.file;
  if (typeof file !== "string") return message;
  try {
    message.response.file = new Blob([Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0))]);
  } catch {
    // The text is no base64, and stays as it is.
  }
  return message;
}
