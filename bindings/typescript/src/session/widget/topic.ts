import { WidgetError } from "../../transport/error.js";
import { deferred } from "./deferred.js";

const maxQueued = 512;

/** Values for subscribers, each of which takes them at its own pace. */
export type Topic<Value> = ReturnType<typeof createTopic<Value>>;

/** Creates a topic without subscribers. */
export function createTopic<Value>() {
  /** The values that each subscriber has not taken, and at the end its error. */
  const queues = new Set<(() => Value)[]>();
  let change = deferred<void>();
  let isOpen = true;

  function wake(): void {
    change.resolve();
    change = deferred();
  }

  return {
    isUsed: () => queues.size > 0,

    /** Subscribes at once, with the values to begin with. `onLeave` is called when the subscriber leaves. */
    subscribe(first: Value[] = [], onLeave?: () => void): AsyncIterableIterator<Value> {
      const queue = first.map((value) => () => value);
      if (isOpen) queues.add(queue);
      return {
        [Symbol.asyncIterator]() {
          return this;
        },
        async next() {
          while (queue.length === 0 && queues.has(queue)) await change.promise;
          const take = queue.shift();
          return take ? { done: false, value: take() } : { done: true, value: undefined };
        },
        async return() {
          queue.length = 0;
          if (queues.delete(queue)) onLeave?.();
          wake();
          return { done: true, value: undefined };
        },
      };
    },

    /** Throws an error, as the answer to the client, if a subscriber has too many values. */
    checkRoom(): void {
      for (const queue of queues) {
        if (queue.length >= maxQueued) throw new WidgetError("too many pending requests");
      }
    },

    /** Adds a value. If only the latest value counts, it replaces those that have not been taken. */
    push(value: Value, isLatest?: boolean): void {
      for (const queue of queues) {
        if (isLatest) queue.length = 0;
        queue.push(() => value);
      }
      wake();
    },

    /** Ends the subscriptions: the present ones with an error, or all for good. */
    end(error?: Error): void {
      isOpen &&= error !== undefined;
      const fail = () => {
        throw error;
      };
      if (error) for (const queue of queues) queue.push(fail);
      queues.clear();
      wake();
    },
  };
}
