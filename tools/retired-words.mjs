import ts from 'typescript'
import { retiredPhrases } from './retired-phrases.mjs'
import { neverRight, noNames } from './vocabulary.mjs'

/** Where a text has a word that is never right: `file:line: "word" → instead`. */
export function findRetiredWords(file, text) {
  return text.split('\n').flatMap((line, index) =>
    neverRight.flatMap(({ word, instead, except }) => {
      const rest = except === undefined ? line : line.replace(except, '')
      // A word in italics in Markdown stands between underscores.
      const [found] = word.exec(rest.replaceAll('_', ' ')) ?? []
      return found === undefined ? [] : [`${file}:${index + 1}: "${found}" → ${instead}`]
    }),
  )
}

/** Where a text for people has a phrase that they did not understand. Tests, comments and words that people search stay out. */
export function findRetiredPhrases(file, text) {
  if (!/^(?:apps|libs)\/.*\.tsx?$/.test(file)) return []
  if (/\.test\.ts$|\/testing|\/search-words\.ts$/.test(file)) return []
  return text.split('\n').flatMap((line, index) =>
    // A comment is not shown to anybody.
    /^\s*(?:\/\/|\*|\/\*)/.test(line)
      ? []
      : retiredPhrases.flatMap(({ phrase, instead }) => {
          const [found] = phrase.exec(line) ?? []
          return found === undefined ? [] : [`${file}:${index + 1}: "${found}" → ${instead}`]
        }),
  )
}

/** Where a name of the code (identifier, code in a string, setting, metric, file) is made of words that are no names here. */
export function findRetiredNames(file, text) {
  const found = new Map()
  const look = (name, line) => {
    if (found.has(name)) return
    const words = wordsOf(name)
    for (const { words: pattern, except, instead } of noNames) {
      const rest = except === undefined ? words : words.replace(except, '')
      if (pattern.test(rest)) found.set(name, `${file}:${line}: the name ${name} → ${instead}`)
    }
  }
  look(file.split('/').at(-1).replace(/\..*$/, ''), 1)
  if (/\.(ts|tsx|mjs)$/.test(file))
    for (const { name, line } of namesIn(text, file.endsWith('x'))) look(name, line)
  for (const { 0: name, index } of text.matchAll(
    /\b(?:SOTEVARMENNE_[A-Z0-9_]+|sotevarmenne_[a-z0-9_]+)\b/g,
  ))
    look(name, text.slice(0, index).split('\n').length)
  return [...found.values()]
}

/** `publishList`, `publish-list`, `PUBLISH_LIST` → `publish list`. */
const wordsOf = (name) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[\s_.:/-]+/)
    .join(' ')
    .toLowerCase()

function* namesIn(text, isJsx) {
  const source = ts.createSourceFile(
    isJsx ? 'a.tsx' : 'a.ts',
    text,
    ts.ScriptTarget.Latest,
    false,
    isJsx ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  )
  const lineOf = (node) => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
  const open = [source]
  while (open.length > 0) {
    const node = open.pop()
    if (ts.isIdentifier(node)) yield { name: node.text, line: lineOf(node) }
    // A code: several words without a space. Texts for people are prose.
    else if (ts.isStringLiteral(node) && /^[a-z]+(?:[-._][a-z]+)+$/i.test(node.text))
      yield { name: node.text, line: lineOf(node) }
    ts.forEachChild(node, (child) => void open.push(child))
  }
}
