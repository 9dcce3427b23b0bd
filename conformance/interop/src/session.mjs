import { ClientWidgetApi, Widget, WidgetApi } from "matrix-widget-api";
import { Driver, MatrixError } from "./driver.mjs";
import { FakeWindow, Target, Wire } from "./windows.mjs";
import { ALICE, ROOM } from "./world.mjs";

const WIDGET_ID = `${ROOM}_${ALICE}_1700000000000`;
const WIDGET_ORIGIN = "https://widget.example.org";
const CLIENT_ORIGIN = "https://client.example.org";

const tooMany = new MatrixError(
  429,
  { errcode: "M_LIMIT_EXCEEDED", error: "Too many requests", retry_after_ms: 2000 },
  { headers: { "retry-after": "2" }, url: "https://matrix.example.org/_matrix/client/v3/something" },
);

/** A widget in a client, with methods for the steps of a flow. */
export class Session {
  #recording;
  #wire;
  #iframe = new Target();
  #clientWindow = new FakeWindow(CLIENT_ORIGIN);
  #widgetWindow = new FakeWindow(WIDGET_ORIGIN);

  constructor(recording, options = {}) {
    const { widgetId = WIDGET_ID, waitForIframeLoad = true, capabilities = [], refused = [] } = options;
    this.#recording = recording;
    this.#wire = new Wire(recording);
    this.#iframe.contentWindow = this.#wire.handle(this.#clientWindow, this.#widgetWindow);
    this.#widgetWindow.parent = this.#wire.handle(this.#widgetWindow, this.#clientWindow);

    this.driver = options.driver ?? new Driver(refused);
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

  /** Starts the widget's script. */
  startWidget() {
    this.#widgetWindow.inside(() => this.widget.start());
  }

  /** Dispatches the load event of the client's iframe. */
  loadIframe() {
    this.#iframe.dispatch("load", new Event("load"));
  }

  /** Starts both sides and completes the negotiation. */
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

  stopClient() {
    this.#clientWindow.inside(() => this.client.stop());
  }

  stopWidget() {
    this.#widgetWindow.inside(() => this.widget.transport.stop());
  }

  close() {
    this.stopClient();
    this.stopWidget();
  }

  /** Makes the widget or the client handle an action itself. The client ignores requests without `capability`. */
  on(end, action, answer, capability) {
    end.on(`action:${action}`, (event) => {
      if (capability && !end.hasCapability(capability)) return;
      event.preventDefault();
      end.transport.reply(event.detail, answer(event.detail));
    });
  }

  /** Sends a request that no method of the package sends. */
  raw(end, action, data) {
    return () => end.transport.send(action, data);
  }

  /** Sends a request with malformed data. */
  bad(end, action, data, why) {
    return () => {
      this.expectBad(action, why);
      return end.transport.send(action, data);
    };
  }

  /** Expects that the package sends a malformed message of this action. */
  expectBad(action, why, kind = "request") {
    this.#recording.expectBad(kind, action, why);
  }

  /** Sends a request that gets a malformed answer. */
  badAnswer(action, why, request) {
    return () => {
      this.expectBad(action, why, "response");
      return request();
    };
  }

  /** Plays an action that the package leaves to its users: first without a handler, then with the given answers. */
  async byHand(end, action, { data = [{}], bad = [], answers = [{}], badAnswers = [] } = {}) {
    const [usual, ...others] = answers;
    const send = this.raw(end, action, data[0]);
    await this.refused(send);

    let answer = usual;
    this.on(end === this.widget ? this.client : this.widget, action, () => answer);
    await this.answered(...data.map((good) => this.raw(end, action, good)));
    await this.answered(...bad.map(([wrong, why]) => this.bad(end, action, wrong, why)));
    for (answer of others) await this.answered(send);
    for (const [wrong, why] of badAnswers) {
      answer = wrong;
      await this.answered(this.badAnswer(action, why, send));
    }
    answer = { error: { message: "Not now" } };
    await this.refused(send);
    answer = usual;
  }

  // The following methods replace a method of the driver for one request.

  /** Makes the method reject and throw. */
  async failing(method, request, { rejecting = "refused", throwing = "refused" } = {}) {
    await this.#driven(method, () => Promise.reject(new Error("It did not work")), rejecting, request);
    await this.#driven(method, () => Promise.reject(tooMany), rejecting, request);
    const broken = () => {
      throw new Error("It is broken");
    };
    await this.#driven(method, broken, throwing, request);
  }

  /** Makes the method return each of the results in turn. */
  async giving(method, request, results, expected) {
    for (const result of results) await this.#driven(method, async () => result, expected, request);
  }

  /** Makes the method return malformed results, which the client passes on. */
  async sloppy(method, action, request, results) {
    for (const [result, why] of results) {
      await this.#driven(method, async () => result, "answered", this.badAnswer(action, why, request));
    }
  }

  async #driven(method, instead, expected, request) {
    this.driver[method] = instead;
    await this.#all(expected, [request]);
    delete this.driver[method];
  }

  // The following methods send requests one after another, and check their outcome.

  answered(...requests) {
    return this.#all("answered", requests);
  }

  refused(...requests) {
    return this.#all("refused", requests);
  }

  unanswered(...requests) {
    return this.#all("unanswered", requests);
  }

  /** Makes calls that succeed without a message. */
  async silent(...requests) {
    const before = this.#recording.lines.length;
    await this.#all("answered", requests);
    if (this.#recording.lines.length !== before) throw new Error("expected no messages");
  }

  async #all(expected, requests) {
    for (const request of requests) {
      let outcome = "unanswered";
      request().then(
        () => (outcome = "answered"),
        () => (outcome = "refused"),
      );
      await this.settle();
      if (outcome !== expected) throw new Error(`expected ${expected}, found ${outcome}`);
    }
  }
}
