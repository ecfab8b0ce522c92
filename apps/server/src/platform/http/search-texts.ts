import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language } from '@sotevarmenne/pages/languages'
import { searchWords } from './search-words.ts'

export type SearchedText = {
  readonly address: string
  readonly language: Language
  readonly title: string
  readonly description: string
  readonly text: string
}

export type FoundText = Pick<SearchedText, 'address' | 'title'> & {
  /** Some words around the first match, or the page's description. */
  readonly excerpt: string
}

/**
 * Pages of the language that contain every word of the query, the best first. Case and diacritics are
 * ignored, and a word matches by the beginning that its forms share: `kortin` finds `kortti`, `kortilla` and
 * `korttia`.
 */
export function searchTexts(
  texts: readonly SearchedText[],
  { sought, language }: { readonly sought: string; readonly language: Language },
): readonly FoundText[] {
  const stems = wordsOf(sought).map((word) => stemsOf(word, language))
  if (stems.length === 0) return []
  return texts
    .filter((each) => each.language === language)
    .map((each) => ({ each, score: scoreOf(each, stems) }))
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
    .slice(0, 20)
    .map(({ each }) => ({
      address: each.address,
      title: each.title,
      excerpt: excerptOf(each, stems),
    }))
}

/** Zero unless every word is there; a title weighs more than the description, and that more than the text. */
function scoreOf({ title, description, text }: SearchedText, words: readonly Stems[]): number {
  const weights = [
    [title, 20],
    [description, 5],
    [text, 1],
  ] as const
  const scores = words.map((stems) =>
    weights.reduce(
      (sum, [part, weight]) =>
        sum +
        weight * Math.min(5, wordsOf(part).filter((word) => beginsWithOne(word, stems)).length),
      0,
    ),
  )
  return scores.includes(0) ? 0 : scores.reduce((sum, one) => sum + one, 0)
}

const excerptLetters = 160

function excerptOf({ text, description }: SearchedText, words: readonly Stems[]): string {
  const place = [...text.matchAll(/[\p{L}\p{N}]+/gu)].find(([word]) =>
    words.some((stems) => beginsWithOne(fold(word), stems)),
  )
  if (place === undefined) return description
  const from = Math.max(0, text.lastIndexOf(' ', place.index - excerptLetters / 3))
  const to = text.indexOf(' ', from + excerptLetters)
  return [
    from > 0 ? '… ' : '',
    text.slice(from, to < 0 ? undefined : to).trim(),
    to < 0 ? '' : ' …',
  ].join('')
}

const wordsOf = (text: string): readonly string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? []

const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()

/**
 * Two thirds of a word: what its forms share. `varakortilla` is searched as `varakort`, `kortin` as `kort`.
 */
const stemOf = (word: string): string =>
  word.slice(0, Math.max(Math.min(4, word.length), Math.ceil((word.length * 2) / 3)))

/** What a sought word is found by: itself, and the other words for the same thing. */
type Stems = readonly string[]

function stemsOf(word: string, language: Language): Stems {
  const stem = stemOf(word)
  const same = searchWords[language].filter((group) =>
    group.some((one) => one === word || (one.length > 4 && one.startsWith(stem))),
  )
  return [...new Set([stem, ...same.flat().map(stemOf)])]
}

const beginsWithOne = (word: string, stems: Stems): boolean =>
  stems.some((stem) => word.startsWith(stem))

/** The search form, which works without scripts, and the results. */
export const searchForm = (
  sought: string,
  found: readonly FoundText[],
  language: Language,
): Html => html`
  <form method="get" action="/${language}/search" role="search">
    <p>
      <label for="sought">${texts.label[language]}</label>
      <input id="sought" name="q" type="search" value="${sought}" maxlength="100" />
      <button>${texts.search[language]}</button>
    </p>
  </form>
  ${
    sought !== '' &&
    html`<h2>${texts.found[language].replace('{{count}}', String(found.length))}</h2>
      ${found.length === 0 && html`<p>${texts.none[language]}</p>`}
      <ul>
        ${found.map(
          ({ address, title, excerpt }) =>
            html`<li><a href="${address}">${title}</a><br />${excerpt}</li>`,
        )}
      </ul>`
  }
`

const texts = {
  label: { fi: 'Hae sivuilta', sv: 'Sök på sidorna', en: 'Search the pages' },
  search: { fi: 'Hae', sv: 'Sök', en: 'Search' },
  found: { fi: 'Sivuja: {{count}}', sv: 'Sidor: {{count}}', en: 'Pages: {{count}}' },
  none: {
    fi: 'Mitään ei löytynyt. Kokeile lyhyempää tai toista sanaa.',
    sv: 'Ingenting hittades. Pröva ett kortare eller ett annat ord.',
    en: 'Nothing was found. Try a shorter word, or another one.',
  },
} as const
