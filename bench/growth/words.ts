import { pick } from './chance.ts';

// The parts of a place's name are all as long as each other and begin differently, so that no
// name is the beginning of another.
const STARTS = words(
  'Pel Ost Mor Car Thu Bel Gra Hol Dun Wes Kel Fro Lan Nor Ash Bra Cul Elm Har Tor Vel Win Yar Sto Rim',
);
const MIDDLES = words('an en or il ow ar in um');
const ENDS = words('by ham ton wick ford dale mere stead gate ley');

/** More than any list of places here needs. */
const PLACES = STARTS.length * MIDDLES.length * ENDS.length;

/** A name of its own for every number below 2,000; what `placePrefix` leaves of it is its own too. */
export function placeName(index: number): string {
  const place = index % PLACES;
  const start = pick(STARTS, place);
  const middle = pick(MIDDLES, Math.floor(place / STARTS.length));
  const end = pick(ENDS, Math.floor(place / (STARTS.length * MIDDLES.length)));
  return start + middle + end;
}

/** The shortest beginning that no other place has. */
export function placePrefix(name: string): string {
  return name.slice(0, 6).toLowerCase();
}

export const CLUBS = words(
  'Rovers Athletic United Wanderers City Albion Town County Rangers Harriers Casuals Argyle',
);
export const SIDES = words('Home Away Third');
export const BRANDS = words(
  'Corva Meridian Tallis Ondra Strider Kestrel Fjell Nimbus Apex Solent Brisk Vanta Harrow Lyra Quill Torrent Ember Pike Drift Lumen',
);
export const ADJECTIVES = words(
  'Swift Heritage Laceless Firm Soft Indoor Junior Elite Classic Street Turf Storm Winter Carbon Feather Iron Velvet Golden Silent Rapid',
);
export const THINGS = words(
  'Ball Scarf Gloves Bottle Bag Cap Socks Shinpads Flag Whistle Pump Bib Cone Towel Mug Pennant Armband Jacket Shorts Hat',
);
export const FIRST_NAMES = words(
  'ada ben cleo dan eva finn gina hugo ida jack kim leo mia ned ola pia quinn rosa sam tess ugo vera will xena yan zoe abel bryn cora dora eli fay gus hana ivo june kit lars maud nils',
);

/** What descriptions are made of. */
export const DESCRIPTION_WORDS = words(
  'broad teal cream hoops under a deep navy green collar just as they hang in the harbour pubs on match day knitted one piece so meet at side seams coral borrowed from buoys mouth with dark band across chest light enough for august loud to find your seat by tide chart shirt faint ripples run edge slate picked out bright worn cup ties only sash has crossed since club moved lane this year it is woven rather than printed and lies flat leather upper that softens grip studs rubber sole padded tongue cut low ankle rain mud keeps its shape grows with young players warm dry thick wool lined pocket strap recycled thread stitched twice washed cold',
);

function words(text: string): readonly string[] {
  return text.split(' ');
}
