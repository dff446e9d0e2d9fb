import { darken, lighten, mix } from './colour.ts';

export type SoleName = 'firm' | 'soft' | 'artificial' | 'turf' | 'court';

const plateEdge =
  'M92 386 Q190 402 300 392 Q420 404 538 386 C546 398 536 408 520 411 Q420 420 306 404 ' +
  'Q262 400 214 408 Q150 416 104 408 Q90 402 92 386 Z';

const stud = (
  x: number,
  width: number,
  length: number,
  top: number,
  fill: string,
  tip: string,
): string => {
  const taper = width * 0.26;
  const end = top + length;
  const rim = end - length * 0.34;
  return (
    `<path d="M${x - width / 2} ${top} L${x + width / 2} ${top} L${x + width / 2 - taper} ` +
    `${end - 3} ` +
    `Q${x} ${end + 2} ${x - width / 2 + taper} ${end - 3} Z" fill="${fill}"/>` +
    `<path d="M${x - width / 2 + taper * 0.7} ${rim} L${x + width / 2 - taper * 0.7} ${rim} ` +
    `L${x + width / 2 - taper} ${end - 3} Q${x} ${end + 2} ${x - width / 2 + taper} ` +
    `${end - 3} Z" fill="${tip}"/>` +
    `<path d="M${x - width / 4} ${top + 3} L${x - width / 5} ${end - 6}" stroke="#fff" ` +
    'stroke-opacity="0.4" stroke-width="3" stroke-linecap="round"/>'
  );
};

type StudRow = { at: readonly number[]; width: number; length: number; back: boolean };

const studRows: Record<'firm' | 'soft' | 'artificial', StudRow[]> = {
  firm: [
    { at: [152, 370, 446], width: 22, length: 26, back: true },
    { at: [124, 190, 340, 408, 482], width: 27, length: 34, back: false },
  ],
  soft: [
    { at: [160, 396], width: 26, length: 36, back: true },
    { at: [124, 196, 352, 440, 492], width: 27, length: 44, back: false },
  ],
  artificial: [
    { at: [142, 180, 330, 372, 414, 456], width: 17, length: 19, back: true },
    { at: [122, 160, 200, 310, 351, 393, 435, 478], width: 19, length: 25, back: false },
  ],
};

const studded = (name: 'firm' | 'soft' | 'artificial', plate: string, accent: string): string => {
  const metal = name === 'soft';
  const draw = (row: StudRow): string =>
    row.at
      .map((x) => {
        const fill = row.back ? darken(plate, 0.4) : mix(plate, accent, 0.25);
        const tip = metal ? '#c9ced4' : accent;
        return stud(x, row.width, row.length, 402, fill, row.back ? darken(tip, 0.35) : tip);
      })
      .join('');
  const [back, front] = studRows[name].map(draw);
  return (
    (back ?? '') +
    (front ?? '') +
    `<path d="${plateEdge}" fill="${plate}"/>` +
    `<path d="M94 389 Q190 405 300 395 Q420 407 538 389" fill="none" ` +
    `stroke="${lighten(plate, 0.5)}" ` +
    'stroke-opacity="0.7" stroke-width="2.5"/>' +
    `<path d="M222 403 Q262 396 306 401" fill="none" stroke="${accent}" stroke-width="5"/>`
  );
};

const cushion =
  'M90 378 Q190 396 300 388 Q420 398 540 378 C550 394 548 410 534 418 Q420 428 300 422 ' +
  'Q190 428 104 420 Q86 410 90 378 Z';

const midsole = (plate: string, accent: string): string =>
  `<path d="${cushion}" fill="${plate}" stroke="${darken(plate, 0.3)}" stroke-width="1.5"/>` +
  `<path d="M96 398 Q190 412 300 405 Q420 414 542 398" fill="none" stroke="${accent}" ` +
  `stroke-width="5"/>` +
  `<path d="M92 382 Q190 399 300 391 Q420 401 540 382" fill="none" ` +
  `stroke="${lighten(plate, 0.6)}" ` +
  'stroke-opacity="0.8" stroke-width="2.5"/>';

const turf = (plate: string, accent: string): string => {
  const nubs = Array.from({ length: 21 }, (_, index) =>
    stud(
      114 + index * 20.5,
      14,
      15,
      417,
      darken(accent, index % 2 === 0 ? 0.1 : 0.35),
      darken(accent, 0.3),
    ),
  );
  return nubs.join('') + midsole(plate, accent);
};

const court = (plate: string, accent: string): string =>
  `<path d="M96 412 Q300 426 540 410 L534 424 Q520 436 500 436 L124 436 Q98 434 96 412 Z" ` +
  `fill="${darken(accent, 0.12)}"/>` +
  '<path d="M120 434 L506 434" stroke="#000" stroke-opacity="0.4" stroke-width="4" ' +
  `stroke-dasharray="9 5"/>${midsole(plate, accent)}`;

export const soleUnit = (name: SoleName, plate: string, accent: string): string => {
  if (name === 'turf') return turf(plate, accent);
  if (name === 'court') return court(plate, accent);
  return studded(name, plate, accent);
};
