import { type BrandName, brandMark } from './brand-marks.ts';
import { darken, lighten } from './colour.ts';
import { blur } from './studio.ts';

const path = (d: string, fill: string, extra = ''): string =>
  `<path d="${d}" fill="${fill}" ${extra}/>`;

const trace = (d: string, ink: string, width: number, extra = ''): string =>
  `<path d="${d}" fill="none" stroke="${ink}" stroke-width="${width}" stroke-linecap="round" ` +
  `stroke-linejoin="round" ${extra}/>`;

const effects = (id: string): string =>
  `<defs>${blur(`${id}floor`, 11)}${blur(`${id}soft`, 10)}` +
  `<linearGradient id="${id}round" x1="0" x2="1" y1="0" y2="0">` +
  '<stop offset="0" stop-color="#000" stop-opacity="0.36"/>' +
  '<stop offset="0.26" stop-color="#fff" stop-opacity="0.24"/>' +
  '<stop offset="0.55" stop-color="#000" stop-opacity="0"/>' +
  '<stop offset="1" stop-color="#000" stop-opacity="0.42"/></linearGradient></defs>';

const floor = (id: string, y: number, reach: number): string =>
  `<ellipse cx="304" cy="${y}" rx="${reach}" ry="15" fill="#000" fill-opacity="0.5" ` +
  `filter="url(#${id}floor)"/>`;

const solid = (d: string, fill: string, id: string): string =>
  path(d, fill) +
  path(d, `url(#${id}round)`) +
  trace(d, darken(fill, 0.5), 2, 'stroke-opacity="0.6"');

const zip = (d: string, pull: string): string =>
  trace(d, '#15171a', 8) + trace(d, '#9aa1a9', 3, 'stroke-dasharray="3 4"').concat(pull);

export const drawBackpack = (main: string, other: string, brand: BrandName, id: string): string => {
  const body =
    'M168 200 C168 126 226 96 300 96 C374 96 432 126 432 200 L444 478 Q444 512 408 514 L192 ' +
    '514 Q156 512 156 478 Z';
  const pocket = 'M186 348 Q300 330 414 348 L420 470 Q420 494 396 496 L204 496 Q180 494 180 470 Z';
  const side = 'M156 380 L140 392 Q130 440 138 490 L158 496 Z';
  const pull = (x: number, y: number): string =>
    `<rect x="${x}" y="${y}" width="8" height="26" rx="4" fill="${other}"/>`;
  return (
    effects(id) +
    floor(id, 514, 176) +
    trace('M262 100 C262 58 338 58 338 100', darken(main, 0.4), 14) +
    path(side, darken(main, 0.45)) +
    `<g transform="matrix(-1 0 0 1 600 0)">${path(side, darken(main, 0.5))}</g>` +
    solid(body, main, id) +
    path('M170 214 Q300 192 430 214 L432 246 Q300 224 168 246 Z', other) +
    zip('M186 300 C180 176 232 126 300 126 C368 126 420 176 414 300', pull(182, 296)) +
    solid(pocket, darken(main, 0.16), id) +
    zip('M196 366 Q300 350 404 366', pull(392, 364)) +
    `<g transform="translate(300 430) scale(0.95)">${brandMark(brand, other)}</g>` +
    trace(
      'M196 170 C214 130 250 116 288 114',
      '#fff',
      14,
      `stroke-opacity="0.3" filter="url(#${id}soft)"`,
    )
  );
};

export const drawBootBag = (main: string, other: string, brand: BrandName, id: string): string => {
  const body =
    'M90 320 Q90 236 176 232 L424 232 Q510 236 510 320 L516 440 Q514 478 476 480 L124 480 Q86 ' +
    '478 84 440 Z';
  return (
    effects(id) +
    floor(id, 480, 220) +
    trace('M214 240 C206 138 394 138 386 240', darken(other, 0.15), 20) +
    trace('M214 240 C206 138 394 138 386 240', other, 12) +
    solid(body, main, id) +
    path('M196 232 L232 232 L226 480 L186 480 Z M368 232 L404 232 L414 480 L374 480 Z', other) +
    zip(
      'M104 286 Q300 268 496 286',
      `<rect x="442" y="282" width="9" height="30" rx="4" fill="${other}"/>`,
    ) +
    `<g transform="translate(300 384) scale(1.1)">${brandMark(brand, other)}</g>` +
    [0, 1, 2]
      .map((row) =>
        [0, 1, 2]
          .map(
            (column) =>
              `<circle cx="${122 + column * 18}" cy="${400 + row * 18}" r="5" ` +
              `fill="${darken(main, 0.55)}"/>`,
          )
          .join(''),
      )
      .join('') +
    trace(
      'M128 262 Q160 246 210 246 M150 480 Q140 420 160 350 M452 470 Q462 420 446 350',
      '#000',
      12,
      `stroke-opacity="0.22" filter="url(#${id}soft)"`,
    ) +
    trace('M120 330 Q130 300 170 296', '#fff', 12, `stroke-opacity="0.3" filter="url(#${id}soft)"`)
  );
};

export const drawBottle = (main: string, other: string, brand: BrandName, id: string): string => {
  const body =
    'M222 236 Q222 206 248 200 L352 200 Q378 206 378 236 L378 300 Q366 320 366 340 Q366 360 ' +
    '378 380 L378 512 Q378 536 354 538 L246 538 Q222 536 222 512 L222 380 Q234 360 234 340 ' +
    'Q234 320 222 300 Z';
  const lid = 'M228 148 Q230 134 246 132 L354 132 Q370 134 372 148 L374 204 L226 204 Z';
  const spout = 'M272 134 L276 92 Q278 84 288 84 L312 84 Q322 84 324 92 L328 134 Z';
  const grips = [250, 274, 298, 322, 346].map((x) =>
    trace(`M${x} 146 L${x} 192`, '#000', 5, 'stroke-opacity="0.26"'),
  );
  return (
    effects(id) +
    floor(id, 538, 104) +
    solid(spout, lighten(other, 0.4), id) +
    path('M282 70 L318 70 Q322 70 322 76 L322 92 L278 92 L278 76 Q278 70 282 70 Z', main) +
    solid(lid, other, id) +
    grips.join('') +
    path(body, main) +
    path('M222 392 L378 392 L378 402 L222 402 Z M222 500 L378 500 L378 510 L222 510 Z', other) +
    path('M234 330 Q300 342 366 330 L366 350 Q300 362 234 350 Z', darken(main, 0.2)) +
    `<g transform="translate(300 452) scale(1.05)">${brandMark(brand, other)}</g>` +
    path(body, `url(#${id}round)`) +
    trace(body, darken(main, 0.5), 2, 'stroke-opacity="0.6"') +
    [0, 1, 2, 3]
      .map((step) =>
        trace(`M346 ${232 + step * 18} L366 ${232 + step * 18}`, lighten(main, 0.7), 3),
      )
      .join('') +
    trace(
      'M244 226 L244 300 M246 400 L246 516',
      '#fff',
      9,
      `stroke-opacity="0.5" filter="url(#${id}soft)"`,
    )
  );
};
