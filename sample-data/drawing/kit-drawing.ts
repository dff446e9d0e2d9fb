import { type BrandName, brandMark } from './brand-marks.ts';
import { darken, isLight, lighten } from './colour.ts';
import { type Crest, crestMark, type SponsorName, sponsorMark } from './kit-badges.ts';
import { kitPattern, type PatternName } from './kit-patterns.ts';
import { blur, mirrored } from './studio.ts';

export type Collar = 'crew' | 'vee' | 'polo';

export type KitDesign = {
  pattern: PatternName;
  base: string;
  accent: string;
  // 'pattern' carries the body's pattern on to the sleeves, turned to follow the arm.
  sleeves: string;
  trim: string;
  collar: Collar;
  sponsorInk: string;
  crest: Crest;
  sponsor: SponsorName;
  maker: BrandName;
};

const necklines: Record<Collar, string> = {
  crew: 'C348 142 252 142 244 90',
  vee: 'C346 122 322 152 300 174 C278 152 254 122 244 90',
  polo: 'C346 112 322 132 300 150 C278 132 254 112 244 90',
};

const bodyPath = (collar: Collar): string =>
  'M244 90 C224 104 198 116 170 128 C178 170 182 205 180 246 C190 330 188 430 178 526 ' +
  'Q300 550 422 526 C412 430 410 330 420 246 C418 205 422 170 430 128 C402 116 376 104 356 90 ' +
  `${necklines[collar]} Z`;

const sleevePath =
  'M170 128 C138 140 116 164 102 196 C86 230 74 256 60 292 Q94 318 142 324 ' +
  'C150 296 162 270 180 246 C182 205 178 170 170 128 Z';
const cuffPath = 'M60 292 Q94 318 142 324';
const backNeck = 'M244 90 Q300 70 356 90';

const definitions = (id: string, design: KitDesign): string =>
  `<defs>${blur(`${id}soft`, 9)}${blur(`${id}fine`, 4)}${blur(`${id}drop`, 14)}` +
  `<clipPath id="${id}body"><path d="${bodyPath(design.collar)}"/></clipPath>` +
  `<clipPath id="${id}sleeve"><path d="${sleevePath}"/></clipPath>` +
  `<linearGradient id="${id}round" x1="0" x2="1" y1="0" y2="0.08">` +
  '<stop offset="0" stop-color="#000" stop-opacity="0.34"/>' +
  '<stop offset="0.2" stop-color="#000" stop-opacity="0.06"/>' +
  '<stop offset="0.38" stop-color="#fff" stop-opacity="0.13"/>' +
  '<stop offset="0.6" stop-color="#fff" stop-opacity="0"/>' +
  '<stop offset="0.82" stop-color="#000" stop-opacity="0.1"/>' +
  '<stop offset="1" stop-color="#000" stop-opacity="0.4"/></linearGradient>' +
  `<linearGradient id="${id}arm" x1="0" x2="0.9" y1="0.2" y2="0.75">` +
  '<stop offset="0" stop-color="#fff" stop-opacity="0.16"/>' +
  '<stop offset="0.45" stop-color="#000" stop-opacity="0.03"/>' +
  '<stop offset="1" stop-color="#000" stop-opacity="0.42"/></linearGradient></defs>';

const fold = (d: string, width: number, ink: string, opacity: number): string =>
  `<path d="${d}" fill="none" stroke="${ink}" stroke-width="${width}" ` +
  `stroke-opacity="${opacity}" ` +
  'stroke-linecap="round"/>';

const bodyFolds = (id: string): string => {
  const side =
    fold('M184 262 C214 292 232 330 236 392', 18, '#000', 0.26) +
    fold('M200 256 C230 286 250 322 256 372', 10, '#fff', 0.16) +
    fold('M186 338 C206 372 212 420 208 500', 16, '#000', 0.2) +
    fold('M176 150 C198 176 206 204 204 240', 12, '#000', 0.14);
  return (
    `<g filter="url(#${id}soft)">${side}${mirrored(side)}` +
    fold('M250 534 C268 488 274 446 268 400', 14, '#000', 0.17) +
    fold('M276 536 C292 492 296 450 290 410', 9, '#fff', 0.15) +
    fold('M352 536 C346 486 352 440 366 396', 15, '#000', 0.19) +
    fold('M178 524 Q300 548 422 524', 20, '#000', 0.16) +
    '</g>'
  );
};

