import type { DataOfAction, ResponseOfAction } from "../../actions.js";
import type { CapabilitySet } from "../../capability/set.js";
import type { Written } from "../../envelope.js";
import type { ToWidgetActions } from "../../generated/messages.js";
import type { MatrixEvent, OpenIdCredentials, OpenModalRequest, ThemeChangeRequest } from "../../generated/payloads.js";
import type { AbortSignal } from "../../platform.js";
import type { PeerWindow } from "../../transport/channel.js";
import type { CustomBody } from "../../transport/types.js";
import type { HostDriver, Result, StateQuery, Work } from "./driver.js";

/** The part of an `HTMLIFrameElement` that a session uses. */
export interface WidgetFrame {
  src: string;
  readonly contentWindow: PeerWindow | null;
  getAttribute(name: string): string | null;
  addEventListener(type: "load", listener: () => void): void;
  removeEventListener(type: "load", listener: () => void): void;
}

/** A custom action that the client supports. */
export interface CustomAction {
  /** The capability that a widget needs for it, or `null` if it needs none. */
  capability: string | null;
  /** Carries out a request. The data is frozen and not checked. */
  handle(data: CustomBody, work: Work): Result<CustomBody | void>;
}

/** A feature without an action of its own. */
export type Feature =
  /** `sendEvent` obeys `delay`. */
  | "delayed_events"
  /** `sendEvent` obeys `sticky_duration_ms`. */
  | "sticky_events"
  /** The application calls `pushState`. Otherwise, widgets read the state. */
  | "state_updates"
  /** The application calls `setTheme` and `setLanguage`. */
  | "appearance";

/** A widget and what the client does for it. Everything that is left out is refused. */
export interface HostOptions {
  /** The ID of the widget. */
  widgetId: string;
  /** The URL to load, after its variables have been filled. A frame needs it, and so do modal widgets of the same origin. */
  url?: string;
  /** `waitForIframeLoad` of the definition. The default is `true`. */
  waitForIframeLoad?: boolean;
  /** The room of a room widget or of a modal widget. Without it, the room of the widget is the one that the user views. */
  room?: string | undefined;
  /** The rooms of the user, for which `*` stands. */
  rooms?: Iterable<string>;
  /** Carries out what the widget may do. */
  driver?: HostDriver;
  /**
   * Asks the user about capabilities, and returns those that the user allows. There is no deadline. `granted` are the capabilities so
   * far: `describeCapability` needs them. Without `prompt`, all are refused.
   */
  prompt?(capabilities: string[], context: { granted: CapabilitySet; signal: AbortSignal }): Result<Iterable<string>>;
  /** The capabilities that the widget gets without a prompt when it requests them. */
  approved?: Iterable<string>;
  /**
   * The policy for OpenID credentials: ask the user, allow, block, or these credentials. The default is to ask, which blocks without
   * `promptOpenId`.
   */
  openId?: "ask" | "allow" | "block" | OpenIdCredentials;
  /** Asks the user whether the widget may have OpenID credentials. There is no deadline. */
  promptOpenId?(context: { signal: AbortSignal }): Result<boolean>;
  /** The custom actions that the client supports, by name. */
  customActions?: { readonly [action: string]: CustomAction };
  /** The features that the client supports. */
  features?: readonly Feature[];
  /**
   * Returns the URL of a modal widget, with its variables filled: see `fillUrl`. Without it, the URL is loaded as it is. `id` is the ID of
   * the modal widget, and `room` its room.
   */
  modalUrl?(modal: OpenModalRequest, context: { id: string; room: string | undefined }): string;
  /** The data of the modal, if the widget is a modal widget: `data` of `openModal`. */
  modal?: OpenModalRequest;
  /** The theme and the language in the URL of the widget. */
  theme?: ThemeChangeRequest;
  language?: string;
  /**
   * `true` if a channel only carries messages of the origin of `url`. Otherwise, nothing that the user approves outlives a reload. For a
   * frame, the session finds out by itself.
   */
  checksOrigin?: boolean;
  /** Limits that differ from the defaults. */
  limits?: Partial<Limits>;
  /** Called with what happens. Without it, errors of the driver are written to the console. */
  onEvent?(event: HostEvent): void;
}

/** The limits of a session. Times are in milliseconds. */
export interface Limits {
  /** The deadline for the widget's answers. */
  answer: number;
  /** The deadline for the driver. */
  driver: number;
  /** The deadline for the driver's transfers of files. */
  file: number;
  /** The deadline for TURN servers and for opening a modal widget. */
  decision: number;
  /** The number of times that `capabilities` is sent. */
  attempts: number;
  /** The number of requests of the widget without an answer. */
  owedRequests: number;
  /** The total length of the requests of the widget without an answer, if the channel carries texts. */
  owedLength: number;
  /** The size of an uploaded file in bytes, or its length if it is a text. */
  uploadSize: number;
  /** The number of messages that are held during a reload. */
  held: number;
  /** The number of prompts of one kind in a period, and the period. */
  prompts: number;
  promptPeriod: number;
  /** The number of capabilities that a document may request. */
  capabilities: number;
}

