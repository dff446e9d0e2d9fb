import { darken } from './colour.ts';
import { blur } from './studio.ts';

type Point = readonly [x: number, y: number, z: number];

type BallDesign = {
  skin: string;
  patch: string;
  patchTwo: string;
  seam: string;
  panel: 'pentagons' | 'blades' | 'rings';
  radius: number;
};

const golden = (1 + Math.sqrt(5)) / 2;

const unit = ([x, y, z]: Point): Point => {
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
};

// A fixed tilt that shows one whole patch a little above the middle, as a ball is photographed.
const tilted = ([x, y, z]: Point): Point => {
  const [turn, nod] = [0.42, 0.3];
  const x2 = x * Math.cos(turn) + z * Math.sin(turn);
  const z2 = z * Math.cos(turn) - x * Math.sin(turn);
  return [x2, y * Math.cos(nod) - z2 * Math.sin(nod), z2 * Math.cos(nod) + y * Math.sin(nod)];
};

const corners: Point[] = [-1, 1]
  .flatMap((a) => [-golden, golden].map((b): [number, number] => [a, b]))
  .flatMap(([a, b]): Point[] => [
    [0, a, b],
    [a, b, 0],
    [b, 0, a],
  ])
  .map((point) => tilted(unit(point)));

const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

const neighbours = (corner: Point): Point[] =>
  corners.filter((other) => other !== corner && distance(corner, other) < 1.1);

const between = (a: Point, b: Point, share: number): Point =>
  unit([a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share]);

const arc = (a: Point, b: Point): Point[] =>
  Array.from({ length: 7 }, (_, step) => between(a, b, step / 6));

const place = ([x, y]: Point, radius: number): string =>
  `${(300 + x * radius).toFixed(1)} ${(300 - y * radius).toFixed(1)}`;

// A patch that goes round the far side is cut at the rim of the ball.
const toRim = ([x, y, z]: Point): Point => (z >= 0 ? [x, y, z] : unit([x, y, 0]));

const outline = (points: Point[], radius: number): string =>
  `M${points.map((point) => place(toRim(point), radius)).join(' L')} Z`;

const inOrder = (centre: Point, points: Point[]): Point[] => {
  const [first] = points;
  if (first === undefined) return [];
  const ordered = [first];
  const left = points.slice(1);
  while (left.length > 0) {
    const last = ordered.at(-1) ?? centre;
    left.sort((a, b) => distance(last, a) - distance(last, b));
    const next = left.shift();
    if (next !== undefined) ordered.push(next);
  }
  return ordered;
};

const pentagon = (corner: Point, reach: number): Point[] => {
  const points = inOrder(
    corner,
    neighbours(corner).map((other) => between(corner, other, reach)),
  );
  return points.flatMap((point, index) => arc(point, points[(index + 1) % points.length] ?? point));
};

const faces = (): Point[][] =>
  corners.flatMap((a, i) =>
    corners.flatMap((b, j) =>
      corners
        .filter(
          (c, k) =>
            i < j &&
            j < k &&
            [distance(a, b), distance(b, c), distance(a, c)].every((d) => d < 1.1),
        )
        .map((c) => [a, b, c]),
    ),
  );

const blade = (face: Point[]): Point[] => {
  const centre = unit(
    face.reduce<Point>((sum, p) => [sum[0] + p[0], sum[1] + p[1], sum[2] + p[2]], [0, 0, 0]),
  );
  return face.flatMap((corner, index) => {
    const next = face[(index + 1) % face.length] ?? corner;
    const tip = between(centre, between(corner, next, 0.22), 0.72);
    const dip = between(centre, between(corner, next, 0.62), 0.22);
    return [...arc(dip, tip).slice(3), ...arc(tip, between(centre, next, 0.2)).slice(0, 5)];
  });
};

const visible = (points: Point[]): boolean => points.some(([, , z]) => z > 0.02);

const nearRuns = (points: Point[]): Point[][] => {
  const runs: Point[][] = [[]];
  for (const point of points) {
    if (point[2] > 0) runs.at(-1)?.push(point);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 1);
};

const panels = (design: BallDesign): string => {
  const { radius, patch, patchTwo, panel } = design;
  const patches = corners.map((corner, index) => ({
    fill: index % 2 === 0 ? patch : patchTwo,
    points: pentagon(corner, panel === 'rings' ? 0.46 : 0.34),
  }));
  const blades = faces().map((face, index) => ({
    fill: index % 3 === 0 ? patchTwo : patch,
    points: blade(face),
  }));
  const cores = corners.map((corner) => ({ fill: design.skin, points: pentagon(corner, 0.26) }));
  const shown = { pentagons: patches, blades, rings: [...patches, ...cores] }[panel];
  return shown
    .filter(({ points }) => visible(points))
    .map(
      ({ points, fill }) =>
        `<path d="${outline(points, radius)}" fill="${fill}" stroke="${darken(fill, 0.35)}" ` +
        'stroke-width="2" stroke-linejoin="round"/>',
    )
    .join('');
};

const seams = (design: BallDesign): string =>
  corners
    .flatMap((corner) => {
      const spokes = neighbours(corner).map((other) =>
        arc(between(corner, other, 0.34), between(corner, other, 0.5)),
      );
      const ring = pentagon(corner, 0.34);
      return [...spokes, ring];
    })
    .flatMap(nearRuns)
    .map((points) => `M${points.map((point) => place(point, design.radius)).join(' L')}`)
    .join(' ');

export const drawBall = (design: BallDesign, id: string): string => {
  const { radius, skin, seam } = design;
  const floor = 300 + radius;
  return (
    `<defs>${blur(`${id}floor`, 11)}${blur(`${id}soft`, 12)}` +
    `<radialGradient id="${id}round" cx="38%" cy="30%" r="74%">` +
    '<stop offset="0" stop-color="#fff" stop-opacity="0.42"/>' +
    '<stop offset="0.42" stop-color="#fff" stop-opacity="0"/>' +
    '<stop offset="0.72" stop-color="#000" stop-opacity="0.14"/>' +
    '<stop offset="1" stop-color="#000" stop-opacity="0.58"/></radialGradient></defs>' +
    `<ellipse cx="306" cy="${floor + 2}" rx="${radius * 0.82}" ry="17" fill="#000" ` +
    `fill-opacity="0.5" filter="url(#${id}floor)"/>` +
    `<circle cx="300" cy="300" r="${radius}" fill="${skin}"/>` +
    `<clipPath id="${id}rim"><circle cx="300" cy="300" r="${radius}"/></clipPath>` +
    `<g clip-path="url(#${id}rim)">${panels(design)}</g>` +
    `<path d="${seams(design)}" fill="none" stroke="${seam}" stroke-width="3" ` +
    `stroke-linejoin="round"/>` +
    `<circle cx="300" cy="300" r="${radius}" fill="url(#${id}round)"/>` +
    `<ellipse cx="${300 - radius * 0.36}" cy="${300 - radius * 0.52}" rx="${radius * 0.26}" ` +
    `ry="${radius * 0.15}" ` +
    `fill="#fff" fill-opacity="0.55" transform="rotate(-32 ${300 - radius * 0.36} ` +
    `${300 - radius * 0.52})" filter="url(#${id}soft)"/>`
  );
};
