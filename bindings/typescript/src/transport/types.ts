import type { Actions, AnyActionName, DataOfAction, ReadName, ResponseOfAction } from "../actions.js";
import type { Direction, Written } from "../envelope.js";
import type { AbortSignal } from "../platform.js";

/** The body of a custom action. */
export type CustomBody = { [key in string]?: unknown };

/** Checks a body. `checkData` and `checkResponse` of this package are such checks. */
export type BodyCheck = (
  api: Direction,
  action: string,
  body: unknown,
) => { readonly error?: { readonly message: string } | undefined };

/** A request that a handler answers. */
export interface RequestInfo {
  /** The name of the action: the unstable name of a known action. */
  readonly action: string;
  /** The ID that the peer gave the request. Peers may repeat IDs. */
  readonly requestId: string;
  /** Is aborted when the answer is no longer needed: its deadline has passed, or the connection has ended. */
  readonly signal: AbortSignal;
}

type MaybePromise<Value> = Value | PromiseLike<Value>;

/**
 * Answers requests. Its result is the response, and nothing stands for `{}`. If it throws, the response is an error: the message
 * of a `WidgetError`, and no details of other errors.
 *
 * A result that is no promise is sent at once, before anything that the handler has queued with `queueMicrotask`.
 */
export type Handler<Data, Response> = (data: Data, request: RequestInfo) => MaybePromise<Answer<Response>>;

type Answer<Response> = object extends Response ? Written<Response> | void : Written<Response>;

/** Handlers of the requests of a direction, by the unstable name of the action. They also answer requests by its other names. */
export type Handlers<Api extends Direction> = {
  [Name in keyof Actions[Api]]?: Handler<BodyOf<Actions[Api][Name], "request">, BodyOf<Actions[Api][Name], "response">>;
};

type BodyOf<Bodies, Which extends string> = Bodies extends { [Key in Which]: infer Body } ? Body : never;

/** Settings of {@link connect}. */
export interface ConnectionOptions<Api extends Direction> {
  /** The direction of the requests that this side sends: `fromWidget` in a widget, `toWidget` in a client. */
  api: Api;
  /** The ID of the widget. Messages with another ID are ignored. */
  widgetId: string;
  /** Checks the data of requests before a handler runs: `checkData`. Without it, data may be any object. */
  checkData?: BodyCheck | undefined;
  /** Checks responses: `checkResponse`. Without it, a response may be any object. */
  checkResponse?: BodyCheck | undefined;
  /** Answers requests that have no handler, such as those of custom actions. Without it, they are answered with an error. */
  fallback?: Handler<CustomBody, CustomBody> | undefined;
  /** The time in milliseconds after which a request without an answer of its handler gets an error. */
  answerTimeout?: number | undefined;
  /**
   * Returns `false` if a request of this action must wait, with the actions of the unanswered requests. It is asked again when a
   * request is settled, and by {@link Connection.flush}.
   */
  maySend?: ((action: string, inFlight: readonly string[]) => boolean) | undefined;
  /** Called with each error that a handler throws, except `WidgetError`. Without it, they are written to the console. */
  onError?: ((error: unknown) => void) | undefined;
}

/** Settings of one request. */
export interface RequestOptions {
  /**
   * The time in milliseconds to wait for the answer, from sending. It is 10 seconds, for `send_to_device` 60 seconds, and for files
   * 120 seconds or their `timeout_ms` and 5 seconds. `Infinity` is no limit.
   */
  timeout?: number | undefined;
  /** Gives up the request: it fails with the reason of the signal, and an answer is ignored. */
  signal?: AbortSignal | undefined;
}

/** The response to a request. It fails with a `WidgetError`. */
export interface PendingResponse<Response> extends Promise<Response> {
  /** The ID of the request. */
  readonly requestId: string;
}

/** A connection to a peer. */
export interface Connection<Api extends Direction> {
  /**
   * Sends a request by the unstable name of the action, which deployed software knows.
   *
   * ```js
   * await connection.request("navigate", { uri: "https://matrix.to/#/#matrix:matrix.org" });
   * ```
   */
  request<Name extends string>(
    action: ReadName<Api, Name>,
    data: Written<DataOfAction<Api, Name & AnyActionName<Api>>>,
    options?: RequestOptions,
  ): PendingResponse<ResponseOfAction<Api, Name & AnyActionName<Api>>>;
  /** Sends a request of a custom action, such as `com.example.fly`. */
  requestCustom(action: string, data: CustomBody, options?: RequestOptions): PendingResponse<CustomBody>;
  /** Sends the waiting requests that may be sent now. */
  flush(): void;
  /** Ends the connection. Requests fail as `gone`, and received requests are not answered. */
  stop(): void;
}
