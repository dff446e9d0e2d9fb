import { drawBackpack, drawBootBag, drawBottle } from './bag-drawing.ts';
import { drawBall } from './ball-drawing.ts';
import { drawArmband, drawGloves, drawShinPads } from './guard-drawing.ts';
import { drawBobbleHat, drawScarf, drawSocks } from './knit-drawing.ts';

export const accessoryDrawings: ReadonlyMap<string, (id: string) => string> = new Map([
  [
    'acc-match-ball',
    (id) =>
      drawBall(
        {
          skin: '#fbfbf8',
          patch: '#1267ff',
          patchTwo: '#ff4f5e',
          seam: '#b9c0c9',
          panel: 'blades',
          radius: 208,
        },
        id,
      ),
  ],
  [
    'acc-training-ball',
    (id) =>
      drawBall(
        {
          skin: '#ffe14a',
          patch: '#1d2b50',
          patchTwo: '#1d2b50',
          seam: '#b38f10',
          panel: 'pentagons',
          radius: 204,
        },
        id,
      ),
  ],
  [
    'acc-skills-ball',
    (id) =>
      drawBall(
        {
          skin: '#f7f3ea',
          patch: '#0f8a8f',
          patchTwo: '#f57c1f',
          seam: '#b5ab98',
          panel: 'rings',
          radius: 150,
        },
        id,
      ),
  ],
  ['acc-bar-scarf', (id) => drawScarf('bars', '#7a1833', '#f3c86a', id)],
  ['acc-keeper-gloves', (id) => drawGloves('#f4f6f8', '#00b295', id)],
  ['acc-backpack', (id) => drawBackpack('#27364f', '#ffb400', 'kaldrova', id)],
  ['acc-boot-bag', (id) => drawBootBag('#17694a', '#f4efe4', 'brintaro', id)],
  ['acc-match-socks', (id) => drawSocks('#1d2f6f', '#ffffff', id)],
  ['acc-water-bottle', (id) => drawBottle('#29b6ff', '#0a1b4a', 'zelkiro', id)],
  ['acc-captains-armband', (id) => drawArmband('#e8332a', '#ffd34d', id)],
  ['acc-shin-pads', (id) => drawShinPads('#2a2d36', '#b8f23a', id)],
  ['acc-bobble-hat', (id) => drawBobbleHat('#4b2a7b', '#7fce8f', id)],
  ['acc-travel-scarf', (id) => drawScarf('edges', '#0f5a38', '#ffd400', id)],
]);
