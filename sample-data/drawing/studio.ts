import { lighten } from './colour.ts';

export const productSize = 600;

export const blur = (id: string, deviation: number): string =>
  `<filter id="${id}" x="-40%" y="-40%" width="180%" height="180%">` +
  `<feGaussianBlur stdDeviation="${deviation}"/></filter>`;

export const mirrored = (svg: string): string =>
  `<g transform="matrix(-1 0 0 1 ${productSize} 0)">${svg}</g>`;

export const inStudio = (art: string, tint: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${productSize}" height="${productSize}">` +
  '<defs><radialGradient id="studio" cx="50%" cy="42%" r="75%">' +
  `<stop offset="0" stop-color="${lighten(tint, 0.97)}"/>` +
  `<stop offset="0.55" stop-color="${lighten(tint, 0.92)}"/>` +
  `<stop offset="1" stop-color="${lighten(tint, 0.8)}"/></radialGradient></defs>` +
  `<rect width="${productSize}" height="${productSize}" fill="url(#studio)"/>${art}</svg>`;
