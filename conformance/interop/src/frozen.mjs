const START = Date.UTC(2024, 0, 1);
const QUIET = ["debug", "log", "warn", "error"];

/**
 * Runs `body` independently of the machine: the clock advances only on `tick()`, and timeouts never fire. Discards the
 * package's log and its unhandled rejections, which a browser would only print.
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

/** Sets `target[name]`, and returns a function that restores the previous state. */
export function replace(target, name, value) {
  const before = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
  return () => (before ? Object.defineProperty(target, name, before) : delete target[name]);
}
