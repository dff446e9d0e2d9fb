import { darken } from './colour.ts';
import { blur } from './studio.ts';

export const clothEffects = (id: string): string =>
  `<defs>${blur(`${id}drop`, 12)}${blur(`${id}soft`, 8)}` +
  `<linearGradient id="${id}round" x1="0" x2="1" y1="0" y2="0.1">` +
  '<stop offset="0" stop-color="#000" stop-opacity="0.3"/>' +
  '<stop offset="0.34" stop-color="#fff" stop-opacity="0.2"/>' +
  '<stop offset="0.6" stop-color="#000" stop-opacity="0"/>' +
  '<stop offset="1" stop-color="#000" stop-opacity="0.38"/></linearGradient></defs>';

export const path = (d: string, fill: string, extra = ''): string =>
  `<path d="${d}" fill="${fill}" ${extra}/>`;

export const trace = (d: string, ink: string, width: number, extra = ''): string =>
  `<path d="${d}" fill="none" stroke="${ink}" stroke-width="${width}" stroke-linecap="round" ` +
  `stroke-linejoin="round" ${extra}/>`;

export const shadowOf = (d: string, id: string): string =>
  `<path d="${d}" fill="#000" fill-opacity="0.34" transform="translate(8 16)" ` +
  `filter="url(#${id}drop)"/>`;

// Cloth is drawn flat, then rounded by one shared gradient and outlined, inside its own shape.
export const cloth = (d: string, fill: string, inside: string, clip: string, id: string): string =>
  `<clipPath id="${clip}"><path d="${d}"/></clipPath><g clip-path="url(#${clip})">` +
  `${path(d, fill)}${inside}${path(d, `url(#${id}round)`)}</g>` +
  trace(d, darken(fill, 0.45), 2, 'stroke-opacity="0.6"');

export const range = (count: number, draw: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => draw(index)).join('');
