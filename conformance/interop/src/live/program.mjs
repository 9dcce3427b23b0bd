import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const ROOT = new URL("../../../../", import.meta.url);

/** One of our sessions as a child process: a Rust example, or an adapter of the npm package. */
export class Program {
  #child;
  #lines;
  #commands = 0;

  constructor(name) {
    const target = process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL("target", ROOT));
    const [command, ...args] = name.endsWith(".mjs")
      ? [process.execPath, fileURLToPath(new URL(`conformance/adapters/${name}`, ROOT))]
      : [`${target}/debug/examples/${name}`];
    this.#child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** Runs a command, and returns its reports. */
  async run(name, members = {}) {
    const n = ++this.#commands;
    this.#child.stdin.write(`${JSON.stringify({ n, do: name, ...members })}\n`);
    const reports = [];
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done) throw new Error(`${name}: the program has ended`);
      const report = JSON.parse(value);
      if (report.failed) throw new Error(`${name}: ${report.failed}`);
      if (report.done === n) return reports;
      reports.push(report);
    }
  }

  stop() {
    this.#child.stdin.end();
  }
}
