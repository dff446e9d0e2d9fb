import { type SoleName, soleUnit } from './boot-soles.ts';
import { type BrandName, brandMark } from './brand-marks.ts';
import { darken, isLight, lighten, mix } from './colour.ts';
import { blur } from './studio.ts';

export type BootDesign = {
  brand: BrandName;
  upper: string;
  toe: string;
  accent: string;
  lining: string;
  laces: string;
  plate: string;
  sole: SoleName;
  fit: 'low' | 'sock' | 'laceless';
  texture: 'dots' | 'ribs' | 'weave' | 'facets' | 'leather';
};

const heel = 'M96 392 C74 366 68 326 80 290 C88 266 90 244 84 218';
const toeBox =
  'C462 318 518 318 540 350 C554 374 546 396 528 398 Q420 408 300 396 Q190 404 96 392 Z';

const uppers: Record<'low' | 'sock', string> = {
  low:
    `${heel} C88 206 106 206 114 218 C126 248 172 262 214 246 C238 236 252 212 268 204 ` +
    `C282 200 292 208 300 218 C324 250 368 286 420 304 ${toeBox}`,
  sock:
    `${heel} C78 190 76 168 82 150 C100 140 130 150 158 152 C196 156 228 144 252 134 C262 ` +
    `134 266 146 270 166 C284 214 350 284 420 304 ${toeBox}`,
};

const openings: Record<'low' | 'sock', string> = {
  low: 'M84 218 C88 206 106 206 114 218 C126 248 172 262 214 246 C238 236 252 212 268 204',
  sock: 'M82 150 C100 140 130 150 158 152 C196 156 228 144 252 134',
};

const stroke = (d: string, ink: string, width: number, opacity = 1, extra = ''): string =>
  `<path d="${d}" fill="none" stroke="${ink}" stroke-width="${width}" ` +
  `stroke-opacity="${opacity}" ` +
  `stroke-linecap="round" stroke-linejoin="round" ${extra}/>`;

const rows = (count: number, draw: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => draw(index)).join('');

const textures: Record<BootDesign['texture'], (ink: string) => string> = {
  dots: (ink) =>
    rows(7, (row) =>
      rows(13, (column) => {
        const x = 352 + column * 14 + (row % 2) * 7;
        return (
          `<circle cx="${x}" cy="${306 + row * 13}" r="${3.6 - row * 0.3}" fill="${ink}" ` +
          `fill-opacity="0.4"/>`
        );
      }),
    ),
  ribs: (ink) =>
    rows(12, (index) => {
      const x = 330 + index * 17;
      return stroke(`M${x} 260 Q${x + 26} 330 ${x - 6} 410`, ink, 4, 0.34);
    }),
  weave: (ink) =>
    rows(30, (index) => {
      const x = 60 + index * 17;
      return (
        stroke(`M${x} 130 L${x - 90} 420`, ink, 1.6, 0.26) +
        stroke(`M${x - 90} 130 L${x} 420`, ink, 1.6, 0.26)
      );
    }),
  facets: () =>
    rows(17, (index) => {
      const x = 40 + index * 32;
      return (
        `<path d="M${x} 130 L${x + 44} 300 L${x - 10} 410 Z" fill="#000" fill-opacity="0.09"/>` +
        `<path d="M${x} 130 L${x - 10} 410 L${x - 36} 330 Z" fill="#fff" fill-opacity="0.09"/>`
      );
    }),
  leather: (ink) =>
    rows(5, (index) =>
      stroke(
        `M${350 + index * 34} ${282 + index * 8} Q${372 + index * 30} 340 ${352 + index * 36} 392`,
        ink,
        2,
        0.5,
        'stroke-dasharray="6 4"',
      ),
    ),
};

const tongue = (design: BootDesign): string =>
  `<path d="M214 250 C226 220 238 190 258 170 C274 160 292 168 294 188 C296 204 300 214 308 ` +
  `226 L262 262 Z" ` +
  `fill="${design.lining}" stroke="${darken(design.lining, 0.35)}" stroke-width="2"/>` +
  stroke('M262 184 C270 178 280 180 284 188', lighten(design.lining, 0.35), 3, 0.8);

const lacing = (design: BootDesign): string => {
  const shade = darken(design.laces, isLight(design.laces) ? 0.35 : 0.6);
  const crossings = [0, 1, 2, 3, 4].map((index) => {
    const x = 284 + index * 27;
    const y = 219 + index * 20.5;
    const across = `M${x - 22} ${y + 31} Q${x - 6} ${y + 6} ${x + 11} ${y + 4}`;
    const eyelet = `<circle cx="${x - 23}" cy="${y + 32}" r="5" fill="${shade}"/>`;
    return eyelet + stroke(across, shade, 10) + stroke(across, design.laces, 7);
  });
  const bow =
    'M288 222 C270 212 250 216 246 228 C254 236 276 234 288 222 ' +
    'M290 222 C302 206 320 204 326 212 C322 222 304 227 290 222';
  const ends = 'M286 226 Q272 244 277 262 M292 226 Q302 240 298 254';
  return (
    crossings.join('') +
    stroke(bow, shade, 7) +
    stroke(bow, design.laces, 4.5) +
    stroke(ends, shade, 6) +
    stroke(ends, design.laces, 4)
  );
};

