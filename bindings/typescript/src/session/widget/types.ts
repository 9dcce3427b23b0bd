import type { AnyActionName, DataOfAction, ReadName, ResponseOfAction } from "../../actions.js";
import type { Written } from "../../envelope.js";
import type {
  MatrixEvent,
  ModalClosedRequest,
  OpenIdCredentials,
  OpenModalRequest,
  ToDeviceEvent,
  UpdateTurnServersRequest,
} from "../../generated/payloads.js";
import type { Channel } from "../../transport/channel.js";
import type { BodyCheck, CustomBody, Handler, Handlers, RequestOptions } from "../../transport/types.js";
import type { StateChange } from "./state.js";

/** The actions of the client that the session handles itself. */
type HandledAction =
  | "supported_api_versions"
  | "capabilities"
  | "notify_capabilities"
  | "openid_credentials"
  | "close_modal"
  | "send_event"
  | "update_state"
  | "send_to_device"
  | "update_turn_servers";

/** The actions of a widget that have methods of their own. */
type OwnAction =
  | "supported_api_versions"
  | "content_loaded"
  | "get_openid"
  | "request_capabilities"
  | "org.matrix.msc2974.request_capabilities"
  | "watch_turn_servers"
  | "unwatch_turn_servers"
  | "open_modal"
  | "close_modal";

/** The name of an action that a widget requests with {@link Widget.request}. */
export type WidgetAction<Name extends string> = Exclude<ReadName<"fromWidget", Name>, OwnAction>;

/** Handlers of the client's requests, by action. */
export type WidgetHandlers = Omit<Handlers<"toWidget">, HandledAction>;

/** Settings of {@link startWidget}. */
export interface WidgetOptions {
  /** The capabilities that the widget requests, by either name. */
  capabilities: readonly string[];
  /** Checks the data of the client's requests: `checkData`. */
  checkData: BodyCheck;
  /** Checks the responses of the client: `checkResponse`. */
  checkResponse: BodyCheck;
  /** The ID of the widget. The default is the parameter `widgetId` of the page's URL. */
  widgetId?: string | undefined;
  /**
   * The origin of the client, which is the parent window. The default is the origin of the parameter `parentUrl` of the page's URL.
   * Clients without an `http:` or `https:` origin need `"*"`: then any page that embeds the widget can speak with it.
   */
  origin?: string | undefined;
  /** The channel to the client, instead of the parent window. */
  channel?: Channel | undefined;
  /**
   * Handlers of the client's requests, such as `theme_change`, `language_change`, `visibility`, `screenshot`, `button_clicked` and,
   * in a modal widget, `widget_config`.
   */
  handlers?: WidgetHandlers | undefined;
  /** Answers requests that have no handler, such as those of custom actions. Without it, they are answered with an error. */
  fallback?: Handler<CustomBody, CustomBody> | undefined;
  /** Set it to `false` to call {@link Widget.contentLoaded} later, when the widget can be shown. */
  isLoaded?: boolean | undefined;
  /** `true` for a modal widget, which waits for `widget_config`. By default, the ID of a modal widget begins with `modal_`. */
  isModal?: boolean | undefined;
  /**
   * Called once if the client has not requested the capabilities in the 10 seconds after `content_loaded`, or has not sent the room
   * state in the 10 seconds after its approval. The session keeps waiting. The default writes to the console.
   */
  onWarning?: ((warning: string) => void) | undefined;
  /** Called with each error that a handler throws, except `WidgetError`. The default writes to the console. */
  onError?: ((error: unknown) => void) | undefined;
}

/** An open modal widget. */
export interface OpenModal {
  /** Its result when it closes. `undefined` if the user or the client closed it. */
  readonly closed: Promise<ModalClosedRequest | undefined>;
}

/**
 * The session of a widget with its client.
 *
 * Requests that need capabilities wait until the client has decided about the capabilities. At most 12 requests are unanswered at a
 * time, and further requests wait. Requests fail with a `WidgetError`.
 *
 * Subscriptions are async iterators. They begin with the call, and end with `break` or with the session.
 */
export interface Widget {
  /** Resolves when the client has decided about the capabilities, whether it approves them or not. */
  readonly ready: Promise<void>;
  /** The approved capabilities. `undefined` until the client tells them; some clients never do. */
  readonly approved: readonly string[] | undefined;
  /** The versions that the client supports. `undefined` until it has answered. */
  readonly clientVersions: readonly string[] | undefined;
  /** `true` until the client hides the widget. */
  readonly isVisible: boolean;

  /**
   * Sends a request, and returns the response.
   *
   * ```js
   * await widget.request("send_event", { type: "m.reaction", content });
   * const { events } = await widget.request("read_events", { type: "m.room.topic", state_key: "" });
   * ```
   */
  request<Name extends string>(
    action: WidgetAction<Name>,
    data: Written<DataOfAction<"fromWidget", Name & AnyActionName<"fromWidget">>>,
    options?: RequestOptions,
  ): Promise<ResponseOfAction<"fromWidget", Name & AnyActionName<"fromWidget">>>;
  /** Sends a request of a custom action, such as `com.example.fly`. */
  requestCustom(action: string, data: CustomBody, options?: RequestOptions): Promise<CustomBody>;
  /** Tells the client that the widget has loaded, once. */
  contentLoaded(): void;

  /** Returns `true` if a capability is approved, by either name, on its own or as a part of another. */
  isApproved(capability: string): boolean;
  /**
   * Requests more capabilities, and returns the approved ones of them. It does not ask the user about capabilities that are approved
   * or, without `again`, have been requested before.
   */
  requestCapabilities(capabilities: readonly string[], options?: { again?: boolean }): Promise<string[]>;
  /**
   * Requests OpenID credentials, which prove the user's identity to a server. It may wait for the user. Returns `undefined` if the
   * user or the client refuses.
   */
  getOpenIdToken(): Promise<OpenIdCredentials | undefined>;

  /** Subscribes to the events that the widget may receive, of all rooms. */
  events(): AsyncIterableIterator<MatrixEvent>;
  /** Subscribes to the to-device events that the widget may receive. `encrypted` tells if they were received encrypted. */
  toDevice(): AsyncIterableIterator<ToDeviceEvent & { encrypted: boolean }>;
  /**
   * Subscribes to the room state that the widget may receive. The first values hold the current state, from clients of all kinds.
   * Call it before the client connects, right after `startWidget`, so that it need not be read.
   *
   * ```js
   * for await (const { changes, isComplete } of widget.state()) render(changes, isComplete);
   * ```
   */
  state(): AsyncIterableIterator<StateChange>;
  /** Subscribes to the latest TURN servers. It fails if the client refuses. */
  turnServers(): AsyncIterableIterator<UpdateTurnServersRequest>;

  /**
   * Opens a modal widget, and waits until the client shows it.
   *
   * ```js
   * const { closed } = await widget.openModal({ type: "m.custom", url, name: "Choose a color" });
   * const result = await closed;
   * ```
   */
  openModal(data: Written<OpenModalRequest>): Promise<OpenModal>;
  /** Closes this modal widget, with a result for the widget that opened it. */
  closeModal(result?: CustomBody): Promise<void>;

  /** Ends the session. Requests fail as `gone`, and further messages are ignored. */
  end(): void;
}
