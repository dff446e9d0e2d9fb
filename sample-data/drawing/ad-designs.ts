import type { AdDesign, AdItem, Motif } from './ad-drawing.ts';

const item = (product: string, x: number, y: number, size: number, turn = 0): AdItem => ({
  product,
  x,
  y,
  size,
  turn,
});

const ad = (name: string, motif: Motif, ground: string, glow: string, items: AdItem[]) => {
  const design: AdDesign = { motif, ground, glow, items };
  return [`ad-${name}`, design] as const;
};

export const adDesigns: ReadonlyMap<string, AdDesign> = new Map([
  ad('new-season-kits', 'rays', '#16234a', '#3557b8', [
    item('kit-kestrelford-city-home', 250, 260, 400, -7),
    item('kit-cinderwick-town-home', 950, 260, 400, 7),
    item('kit-thornquay-wanderers-home', 600, 248, 480),
  ]),
  ad('boot-room-offers', 'bands', '#d7263d', '#ff7a4d', [
    item('boot-nordquil-floe-fg', 880, 190, 520, -10),
    item('boot-kaldrova-ridgeline-sg', 380, 262, 660, -6),
  ]),
  ad('next-day-delivery', 'dots', '#0f8a8f', '#62d6cf', [
    item('acc-backpack', 320, 250, 430, -5),
    item('acc-bobble-hat', 860, 236, 380, 8),
    item('kit-pellanby-rovers-home', 600, 250, 410),
  ]),
  ad('pellanby-hoops', 'rings', '#0b3b44', '#19a5a3', [
    item('kit-pellanby-rovers-away', 270, 262, 410, -8),
    item('kit-pellanby-rovers-third', 930, 262, 410, 8),
    item('kit-pellanby-rovers-home', 600, 250, 470),
  ]),
  ad('laceless-launch', 'rays', '#26105f', '#8a3df0', [
    item('boot-nordquil-floe-laceless-ag', 870, 290, 500, 8),
    item('boot-fennrik-nightrun-laceless-fg', 400, 236, 640, -10),
  ]),
  ad('match-ball-drop', 'pitch', '#1f8a4c', '#ffffff', [
    item('acc-training-ball', 250, 300, 330, -14),
    item('acc-skills-ball', 960, 300, 400, 20),
    item('acc-match-ball', 600, 240, 520),
  ]),
  ad('away-days', 'bands', '#f2762e', '#ffd34d', [
    item('kit-quennelby-borough-away', 240, 250, 400, -6),
    item('kit-brackwater-harriers-away', 600, 256, 430, 3),
    item('kit-thornquay-wanderers-away', 960, 250, 400, 7),
  ]),
  ad('keeper-week', 'peaks', '#00796b', '#9df0d8', [
    item('acc-keeper-gloves', 440, 240, 560, -6),
    item('acc-shin-pads', 900, 246, 430, 8),
  ]),
  ad('winter-warmers', 'dots', '#39206b', '#8f6bd6', [
    item('acc-bar-scarf', 280, 246, 470, -6),
    item('acc-bobble-hat', 620, 240, 440, 4),
    item('acc-travel-scarf', 940, 246, 470, 7),
  ]),
  ad('heritage-leather', 'rings', '#4a2c17', '#c7a15a', [
    item('boot-brintaro-classico-leather-sg', 850, 200, 520, 7),
    item('boot-brintaro-classico-leather-fg', 400, 270, 640, -5),
  ]),
  ad('five-a-side', 'pitch', '#1556b8', '#bfe3ff', [
    item('boot-brintaro-piazza-tf', 330, 240, 560, -8),
    item('boot-zelkiro-voltage-tf', 880, 240, 540, 8),
    item('acc-skills-ball', 610, 340, 380, 10),
  ]),
  ad('training-bag', 'bands', '#33402a', '#ffcf5c', [
    item('acc-boot-bag', 350, 232, 480, -4),
    item('acc-water-bottle', 690, 236, 430, 6),
    item('acc-match-socks', 960, 244, 440, 6),
  ]),
  ad('junior-boots', 'rays', '#ffb400', '#fff0a8', [
    item('boot-halvetto-arcade-junior-ag', 830, 290, 560, 6),
    item('boot-kaldrova-foothill-junior-fg', 370, 220, 580, -8),
  ]),
]);
