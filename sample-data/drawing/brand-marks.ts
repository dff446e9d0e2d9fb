export type BrandName = 'kaldrova' | 'fennrik' | 'brintaro' | 'nordquil' | 'zelkiro' | 'halvetto';

// Each mark fits a 100 by 60 box round the origin, so that a boot and a shirt can share it.
const marks: Record<BrandName, string> = {
  kaldrova:
    '<path d="M-50 28 L-10 -30 L4 -10 L-8 -2 L-14 12 L-24 28 Z"/>' +
    '<path d="M-12 28 L4 6 L14 -16 L22 -24 L52 28 Z"/>',
  fennrik:
    '<circle cx="-38" cy="14" r="13"/><circle cx="-7" cy="4" r="10"/>' +
    '<circle cx="18" cy="-7" r="7.5"/><circle cx="38" cy="-17" r="5"/>',
  brintaro:
    '<path d="M-50 28 Q-48 -24 -2 -28 Q-4 20 -50 28 Z"/>' +
    '<path d="M2 28 Q4 -20 50 -28 Q46 22 2 28 Z"/>',
  nordquil:
    '<path d="M-48 0 L-24 -28 L22 -28 L6 -10 L-14 -10 L-22 0 L-6 18 L-22 28 Z"/>' +
    '<path d="M48 0 L24 28 L-22 28 L-6 10 L14 10 L22 0 L6 -18 L22 -28 Z"/>',
  zelkiro:
    '<path d="M-50 -26 L30 -26 L8 -4 L50 -4 L50 8 L-14 8 L-32 26 L-50 26 L-14 -12 L-50 -12 Z"/>',
  halvetto:
    '<path d="M-48 26 A48 48 0 0 1 48 26 L26 26 A26 26 0 0 0 -26 26 Z"/>' +
    '<path d="M-9 26 L0 8 L9 26 Z M-50 30 L50 30 L50 36 L-50 36 Z"/>',
};

export const brandMark = (name: BrandName, ink: string): string =>
  `<g fill="${ink}">${marks[name]}</g>`;
