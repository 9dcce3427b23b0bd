import type { DataOfAction, ResponseOfAction } from "../../actions.js";
import type { hostActions } from "../../generated/hostActions.js";
import type {
  DelegateDelayedLeaveRequest,
  CreateRoomRequest,
  CreateRoomResponse,
  DownloadFileRequest,
  DownloadFileResponse,
  GetLivekitTokenRequest,
  LivekitToken,
  MatrixEvent,
  MediaConfig,
  NavigateRequest,
  OpenIdCredentials,
  OpenModalRequest,
  ReadAccountDataRequest,
  ReadAccountDataResponse,
  ReadEventsRequest,
  ReadRelationsRequest,
  ReadRelationsResponse,
  ReadRoomAccountDataRequest,
  ReadRoomAccountDataResponse,
  RtcTransports,
  SearchUserDirectoryRequest,
  SearchUserDirectoryResponse,
  SendEventRequest,
  SendStickerRequest,
  SendToDeviceRequest,
  SendToDeviceResponse,
  SetAlwaysOnScreenRequest,
  SetAlwaysOnScreenResponse,
  ShareUsersRequest,
  UpdateDelayedEventRequest,
  UpdateTurnServersRequest,
  UploadFileRequest,
  UploadFileResponse,
} from "../../generated/payloads.js";
import type { AbortSignal } from "../../platform.js";

/** A result, now or later. A failure answers the widget with an error: see {@link HostDriver}. */
export type Result<Value> = Value | PromiseLike<Value>;

/** The circumstances of a request that the widget may make. */
export interface Work {
  /**
   * The rooms of the request, which the widget may access: those that it names, in this order, those that the session knows for `*`, or
   * else the viewed room. Empty if no room is viewed. No capability covers the room of `getLivekitToken`, `delegateDelayedLeave` and
   * `io.element.view_room`: the driver checks it.
   */
  readonly rooms: readonly string[];
  /** Is aborted when the result is no longer needed. */
  readonly signal: AbortSignal;
}

/** Work in one room. */
export interface WorkInRoom extends Work {
  /** The only room of the request. */
  readonly room: string;
}

/** The events that were read from a room. */
export interface RoomEvents {
  readonly room: string;
  /** The events, newest first. */
  readonly events: readonly MatrixEvent[];
}

/** The current state to read. */
export interface StateQuery {
  readonly type: string;
  /** The state key, or `true` for all state keys. */
  readonly state_key: string | true;
}

/** The ID of an event that was sent: `delay_id` if it is delayed. */
export type SentEvent = { event_id: string; delay_id?: undefined } | { delay_id: string; event_id?: undefined };

/** A modal widget to show in a frame and session of its own. */
export interface ModalWidget {
  /** The ID of the widget. */
  readonly id: string;
  /** The URL of the frame, which is `http:` or `https:`. */
  readonly url: string;
  /** The room of the session, which does not change. */
  readonly room: string | undefined;
  /** The modal to pass to the session as `modal`. */
  readonly data: OpenModalRequest;
}

/** A modal widget that is shown. */
export interface ShownModal {
  /** Resolves with the data of the modal widget when it has been closed: `closed` of its session. */
  readonly closed: PromiseLike<{ [key in string]?: unknown }>;
}

type HostActions = typeof hostActions;

/** The actions of vendors. */
type VendorMethods = {
  [Name in keyof HostActions & `${"io.element" | "im.vector" | "integration_manager"}${string}` as HostActions[Name][0]]?: (
    data: DataOfAction<"fromWidget", Name>,
    work: Work,
  ) => Result<ResponseOfAction<"fromWidget", Name> | void>;
};

/**
 * What a client does for a widget, after the session has checked the request. A widget gets an error for what the driver lacks.
 *
 * A method that throws a `WidgetError` answers with its message and the homeserver's error, if it has one. Other errors do not reach the
 * widget, because they may hold secrets; the session reports them as `driverFailed`. A method that is too slow is ignored.
 *
 * The data is frozen. The results of reads are filtered by what the widget may see.
 */