const definitions = (id: string, design: BootDesign, outline: string): string =>
  `<defs>${blur(`${id}soft`, 10)}${blur(`${id}fine`, 4)}${blur(`${id}floor`, 9)}` +
  `<clipPath id="${id}upper"><path d="${outline}"/></clipPath>` +
  `<linearGradient id="${id}skin" x1="0" x2="1" y1="0" y2="0.15">` +
  `<stop offset="0" stop-color="${darken(design.upper, 0.22)}"/>` +
  `<stop offset="0.2" stop-color="${design.upper}"/>` +
  `<stop offset="0.55" stop-color="${mix(design.upper, design.toe, 0.15)}"/>` +
  `<stop offset="0.8" stop-color="${design.toe}"/>` +
  `<stop offset="1" stop-color="${darken(design.toe, 0.2)}"/></linearGradient></defs>`;

const panels = (id: string, design: BootDesign): string => {
  const seam = isLight(design.upper) ? '#000' : '#fff';
  return (
    textures[design.texture](design.accent) +
    `<path d="M60 410 L60 250 C110 268 128 300 126 330 C124 360 150 384 176 410 Z" ` +
    `fill="${design.accent}"/>` +
    stroke(
      'M78 300 C104 296 126 312 122 338 C120 364 146 386 168 402',
      seam,
      1.6,
      0.45,
      'stroke-dasharray="5 3"',
    ) +
    stroke('M404 302 C388 336 392 372 406 404', seam, 1.6, 0.32, 'stroke-dasharray="5 3"') +
    `<g transform="translate(232 330) rotate(6) ` +
    `scale(1.14)">${brandMark(design.brand, design.accent)}</g>` +
    `<g filter="url(#${id}soft)">` +
    stroke('M306 244 C340 286 396 316 462 334 C490 342 508 350 520 360', '#fff', 20, 0.42) +
    stroke('M98 250 C90 300 92 340 106 372', '#fff', 14, 0.2) +
    stroke('M90 396 Q190 404 300 394 Q420 404 536 394', '#000', 34, 0.46) +
    stroke('M120 262 C160 284 210 276 246 252', '#000', 14, 0.28) +
    '</g>'
  );
};

const eyestay = (design: BootDesign): string =>
  stroke('M258 236 C290 262 340 304 400 334', darken(design.upper, 0.3), 3, 0.55) +
  stroke('M280 210 C306 250 352 288 412 314', darken(design.upper, 0.25), 34, 0.24);

const farCollar = (design: BootDesign): string =>
  `<path d="M88 212 C124 190 204 190 266 206 L252 246 C214 266 130 254 110 218 Z" ` +
  `fill="${darken(design.lining, 0.55)}"/>` +
  stroke('M92 212 C126 192 204 192 264 208', darken(design.lining, 0.15), 6);

const soleShadow = (id: string): string =>
  `<ellipse cx="314" cy="436" rx="240" ry="15" fill="#000" fill-opacity="0.5" ` +
  `filter="url(#${id}floor)"/>`;

export const drawBoot = (design: BootDesign, id: string): string => {
  const cut = design.fit === 'sock' ? 'sock' : 'low';
  const outline = uppers[cut];
  const laced = design.fit !== 'laceless';
  const collar = cut === 'low' ? design.lining : darken(design.lining, 0.3);
  return (
    definitions(id, design, outline) +
    '<g transform="translate(-20 34) scale(1.03 0.9)">' +
    soleShadow(id) +
    (cut === 'low' ? farCollar(design) : '') +
    (cut === 'low' && laced ? tongue(design) : '') +
    `<path d="${outline}" fill="url(#${id}skin)"/>` +
    `<g clip-path="url(#${id}upper)">${panels(id, design)}` +
    (laced ? eyestay(design) : '') +
    (cut === 'sock' ? stroke(openings.sock, design.lining, 46, 0.92) : '') +
    '</g>' +
    stroke(openings[cut], collar, 7) +
    `<path d="${outline}" fill="none" stroke="${darken(design.upper, 0.5)}" ` +
    'stroke-opacity="0.55" stroke-width="2"/>' +
    soleUnit(design.sole, design.plate, design.accent) +
    (laced ? lacing(design) : '') +
    '</g>'
  );
};
