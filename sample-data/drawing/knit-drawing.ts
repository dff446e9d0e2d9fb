import { brandMark } from './brand-marks.ts';
import { cloth, clothEffects, path, range, shadowOf, trace } from './cloth.ts';
import { darken, lighten } from './colour.ts';

const fringe = (x: number, y: number, width: number, fill: string): string =>
  range(9, (index) => {
    const at = x + 8 + (index * (width - 16)) / 8;
    const lean = (index % 3) - 1;
    return trace(
      `M${at} ${y} q${lean * 4} 18 ${lean * 3} 36`,
      index % 2 ? darken(fill, 0.18) : fill,
      7,
    );
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
      range(44, (index) =>
        trace(`M${90 + index * 10} 130 l${skew} 380`, '#000', 1.4, 'stroke-opacity="0.12"'),
      ),
    );
  return (
    clothEffects(id) +
    shadowOf(`${left} ${right} ${loop}`, id) +
    cloth(loop, darken(main, 0.25), '', `${id}loop`, id) +
    `<g transform="rotate(7 200 500)">${fringe(148, 484, 118, other)}</g>` +
    `<g transform="rotate(-7 400 500)">${fringe(334, 484, 118, other)}</g>` +
    cloth(left, main, `<g transform="rotate(6 200 320)">${bars(-34)}</g>`, `${id}left`, id) +
    cloth(right, main, `<g transform="rotate(-6 400 320)">${bars(34)}</g>`, `${id}right`, id)
  );
};

export const drawSocks = (main: string, other: string, id: string): string => {
  const sock =
    'M196 96 L312 96 L314 300 C314 340 322 366 352 388 C394 416 432 436 442 462 C450 490 430 ' +
    '508 396 506 ' +
    'C330 502 258 470 226 436 C200 408 204 360 202 320 Z';
  const inside =
    path('M190 90 L320 90 L320 126 L190 126 Z', other) +
    path('M190 144 L320 144 L320 156 L190 156 Z', other) +
    path('M198 380 C240 376 262 400 262 474 L190 474 Z', darken(other, 0.05)) +
    path('M384 400 C366 440 366 480 376 520 L470 520 L470 400 Z', other) +
    range(22, (index) =>
      trace(
        `M${196 + index * 5.6} 90 L${196 + index * 5.6} 128`,
        '#000',
        1.4,
        'stroke-opacity="0.2"',
      ),
    ) +
    range(5, (index) =>
      trace(
        `M${282 + index * 14} ${352 + index * 11} q-24 30 -34 74`,
        '#000',
        3,
        'stroke-opacity="0.12"',
      ),
    ) +
    `<g transform="translate(258 240) rotate(90) scale(0.6)">${brandMark('fennrik', other)}</g>`;
  return (
    clothEffects(id) +
    `<g transform="translate(58 ` +
    `-16)">${shadowOf(sock, id)}${cloth(sock, darken(main, 0.16), inside, `${id}back`, id)}</g>` +
    `<g transform="translate(-56 ` +
    `14)">${shadowOf(sock, id)}${cloth(sock, main, inside, `${id}front`, id)}</g>`
  );
};

export const drawBobbleHat = (main: string, other: string, id: string): string => {
  const dome = 'M132 400 C124 250 190 170 300 170 C410 170 476 250 468 400 Z';
  const brim = 'M118 380 Q300 420 482 380 Q492 430 480 476 Q300 516 120 476 Q108 430 118 380 Z';
  const knit = (top: number, bottom: number): string =>
    range(25, (index) => {
      const lean = (index - 12) * 6;
      return trace(
        `M${300 + (index - 12) * 9} ${top} Q${300 + (index - 12) * 14 + lean * 0.2} ` +
          `${(top + bottom) / 2} ${300 + (index - 12) * 15} ${bottom}`,
        '#000',
        2.4,
        'stroke-opacity="0.16"',
      );
    });
  const bobble = range(46, (index) => {
    const angle = index * 2.4;
    const reach = 6 + 8.2 * Math.sqrt(index);
    const x = 300 + Math.cos(angle) * reach;
    const y = 132 + Math.sin(angle) * reach;
    return (
      `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="15" ` +
      `fill="${[other, darken(other, 0.12), lighten(other, 0.3)][index % 3]}"/>`
    );
  });
  const bars =
    path('M100 290 Q300 330 500 290 L500 330 Q300 370 100 330 Z', other) +
    path('M100 230 Q300 262 500 230 L500 250 Q300 282 100 250 Z', other);
  const ribs = range(41, (index) => {
    const x = 110 + index * 9.5;
    return trace(`M${x} 370 L${x} 520`, '#000', 3, 'stroke-opacity="0.15"');
  });
  const badge = `<g transform="translate(300 448) scale(0.72)">${brandMark('kaldrova', main)}</g>`;
  return (
    clothEffects(id) +
    shadowOf(`${dome} ${brim}`, id) +
    cloth(dome, main, bars + knit(160, 420), `${id}dome`, id) +
    bobble +
    cloth(brim, other, ribs + badge, `${id}brim`, id)
  );
};
