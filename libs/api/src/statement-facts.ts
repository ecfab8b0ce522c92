// cspell:ignore Namn
import type { Language } from './values.ts'

const languages: readonly Language[] = ['fi', 'sv', 'en']

/** Whose values are words in three languages, by their Finnish labels; the others are data. */
const inThreeLanguages: ReadonlySet<string> = new Set(['Hyväksyntä', 'Varmenne', 'Testivarmenne'])

/**
 * The lines of a statement for a reader of one language: each has its label in Finnish, Swedish and English, and
 * some have their value so too. Nothing is left out: what is shown is what is signed.
 */
export const factsIn = (
  statement: string,
  language: Language,
): readonly (readonly [label: string, value: string])[] =>
  linesOf(statement).map(([label, value]) => [
    inLanguage(label, language),
    inThreeLanguages.has(finnishOf(label)) ? inLanguage(value, language) : value,
  ])

/** The lines with their labels as they are written. */
export const linesOf = (statement: string): readonly (readonly [label: string, value: string])[] =>
  statement
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [label = '', ...rest] = line.split(': ')
      return [label, rest.join(': ')]
    })

export const finnishOf = (label: string): string => label.split(' / ')[0] ?? ''

/** A number after the last of three words belongs to all of them: `Nimi / Namn / Name 2`. */
export function inLanguage(text: string, language: Language): string {
  const words = text.split(' / ')
  if (words.length !== languages.length) return text
  const word = words[languages.indexOf(language)] ?? text
  const [, number = ''] = / (\d+)$/.exec(text) ?? []
  return number === '' || word.endsWith(` ${number}`) ? word : `${word} ${number}`
}

/** Whether it is the statement of a client program's rules, and no other text. */
export function isOfClientProgram(statement: string): boolean {
  const [[label, value] = []] = factsIn(statement, 'en')
  return label === 'Approval' && value === 'client program, mTLS'
}
