const START = Date.UTC(2024, 0, 1);
const QUIET = ["debug", "log", "warn", "error"];

/**
 * Runs `body` where nothing depends on the machine: the clock moves only when told to, timeouts never fire, the
 * package's log is dropped, and so are the errors it leaves uncaught (a browser would only print them).
 */
export async function frozen(body) {
  let now = START;
  const restore = [
    replace(Date, "now", () => now),
    replace(globalThis, "setTimeout", () => undefined),
    replace(globalThis, "clearTimeout", () => undefined),
    ...QUIET.map((method) => replace(console, method, () => undefined)),
  ];
  const ignore = () => undefined;
  process.on("unhandledRejection", ignore);
  try {
    return await body({ tick: () => (now += 1) });
  } finally {
    process.off("unhandledRejection", ignore);
    for (const undo of restore) undo();
  }
}

/** Sets `target[name]` and returns what puts the old state back. */
export function replace(target, name, value) {
  const before = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
  return () => (before ? Object.defineProperty(target, name, before) : delete target[name]);
}
