import { brandMark } from './brand-marks.ts';
import { cloth, clothEffects, path, range, shadowOf, trace } from './cloth.ts';
import { darken, isLight, lighten } from './colour.ts';
import { mirrored } from './studio.ts';

export const drawGloves = (main: string, other: string, id: string): string => {
  const hand =
    'M122 470 L116 372 C96 346 74 316 62 290 C54 270 76 256 92 272 L124 312 L112 168 C111 144 ' +
    '142 140 146 164 ' +
    'L158 262 L160 140 C161 114 194 114 196 140 L200 260 L212 148 C215 124 246 128 244 152 ' +
    'L236 268 L256 192 ' +
    'C262 170 290 178 285 202 L266 372 L262 470 Z';
  const palm =
    range(4, (index) => {
      const [x = 0, y = 0, turn = 0] =
        [
          [129, 206, -4],
          [177, 190, 0],
          [227, 196, 5],
          [267, 236, 11],
        ][index] ?? [];
      return (
        `<rect x="${x - 10}" y="${y - 46}" width="20" height="112" rx="10" ` +
        `fill="${other}" fill-opacity="0.9" transform="rotate(${turn} ${x} ${y})"/>`
      );
    }) +
    path('M128 330 Q190 290 258 330 L252 392 Q190 416 130 392 Z', other) +
    `<g transform="translate(192 356) scale(0.75)">${brandMark('nordquil', main)}</g>` +
    trace(
      'M150 268 Q152 300 146 318 M198 264 L197 300 M238 272 Q234 296 240 316',
      '#000',
      3,
      'stroke-opacity="0.3"',
    );
  const cuff = 'M112 412 L272 412 L268 486 Q192 500 116 486 Z';
  const glove = (clip: string): string =>
    cloth(hand, main, palm, `${clip}hand`, id) +
    cloth(
      cuff,
      darken(main, isLight(main) ? 0.75 : 0.4),
      path('M108 434 L280 434 L280 462 L108 462 Z', other),
      `${clip}cuff`,
      id,
    );
  return (
    clothEffects(id) +
    shadowOf(hand, id) +
    mirrored(shadowOf(hand, id)) +
    `<g transform="rotate(-3 180 400)">${glove(`${id}a`)}</g>` +
    mirrored(`<g transform="rotate(-3 180 400)">${glove(`${id}b`)}</g>`)
  );
};

export const drawArmband = (main: string, other: string, id: string): string => {
  const band = 'M90 214 Q300 276 510 214 L510 372 Q300 440 90 372 Z';
  const inner = 'M90 214 Q300 150 510 214 Q300 276 90 214 Z';
  const stripes =
    path('M80 222 Q300 292 520 222 L520 242 Q300 310 80 242 Z', other) +
    path('M80 344 Q300 410 520 344 L520 364 Q300 432 80 364 Z', other) +
    trace(
      'M366 290 A62 62 0 1 0 366 372',
      lighten(main, 0.85),
      26,
      'transform="translate(-22 0)"',
    ) +
    range(3, (index) =>
      path(
        'M0 -15 L4 -5 L15 -5 L6 2 L9 13 L0 6 L-9 13 L-6 2 L-15 -5 L-4 -5 Z',
        other,
        `transform="translate(${[150, 452, 0][index]} ${[322, 322, -99][index]})"`,
      ),
    );
  return (
    clothEffects(id) +
    shadowOf(`${band} ${inner}`, id) +
    path(inner, darken(main, 0.5)) +
    cloth(band, main, stripes, `${id}band`, id)
  );
};

export const drawShinPads = (main: string, other: string, id: string): string => {
  const pad =
    'M128 130 C160 92 240 92 272 130 C284 250 270 390 244 478 C226 506 174 506 156 478 C130 ' +
    '390 116 250 128 130 Z';
  const inside =
    path('M150 150 C176 126 224 126 250 150 L244 250 L200 286 L156 250 Z', other) +
    path('M162 300 L200 332 L238 300 L228 430 Q200 456 172 430 Z', darken(main, 0.25)) +
    range(4, (index) => trace(`M178 ${352 + index * 22} L222 ${352 + index * 22}`, other, 8)) +
    `<g transform="translate(200 202) scale(0.74)">${brandMark('halvetto', main)}</g>` +
    trace(
      'M146 160 C138 250 146 380 170 466',
      '#fff',
      9,
      `stroke-opacity="0.4" filter="url(#${id}soft)"`,
    );
  return (
    clothEffects(id) +
    `<g transform="translate(2 10) rotate(-4 200 ` +
    `300)">${shadowOf(pad, id)}${cloth(pad, main, inside, `${id}left`, id)}</g>` +
    `<g transform="translate(198 10) rotate(4 200 ` +
    `300)">${shadowOf(pad, id)}${cloth(pad, main, inside, `${id}right`, id)}</g>`
  );
};
