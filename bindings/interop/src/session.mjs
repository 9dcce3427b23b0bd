import { ClientWidgetApi, Widget, WidgetApi } from "matrix-widget-api";
import { Driver } from "./driver.mjs";
import { FakeWindow, Target, Wire } from "./windows.mjs";
import { ALICE, ROOM } from "./world.mjs";

const WIDGET_ID = `${ROOM}_${ALICE}_1700000000000`;
const WIDGET_ORIGIN = "https://widget.example.org";
const CLIENT_ORIGIN = "https://client.example.org";

/** One widget inside one client, and words for what a flow makes them do. */
export class Session {
  #recording;
  #wire;
  #iframe = new Target();
  #clientWindow = new FakeWindow(CLIENT_ORIGIN);
  #widgetWindow = new FakeWindow(WIDGET_ORIGIN);

  constructor(recording, { widgetId = WIDGET_ID, waitForIframeLoad = true, capabilities = [], refused = [] } = {}) {
    this.#recording = recording;
    this.#wire = new Wire(recording);
    this.#iframe.contentWindow = this.#wire.handle(this.#clientWindow, this.#widgetWindow);
    this.#widgetWindow.parent = this.#wire.handle(this.#widgetWindow, this.#clientWindow);

    this.driver = new Driver(refused);
    const definition = {
      id: widgetId,
      creatorUserId: ALICE,
      type: "m.custom",
      url: `${WIDGET_ORIGIN}/index.html`,
      waitForIframeLoad,
    };
    const hosted = new Widget(definition);
    this.client = this.#clientWindow.inside(() => new ClientWidgetApi(hosted, this.#iframe, this.driver));
    this.client.setViewedRoomId(ROOM);
    this.widget = this.#widgetWindow.inside(() => new WidgetApi(widgetId, CLIENT_ORIGIN));
    this.widget.requestCapabilities(capabilities);
  }

  /** The widget's script runs. */
  startWidget() {
    this.#widgetWindow.inside(() => this.widget.start());
  }

  /** The client's iframe reports that it has loaded. */
  loadIframe() {
    this.#iframe.dispatch("load", new Event("load"));
  }

  /** From nothing to the end of the negotiation. */
  async negotiate() {
    this.startWidget();
    await this.settle();
    this.loadIframe();
    await this.settle();
    return this;
  }

  settle() {
    return this.#wire.settle();
  }

  close() {
    this.#clientWindow.inside(() => this.client.stop());
    this.#widgetWindow.inside(() => this.widget.transport.stop());
  }

  /** Makes `end`, the widget or the client, answer requests of the other end itself. */
  on(end, action, answer) {
    end.on(`action:${action}`, (event) => {
      event.preventDefault();
      end.transport.reply(event.detail, answer(event.detail));
    });
  }

  /** A request for which the package has no method, or which its method would not make. */
  raw(end, action, data) {
    return () => end.transport.send(action, data);
  }

  /** A request whose data breaks the protocol. */
  bad(end, action, data, why) {
    return () => {
      this.#recording.expectBad(action, why);
      return end.transport.send(action, data);
    };
  }

  /** Says that a request of this action, not sent by the flow itself, will be malformed. */
  expectBad(action, why) {
    this.#recording.expectBad(action, why);
  }

  // How the requests end, each made when all is quiet after the one before.

  answered(...requests) {
    return this.#all("answered", requests);
  }

  refused(...requests) {
    return this.#all("refused", requests);
  }

  unanswered(...requests) {
    return this.#all("unanswered", requests);
  }

  /** Calls that succeed without a message. */
  async silent(...requests) {
    const before = this.#recording.lines.length;
    await this.#all("answered", requests);
    if (this.#recording.lines.length !== before) throw new Error("something was said");
  }

  async #all(expected, requests) {
    for (const request of requests) {
      let outcome = "unanswered";
      request().then(
        () => (outcome = "answered"),
        () => (outcome = "refused"),
      );
      await this.settle();
      if (outcome !== expected) throw new Error(`${outcome}, where ${expected} was expected`);
    }
  }
}
