import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { matchFiles } from './match-files.ts'

const rows = [
  { preparedId: '1', name: 'Maija Meikäläinen', reference: 'HR-1' },
  { preparedId: '2', name: 'Åsa Öberg' },
  { preparedId: '3', name: 'Matti Virtanen', reference: 'HR-10' },
  { preparedId: '4', name: 'Matti Virtanen' },
]

/** Chosen, but nothing can be attached to their orders. */
const others = [{ name: 'Åsa Maria Öberg' }, { name: 'Kaarlo Kortti', reference: '7' }]

const match = (...names: readonly string[]) => {
  const files = names.map((name) => new File(['%PDF'], name))
  const { matched, unmatched } = matchFiles(files, { rows, others }, ({ name }) =>
    name.startsWith('large'),
  )
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

  it('are attached to none when their name fits nobody or several, one person twice, or they are too large', () => {
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

  it('are nobody’s when a number is by chance a reference of another person than the one named', () => {
    assert.deepEqual(match('Maija Meikäläinen (7).pdf', 'Åsa Öberg HR 1.pdf').unmatched, [
      ['Maija Meikäläinen (7).pdf', 'several'],
      ['Åsa Öberg HR 1.pdf', 'several'],
    ])
  })

  it('may be of a chosen person to whose order nothing can be attached, also of a namesake', () => {
    assert.deepEqual(match('Åsa Maria Öberg.pdf', 'Kaarlo Kortti.pdf'), {
      matched: [],
      unmatched: [
        ['Åsa Maria Öberg.pdf', 'several'],
        ['Kaarlo Kortti.pdf', 'cannot'],
      ],
    })
  })

  it('of namesakes are told apart by the reference', () => {
    assert.deepEqual(match('Matti Virtanen HR-10.pdf').matched, [['Matti Virtanen HR-10.pdf', '3']])
  })

  it('are matched by a whole reference, never by its beginning', () => {
    assert.deepEqual(match('HR-1.pdf').matched, [['HR-1.pdf', '1']])
  })
})
