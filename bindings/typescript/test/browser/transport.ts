import { isErrorResponse, isResponse, isWidgetMessage, todaysName } from "matrix-widget-protocol";
import type { ActionName, DataOfAction, Direction, ResponseOfAction, Written } from "matrix-widget-protocol";

/** What one side answers, by any name of the action. */
export type Answers<Api extends Direction> = {
  [Name in ActionName<Api>]?: (data: DataOfAction<Api, Name>) => Promise<Written<ResponseOfAction<Api, Name>>>;
};

/** Answers what the peer asks, and gives a function that asks the peer. */
export function connect<Api extends Direction>(
  { api, widgetId, peer, origin }: { api: Api; widgetId: string; peer: Window; origin: string },
  answers: NoInfer<Answers<Exclude<Direction, Api>>>,
) {
  const pending = new Map<string, (response: object) => void>();
  addEventListener("message", ({ data: message, source, origin: from }) => {
    if (source !== peer || from !== origin || !isWidgetMessage(message) || message.widgetId !== widgetId) return;
    if (isResponse(message)) return void (message.api === api && pending.get(message.requestId)?.(message.response));
    if (message.api === api) return;
    const today = (name: string) => todaysName(message.api, name) ?? name;
    const handlers: [string, (data: object) => Promise<object>][] = Object.entries(answers);
    const unknown = () => Promise.reject(new Error(`unknown action: ${message.action}`));
    const answer = handlers.find(([name]) => today(name) === today(message.action))?.[1] ?? unknown;
    const respond = (response: object) => peer.postMessage({ ...message, response }, origin);
    const refuse = (error: unknown) => respond({ error: { message: String(error instanceof Error ? error.message : error) } });
    Promise.resolve(message.data ?? {}).then(answer).then(respond).catch(refuse);
  });
  return async function ask<Name extends ActionName<Api>>(action: Name, data: Written<DataOfAction<Api, Name>>) {
    const requestId = crypto.randomUUID();
    // Deployed peers know today's name only.
    peer.postMessage({ api, widgetId, requestId, action: todaysName(api, action) ?? action, data }, origin);
    const response = await new Promise<object>((resolve) => pending.set(requestId, resolve));
    pending.delete(requestId);
    if (isErrorResponse(response)) throw new Error(response.error.message);
    return response as ResponseOfAction<Api, Name>;
  };
}
