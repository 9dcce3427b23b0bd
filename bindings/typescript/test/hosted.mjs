// A widget in memory, for the tests of clients.
import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";

import { hostWidget } from "matrix-widget-protocol/host";

export const room = "!room:example.org";
export const uri = "https://matrix.to/#/!room:example.org";
export const navigate = "org.matrix.msc2931.navigate";
export const sendReaction = "org.matrix.msc2762.send.event:m.reaction";

/** Waits until all promises have settled. */
export async function settled() {
  for (let turns = 0; turns < 5; turns++) await turn();
}

/** A widget that answers what a client asks, and keeps what it has received. */
export class Widget {
  posts = [];
  answers = { supported_api_versions: { supported_versions: [] } };
  #next = 1;

  constructor(ask = [], options = {}) {
    this.answers.capabilities = { capabilities: ask };
    const channel = {
      send: (message) => {
        this.posts.push(structuredClone(message));
        if (message.response === undefined) queueMicrotask(() => this.#answer(message));
      },
      listen: (receive) => {
        this.receive = receive;
        return () => (this.receive = () => {});
      },
    };
    this.events = [];
    this.session = hostWidget(channel, {
      widgetId: "w",
      room,
      prompt: (capabilities) => capabilities,
      checksOrigin: true,
      onEvent: (event) => this.events.push(event),
      ...options,
    });
  }

  #answer(message) {
    const { [message.action]: response = {} } = this.answers;
    if (response !== null) this.receive({ ...message, response });
  }

  async load() {
    this.session.frameLoaded();
    await settled();
    return this;
  }

  /** Sends a request, and returns its ID. */
  send(action, data = {}) {
    const requestId = String(this.#next++);
    this.receive({ api: "fromWidget", widgetId: "w", requestId, action, data });
    return requestId;
  }

  answersTo(requestId) {
    return this.posts.filter((post) => post.requestId === requestId && post.response).map(({ response }) => response);
  }

  async ask(action, data) {
    const requestId = this.send(action, data);
    await settled();
    const answers = this.answersTo(requestId);
    assert.equal(answers.length, 1, `${action}: ${answers.length} answers`);
    return answers[0];
  }

  requests(action) {
    return this.posts.filter((post) => post.action === action && post.api === "toWidget" && !post.response);
  }

  told(type) {
    return this.events.filter((event) => event.type === type);
  }
}
