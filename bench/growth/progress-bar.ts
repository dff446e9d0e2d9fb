const WIDTH = 30;
const REDRAW_MS = 200;
const LINE_MS = 5_000;

/** Where a fill has come to. */
export interface Progress {
  begin(step: string, rows: number): void;
  advance(rows: number): void;
  end(): void;
}

/** A bar on a terminal, and now and then a line elsewhere. */
export function progressBar(stream: NodeJS.WriteStream): Progress {
  const pauseMs = stream.isTTY ? REDRAW_MS : LINE_MS;
  let current = { step: '', rows: 0, done: 0, startedAt: 0 };
  let drawnAt = 0;
  const draw = () => {
    drawnAt = performance.now();
    const text = describe(current, drawnAt);
    stream.write(stream.isTTY ? `\r${bar(current)} ${text}\u001b[K` : `fill: ${text}\n`);
  };
  return {
    begin(step, rows) {
      current = { step, rows, done: 0, startedAt: performance.now() };
      drawnAt = current.startedAt;
    },
    advance(rows) {
      current.done += rows;
      // The last is for `end` to show.
      const isLast = current.done === current.rows;
      if (!isLast && performance.now() - drawnAt >= pauseMs) draw();
    },
    end() {
      draw();
      if (stream.isTTY) stream.write('\n');
    },
  };
}

interface Step {
  readonly step: string;
  readonly rows: number;
  readonly done: number;
  readonly startedAt: number;
}

function bar({ rows, done }: Step): string {
  const full = Math.round((done / rows) * WIDTH);
  return `[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}]`;
}

function describe({ step, rows, done, startedAt }: Step, now: number): string {
  const seconds = Math.max(0.001, (now - startedAt) / 1_000);
  const rate = done / seconds;
  const left = done === rows ? `in ${seconds.toFixed(0)} s` : `${timeLeft(rows - done, rate)} left`;
  const percent = Math.floor((done / rows) * 100);
  return `${step} ${number(done)} of ${number(rows)}, ${percent}%, ${number(rate)} a second, ${left}`;
}

function timeLeft(rows: number, rate: number): string {
  return rate === 0 ? 'an unknown time' : `${Math.ceil(rows / rate)} s`;
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en');
}