const sleeve = (id: string, design: KitDesign): string => {
  const cloth =
    design.sleeves === 'pattern'
      ? `<g transform="rotate(22 172 ` +
        `130)">${kitPattern(design.pattern, design.base, design.accent)}</g>`
      : `<path d="${sleevePath}" fill="${design.sleeves}"/>`;
  return (
    `<g clip-path="url(#${id}sleeve)">${cloth}` +
    `<path d="${cuffPath}" fill="none" stroke="${design.trim}" stroke-width="34"/>` +
    `<path d="M53 274 Q94 300 146 304" fill="none" stroke="#000" stroke-opacity="0.16" ` +
    'stroke-width="1.5"/>' +
    `<path d="${sleevePath}" fill="url(#${id}arm)"/>` +
    `<g filter="url(#${id}fine)">` +
    fold('M172 240 C150 236 128 232 112 236', 9, '#000', 0.2) +
    fold('M164 256 C140 258 116 262 98 276', 8, '#000', 0.16) +
    fold('M168 214 C150 204 136 200 120 204', 6, '#fff', 0.16) +
    '</g>' +
    `<path d="M170 128 C178 170 182 205 180 246" fill="none" stroke="#000" stroke-opacity="0.4" ` +
    `stroke-width="7" filter="url(#${id}fine)"/></g>`
  );
};

const flap =
  'M246 88 C232 92 226 102 230 116 C236 138 248 158 262 174 L300 150 C276 132 256 112 246 88 Z';

const frontCollar = (design: KitDesign): string => {
  const { collar, trim } = design;
  const edge = darken(trim, isLight(trim) ? 0.28 : 0.45);
  if (collar === 'polo') {
    const side =
      `<path d="${flap}" fill="${trim}" stroke="${edge}" stroke-width="1.6"/>` +
      `<path d="M238 118 C244 138 252 152 264 164" fill="none" stroke="${edge}" ` +
      'stroke-opacity="0.5" stroke-width="1.2" stroke-dasharray="4 3"/>';
    const button = (y: number): string =>
      `<circle cx="300" cy="${y}" r="4" fill="${lighten(trim, 0.5)}" stroke="${edge}"/>`;
    return (
      `<path d="M289 146 L311 146 L311 214 L289 214 Z" fill="${trim}" stroke="${edge}" ` +
      `stroke-width="1.2"/>${button(170)}${button(196)}${side}${mirrored(side)}`
    );
  }
  const ribs =
    collar === 'crew'
      ? 'M246 92 C254 134 346 134 354 92'
      : 'M246 92 C256 122 280 148 300 168 C320 148 344 122 354 92';
  return (
    `<path d="${ribs}" fill="none" stroke="${edge}" stroke-width="21"/>` +
    `<path d="${ribs}" fill="none" stroke="${trim}" stroke-width="18"/>` +
    `<path d="${ribs}" fill="none" stroke="${edge}" stroke-opacity="0.4" stroke-width="1.5"/>`
  );
};

const neckInside = (design: KitDesign): string =>
  `<path d="${backNeck} ${necklines[design.collar]} Z" fill="${darken(design.base, 0.45)}"/>` +
  `<path d="M250 96 Q300 78 350 96" fill="none" stroke="${darken(design.trim, 0.25)}" ` +
  'stroke-width="15"/>' +
  '<rect x="284" y="98" width="32" height="17" rx="2" fill="#f4f4f4" opacity="0.85"/>';

export const drawKit = (design: KitDesign, id: string): string => {
  const body = bodyPath(design.collar);
  const seam = darken(design.base, 0.4);
  return (
    definitions(id, design) +
    '<g transform="translate(300 306) scale(1.1) translate(-300 -308)">' +
    `<g transform="translate(6 16)" opacity="0.34" filter="url(#${id}drop)">` +
    `<path d="${body}"/><path d="${sleevePath}"/>${mirrored(`<path d="${sleevePath}"/>`)}</g>` +
    neckInside(design) +
    sleeve(id, design) +
    mirrored(sleeve(id, design)) +
    `<g clip-path="url(#${id}body)">${kitPattern(design.pattern, design.base, design.accent)}` +
    `<g transform="translate(300 292) ` +
    `scale(0.98)">${sponsorMark(design.sponsor, design.sponsorInk)}</g>` +
    `<path d="${body}" fill="url(#${id}round)"/>${bodyFolds(id)}</g>` +
    `<path d="M182 514 Q300 537 418 514" fill="none" stroke="${seam}" stroke-opacity="0.5" ` +
    'stroke-width="1.4" stroke-dasharray="5 3"/>' +
    `<path d="${body}" fill="none" stroke="${seam}" stroke-opacity="0.55" stroke-width="1.6"/>` +
    frontCollar(design) +
    `<g transform="translate(366 206) scale(0.82)">${crestMark(design.crest)}</g>` +
    `<g transform="translate(234 206) ` +
    `scale(0.4)">${brandMark(design.maker, design.sponsorInk)}</g></g>`
  );
};
