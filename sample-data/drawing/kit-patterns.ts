import { lighten, mix } from './colour.ts';

export type PatternName =
  | 'plain'
  | 'stripes'
  | 'pinstripe'
  | 'hoops'
  | 'sash'
  | 'halves'
  | 'quarters'
  | 'chevron'
  | 'checks'
  | 'fade'
  | 'band'
  | 'slashes'
  | 'ripples';

// Every pattern covers this square and more, so that a turned sleeve is still fully covered.
const low = -100;
const high = 700;

const box = (x: number, y: number, width: number, height: number, fill: string): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"/>`;

const full = (fill: string): string => box(low, low, high - low, high - low, fill);

const every = (step: number, first: number, draw: (at: number) => string): string => {
  let svg = '';
  for (let at = first; at < high; at += step) svg += draw(at);
  return svg;
};

const shape = (d: string, fill: string): string => `<path d="${d}" fill="${fill}"/>`;

const stripes = (base: string, accent: string): string =>
  full(base) + every(88, 300 - 22 - 88 * 4, (x) => box(x, low, 44, high - low, accent));

const pinstripe = (base: string, accent: string): string =>
  full(base) + every(26, 300 - 1.5 - 26 * 15, (x) => box(x, low, 3, high - low, accent));

const hoops = (base: string, accent: string): string =>
  full(base) + every(104, 32 - 104, (y) => box(low, y, high - low, 52, accent));

const sash = (base: string, accent: string): string =>
  full(base) +
  shape('M120 60 L230 60 L520 470 L520 600 L470 600 Z', lighten(accent, 0.25)) +
  shape('M132 60 L218 60 L520 488 L520 582 L496 600 Z', accent);

const halves = (base: string, accent: string): string =>
  full(base) + box(300, low, high, high - low, accent);

const quarters = (base: string, accent: string): string =>
  full(base) + box(300, low, high, 400, accent) + box(low, 300, 400, high, accent);

const chevron = (base: string, accent: string): string =>
  full(base) +
  shape('M100 190 L300 318 L500 190 L500 262 L300 390 L100 262 Z', accent) +
  shape('M100 278 L300 406 L500 278 L500 292 L300 420 L100 292 Z', mix(accent, base, 0.35));

const checks = (base: string, accent: string): string =>
  full(base) +
  every(58, 300 - 58 * 6, (x) =>
    every(58, 22 - 58 * 2, (y) =>
      Math.round((x + y) / 58) % 2 === 0 ? box(x, y, 58, 58, accent) : '',
    ),
  );

const fade = (base: string, accent: string): string => {
  const rows = 9;
  const steps = Array.from({ length: rows }, (_, row) => {
    const share = (row + 1) / rows;
    const y = 190 + row * 40;
    return shape(
      `M0 ${y} L60 ${y - 20} L120 ${y} L180 ${y - 20} L240 ${y} L300 ${y - 20} L360 ${y} ` +
        `L420 ${y - 20} L480 ${y} L540 ${y - 20} L600 ${y} L600 ${high} L0 ${high} Z`,
      mix(base, accent, share),
    );
  });
  return full(base) + steps.join('');
};

const band = (base: string, accent: string): string =>
  full(base) +
  box(low, 238, high - low, 8, accent) +
  box(low, 254, high - low, 82, accent) +
  box(low, 344, high - low, 8, accent);

const slashes = (base: string, accent: string): string =>
  full(base) +
  every(64, -440, (x) => shape(`M${x} 640 L${x + 26} 640 L${x + 346} 0 L${x + 320} 0 Z`, accent));

const ripples = (base: string, accent: string): string =>
  full(base) +
  every(30, 40, (y) => {
    const crests = ' q 30 -26 60 0 t 60 0'.repeat(7);
    return `<path d="M-120 ${y}${crests}" fill="none" stroke="${accent}" stroke-width="5"/>`;
  });

const patterns: Record<PatternName, (base: string, accent: string) => string> = {
  plain: (base) => full(base),
  stripes,
  pinstripe,
  hoops,
  sash,
  halves,
  quarters,
  chevron,
  checks,
  fade,
  band,
  slashes,
  ripples,
};

export const kitPattern = (name: PatternName, base: string, accent: string): string =>
  patterns[name](base, accent);
