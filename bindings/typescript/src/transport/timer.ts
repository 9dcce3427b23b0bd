/** A timer that may not have been started. */
export type Timer = ReturnType<typeof setTimeout> | undefined;

/** Starts a timer, unless the time in milliseconds is too long for the platform, which would fire at once. */
export function startTimer(expire: () => void, time: number): Timer {
  return time < 2 ** 31 ? setTimeout(expire, time) : undefined;
}
