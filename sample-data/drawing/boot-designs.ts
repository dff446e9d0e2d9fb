import type { BrandName } from './brand-marks.ts';
import type { SoleName } from './boot-soles.ts';
import type { BootDesign } from './boot-drawing.ts';

type BootColours = [
  upper: string,
  toe: string,
  accent: string,
  lining: string,
  laces: string,
  plate: string,
];

const boot = (
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

export const bootDesigns: ReadonlyMap<string, BootDesign> = new Map([
  boot('kaldrova', 'ridgeline-fg', 'low', 'facets', 'firm', ['#e8332a', '#ff6a3d', '#ffffff', '#1d1d22', '#ffffff', '#1d1d22']),
  boot('kaldrova', 'ridgeline-sg', 'low', 'facets', 'soft', ['#1f2a44', '#2c4a8a', '#ffb400', '#ffb400', '#ffffff', '#10182b']),
  boot('kaldrova', 'scree-ag', 'low', 'ribs', 'artificial', ['#f5f5f2', '#dfe6ec', '#e8332a', '#e8332a', '#22252b', '#22252b']),
  boot('kaldrova', 'foothill-tf', 'low', 'leather', 'turf', ['#20242b', '#343b46', '#ff6a3d', '#4a525e', '#ff6a3d', '#f2f2f0']),
  boot('kaldrova', 'foothill-junior-fg', 'low', 'dots', 'firm', ['#ffd02e', '#ffe26e', '#1f2a44', '#1f2a44', '#1f2a44', '#e8332a']),
  boot('fennrik', 'nightrun-fg', 'sock', 'weave', 'firm', ['#17181d', '#23252d', '#b8f23a', '#2a2d36', '#b8f23a', '#b8f23a']),
  boot('fennrik', 'nightrun-laceless-fg', 'laceless', 'dots', 'firm', ['#5b2bd6', '#a13df0', '#d7ff4f', '#1c1233', '#ffffff', '#1c1233']),
  boot('fennrik', 'vixen-ag', 'sock', 'weave', 'artificial', ['#ff5d8f', '#ff9aa8', '#ffffff', '#8f1f4c', '#ffffff', '#8f1f4c']),
  boot('fennrik', 'burrow-ic', 'low', 'leather', 'court', ['#f3efe6', '#e8dfcf', '#2c6e63', '#2c6e63', '#f3efe6', '#ffffff']),
  boot('brintaro', 'classico-leather-fg', 'low', 'leather', 'firm', ['#1b1a19', '#2a2826', '#f4efe4', '#f4efe4', '#f4efe4', '#c7a15a']),
  boot('brintaro', 'classico-leather-sg', 'low', 'leather', 'soft', ['#6b3a1e', '#8a5230', '#f4e6cf', '#f4e6cf', '#f4e6cf', '#2b1810']),
  boot('brintaro', 'maestra-fg', 'low', 'ribs', 'firm', ['#0e7c6b', '#19a88f', '#fff3d1', '#063d35', '#fff3d1', '#063d35']),
  boot('brintaro', 'piazza-tf', 'low', 'ribs', 'turf', ['#f7f7f5', '#e9eef2', '#1451c4', '#1451c4', '#1451c4', '#ffffff']),
  boot('nordquil', 'floe-fg', 'low', 'facets', 'firm', ['#dff3fb', '#b6e3f7', '#0a4f87', '#0a4f87', '#0a4f87', '#0a4f87']),
  boot('nordquil', 'floe-laceless-ag', 'laceless', 'facets', 'artificial', ['#0a2f57', '#0f5fa8', '#7fe3ff', '#061c35', '#ffffff', '#7fe3ff']),
  boot('nordquil', 'skerry-sg', 'sock', 'ribs', 'soft', ['#2b3a42', '#41545e', '#ff7a2f', '#ff7a2f', '#ffffff', '#172228']),
  boot('nordquil', 'harbour-ic', 'low', 'weave', 'court', ['#1c2c4c', '#28406e', '#f0b43c', '#f0b43c', '#ffffff', '#f5f1e8']),
  boot('zelkiro', 'arclight-fg', 'sock', 'facets', 'firm', ['#f2f4f7', '#d5f5ee', '#00b295', '#15303a', '#15303a', '#00b295']),
  boot('zelkiro', 'arclight-ag', 'sock', 'facets', 'artificial', ['#ff7b00', '#ffb000', '#141414', '#141414', '#141414', '#141414']),
  boot('zelkiro', 'voltage-fg', 'low', 'dots', 'firm', ['#1267ff', '#29b6ff', '#fff200', '#0a1b4a', '#fff200', '#0a1b4a']),
  boot('zelkiro', 'voltage-tf', 'low', 'dots', 'turf', ['#c40e55', '#ef3f7b', '#ffffff', '#4a0723', '#ffffff', '#ffffff']),
  boot('zelkiro', 'static-ic', 'laceless', 'weave', 'court', ['#26282c', '#3a3d44', '#00c2a8', '#4a4e57', '#ffffff', '#eceff1']),
  boot('halvetto', 'keystone-fg', 'low', 'dots', 'firm', ['#7a1027', '#a31c3a', '#f3c86a', '#3a0612', '#f3c86a', '#f3c86a']),
  boot('halvetto', 'keystone-sg', 'low', 'dots', 'soft', ['#f6f3ec', '#ece4d2', '#7a1027', '#7a1027', '#7a1027', '#2b2b2b']),
  boot('halvetto', 'arcade-tf', 'low', 'weave', 'turf', ['#3b4a2f', '#56693f', '#ffcf5c', '#232c1c', '#ffcf5c', '#f4f1e6']),
  boot('halvetto', 'arcade-junior-ag', 'low', 'ribs', 'artificial', ['#20b5e8', '#6fd6f7', '#ff4f5e', '#0c4e68', '#ffffff', '#ff4f5e']),
]);
