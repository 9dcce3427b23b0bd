import { WidgetApi } from "matrix-widget-api";
import { Driver } from "../driver.mjs";
import { ALICE, LOBBY, ROOM } from "../world.mjs";
import { Live } from "./live.mjs";
import { OPERATIONS } from "./operations.mjs";

/** Our host, with the widget of the npm package. */
export class Host extends Live {
  #create;
  #refused;
  /** Replaces an operation of the driver: `(data, rooms, report) => value`. A null operation never answers. */
  operations = {};
  /** The decisions that wait, each a function that takes the approved capabilities. */
  prompts = [];
  /** The capabilities that were asked about, one list per prompt. */
  asked = [];
  /** The operations that the driver was asked for. */
  done = [];

  constructor(clock, options = {}) {
    const { program = "session_host", widgetId = "w", capabilities = [], refused = [], createWidget, driver, ...others } = options;
    super(clock, program, "https://widget.example.org");
    this.#refused = refused;
    this.backend = driver ?? new Driver([]);
    /** False leaves prompts open, and null makes them fail. */
    this.approves = true;
    this.window.parent = this.target();
    this.#create = (list) => this.window.inside(() => (createWidget ?? npmWidget)(widgetId, list));
    this.widget = this.#create(capabilities);
    const url = "https://widget.example.org/index.html";
    const given = { widgetId, url, room: ROOM, rooms: [ROOM, LOBBY], user: ALICE, waitForIframeLoad: true };
    this.queue("create", { ...given, ...others });
  }

  /** Replaces the document of the widget. */
  loadAgain(capabilities) {
    this.window.inside(() => this.widget.transport.stop());
    this.widget = this.#create(capabilities);
    this.startWidget();
  }

  startWidget() {
    this.window.inside(() => this.widget.start());
  }

  /** Starts the widget, and completes the negotiation. */
  async negotiate() {
    this.startWidget();
    await this.run("frameLoaded");
    return this;
  }

  prompt(capabilities, answer) {
    this.asked.push(capabilities);
    const decide = (approve) => answer({ approve }, "decide");
    if (this.approves === null) answer({ error: { message: "The user closed the dialog" } });
    else if (this.approves) decide(capabilities.filter((capability) => !this.#refused.includes(capability)));
    else this.prompts.push(decide);
  }

  async driver({ id, op, data = {}, rooms = [], ...others }, answer) {
    this.done.push(op);
    const operation = op in this.operations ? this.operations[op] : OPERATIONS[op];
    if (operation === null) return;
    try {
      const value = operation?.(this.backend, data, rooms, others);
      if (value?.[Symbol.asyncIterator]) {
        for await (const update of value) answer({ value: update });
        answer({ error: { message: "there is nothing more" } });
      } else {
        answer({ value: (await value) ?? {} });
      }
    } catch (error) {
      answer({ error: { message: error.message, ...this.backend.processError(error) } });
    }
  }
}

function npmWidget(widgetId, capabilities) {
  const widget = new WidgetApi(widgetId, "https://client.example.org");
  widget.requestCapabilities(capabilities);
  return widget;
}
