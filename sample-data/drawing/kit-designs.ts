import type { BrandName } from './brand-marks.ts';
import type { Crest, SponsorName } from './kit-badges.ts';
import type { Collar, KitDesign } from './kit-drawing.ts';
import type { PatternName } from './kit-patterns.ts';

type Club = { id: string; crest: Crest; sponsor: SponsorName; maker: BrandName; collar: Collar };

const club = (
  id: string,
  [shape, symbol, field, ink]: [Crest['shape'], Crest['symbol'], string, string],
  sponsor: SponsorName,
  maker: BrandName,
  collar: Collar,
): Club => ({ id, crest: { shape, symbol, field, ink }, sponsor, maker, collar });

type SideColours = [base: string, accent: string, sleeves: string, trim: string, ink: string];

const side = (owner: Club, name: string, pattern: PatternName, colours: SideColours) => {
  const [base, accent, sleeves, trim, sponsorInk] = colours;
  const { id, crest, sponsor, maker, collar } = owner;
  const design: KitDesign = {
    pattern,
    base,
    accent,
    sleeves,
    trim,
    sponsorInk,
    crest,
    sponsor,
    maker,
    collar,
  };
  return [`kit-${id}-${name}`, design] as const;
};

const own = 'pattern';

const pellanby = club(
  'pellanby-rovers',
  ['round', 'anchor', '#0b3b44', '#ffffff'],
  'waves',
  'nordquil',
  'polo',
);
const ostrenholm = club(
  'ostrenholm-athletic',
  ['shield', 'tower', '#f2d16b', '#123d2a'],
  'tiles',
  'kaldrova',
  'vee',
);
const aldercastle = club(
  'aldercastle-united',
  ['pennant', 'tree', '#f7eedb', '#5b1226'],
  'petals',
  'halvetto',
  'crew',
);
const thornquay = club(
  'thornquay-wanderers',
  ['lozenge', 'arrow', '#ffffff', '#16234a'],
  'peaks',
  'brintaro',
  'vee',
);
const kestrelford = club(
  'kestrelford-city',
  ['round', 'wing', '#ffd34d', '#173a9c'],
  'orbit',
  'fennrik',
  'crew',
);
const saltmere = club(
  'saltmere-albion',
  ['shield', 'wave', '#1d2f6f', '#ffffff'],
  'sails',
  'zelkiro',
  'crew',
);
const dunmarrow = club(
  'dunmarrow-thistle',
  ['shield', 'thistle', '#ffffff', '#4b2a7b'],
  'petals',
  'nordquil',
  'polo',
);
const cinderwick = club(
  'cinderwick-town',
  ['pennant', 'flame', '#ffffff', '#c8102e'],
  'sails',
  'kaldrova',
  'crew',
);
const greyfen = club(
  'greyfen-county',
  ['round', 'reed', '#2f3b46', '#b7e23b'],
  'tiles',
  'fennrik',
  'vee',
);
const larkhollow = club(
  'larkhollow-rangers',
  ['lozenge', 'sun', '#0f5a38', '#ffd400'],
  'peaks',
  'halvetto',
  'polo',
);
const brackwater = club(
  'brackwater-harriers',
  ['shield', 'star', '#10204f', '#8fd0f5'],
  'waves',
  'zelkiro',
  'crew',
);
const quennelby = club(
  'quennelby-borough',
  ['round', 'wheel', '#ffffff', '#5e1747'],
  'orbit',
  'brintaro',
  'vee',
);

