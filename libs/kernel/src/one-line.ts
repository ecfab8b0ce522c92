/** Replaces control characters and Unicode line ends by spaces: a value stays in its line. */
export const oneLine = (value: string): string =>
  value.normalize('NFC').replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
