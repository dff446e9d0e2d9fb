import { brandMark } from './brand-marks.ts';
import { darken, isLight, lighten } from './colour.ts';
import { blur, mirrored } from './studio.ts';

const effects = (id: string): string =>
  `<defs>${blur(`${id}drop`, 12)}${blur(`${id}soft`, 8)}` +
  `<linearGradient id="${id}round" x1="0" x2="1" y1="0" y2="0.1">` +
  '<stop offset="0" stop-color="#000" stop-opacity="0.3"/>' +
  '<stop offset="0.34" stop-color="#fff" stop-opacity="0.2"/>' +
  '<stop offset="0.6" stop-color="#000" stop-opacity="0"/>' +
  '<stop offset="1" stop-color="#000" stop-opacity="0.38"/></linearGradient></defs>';

const path = (d: string, fill: string, extra = ''): string => `<path d="${d}" fill="${fill}" ${extra}/>`;

const trace = (d: string, ink: string, width: number, extra = ''): string =>
  `<path d="${d}" fill="none" stroke="${ink}" stroke-width="${width}" stroke-linecap="round" ` +
  `stroke-linejoin="round" ${extra}/>`;

const shadowOf = (d: string, id: string): string =>
  `<path d="${d}" fill="#000" fill-opacity="0.34" transform="translate(8 16)" filter="url(#${id}drop)"/>`;

