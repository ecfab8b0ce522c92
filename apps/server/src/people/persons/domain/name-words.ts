/**
 * The words by which a name is found again, however it was heard or typed: small letters without their marks, so that
 * `Sjöberg` and `sjoberg`, `Njeŋŋe` and `njenne` meet. Each word once.
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

/** Letters that are no letter with a mark. */
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
