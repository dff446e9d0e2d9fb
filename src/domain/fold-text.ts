/** Letters that no decomposition brings to their plain form. */
const PLAIN: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
};
const MAX_WORD_LENGTH = 40;
const ASCII = /^\p{ASCII}*$/u;

/** Text as it is compared and sorted: without accents, case, punctuation and doubled spaces. */
export function foldText(text: string): string {
  return wordsOf(text).join(' ');
}

/** The words of a text in their order, folded; an apostrophe joins ("men's" is "mens"). */
export function wordsOf(text: string): readonly string[] {
  // A search folds every text of every product it ranks, and most texts have nothing to decompose.
  if (ASCII.test(text)) return wordsOfAscii(text);
  return (
    text
      .normalize('NFKD')
      .replaceAll(/[\p{M}'’]/gu, '')
      // Upper case first makes "ss" of "ß".
      .toUpperCase()
      .toLowerCase()
      .normalize('NFKD')
      .replaceAll(/[\p{M}]/gu, '')
      .replaceAll(/[æœøđðþłħı]/g, (letter) => PLAIN[letter] ?? letter)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '')
      .map((word) => [...word].slice(0, MAX_WORD_LENGTH).join(''))
  );
}

function wordsOfAscii(text: string): readonly string[] {
  const joined = text.replaceAll("'", '').toLowerCase();
  const words = joined.match(/[a-z0-9]+/g) ?? [];
  return words.map((word) => word.slice(0, MAX_WORD_LENGTH));
}
