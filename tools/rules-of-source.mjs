/**
 * Faults of the numbered rules: a duplicate number or one out of order in its section, a rule without a test
 * named for it, and a cited number without a rule. `files`: each with its path and text; `rules`: the text of
 * `docs/rules.md`.
 */
export function faultsOfRules({ rules, files }) {
  const sections = rules.split(/^## /m).map(numbersOfRules)
  const numbers = sections.flat()
  const known = new Set(numbers)
  const named = new Set(files.filter(isTest).flatMap(({ text }) => numbersIn(titlesOf(text))))
  return [
    ...numbers
      .filter((number, index) => numbers.indexOf(number) < index)
      .map((number) => `docs/rules.md: R${number} stands twice`),
    ...sections
      .flatMap((section) => section.filter((number, index) => number < section[index - 1]))
      .map((number) => `docs/rules.md: R${number} is out of order in its section`),
    ...numbers
      .filter((number) => !named.has(number))
      .map((number) => `docs/rules.md: no test is named for R${number}`),
    ...files.flatMap(({ file, text }) =>
      [...new Set(numbersIn(text))]
        .filter((number) => !known.has(number))
        .map((number) => `${file}: R${number} is no rule`),
    ),
  ]
}

const numbersOfRules = (text) =>
  [...text.matchAll(/^- \*\*R(\d+)\*\*/gm)].map(([, number]) => Number(number))

const isTest = ({ file }) => /\.test\.(ts|tsx|mjs)$/.test(file)

/** Titles are literals: of a test, of its group, or of a row in a table of cases. */
const titlesOf = (text) =>
  [...text.matchAll(/\b(?:(?:it|test|describe|forEachDatabase)\(\s*|it: )(['`])(.*?)\1/gs)]
    .map(([, , title]) => title)
    .join('\n')

/** `R60–R62` means three rules. */
const numbersIn = (text) =>
  [...text.matchAll(/\bR(\d+)\b(?:[–-]R(\d+)\b)?/g)].flatMap(([, first, last = first]) =>
    Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index),
  )