export const kitDesigns: ReadonlyMap<string, KitDesign> = new Map([
  side(pellanby, 'home', 'hoops', ['#f6ecd6', '#0f8a8f', own, '#0b3b44', '#0b3b44']),
  side(pellanby, 'away', 'band', ['#ff7a66', '#0b3b44', '#ff7a66', '#0b3b44', '#ffffff']),
  side(pellanby, 'third', 'ripples', ['#23343b', '#2f4750', own, '#19b5b3', '#19d3d0']),
  side(ostrenholm, 'home', 'sash', ['#14734a', '#ffffff', '#14734a', '#f2d16b', '#0a1f15']),
  side(ostrenholm, 'away', 'sash', ['#ffffff', '#14734a', '#ffffff', '#14734a', '#0a1f15']),
  side(ostrenholm, 'third', 'sash', ['#1c1f22', '#b58d2c', '#1c1f22', '#c9a545', '#ffffff']),
  side(aldercastle, 'home', 'stripes', ['#f7eedb', '#7a1833', '#7a1833', '#f7eedb', '#2c0711']),
  side(aldercastle, 'away', 'pinstripe', ['#f7eedb', '#c98c98', own, '#7a1833', '#7a1833']),
  side(thornquay, 'home', 'chevron', ['#f57c1f', '#16234a', '#f57c1f', '#16234a', '#ffffff']),
  side(thornquay, 'away', 'chevron', ['#16234a', '#f57c1f', '#16234a', '#f57c1f', '#ffffff']),
  side(thornquay, 'third', 'chevron', ['#f4f1ea', '#9fb7d9', '#9fb7d9', '#16234a', '#16234a']),
  side(kestrelford, 'home', 'fade', ['#173a9c', '#58b6f0', '#173a9c', '#ffd34d', '#ffffff']),
  side(kestrelford, 'away', 'fade', ['#ffd34d', '#f2762e', '#ffd34d', '#173a9c', '#173a9c']),
  side(kestrelford, 'third', 'fade', ['#eef4fb', '#b9cdf0', '#eef4fb', '#173a9c', '#173a9c']),
  side(saltmere, 'home', 'checks', ['#f7faff', '#a9c1ec', '#1d2f6f', '#e0304a', '#1d2f6f']),
  side(saltmere, 'away', 'checks', ['#e0304a', '#b91f38', own, '#ffffff', '#ffffff']),
  side(dunmarrow, 'home', 'pinstripe', ['#4b2a7b', '#7fce8f', own, '#7fce8f', '#ffffff']),
  side(dunmarrow, 'away', 'pinstripe', ['#c7efd2', '#4b2a7b', '#c7efd2', '#4b2a7b', '#4b2a7b']),
  side(cinderwick, 'home', 'halves', ['#c8102e', '#17181b', own, '#17181b', '#ffffff']),
  side(cinderwick, 'away', 'halves', ['#d5d8dc', '#8d939b', own, '#c8102e', '#c8102e']),
  side(greyfen, 'home', 'quarters', ['#3c4b58', '#b7e23b', '#3c4b58', '#ffffff', '#ffffff']),
  side(greyfen, 'away', 'quarters', ['#ffffff', '#dfe7ea', '#b7e23b', '#3c4b58', '#3c4b58']),
  side(larkhollow, 'home', 'slashes', ['#ffd400', '#f5b700', own, '#0f5a38', '#0f5a38']),
  side(larkhollow, 'away', 'slashes', ['#0f5a38', '#0b4a2d', own, '#ffd400', '#ffd400']),
  side(brackwater, 'home', 'stripes', ['#10204f', '#8fd0f5', '#10204f', '#ffffff', '#ffffff']),
  side(brackwater, 'away', 'ripples', ['#f7b3cd', '#f39bbd', own, '#10204f', '#10204f']),
  side(brackwater, 'third', 'hoops', ['#e9ecef', '#10204f', '#e9ecef', '#8fd0f5', '#e4457e']),
  side(quennelby, 'home', 'plain', ['#6d1a52', '#6d1a52', '#25b0a7', '#25b0a7', '#ffffff']),
  side(quennelby, 'away', 'slashes', ['#25b0a7', '#1fa098', '#6d1a52', '#6d1a52', '#ffffff']),
  side(quennelby, 'third', 'band', ['#20222b', '#6d1a52', '#20222b', '#25b0a7', '#ffffff']),
]);
