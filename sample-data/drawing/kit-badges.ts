import { darken } from './colour.ts';

type CrestShape = 'shield' | 'round' | 'lozenge' | 'pennant';
type CrestSymbol =
  | 'anchor'
  | 'tower'
  | 'tree'
  | 'star'
  | 'wing'
  | 'wave'
  | 'thistle'
  | 'flame'
  | 'reed'
  | 'sun'
  | 'arrow'
  | 'wheel';
export type SponsorName = 'peaks' | 'orbit' | 'tiles' | 'waves' | 'sails' | 'petals';

export type Crest = { shape: CrestShape; symbol: CrestSymbol; field: string; ink: string };

const outlines: Record<CrestShape, string> = {
  shield: 'M-26 -30 Q0 -38 26 -30 L26 2 Q24 24 0 36 Q-24 24 -26 2 Z',
  round: 'M0 -32 A32 32 0 1 1 -0.1 -32 Z',
  lozenge: 'M0 -38 L30 0 L0 38 L-30 0 Z',
  pennant: 'M-26 -32 L26 -32 L26 20 L0 36 L-26 20 Z',
};

const line = (d: string, width: number): string =>
  `<path d="${d}" fill="none" stroke="INK" stroke-width="${width}" ` +
  'stroke-linecap="round" stroke-linejoin="round"/>';

const solid = (d: string): string => `<path d="${d}" fill="INK"/>`;

const around = (count: number, draw: string): string =>
  Array.from(
    { length: count },
    (_, index) => `<g transform="rotate(${(360 / count) * index})">${draw}</g>`,
  ).join('');

const dot = (x: number, y: number, radius: number): string =>
  `<circle cx="${x}" cy="${y}" r="${radius}" fill="INK"/>`;

const symbols: Record<CrestSymbol, string> = {
  anchor:
    line('M0 -12 L0 18 M-10 -5 L10 -5 M-16 6 Q-14 19 0 19 Q14 19 16 6', 4) +
    '<circle cy="-17" r="4.5" fill="none" stroke="INK" stroke-width="3.5"/>',
  tower: solid(
    'M-14 -18 L-7 -18 L-7 -12 L-3 -12 L-3 -18 L3 -18 L3 -12 L7 -12 L7 -18 L14 -18 L14 -4 L10 -4 ' +
      'L10 20 L4 20 L4 10 Q0 4 -4 10 L-4 20 L-10 20 L-10 -4 L-14 -4 Z',
  ),
  tree:
    dot(0, -12, 8) +
    dot(-9, -3, 8) +
    dot(9, -3, 8) +
    dot(0, 0, 8) +
    solid('M-3 0 L3 0 L5 21 L-5 21 Z'),
  star: solid('M0 -21 L5.5 -7 L20 -6.5 L9 3 L12.5 17 L0 9 L-12.5 17 L-9 3 L-20 -6.5 L-5.5 -7 Z'),
  wing: solid(
    'M-19 -14 Q-4 -4 4 -6 Q16 -10 19 -18 Q20 -2 10 6 Q13 8 17 8 Q8 16 0 13 Q1 17 4 19 Q-8 20 ' +
      '-11 8 ' +
      'Q-18 2 -19 -14 Z',
  ),
  wave: line('M-18 -10 q4.5 -8 9 0 t9 0 t9 0 t9 0', 4).concat(
    line('M-18 2 q4.5 -8 9 0 t9 0 t9 0 t9 0', 4),
    line('M-14 14 q4.5 -8 9 0 t9 0 t9 0', 4),
  ),
  thistle:
    solid('M-11 -20 L-5 -12 L0 -22 L5 -12 L11 -20 L9 -4 L-9 -4 Z M-9 -2 A9 9 0 0 0 9 -2 Z') +
    line('M0 6 L0 21 M0 18 Q-10 17 -13 8 M0 18 Q10 17 13 8', 3),
  flame: solid(
    'M1 -24 Q15 -8 13 6 Q12 20 0 21 Q-13 20 -13 6 Q-13 -2 -6 -9 Q-5 -2 -2 0 Q4 -8 1 -24 Z',
  ),
  reed:
    line(
      'M0 20 L0 -4 M-10 20 Q-10 8 -9 2 M10 20 Q10 8 9 2 M0 20 Q-8 6 -17 4 M0 20 Q8 6 17 4',
      2.6,
    ) + line('M0 -18 L0 -8 M-9 -11 L-9 -2 M9 -11 L9 -2', 7),
  sun: `${dot(0, 0, 9)}${around(8, line('M0 -14 L0 -20', 4))}`,
  arrow: line('M-15 15 L14 -14 M2 -15 L15 -15 L15 -2 M-16 6 L-7 7 L-6 16', 4),
  wheel:
    '<circle r="16" fill="none" stroke="INK" stroke-width="4"/>' +
    around(6, line('M0 -14 L0 0', 3)) +
    dot(0, 0, 5),
};

export const crestMark = (crest: Crest): string => {
  const outline = outlines[crest.shape];
  return (
    `<path d="${outline}" fill="${crest.field}" stroke="${crest.ink}" stroke-width="4"/>` +
    `<path d="${outline}" fill="none" stroke="${darken(crest.field, 0.45)}" stroke-width="1.2" ` +
    'transform="scale(1.08)"/>' +
    `<g transform="scale(0.88)">${symbols[crest.symbol].replaceAll('INK', crest.ink)}</g>`
  );
};

const sponsors: Record<SponsorName, string> = {
  peaks:
    solid('M-70 22 L-36 -26 L-14 6 L4 -20 L34 22 Z') + solid('M44 22 L18 -10 L28 -24 L62 22 Z'),
  orbit:
    '<ellipse rx="66" ry="20" fill="none" stroke="INK" stroke-width="8"/>' +
    dot(0, 0, 26) +
    dot(56, -22, 8),
  tiles: [-60, -20, 20, 60]
    .map((x, index) => solid(`M${x} ${-22 + index * 3} l20 20 l-20 20 l-20 -20 Z`))
    .join(''),
  waves: line('M-72 -12 q18 -24 36 0 t36 0 t36 0 t36 0', 9).concat(
    line('M-72 14 q18 -24 36 0 t36 0 t36 0 t36 0', 9),
  ),
  sails:
    solid('M-54 20 Q-34 -2 -30 -30 Q-10 -6 -8 20 Z M2 20 L2 -26 Q36 -8 44 20 Z') +
    line('M-62 30 L56 30', 6),
  petals: [-72, -36, 0, 36, 72]
    .map(
      (turn) =>
        `<ellipse cy="-34" rx="11" ry="24" fill="INK" transform="translate(0 32) ` +
        `rotate(${turn})"/>`,
    )
    .join(''),
};

export const sponsorMark = (name: SponsorName, ink: string): string =>
  sponsors[name].replaceAll('INK', ink);
