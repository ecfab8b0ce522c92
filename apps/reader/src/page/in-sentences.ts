/** Titles and advice in sequence; a title has no full stop of its own. */
export const inSentences = (...texts: readonly (string | undefined)[]): string =>
  texts
    .flatMap((text) => (text === undefined || text === '' ? [] : [text]))
    .map((text) => (/[.!?…]$/.test(text) ? text : `${text}.`))
    .join(' ')
