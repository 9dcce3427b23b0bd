import type { MatrixEvent, ModalClosedRequest, ToDeviceEvent, UpdateTurnServersRequest } from "../../generated/payloads.js";
import { widgetParameters } from "../../parameters.js";
import { type Channel, windowChannel } from "../../transport/channel.js";
import { connect } from "../../transport/connect.js";
import { WidgetError, gone, malformed } from "../../transport/error.js";
import type { Timer } from "../../transport/timer.js";
import type { BodyCheck, CustomBody, Handlers, RequestOptions } from "../../transport/types.js";
import { createCapabilities } from "./capabilities.js";
import { type Deferred, deferred } from "./deferred.js";
import { createOpenId } from "./openId.js";
import { createState } from "./state.js";
import { createTopic } from "./topic.js";
import type { OpenModal, Widget, WidgetOptions } from "./types.js";

const maxInFlight = 12;
const maxFilesInFlight = 8;
const deadline = 10_000;

/** The actions that need no capability. */
const ungated =
  /^(supported_api_versions|content_loaded|get_openid|close_modal|set_button_enabled|integration_manager_open|im\.vector\..*|io\.element\.(?!view_room$).*|uk\.half-shot\..*)$/;

/** The versions that the session supports without the application: `org.matrix.msc…`, and others. */
const mscs = [2762, 2790, 2871, 2876, 2931, 2974, 3751, 3817, 3819, 3869, 3973, 4039, 4515, 4533];
const others = ["0.0.1", "0.0.2", "0.1.0", "town.robin.msc3846"];
const appearance = "org.matrix.msc2873";
const updateState = "org.matrix.msc2762_update_state";
const notifies = "org.matrix.msc2871";

/**
 * Starts the session of a widget with the client that embeds it: it negotiates the capabilities, answers the client's requests, and
 * delivers its events.
 *
 * ```js
 * import { checkData, checkResponse } from "matrix-widget-protocol";
 * import { startWidget } from "matrix-widget-protocol/widget";
 *
 * const capabilities = ["org.matrix.msc2762.receive.event:m.reaction"];
 * const widget = startWidget({ capabilities, checkData, checkResponse });
 * for await (const event of widget.events()) console.log(event.content);
 * ```
 *
 * @throws {Error} if the URL of the page does not tell the ID of the widget or the origin of the client, and the options do not
 * either.
 */
