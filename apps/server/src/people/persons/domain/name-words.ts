/**
 * The words by which a name is searched, however it was heard or typed: lower-case letters without
 * diacritics, so that `Sjöberg` and `sjoberg`, `Njeŋŋe` and `njenne` match. Each word once.
 */
export const wordsOfName = (name: string): readonly string[] => [
  ...new Set(
    name
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .replaceAll(/[đŋŧøæłßʒ]/g, (letter) => alone[letter] ?? letter)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== ''),
  ),
]

/** Letters that do not decompose into a letter with a mark. */
const alone: Readonly<Record<string, string>> = {
  đ: 'd',
  ŋ: 'n',
  ŧ: 't',
  ø: 'o',
  æ: 'ae',
  ł: 'l',
  ß: 'ss',
  ʒ: 'z',
}
