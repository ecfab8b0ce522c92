import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { matchFiles } from './match-files.ts'

const rows = [
  { preparedId: '1', name: 'Maija Meikäläinen', reference: 'HR-1' },
  { preparedId: '2', name: 'Åsa Öberg' },
  { preparedId: '3', name: 'Matti Virtanen', reference: 'HR-10' },
  { preparedId: '4', name: 'Matti Virtanen' },
]

const match = (...names: readonly string[]) => {
  const files = names.map((name) => new File(['%PDF'], name))
  const { matched, unmatched } = matchFiles(files, rows, ({ name }) => name.startsWith('large'))
  return {
    matched: matched.map(({ file, row }) => [file.name, row.preparedId]),
    unmatched: unmatched.map(({ file, why }) => [file.name, why]),
  }
}

describe('files of employment certificates', () => {
  it('are those of the person whose name or reference is in the file name, however it is written', () => {
    assert.deepEqual(match('MEIKALAINEN_maija.pdf', 'Todistus Åsa Öberg 2026.pdf', 'hr-10.pdf'), {
      matched: [
        ['MEIKALAINEN_maija.pdf', '1'],
        ['Todistus Åsa Öberg 2026.pdf', '2'],
        ['hr-10.pdf', '3'],
      ],
      unmatched: [],
    })
  })

  it('are nobody’s when the name is of nobody or of several, for one person twice, or too large', () => {
    assert.deepEqual(
      match(
        'Matti Virtanen.pdf',
        'Maija.pdf',
        'Öberg Åsa.pdf',
        'Åsa Öberg.png',
        'large Åsa Öberg.pdf',
      ),
      {
        matched: [],
        unmatched: [
          ['Öberg Åsa.pdf', 'second'],
          ['Matti Virtanen.pdf', 'several'],
          ['Maija.pdf', 'nobody'],
          ['Åsa Öberg.png', 'second'],
          ['large Åsa Öberg.pdf', 'tooLarge'],
        ],
      },
    )
  })

  it('are matched by a whole reference, never by its beginning', () => {
    assert.deepEqual(match('HR-1.pdf').matched, [['HR-1.pdf', '1']])
  })
})
