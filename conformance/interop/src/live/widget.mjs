import { ClientWidgetApi, Widget as Definition } from "matrix-widget-api";
import { Driver } from "../driver.mjs";
import { Target } from "../windows.mjs";
import { ALICE, ROOM } from "../world.mjs";
import { Live } from "./live.mjs";

const ORIGIN = "https://widget.example.org";

/** Our widget, in the client of the npm package. */
export class Widget extends Live {
  #widgetId;
  #iframe = new Target();
  /** Answers requests of the client: `(data) => value`. */
  operations = {};

  constructor(clock, options = {}) {
    const { program, widgetId = "w", waitForIframeLoad = true, refused, ...document } = options;
    super(clock, program, "https://client.example.org");
    this.#widgetId = widgetId;
    this.backend = new Driver(refused ?? []);
    this.#iframe.contentWindow = this.target();
    const type = "m.custom";
    const definition = { id: widgetId, creatorUserId: ALICE, type, url: `${ORIGIN}/index.html`, waitForIframeLoad };
    this.client = this.window.inside(
      () => new ClientWidgetApi(new Definition(definition), this.#iframe, this.backend),
    );
    this.client.setViewedRoomId(ROOM);
    this.#create(document);
  }

  /** Replaces the document. */
  async reload(document) {
    this.#create(document);
    await this.negotiate();
  }

  #create({ capabilities = [], ...others }) {
    const versions = ["org.matrix.msc2762_update_state"];
    this.queue("create", { widgetId: this.#widgetId, ask: capabilities, versions, ...others });
  }

  /** Dispatches the load event of the client's iframe. */
  async loadIframe() {
    this.#iframe.dispatch("load", new Event("load"));
    await this.settle();
  }

  /** Completes the negotiation. */
  async negotiate() {
    await this.settle();
    await this.loadIframe();
    return this;
  }

  stopClient() {
    this.window.inside(() => this.client.stop());
  }

  async driver({ op, data }, answer) {
    try {
      answer({ value: (await this.operations[op](data)) ?? {} });
    } catch (error) {
      answer({ error: { message: error.message } });
    }
  }
}
