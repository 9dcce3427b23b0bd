/** The prompts of one kind that a widget may cause in a period. It outlives documents. */
export class Budget {
  readonly #max: number;
  readonly #period: number;
  /** The times of the last prompts, in order. */
  #spent: number[] = [];

  constructor({ prompts, promptPeriod }: { prompts: number; promptPeriod: number }) {
    this.#max = prompts;
    this.#period = promptPeriod;
  }

  get isUsedUp(): boolean {
    const now = Date.now();
    return this.#spent.filter((at) => now - at < this.#period).length >= this.#max;
  }

  /** Counts a prompt. */
  spend(): void {
    this.#spent = [...this.#spent, Date.now()].slice(-Math.max(this.#max, 1));
  }
}