export interface HostDriver extends VendorMethods {
  /** Sends an event. With the feature `delayed_events`, obeys `delay`; with `sticky_events`, obeys `sticky_duration_ms`. */
  sendEvent?(data: SendEventRequest, work: WorkInRoom): Result<SentEvent>;
  /** Sends to-device messages. `encrypted` is set. */
  sendToDevice?(data: SendToDeviceRequest & { encrypted: boolean }, work: Work): Result<SendToDeviceResponse | void>;
  /** Sends a sticker. */
  sendSticker?(data: SendStickerRequest, work: WorkInRoom): Result<void>;
  /** Reads events from the timelines of rooms. A room of `*` that cannot be read is left out. */
  readTimeline?(data: ReadEventsRequest, work: Work): Result<Iterable<RoomEvents>>;
  /** Reads the current state of rooms: for `read_events` with a state key, and for `update_state`. */
  readState?(query: StateQuery, work: Work): Result<Iterable<RoomEvents>>;
  /** Reads the events of a room that are sticky now, in order. */
  readStickyEvents?(work: WorkInRoom): Result<Iterable<MatrixEvent>>;
  /** Reads the events that relate to an event. */
  readRelations?(data: ReadRelationsRequest, work: WorkInRoom): Result<ReadRelationsResponse>;
  /** Reads the user's account data of rooms. */
  readRoomAccountData?(data: ReadRoomAccountDataRequest, work: Work): Result<ReadRoomAccountDataResponse>;
  /** Reads the user's account data that does not belong to a room. */
  readAccountData?(data: ReadAccountDataRequest, work: Work): Result<ReadAccountDataResponse>;
  /** Cancels, restarts or sends a delayed event. */
  updateDelayedEvent?(data: UpdateDelayedEventRequest, work: Work): Result<void>;
  /** Opens a `matrix.to` or `matrix:` link. */
  navigate?(data: NavigateRequest, work: Work): Result<void>;
  /** Keeps the widget on screen, or stops doing so. */
  setAlwaysOnScreen?(data: SetAlwaysOnScreenRequest, work: Work): Result<SetAlwaysOnScreenResponse>;
  /** Returns OpenID credentials. Called only after the user or the policy has allowed it. */
  getOpenIdCredentials?(work: Pick<Work, "signal">): Result<OpenIdCredentials>;
  /** Yields TURN servers now, and whenever they change. */
  watchTurnServers?(work: Pick<Work, "signal">): AsyncIterable<UpdateTurnServersRequest>;
  /** Shows a modal widget. The session aborts `signal` when it has to be closed. */
  openModal?(modal: ModalWidget, work: Pick<Work, "signal">): Result<ShownModal>;
  /** Searches the user directory. */
  searchUserDirectory?(data: SearchUserDirectoryRequest, work: Work): Result<SearchUserDirectoryResponse>;
  /** Returns the limits of the media repository. */
  getMediaConfig?(data: object, work: Work): Result<MediaConfig>;
  /** Uploads a file. */
  uploadFile?(data: UploadFileRequest, work: Work): Result<UploadFileResponse>;
  /** Downloads a file. */
  downloadFile?(data: DownloadFileRequest, work: Work): Result<DownloadFileResponse>;
  /** Returns the call servers of the homeserver. */
  getRtcTransports?(data: object, work: Work): Result<RtcTransports>;
  /** Requests a LiveKit token. */
  getLivekitToken?(data: GetLivekitTokenRequest, work: Work): Result<LivekitToken>;
  /** Delegates a delayed event to the LiveKit service. */
  delegateDelayedLeave?(data: DelegateDelayedLeaveRequest, work: Work): Result<{ [key in string]?: unknown }>;
  /** Creates a room. */
  createRoom?(data: CreateRoomRequest, work: Work): Result<CreateRoomResponse>;
  /** Receives user IDs from the widget, for example to invite them. */
  shareUsers?(data: ShareUsersRequest, work: Work): Result<void>;
}
