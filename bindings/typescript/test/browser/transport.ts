import { isErrorResponse, isResponse, isWidgetMessage, todaysName } from "matrix-widget-protocol";
import type { ActionName, DataOfAction, Direction, ResponseOfAction, Written } from "matrix-widget-protocol";

/** What one side answers, by today's name of the action. */
export type Answers<Api extends Direction> = {
  [Name in ActionName<Api>]?: (data: DataOfAction<Api, Name>) => Promise<Written<ResponseOfAction<Api, Name>>>;
};

/** Answers what the peer asks, and gives a function that asks the peer. */
export function connect<Api extends Direction>(
  { api, widgetId, peer, origin }: { api: Api; widgetId: string; peer: Window; origin: string },
  answers: Answers<Exclude<Direction, Api>>,
) {
  const pending = new Map<string, (response: object) => void>();
  addEventListener("message", ({ data: message, source, origin: from }) => {
    if (source !== peer || from !== origin || !isWidgetMessage(message)) return;
    if (isResponse(message)) return void (message.api === api && pending.get(message.requestId)?.(message.response));
    if (message.api === api) return;
    const handlers = answers as { [name: string]: ((data: object) => Promise<object>) | undefined };
    const unknown = () => Promise.reject(new Error(`unknown action: ${message.action}`));
    const respond = (response: object) => peer.postMessage({ ...message, response }, origin);
    const answer = handlers[todaysName(message.api, message.action) ?? ""] ?? unknown;
    answer(message.data ?? {}).then(respond, (error: Error) => respond({ error: { message: error.message } }));
  });
  return async function ask<Name extends ActionName<Api>>(action: Name, data: Written<DataOfAction<Api, Name>>) {
    const requestId = crypto.randomUUID();
    peer.postMessage({ api, widgetId, requestId, action, data }, origin);
    const response = await new Promise<object>((resolve) => pending.set(requestId, resolve));
    pending.delete(requestId);
    if (isErrorResponse(response)) throw new Error(response.error.message);
    return response as ResponseOfAction<Api, Name>;
  };
}
