import { WidgetError } from "../../transport/error.js";

const maxQueued = 512;

interface Subscriber<Value> {
  readonly queue: Value[];
  error?: unknown;
  wake(): void;
}

/** Values for subscribers, each of which takes them at its own pace. */
export class Topic<Value> {
  readonly #subscribers = new Set<Subscriber<Value>>();

  get isUsed(): boolean {
    return this.#subscribers.size > 0;
  }

  /** Subscribes at once. The first values are those in `queue`. `onLeave` is called when the consumer has enough. */
  subscribe(queue: Value[] = [], onLeave = () => {}): AsyncIterableIterator<Value> {
    const subscribers = this.#subscribers;
    let waiting: (() => void)[] = [];
    const subscriber: Subscriber<Value> = {
      queue,
      wake() {
        for (const resolve of waiting) resolve();
        waiting = [];
      },
    };
    subscribers.add(subscriber);
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      async next() {
        while (queue.length === 0 && subscribers.has(subscriber)) await new Promise<void>((resolve) => waiting.push(resolve));
        if (queue.length > 0) return { done: false, value: queue.shift() as Value };
        const { error } = subscriber;
        delete subscriber.error;
        if (error !== undefined) throw error;
        return { done: true, value: undefined };
      },
      async return() {
        queue.length = 0;
        if (subscribers.delete(subscriber)) onLeave();
        subscriber.wake();
        return { done: true, value: undefined };
      },
    };
  }

  /** Throws an error, as the answer to the client, if a subscriber has too many values. */
  checkRoom(): void {
    if ([...this.#subscribers].some(({ queue }) => queue.length >= maxQueued)) {
      throw new WidgetError("the widget has too many unprocessed requests");
    }
  }

  push(value: Value): void {
    for (const { queue, wake } of this.#subscribers) {
      queue.push(value);
      wake();
    }
  }

  /** Replaces the values that have not been taken. */
  replace(value: Value): void {
    for (const { queue } of this.#subscribers) queue.length = 0;
    this.push(value);
  }

  /** Ends the subscriptions, with an error if there is one. */
  end(error?: unknown): void {
    const ended = [...this.#subscribers];
    this.#subscribers.clear();
    for (const subscriber of ended) {
      subscriber.error = error;
      subscriber.wake();
    }
  }
}
