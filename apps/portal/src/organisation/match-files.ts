/** A file, and whose it is by its name. */
export type MatchedFile<Row> = { readonly file: File; readonly row: Row }

export type UnmatchedFile = {
  readonly file: Pick<File, 'name'>
  readonly why: 'nobody' | 'several' | 'second' | 'tooLarge'
}

type Person = {
  readonly preparedId: string
  readonly name?: string | undefined
  readonly reference?: string | undefined
}

/**
 * Whose each file is: its name has every word of the person's name, or their reference. A file that could be of several
 * persons, or the second one of a person, is nobody's: a document must not come to another person's order.
 */
export function matchFiles<Row extends Person>(
  files: readonly File[],
  rows: readonly Row[],
  isTooLarge: (file: File) => boolean,
): { readonly matched: readonly MatchedFile<Row>[]; readonly unmatched: readonly UnmatchedFile[] } {
  const persons = rows.map((row) => ({
    row,
    name: wordsOf(row.name ?? ''),
    reference: wordsOf(row.reference ?? '').join(' '),
  }))
  const matched: MatchedFile<Row>[] = []
  const unmatched: UnmatchedFile[] = []
  const taken = new Map<string, File>()
  const doubled = new Set<string>()
  for (const file of files) {
    const words = wordsOf(file.name.replace(/\.[^.]*$/u, ''))
    const text = ` ${words.join(' ')} `
    const byReference = persons.filter(
      ({ reference }) => reference !== '' && text.includes(` ${reference} `),
    )
    const byName = persons.filter(
      ({ name }) => name.length > 0 && name.every((word) => words.includes(word)),
    )
    const found = byReference.length > 0 ? byReference : byName
    const [first, another] = found
    if (isTooLarge(file)) unmatched.push({ file, why: 'tooLarge' })
    else if (first === undefined) unmatched.push({ file, why: 'nobody' })
    else if (another !== undefined) unmatched.push({ file, why: 'several' })
    else if (taken.has(first.row.preparedId)) {
      doubled.add(first.row.preparedId)
      unmatched.push({ file, why: 'second' })
    } else {
      taken.set(first.row.preparedId, file)
      matched.push({ file, row: first.row })
    }
  }
  // Which of two is the right one is not guessed.
  const ofTwo = matched.filter(({ row }) => doubled.has(row.preparedId))
  return {
    matched: matched.filter(({ row }) => !doubled.has(row.preparedId)),
    unmatched: [...ofTwo.map(({ file }) => ({ file, why: 'second' as const })), ...unmatched],
  }
}

const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
