import type { ElementJoinRequest, ErrorResponse } from "./generated/payloads.js";

/** The direction of a request. A response repeats the direction of its request. */
export type Direction = "fromWidget" | "toWidget";

/** The members that every message has. */
export interface Header<Api extends Direction, Action extends string> {
  /** The direction of the request. */
  api: Api;
  /** The ID of the widget that sends or receives the message. */
  widgetId: string;
  /** The ID of the request, unique among the pending requests of its direction. A response repeats it. */
  requestId: string;
  /** The name of the action as the sender spells it: some actions have an unstable and a stable name. */
  action: Action;
}

/** The `data` member of a request, which is optional if all members of the data are. */
export type DataOf<Data> = object extends Data ? { data?: Data | null } : { data: Data };

/** A request: a message without a `response`, or with a `response` of `null`. */
export type RequestMessage<Api extends Direction, Action extends string, Data> = Header<Api, Action> &
  DataOf<Data> & { response?: null };

/** A response: a copy of the request with `response` added. The copied `data` is not validated. */
export type ResponseMessage<Api extends Direction, Action extends string, Response> = Header<Api, Action> & {
  data?: unknown;
  response: Response | ErrorResponse;
};

/** A request of a custom action. */
export type CustomRequest = RequestMessage<Direction, string, { [key in string]?: unknown }>;

/** A response to a request of a custom action. */
export type CustomResponse = ResponseMessage<Direction, string, { [key in string]?: unknown }>;

/** The optional members for which `null` has a meaning of its own. */
type Nullable = keyof ElementJoinRequest;

/**
 * A body to send: optional members must not be `null`, because deployed software rejects some nulls. In a received body, `null`
 * means the same as a missing member. Only the members of `ElementJoinRequest` distinguish the two.
 */
export type Written<Body> = Body extends string
  ? Body
  : Body extends readonly (infer Item)[]
    ? Written<Item>[]
    : Body extends { [key in string]?: unknown }
      ? {
          [Key in keyof Body]: Key extends Nullable
            ? Body[Key]
            : Written<undefined extends Body[Key] ? Exclude<Body[Key], null> : Body[Key]>;
        }
      : Body;
