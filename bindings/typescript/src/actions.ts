import type { Direction, RequestMessage, ResponseMessage } from "./envelope.js";
import type { FromWidgetActions, ToWidgetActions } from "./generated/messages.js";
import { unstableNames } from "./generated/names.js";
import { registry } from "./generated/registry.js";

/** The request data and response bodies of all known actions, by direction and unstable name. */
export interface Actions {
  fromWidget: FromWidgetActions;
  toWidget: ToWidgetActions;
}

/** The name to send for a known action of a direction: the unstable name, because deployed software knows no other. */
export type ActionName<Api extends Direction> = keyof Actions[Api] & string;

type UnstableNames = typeof unstableNames;

/** Any name to read for a known action of a direction: the unstable name, the stable name or a former name. */
export type AnyActionName<Api extends Direction> = ActionName<Api> | (keyof UnstableNames[Api] & string);

/** A name to read, for parameters: editors suggest only the unstable names, and the compiler accepts all known names. */
export type ReadName<Api extends Direction, Name extends string> =
  | ActionName<Api>
  | (Name extends AnyActionName<Api> ? Name : never);

/** The unstable name of the action with this name. */
export type UnstableName<Api extends Direction, Name extends AnyActionName<Api>> = UnstableNames[Api][Name &
  keyof UnstableNames[Api]] &
  ActionName<Api>;

/** All names of the action with this name. */
export type SameAction<Api extends Direction, Name extends AnyActionName<Api>> = {
  [Other in keyof UnstableNames[Api] & string]: UnstableNames[Api][Other] extends UnstableName<Api, Name>
    ? Other
    : never;
}[keyof UnstableNames[Api] & string];

/** The request data of an action. */
export type DataOfAction<Api extends Direction, Name extends AnyActionName<Api>> = BodyOf<
  Actions[Api][UnstableName<Api, Name>],
  "request"
>;

/** The response body of an action, without errors. */
export type ResponseOfAction<Api extends Direction, Name extends AnyActionName<Api>> = BodyOf<
  Actions[Api][UnstableName<Api, Name>],
  "response"
>;

type BodyOf<Bodies, Which extends string> = Bodies extends { [Key in Which]: infer Body } ? Body : never;

/** A request or response of an action, under any of its names. */
export type MessageOf<Api extends Direction, Name extends AnyActionName<Api>> =
  | RequestMessage<Api, SameAction<Api, Name>, DataOfAction<Api, Name>>
  | ResponseMessage<Api, SameAction<Api, Name>, ResponseOfAction<Api, Name>>;

/** The registry's entry of an action. */
export interface ActionInfo {
  /** The name of the action in the names of types. */
  readonly variant: string;
  /** The direction of the request. */
  readonly direction: Direction;
  /** The unstable name, which deployed software uses. */
  readonly name: string;
  /** The stable name, or `null` if it equals `name`. */
  readonly stable_name: string | null;
  /** A former unstable name, or `null`. It is only read. */
  readonly former_name: string | null;
  /** The version that a peer lists if it supports the action under `name`, or `null` if no version announces it. */
  readonly version: string | null;
  /** The version that a peer lists if it supports the action under `stable_name`, or `null` if no version announces it. */
  readonly stable_version: string | null;
  /** The capabilities in all spellings, of which the widget needs one. A capability that ends in `:` is a prefix. */
  readonly capabilities: readonly string[];
  /** The numbers of the proposals that define the action. */
  readonly mscs: readonly number[];
}

/** Returns the registry's entry of the action with this name, or `undefined` for a custom action. */
export function actionInfo<Api extends Direction, Name extends string>(
  api: Api,
  name: ReadName<Api, Name>,
): (typeof registry)[Api][UnstableName<Api, Name & AnyActionName<Api>> & keyof (typeof registry)[Api]];
export function actionInfo(api: Direction, name: string): ActionInfo | undefined;
export function actionInfo(api: Direction, name: string): ActionInfo | undefined {
  const actions: { readonly [name: string]: ActionInfo } = registry[api];
  const unstable = unstableName(api, name);
  return unstable === undefined ? undefined : actions[unstable];
}

/**
 * Returns the name to send for the action with this name: the unstable name, because deployed software knows
 * no other. Returns `undefined` for a custom action.
 */
export function unstableName(api: Direction, name: string): string | undefined {
  const names: { readonly [name: string]: string } = unstableNames[api];
  return Object.hasOwn(names, name) ? names[name] : undefined;
}
