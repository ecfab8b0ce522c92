/** A file, and whose it is by its name. */
export type MatchedFile<Row> = { readonly file: File; readonly row: Row }

export type UnmatchedFile = {
  readonly file: Pick<File, 'name'>
  readonly why: 'nobody' | 'several' | 'second' | 'cannot' | 'tooLarge'
}

type Named = { readonly name?: string | undefined; readonly reference?: string | undefined }
type Person = Named & { readonly preparedId: string }

/**
 * Whose each file is: its name has every word of the person's name, or their reference. A file that could be of several
 * persons, or the second one of a person, is nobody's: a document must not come to another person's order. `others` are
 * the chosen persons to whose orders nothing can be attached: a file may be theirs.
 */
export function matchFiles<Row extends Person>(
  files: readonly File[],
  { rows, others = [] }: { readonly rows: readonly Row[]; readonly others?: readonly Named[] },
  isTooLarge: (file: File) => boolean,
): { readonly matched: readonly MatchedFile<Row>[]; readonly unmatched: readonly UnmatchedFile[] } {
  const persons = [
    ...rows.map((row) => ({ row, ...wordsOfPerson(row) })),
    ...others.map((other) => ({ row: undefined, ...wordsOfPerson(other) })),
  ]
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
    // A number in the name of a file may by chance be somebody's reference; of namesakes a reference says which one.
    const byBoth = byName.filter((person) => byReference.includes(person))
    const [first, another] = byBoth.length > 0 ? byBoth : [...byReference, ...byName]
    if (isTooLarge(file)) unmatched.push({ file, why: 'tooLarge' })
    else if (first === undefined) unmatched.push({ file, why: 'nobody' })
    else if (another !== undefined) unmatched.push({ file, why: 'several' })
    else if (first.row === undefined) unmatched.push({ file, why: 'cannot' })
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

const wordsOfPerson = ({ name, reference }: Named) => ({
  name: wordsOf(name ?? ''),
  reference: wordsOf(reference ?? '').join(' '),
})

const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