/** What happens in a session. */
export type HostEvent =
  /** The widget has these capabilities now. */
  | { type: "granted"; capabilities: CapabilitySet }
  /** A new document was loaded, which has no capabilities yet. */
  | { type: "reloaded" }
  /** The widget answered `capabilities` with an error or a malformed list. It may request some later. */
  | { type: "negotiationFailed" }
  /** The widget has not answered `capabilities` in time. The session asks again. */
  | { type: "noCapabilities" }
  /** The frame has loaded, but the widget has not sent `content_loaded` in time. The session waits. */
  | { type: "noContentLoaded" }
  /** The widget gets no more TURN servers, because the iterable of the driver has ended. */
  | { type: "turnServersEnded" }
  /** The widget does not get this state: two reads have failed, or there was no time left. */
  | { type: "stateFailed"; room: string; query: StateQuery }
  /** The client enables or disables a button of this modal widget. */
  | { type: "buttonEnabled"; button: string; enabled: boolean }
  /** A method of the driver or a prompt has failed for another reason than a `WidgetError`. */
  | { type: "driverFailed"; error: unknown }
  /** The result of a driver's method came too late. */
  | { type: "late"; action: string };

/** The outcome of a push. */
export type Push =
  /** The message is sent, or held until a reload is over. */
  | "sent"
  /** The widget may not receive it, or does not know this kind of message. */
  | "notAllowed"
  /** The widget already has this sticky event. */
  | "duplicate"
  /** The session is not established yet, or has ended. The widget does not get it later. */
  | "notReady"
  /** Too many messages are held. Whether to push it again is up to the application. */
  | "full";

/** The requests that a session sends by itself or by methods of their own. */
type OwnRequest =
  | "supported_api_versions"
  | "capabilities"
  | "notify_capabilities"
  | "visibility"
  | "openid_credentials"
  | "theme_change"
  | "language_change"
  | "widget_config"
  | "button_clicked"
  | "close_modal"
  | "send_event"
  | "update_state"
  | "send_to_device"
  | "update_turn_servers";

/** The requests that a client sends with {@link HostSession.request}. */
export type HostRequest = Exclude<keyof ToWidgetActions, OwnRequest>;

/** The session of a client with a widget. */
export interface HostSession {
  /** The capabilities of the widget. */
  readonly granted: CapabilitySet;
  /** Resolves when this modal widget is closed or the session has ended: with its data, or with `{ "m.exited": true }`. */
  readonly closed: Promise<CustomBody>;
  /** Tells the session that the widget's page has loaded. A session with a frame knows that by itself. */
  frameLoaded(): void;
  /** Sets the room that the user views. It has no effect on the widget of a room. */
  viewRoom(room: string | null): void;
  /** Adds a room of the user, for which `*` stands. */
  joinRoom(room: string): void;
  /** Removes a room of the user. */
  leaveRoom(room: string): void;
  /** Pushes an event of a room that the server has returned, decrypted if possible. Local echoes are not pushed. */
  pushEvent(room: string, event: MatrixEvent): Push;
  /** Pushes changes of the current state of rooms, each with its `room_id`. */
  pushState(events: readonly MatrixEvent[]): Push;
  /** Pushes a to-device message. `encrypted` is `true` if the client itself has decrypted the message. */
  pushToDevice(message: { type: string; sender: string; content: object }, encrypted: boolean): Push;
  /** Sets whether the user sees the widget. */
  setVisible(visible: boolean): void;
  /** Sets the theme, for widgets that know this message. */
  setTheme(theme: ThemeChangeRequest): void;
  /** Sets the language, for widgets that know this message. */
  setLanguage(language: string): void;
  /** Sends a request to the widget: `request("screenshot", {})`. It fails with a `WidgetError`. */
  request<Name extends HostRequest>(
    action: Name,
    data: Written<DataOfAction<"toWidget", Name>>,
  ): Promise<ResponseOfAction<"toWidget", Name>>;
  /** Sends a request of a custom action to the widget. It fails with a `WidgetError`. */
  requestCustom(action: string, data: CustomBody): Promise<CustomBody>;
  /** Handles a click of the user on a button of this modal widget. The button `m.close` always exists. */
  click(button: string): void;
  /**
   * Ends the session: the widget gets nothing more, and the driver is told to stop. End it when the frame is removed, and when the
   * definition of the widget changes, because the user has approved the earlier one.
   */
  end(): void;
}
