/** A letter of the languages of Finland and the EU: Latin, Greek or Cyrillic. */
const letter = String.raw`[\p{L}&&[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]]`

const personName = new RegExp(String.raw`^${letter}(?:${letter}|[ '’.\-])*$`, 'v')
const line = new RegExp(String.raw`^(?:${letter}|[0-9 .,:;!?'’"”\-–&\/\(\)+@#%*=_§°€])*$`, 'v')
/** Control and format characters, line and paragraph separators, private use, unassigned, halves of surrogates. */
const unseen = /[\p{C}\u2028\u2029]/u

/** Composed (NFC), without white space around it, with single spaces. */
export const inOneLine = (typed: string): string =>
  typed.normalize('NFC').trim().replaceAll(/\s+/gu, ' ')

/** Composed (NFC), with LF at the ends of lines, without white space around it. */
export const inLines = (typed: string): string =>
  typed.normalize('NFC').replaceAll(/\r\n?/g, '\n').trim()

/**
 * What may stand in a certificate, on a card, in a letter's address and in a text that is signed: letters of
 * the languages of Finland and the EU, digits, spaces and common punctuation, as they are seen. No emoji, and no
 * character that is unseen, changes the direction of others, or only looks like a letter (compatibility forms).
 */
export const isPlainLine = (text: string): boolean =>
  line.test(text) && text === text.normalize('NFKC')

/**
 * What people write to each other: every visible character, and ends of lines. The joiner of emoji and of some
 * scripts (U+200D) is permitted.
 */
export const isReadableText = (text: string): boolean =>
  !unseen.test(text.replaceAll(/[\n\t\u200D]/g, ''))

/** Letters, spaces, apostrophes, full stops and hyphens, with a letter first. */
export const isPersonName = (text: string): boolean =>
  personName.test(text) && text === text.normalize('NFKC')
