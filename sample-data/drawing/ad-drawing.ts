import { darken, lighten } from './colour.ts';
import { productSize } from './studio.ts';

const adWidth = 1200;
const adHeight = 500;

export type Motif = 'rays' | 'bands' | 'pitch' | 'dots' | 'peaks' | 'rings';

export type AdItem = {
  product: string;
  // Where the middle of the product goes, and how large and how turned it is drawn.
  x: number;
  y: number;
  size: number;
  turn: number;
};

export type AdDesign = { motif: Motif; ground: string; glow: string; items: AdItem[] };

const range = (count: number, draw: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => draw(index)).join('');

const motifs: Record<Motif, (ink: string, deep: string) => string> = {
  rays: (ink) =>
    range(12, (index) => {
      const [from, to] = [index * 30, index * 30 + 13].map((degrees) => (degrees * Math.PI) / 180);
      const reach = (angle = 0): string =>
        `${(600 + Math.cos(angle) * 900).toFixed(1)} ${(270 + Math.sin(angle) * 900).toFixed(1)}`;
      return (
        `<path d="M600 270 L${reach(from)} L${reach(to)} Z" fill="${ink}" ` +
        `fill-opacity="0.32"/>`
      );
    }),
  bands: (ink, deep) =>
    range(5, (index) => {
      const x = -260 + index * 330;
      const fill = index % 2 ? deep : ink;
      return (
        `<path d="M${x} 500 L${x + 120} 500 L${x + 460} 0 L${x + 340} 0 Z" ` +
        `fill="${fill}" fill-opacity="0.5"/>`
      );
    }),
  pitch: (ink, deep) =>
    range(
      6,
      (index) =>
        `<rect x="${index * 200}" width="100" height="500" fill="${deep}" fill-opacity="0.4"/>`,
    ) +
    `<g fill="none" stroke="${ink}" stroke-opacity="0.55" stroke-width="6"><circle cx="600" ` +
    `cy="250" r="150"/>` +
    '<path d="M600 0 L600 500 M0 90 L150 90 L150 410 L0 410 M1200 90 L1050 90 L1050 410 L1200 ' +
    '410"/></g>',
  dots: (ink) =>
    range(9, (row) =>
      range(21, (column) => {
        const radius = (3 + column * 0.85).toFixed(1);
        return (
          `<circle cx="${column * 60 + (row % 2) * 30}" cy="${row * 60 + 10}" ` +
          `r="${radius}" fill="${ink}" fill-opacity="0.34"/>`
        );
      }),
    ),
  peaks: (ink, deep) =>
    `<path d="M0 500 L240 170 L420 380 L640 90 L860 390 L1000 240 L1200 500 Z" fill="${deep}" ` +
    `fill-opacity="0.55"/>` +
    `<path d="M0 500 L0 420 L170 300 L380 470 L560 330 L760 480 L960 340 L1200 470 L1200 500 ` +
    `Z" fill="${ink}" fill-opacity="0.4"/>`,
  rings: (ink) =>
    range(7, (index) => {
      const radius = 110 + index * 95;
      return (
        `<circle cx="600" cy="260" r="${radius}" fill="none" stroke="${ink}" ` +
        `stroke-opacity="0.36" stroke-width="${34 - index * 3}"/>`
      );
    }),
};

export const drawAd = (
  { motif, ground, glow, items }: AdDesign,
  drawProduct: (product: string, id: string) => string,
): string => {
  const placed = items.map(({ product, x, y, size, turn }, index) => {
    const scale = size / productSize;
    const middle = productSize / 2;
    return (
      `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${scale}) ` +
      `translate(${-middle} ${-middle})">` +
      `${drawProduct(product, `item${index}`)}</g>`
    );
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${adWidth}" height="${adHeight}">` +
    `<rect width="${adWidth}" height="${adHeight}" fill="${ground}"/>` +
    motifs[motif](glow, darken(ground, 0.35)) +
    `<path d="M0 470 L1200 440 L1200 500 L0 500 Z" fill="${darken(ground, 0.4)}"/>` +
    `<path d="M0 464 L1200 434 L1200 442 L0 472 Z" fill="${lighten(glow, 0.25)}"/>` +
    `${placed.join('')}</svg>`
  );
};
