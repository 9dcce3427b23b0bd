import type { Direction, RequestMessage, ResponseMessage } from "./envelope.js";
import type { FromWidgetActions, ToWidgetActions } from "./generated/messages.js";
import { todaysNames } from "./generated/names.js";
import { registry } from "./generated/registry.js";

/** What is asked and what is answered, by direction and by the name of the action. */
export interface Actions {
  fromWidget: FromWidgetActions;
  toWidget: ToWidgetActions;
}

/** The names of the actions of a direction, today's and stable ones. */
export type ActionName<Api extends Direction> = keyof Actions[Api] & string;

/** Today's name of an action that has this name. */
export type TodaysName<Api extends Direction, Name extends ActionName<Api>> = (typeof todaysNames)[Api][Name &
  keyof (typeof todaysNames)[Api]];

/** Every name of the action that has this name. */
export type SameAction<Api extends Direction, Name extends ActionName<Api>> = {
  [Other in ActionName<Api>]: TodaysName<Api, Other> extends TodaysName<Api, Name> ? Other : never;
}[ActionName<Api>];

/** The data of the requests of an action. */
export type DataOfAction<Api extends Direction, Name extends ActionName<Api>> = BodyOf<Actions[Api][Name], "request">;

/** The body of the responses of an action, unless it is an error. */
export type ResponseOfAction<Api extends Direction, Name extends ActionName<Api>> = BodyOf<
  Actions[Api][Name],
  "response"
>;

type BodyOf<Bodies, Which extends string> = Bodies extends { [Key in Which]: infer Body } ? Body : never;

/** The requests and responses of an action, by either of its names. */
export type MessageOf<Api extends Direction, Name extends ActionName<Api>> =
  | RequestMessage<Api, SameAction<Api, Name>, DataOfAction<Api, Name>>
  | ResponseMessage<Api, SameAction<Api, Name>, ResponseOfAction<Api, Name>>;

/** What the registry says of an action; what does not apply is null. */
export interface ActionInfo {
  /** What it is called in the names of types. */
  readonly variant: string;
  readonly direction: Direction;
  /** The name on the wire today. */
  readonly name: string;
  /** The name that the proposal gives once merged, if it is another. */
  readonly stable_name: string | null;
  /** The version whose support says that the other side knows the action by its name of today. */
  readonly version: string | null;
  /** The same for its stable name. */
  readonly stable_version: string | null;
  /** The capabilities of which the widget needs one, in all their spellings; one that ends in `:` is a prefix. */
  readonly capabilities: readonly string[];
  /** Numbers of the proposals that define it. */
  readonly mscs: readonly number[];
  readonly description: string;
}

/** What the registry says of the action that has this name, today's or the stable one; nothing of a custom action. */
export function actionInfo<Api extends Direction, Name extends ActionName<Api>>(
  api: Api,
  name: Name,
): (typeof registry)[Api][TodaysName<Api, Name> & keyof (typeof registry)[Api]];
export function actionInfo(api: Direction, name: string): ActionInfo | undefined;
export function actionInfo(api: Direction, name: string): ActionInfo | undefined {
  const actions: { readonly [name: string]: ActionInfo } = registry[api];
  const today = todaysName(api, name);
  return today === undefined ? undefined : actions[today];
}

/** Today's name of the action that has this name, today's or the stable one; nothing of a custom action. */
export function todaysName(api: Direction, name: string): string | undefined {
  const names: { readonly [name: string]: string } = todaysNames[api];
  return Object.hasOwn(names, name) ? names[name] : undefined;
}