export function startWidget(options: WidgetOptions): Widget {
  const { handlers = {}, checkResponse, onWarning = console.warn } = options;
  const isGiven = options.widgetId !== undefined && (options.channel ?? options.origin) !== undefined;
  const parameters = isGiven ? undefined : widgetParameters(location.href);
  const { widgetId = parameters?.widgetId, origin = parameters?.parentOrigin } = options;
  if (widgetId === undefined) throw new Error("widgetId: missing parameter");
  const { isModal = widgetId.startsWith("modal_"), channel = parentChannel(origin) } = options;

  let clientVersions: readonly string[] | undefined;
  let listed: string[] | undefined;
  let isReady = false;
  let isVisible = true;
  let isAnswered = false;
  let isConfigured = false;
  let isLoaded = false;
  let negotiationTimer: Timer;
  let configTimer: Timer;
  const ready = deferred<void>();
  const events = createTopic<MatrixEvent>();
  const toDevice = createTopic<ToDeviceEvent & { encrypted: boolean }>();
  const turnServers = createTopic<UpdateTurnServersRequest>();
  let latestTurnServers: UpdateTurnServersRequest | undefined;
  let watch: AbortController | undefined;
  let modal: Deferred<ModalClosedRequest | undefined> | undefined;

  const capabilities = createCapabilities(options.capabilities, (capabilities) =>
    connection.request("request_capabilities", { capabilities }),
  );
  const openId = createOpenId(() => connection.request("get_openid", {}));
  const state = createState(
    (data) => connection.request("read_events", data),
    () => onWarning("the client has not sent the room state"),
  );

  /** Fails the request for credentials that malformed data belongs to. */
  const checkData: BodyCheck = (api, action, data) => {
    const checked = options.checkData(api, action, data);
    if (checked.error && action === "openid_credentials") {
      const { original_request_id: requestId } = data as CustomBody;
      openId.settle(requestId, malformed(checked.error.message));
    }
    return checked;
  };

  const own: Handlers<"toWidget"> = {
    supported_api_versions: () => ({ supported_versions: listedVersions() }),
    capabilities() {
      if (isAnswered) throw new WidgetError("the capabilities have already been requested");
      isAnswered = true;
      clearTimeout(negotiationTimer);
      queueMicrotask(update);
      return { capabilities: capabilities.list };
    },
    notify_capabilities(data) {
      // The answer is sent first.
      queueMicrotask(() => {
        const isFirst = !capabilities.approved();
        const added = capabilities.notify(data);
        state.approve(added, capabilities.approved() ?? [], isFirst);
        update();
      });
    },
    visibility(data, info) {
      isVisible = data.visible;
      return handlers.visibility?.(data, info);
    },
    widget_config(data, info) {
      isConfigured = true;
      queueMicrotask(update);
      return handlers.widget_config?.(data, info);
    },
    openid_credentials({ original_request_id: requestId, ...decision }) {
      const isPending = openId.settle(requestId, decision);
      if (!isPending) throw new WidgetError("no request for credentials with this ID is pending");
    },
    send_event(event) {
      checkEvent(event, "data");
      events.checkRoom();
      state.checkRoom();
      events.push(event);
      state.event(event);
    },
    update_state({ state: changes }) {
      for (const [index, event] of changes.entries()) checkEvent(event, `data.state[${index}]`);
      state.checkRoom();
      state.update(changes);
    },
    send_to_device(event) {
      checkEvent(event, "data");
      const { encrypted } = event;
      if (typeof (encrypted ?? false) !== "boolean") throw new WidgetError("data.encrypted: expected a boolean");
      toDevice.checkRoom();
      toDevice.push({ ...event, encrypted: encrypted === true });
    },
    update_turn_servers(servers) {
      if (!watch) return;
      latestTurnServers = servers;
      turnServers.push(servers, true);
    },
    close_modal(result) {
      if (!modal) throw new WidgetError("no modal widget is open");
      const isCancelled = result["m.exited"] === true || result["org.matrix.msc2790.exited"] === true;
      modal.resolve(isCancelled ? undefined : result);
      modal = undefined;
    },
  };

  const connection = connect(
    channel,
    {
      api: "fromWidget",
      widgetId,
      checkData,
      checkResponse,
      maySend(action, inFlight) {
        const mayBeSent = isReady || ungated.test(action);
        return (
          mayBeSent && inFlight.length < maxInFlight && !(isFile(action) && inFlight.filter(isFile).length >= maxFilesInFlight)
        );
      },
      fallback: options.fallback,
      onError: options.onError,
    },
    { ...handlers, ...own },
  );
  connection
    .request("supported_api_versions", {})
    .catch(() => ({ supported_versions: [] as string[] }))
    .then(({ supported_versions: versions }) => {
      clientVersions = versions;
      update();
    });
  if (options.isLoaded !== false) contentLoaded();

  /** The versions of this widget, which do not change once they are told. */
  function listedVersions(): string[] {
    return (listed ??= [
      ...others,
      ...mscs.map((msc) => `org.matrix.msc${msc}`),
      ...((handlers.theme_change ?? handlers.language_change) ? [appearance] : []),
      ...(state.isUsed() ? [updateState] : []),
    ]);
  }

  /** Does what has become possible. */
  function update(): void {
    const isOver = capabilities.approved() ?? (isAnswered && clientVersions?.includes(notifies) === false);
    if (!isReady && (isOver || isConfigured)) {
      if (isModal && !isConfigured) {
        configTimer ??= setTimeout(() => {
          isConfigured = true;
          update();
        }, deadline);
        return;
      }
      clearTimeout(configTimer);
      isReady = true;
      // A client that does not notify the widget does not tell what it approves.
      if (!capabilities.approved()) state.approve(capabilities.list, capabilities.list, true);
      ready.resolve();
      connection.flush();
      capabilities.ready();
    }
    if (isReady && clientVersions) state.begin([clientVersions, listedVersions()].every((list) => list.includes(updateState)));
  }

  function contentLoaded(): void {
    if (isLoaded) return;
    isLoaded = true;
    connection.request("content_loaded", {}).catch(() => {});
    if (!isAnswered) negotiationTimer = setTimeout(() => onWarning("the client has not requested the capabilities"), deadline);
  }

  async function request(action: string, data: CustomBody, options?: RequestOptions): Promise<CustomBody> {
    // Deployed clients refuse null members, and require these.
    const members =
      action === "io.element.join" ? data : Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null));
    if (action === "send_event") members["content"] ??= {};
    if (action === "send_to_device") members["encrypted"] ??= true;
    const response = await connection.requestCustom(action, members, options);
    const id = members["delay"] === undefined ? "event_id" : "delay_id";
    if (action === "send_event" && typeof response[id] !== "string") {
      throw malformed(`response.${id}: missing field`);
    }
    return response;
  }

  function watchTurnServers(): void {
    const current = (watch = new AbortController());
    connection.request("watch_turn_servers", {}, { signal: current.signal }).catch((error: WidgetError) => {
      if (watch !== current) return;
      // A client that has not answered may be watching.
      unwatch(error.reason === "timeout");
      turnServers.end(error);
    });
  }

  function unwatch(tells: boolean): void {
    watch?.abort();
    watch = latestTurnServers = undefined;
    if (tells) connection.request("unwatch_turn_servers", {}).catch(() => {});
  }

  return {
    ready: ready.promise,
    get approved() {
      return capabilities.approved();
    },
    get clientVersions() {
      return clientVersions;
    },
    get isVisible() {
      return isVisible;
    },
    request: request as unknown as Widget["request"],
    requestCustom: connection.requestCustom,
    contentLoaded,
    isApproved: capabilities.isApproved,
    requestCapabilities: (list, { again = false } = {}) => capabilities.request(list, again),
    getOpenIdToken: openId.token,
    events: () => events.subscribe(),
    toDevice: () => toDevice.subscribe(),
    state: state.subscribe,
    turnServers() {
      // Until the session is ready, the watch has not been sent.
      const onLeave = () => void (turnServers.isUsed() || unwatch(isReady));
      const servers = turnServers.subscribe(latestTurnServers ? [latestTurnServers] : [], onLeave);
      if (!watch) watchTurnServers();
      return servers;
    },
    async openModal(data): Promise<OpenModal> {
      if (modal) throw new WidgetError("a modal widget is already open");
      const current = (modal = deferred());
      try {
        await connection.request("open_modal", data);
      } catch (error) {
        if (modal === current) modal = undefined;
        throw error;
      }
      return { closed: current.promise };
    },
    async closeModal(result = {}) {
      await connection.request("close_modal", result).catch((error: WidgetError) => {
        if (error.reason !== "timeout" && error.reason !== "gone") throw error;
      });
    },
    end() {
      isLoaded = true;
      connection.stop();
      for (const timer of [negotiationTimer, configTimer]) clearTimeout(timer);
      capabilities.end();
      openId.end();
      state.end();
      for (const topic of [events, toDevice, turnServers]) topic.end();
      modal?.reject(gone());
      ready.reject(gone());
    },
  };
}

function parentChannel(origin: string | undefined): Channel {
  if (origin === undefined) throw new Error("origin: missing option");
  return windowChannel({ peer: parent, origin });
}

function isFile(action: string): boolean {
  return action.endsWith("load_file");
}

function checkEvent(event: MatrixEvent, path: string): void {
  if (typeof event["type"] !== "string") throw new WidgetError(`${path}.type: expected a string`);
}
