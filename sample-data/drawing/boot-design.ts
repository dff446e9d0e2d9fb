import type { BootDesign } from './boot-drawing.ts';
import type { SoleName } from './boot-soles.ts';
import type { BrandName } from './brand-marks.ts';

type BootColours = [
  upper: string,
  toe: string,
  accent: string,
  lining: string,
  laces: string,
  plate: string,
];

export const boot = (
  brand: BrandName,
  model: string,
  fit: BootDesign['fit'],
  texture: BootDesign['texture'],
  sole: SoleName,
  colours: BootColours,
) => {
  const [upper, toe, accent, lining, laces, plate] = colours;
  const design: BootDesign = {
    brand,
    fit,
    texture,
    sole,
    upper,
    toe,
    accent,
    lining,
    laces,
    plate,
  };
  return [`boot-${brand}-${model}`, design] as const;
};
