import type { ErrorResponse } from "./generated/payloads.js";

/** Who asks whom. A response repeats the direction of its request. */
export type Direction = "fromWidget" | "toWidget";

/** What every message has. */
export interface Header<Api extends Direction, Action extends string> {
  api: Api;
  widgetId: string;
  /** Unique among the pending requests of its direction. */
  requestId: string;
  /** Spelled as the sender does; an action may have a name for today and a stable one. */
  action: Action;
}

/** The data of a request; it may be absent where every part of it may. */
export type DataOf<Data> = object extends Data ? { data?: Data | null } : { data: Data };

/** A request: there is no `response`, or it is null. */
export type RequestMessage<Api extends Direction, Action extends string, Data> = Header<Api, Action> &
  DataOf<Data> & { response?: null };

/** A response: the request as it came, with `response` added. Its `data` is a copy that nobody judges. */
export type ResponseMessage<Api extends Direction, Action extends string, Response> = Header<Api, Action> & {
  data?: unknown;
  response: Response | ErrorResponse;
};

/** A request of an action that the protocol does not know. */
export type CustomRequest = RequestMessage<Direction, string, { [key in string]?: unknown }>;

/** A response to a request of an action that the protocol does not know. */
export type CustomResponse = ResponseMessage<Direction, string, { [key in string]?: unknown }>;

/**
 * A body as it is to be written. On reading, an optional member that is null counts as absent; on writing it is left out, for
 * deployed software takes some nulls amiss.
 */
export type Written<Body> = Body extends string
  ? Body
  : Body extends readonly (infer Item)[]
    ? Written<Item>[]
    : Body extends { [key in string]?: unknown }
      ? { [Key in keyof Body]: Written<undefined extends Body[Key] ? Exclude<Body[Key], null> : Body[Key]> }
      : Body;
