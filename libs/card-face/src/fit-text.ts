export type FittedText = { readonly size: number; readonly lines: readonly string[] }

/**
 * The largest text that fits: one line if that is possible at the smallest allowed size or above, otherwise
 * up to `maxLines`. The last line is cut with an ellipsis only when nothing else helps.
 */
export function fitText(text: string, { width, largest, smallest, maxLines = 1 }: Fit): FittedText {
  for (let lineCount = 1; lineCount <= maxLines; lineCount += 1) {
    for (let size = largest; size >= smallest; size -= 1) {
      const lines = wrap(text, width / size)
      const fits = lines.every((line) => widthOf(line) <= width / size)
      if (fits && lines.length <= lineCount) return { size, lines }
    }
  }
  const lines = wrap(text, width / smallest)
  const last = lines.slice(maxLines - 1).join(' ')
  const cutLines = [...lines.slice(0, maxLines - 1), last].map((line) =>
    cut(line, width / smallest),
  )
  return { size: smallest, lines: cutLines }
}

type Fit = {
  readonly width: number
  readonly largest: number
  readonly smallest: number
  readonly maxLines?: number
}

/**
 * Width in ems of semi-bold Source Sans 3, slightly above the true one. Accents do not change a letter's
 * width.
 */
export const widthOf = (text: string): number =>
  Array.from(text.normalize('NFD').replace(/\p{M}/gu, '')).reduce(
    (sum, letter) => sum + letterWidth(letter),
    0,
  )

function letterWidth(letter: string): number {
  if (/[ijlI.,:;'’|!]/.test(letter)) return 0.3
  if (/[frt\-–() ]/.test(letter)) return 0.37
  if (/[mwMW@%]/.test(letter)) return 0.9
  if (/\p{Lu}/u.test(letter)) return 0.66
  return 0.57
}

/** Breaks at spaces and after hyphens; a word that is too wide alone stays whole. */
function wrap(text: string, widthEm: number): readonly string[] {
  const words = text.split(/(?<=-)|\s+/).filter((word) => word !== '')
  const lines: string[] = []
  for (const word of words) {
    const line = lines.at(-1)
    const joined = line === undefined ? word : line.endsWith('-') ? line + word : `${line} ${word}`
    if (line !== undefined && widthOf(joined) <= widthEm) lines[lines.length - 1] = joined
    else lines.push(word)
  }
  return lines
}

function cut(text: string, widthEm: number): string {
  if (widthOf(text) <= widthEm) return text
  const letters = Array.from(text)
  while (letters.length > 1 && widthOf(`${letters.join('')}…`) > widthEm) letters.pop()
  return `${letters.join('').trimEnd()}…`
}