// Cloth is drawn flat, then rounded by one shared gradient and outlined, inside its own shape.
const cloth = (d: string, fill: string, inside: string, clip: string, id: string): string =>
  `<clipPath id="${clip}"><path d="${d}"/></clipPath><g clip-path="url(#${clip})">` +
  `${path(d, fill)}${inside}${path(d, `url(#${id}round)`)}</g>` +
  trace(d, darken(fill, 0.45), 2, 'stroke-opacity="0.6"');

const range = (count: number, draw: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => draw(index)).join('');

const fringe = (x: number, y: number, width: number, fill: string): string =>
  range(9, (index) => {
    const at = x + 8 + (index * (width - 16)) / 8;
    const lean = (index % 3) - 1;
    return trace(`M${at} ${y} q${lean * 4} 18 ${lean * 3} 36`, index % 2 ? darken(fill, 0.18) : fill, 7);
  });

export const drawScarf = (
  knit: 'bars' | 'edges',
  main: string,
  other: string,
  id: string,
): string => {
  const loop = 'M178 150 Q300 60 422 150 L422 214 Q300 128 178 214 Z';
  const left = 'M178 150 L290 176 L262 500 L142 486 Z';
  const right = 'M422 150 L310 176 L338 500 L458 486 Z';
  const bars = (skew: number): string =>
    (knit === 'bars'
      ? range(5, (index) => path(`M100 ${196 + index * 68} l400 0 l0 34 l-400 0 Z`, other))
      : range(6, (index) => {
          const x = [152, 246, 190, 334, 428, 372][index] ?? 0;
          const width = index % 3 === 2 ? 40 : 20;
          return path(`M${x} 120 l${width} 0 l${skew} 400 l${-width} 0 Z`, other);
        })
    ).concat(
      range(44, (index) => trace(`M${90 + index * 10} 130 l${skew} 380`, '#000', 1.4, 'stroke-opacity="0.12"')),
    );
  return (
    effects(id) +
    shadowOf(`${left} ${right} ${loop}`, id) +
    cloth(loop, darken(main, 0.25), '', `${id}loop`, id) +
    `<g transform="rotate(7 200 500)">${fringe(148, 484, 118, other)}</g>` +
    `<g transform="rotate(-7 400 500)">${fringe(334, 484, 118, other)}</g>` +
    cloth(left, main, `<g transform="rotate(6 200 320)">${bars(-34)}</g>`, `${id}left`, id) +
    cloth(right, main, `<g transform="rotate(-6 400 320)">${bars(34)}</g>`, `${id}right`, id)
  );
};

export const drawGloves = (main: string, other: string, id: string): string => {
  const hand =
    'M122 470 L116 372 C96 346 74 316 62 290 C54 270 76 256 92 272 L124 312 L112 168 C111 144 142 140 146 164 ' +
    'L158 262 L160 140 C161 114 194 114 196 140 L200 260 L212 148 C215 124 246 128 244 152 L236 268 L256 192 ' +
    'C262 170 290 178 285 202 L266 372 L262 470 Z';
  const palm =
    range(4, (index) => {
      const [x = 0, y = 0, turn = 0] = [[129, 206, -4], [177, 190, 0], [227, 196, 5], [267, 236, 11]][index] ?? [];
      return `<rect x="${x - 10}" y="${y - 46}" width="20" height="112" rx="10" fill="${other}" fill-opacity="0.9" transform="rotate(${turn} ${x} ${y})"/>`;
    }) +
    path('M128 330 Q190 290 258 330 L252 392 Q190 416 130 392 Z', other) +
    `<g transform="translate(192 356) scale(0.75)">${brandMark('nordquil', main)}</g>` +
    trace('M150 268 Q152 300 146 318 M198 264 L197 300 M238 272 Q234 296 240 316', '#000', 3, 'stroke-opacity="0.3"');
  const cuff = 'M112 412 L272 412 L268 486 Q192 500 116 486 Z';
  const glove = (clip: string): string =>
    cloth(hand, main, palm, `${clip}hand`, id) +
    cloth(cuff, darken(main, isLight(main) ? 0.75 : 0.4), path('M108 434 L280 434 L280 462 L108 462 Z', other), `${clip}cuff`, id);
  return (
    effects(id) +
    shadowOf(hand, id) +
    mirrored(shadowOf(hand, id)) +
    `<g transform="rotate(-3 180 400)">${glove(`${id}a`)}</g>` +
    mirrored(`<g transform="rotate(-3 180 400)">${glove(`${id}b`)}</g>`)
  );
};

export const drawSocks = (main: string, other: string, id: string): string => {
  const sock =
    'M196 96 L312 96 L314 300 C314 340 322 366 352 388 C394 416 432 436 442 462 C450 490 430 508 396 506 ' +
    'C330 502 258 470 226 436 C200 408 204 360 202 320 Z';
  const inside =
    path('M190 90 L320 90 L320 126 L190 126 Z', other) +
    path('M190 144 L320 144 L320 156 L190 156 Z', other) +
    path('M190 170 L320 170 L320 182 L190 182 Z', other) +
    path('M198 380 C240 376 262 400 262 474 L190 474 Z', darken(other, 0.05)) +
    path('M384 400 C366 440 366 480 376 520 L470 520 L470 400 Z', other) +
    range(22, (index) => trace(`M${196 + index * 5.6} 90 L${196 + index * 5.6} 128`, '#000', 1.4, 'stroke-opacity="0.2"')) +
    range(5, (index) => trace(`M${282 + index * 14} ${352 + index * 11} q-24 30 -34 74`, '#000', 3, 'stroke-opacity="0.12"')) +
    `<g transform="translate(258 240) rotate(90) scale(0.6)">${brandMark('fennrik', other)}</g>`;
  return (
    effects(id) +
    `<g transform="translate(58 -16)">${shadowOf(sock, id)}${cloth(sock, darken(main, 0.16), inside, `${id}back`, id)}</g>` +
    `<g transform="translate(-56 14)">${shadowOf(sock, id)}${cloth(sock, main, inside, `${id}front`, id)}</g>`
  );
};

export const drawArmband = (main: string, other: string, id: string): string => {
  const band = 'M90 214 Q300 276 510 214 L510 372 Q300 440 90 372 Z';
  const inner = 'M90 214 Q300 150 510 214 Q300 276 90 214 Z';
  const stripes =
    path('M80 222 Q300 292 520 222 L520 242 Q300 310 80 242 Z', other) +
    path('M80 344 Q300 410 520 344 L520 364 Q300 432 80 364 Z', other) +
    trace('M366 290 A62 62 0 1 0 366 372', lighten(main, 0.85), 26, 'transform="translate(-22 0)"') +
    range(3, (index) =>
      path('M0 -15 L4 -5 L15 -5 L6 2 L9 13 L0 6 L-9 13 L-6 2 L-15 -5 L-4 -5 Z', other, `transform="translate(${[150, 452, 0][index]} ${[322, 322, -99][index]})"`),
    );
  return (
    effects(id) +
    shadowOf(`${band} ${inner}`, id) +
    path(inner, darken(main, 0.5)) +
    cloth(band, main, stripes, `${id}band`, id)
  );
};

export const drawShinPads = (main: string, other: string, id: string): string => {
  const pad = 'M128 130 C160 92 240 92 272 130 C284 250 270 390 244 478 C226 506 174 506 156 478 C130 390 116 250 128 130 Z';
  const inside =
    path('M150 150 C176 126 224 126 250 150 L244 250 L200 286 L156 250 Z', other) +
    path('M162 300 L200 332 L238 300 L228 430 Q200 456 172 430 Z', darken(main, 0.25)) +
    range(4, (index) => trace(`M178 ${352 + index * 22} L222 ${352 + index * 22}`, other, 8)) +
    `<g transform="translate(200 202) scale(0.74)">${brandMark('halvetto', main)}</g>` +
    trace('M146 160 C138 250 146 380 170 466', '#fff', 9, `stroke-opacity="0.4" filter="url(#${id}soft)"`);
  return (
    effects(id) +
    `<g transform="translate(2 10) rotate(-4 200 300)">${shadowOf(pad, id)}${cloth(pad, main, inside, `${id}left`, id)}</g>` +
    `<g transform="translate(198 10) rotate(4 200 300)">${shadowOf(pad, id)}${cloth(pad, main, inside, `${id}right`, id)}</g>`
  );
};

export const drawBobbleHat = (main: string, other: string, id: string): string => {
  const dome = 'M132 400 C124 250 190 170 300 170 C410 170 476 250 468 400 Z';
  const brim = 'M118 380 Q300 420 482 380 Q492 430 480 476 Q300 516 120 476 Q108 430 118 380 Z';
  const knit = (top: number, bottom: number): string =>
    range(25, (index) => {
      const lean = (index - 12) * 6;
      return trace(`M${300 + (index - 12) * 9} ${top} Q${300 + (index - 12) * 14 + lean * 0.2} ${(top + bottom) / 2} ${300 + (index - 12) * 15} ${bottom}`, '#000', 2.4, 'stroke-opacity="0.16"');
    });
  const bobble = range(46, (index) => {
    const angle = index * 2.4;
    const reach = 6 + 8.2 * Math.sqrt(index);
    const x = 300 + Math.cos(angle) * reach;
    const y = 132 + Math.sin(angle) * reach;
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="15" fill="${[other, darken(other, 0.12), lighten(other, 0.3)][index % 3]}"/>`;
  });
  const bars = path('M100 290 Q300 330 500 290 L500 330 Q300 370 100 330 Z', other) + path('M100 230 Q300 262 500 230 L500 250 Q300 282 100 250 Z', other);
  return (
    effects(id) +
    shadowOf(`${dome} ${brim}`, id) +
    cloth(dome, main, bars + knit(160, 420), `${id}dome`, id) +
    bobble +
    cloth(brim, other, `${range(41, (index) => trace(`M${110 + index * 9.5} 370 L${110 + index * 9.5} 520`, '#000', 3, 'stroke-opacity="0.15"'))}<g transform="translate(300 448) scale(0.72)">${brandMark('kaldrova', main)}</g>`, `${id}brim`, id)
  );
};
