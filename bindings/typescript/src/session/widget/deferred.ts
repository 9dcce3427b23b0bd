/** A promise that is settled from outside. It may fail without a handler. */
export interface Deferred<Value> {
  readonly promise: Promise<Value>;
  resolve(value: Value): void;
  reject(error: unknown): void;
}

/** Creates a promise that has not been settled. */
export function deferred<Value>(): Deferred<Value> {
  let resolve: Deferred<Value>["resolve"] | undefined;
  let reject: Deferred<Value>["reject"] | undefined;
  const promise = new Promise<Value>((...settle) => ([resolve, reject] = settle));
  promise.catch(() => {});
  return { promise, resolve: resolve!, reject: reject! };
}
