import { setTimeout as delay } from 'node:timers/promises';

/** Kitroom takes 3,000 sign-ups a minute, from wherever they come. */
const FREE_SIGN_UPS = 2_900;
const WINDOW_MS = 60_000;

/** Waits for the next minute before a round that the throttle would cut short. */
export class SignUpRoom {
  readonly #used = new Map<number, number>();
  readonly #progress: (text: string) => void;

  constructor(progress: (text: string) => void) {
    this.#progress = progress;
  }

  /** Gives for how many of the seconds there is room at this rate. */
  async take(signUpsPerSecond: number, seconds: number): Promise<number> {
    const fitting = Math.min(seconds, Math.floor(FREE_SIGN_UPS / signUpsPerSecond));
    const granted = Math.max(1, fitting);
    const count = signUpsPerSecond * granted;
    for (;;) {
      const now = Date.now();
      const first = Math.floor(now / WINDOW_MS);
      const last = Math.floor((now + granted * 1_000) / WINDOW_MS);
      const windows = first === last ? [first] : [first, last];
      const used = windows.map((window) => this.#used.get(window) ?? 0);
      if (Math.max(...used) === 0 || Math.max(...used) + count <= FREE_SIGN_UPS) {
        for (const [index, window] of windows.entries()) {
          this.#used.set(window, (used[index] ?? 0) + count);
        }
        return granted;
      }
      this.#progress('waiting for the next minute, which has room for sign-ups again');
      await delay((first + 1) * WINDOW_MS - now);
    }
  }
}
