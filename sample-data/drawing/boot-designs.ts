import type { BootDesign } from './boot-drawing.ts';
import { flatBoots } from './flat-boots.ts';
import { studdedBoots } from './studded-boots.ts';

export const bootDesigns: ReadonlyMap<string, BootDesign> = new Map([
  ...studdedBoots,
  ...flatBoots,
]);
