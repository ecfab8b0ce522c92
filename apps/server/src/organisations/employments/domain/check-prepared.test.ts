import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fileColumns, type FileColumn } from '@sotevarmenne/api/employments'
import { localDate } from '@sotevarmenne/kernel/local-date'
import type { PreparedFacts } from '../contract.ts'
import { checkPrepared, neededColumns, type Typed } from './check-prepared.ts'
import { factsFilter } from './is-found.ts'
import { readLines as readAnyLines } from './read-lines.ts'

const today = localDate('2026-11-24')
const staff = { product: 'staff-card', units: new Set(['1.2.246.10.1']), today } as const
const actor = { ...staff, product: 'actor-card' } as const
const typed = (changes: Partial<Typed> = {}): Typed => ({
  ...{ identityCode: '131052-308T', name: 'Sanna Esimerkki', title: 'Osastonsihteeri' },
  ...{ unitOid: '', employmentEndsOn: '', reference: '' },
  ...{ logsInToPatientSystems: 'ei', declaredBy: 'Eero Esimerkki' },
  ...changes,
})
const faults = (changes: Partial<Typed>, known: typeof staff | typeof actor = staff) => {
  const checked = checkPrepared(typed(changes), known)
  return checked.ok ? [] : checked.refusal.map(({ column, kind }) => `${column} ${kind}`)
}

describe('an order that an organisation prepares', () => {
  it('has the data of a staff card with the declaration of the day (R95), of an actor card without one', () => {
    const person = {
      identityCode: '131052-308T',
      name: 'Sanna Esimerkki',
      title: 'Osastonsihteeri',
    }
    const declaration = { logsInToPatientSystems: false, givenBy: 'Eero Esimerkki', givenOn: today }
    assert.deepEqual(checkPrepared(typed(), staff), { ok: true, value: { ...person, declaration } })
    assert.deepEqual(checkPrepared(typed(), actor), { ok: true, value: person })
    const more = { unitOid: '1.2.246.10.1', employmentEndsOn: '24.11.2026', reference: 'A1' }
    assert.deepEqual(checkPrepared(typed(more), actor), {
      ok: true,
      value: { ...person, unitOid: '1.2.246.10.1', endsOn: today, reference: 'A1' },
    })
  })

  it('states each fault by its column, one a column', () => {
    for (const [changes, expected] of [
      [{ name: '' }, ['name missing']],
      [{ title: '' }, ['title missing']],
      [{ identityCode: '' }, ['identityCode missing']],
      [{ identityCode: '131052-308S' }, ['identityCode identity-code-wrong']],
      [{ declaredBy: '' }, ['declaredBy missing']],
      [{ logsInToPatientSystems: '' }, ['logsInToPatientSystems missing']],
      [{ logsInToPatientSystems: 'ehkä' }, ['logsInToPatientSystems yes-or-no']],
      [{ unitOid: '1.2.246.10.9' }, ['unitOid unit-not-found']],
      [{ employmentEndsOn: '31.2.2027' }, ['employmentEndsOn day-wrong']],
      [{ employmentEndsOn: '2026-11-23' }, ['employmentEndsOn employment-over']],
      [{ name: '=SUM(A1)' }, ['name formula']],
      [{ name: 'Sanna 2' }, ['name characters-wrong']],
      [{ declaredBy: 'HR #7' }, ['declaredBy characters-wrong']],
      [{ title: 'Sihteeri\u202E' }, ['title characters-wrong']],
      [{ reference: 'A\u200B1' }, ['reference characters-wrong']],
      [{ name: '', title: '' }, ['name missing', 'title missing']],
    ] as const)
      assert.deepEqual(faults(changes), expected)
  })

  it('needs no declaration for an actor card', () => {
    assert.deepEqual(faults({ logsInToPatientSystems: '', declaredBy: '' }, actor), [])
    assert.deepEqual(faults({ logsInToPatientSystems: 'ehkä' }, actor), [])
  })

  it('has texts that fit on the card and in the order', () => {
    for (const [column, max] of [
      ['name', 120],
      ['title', 64],
      ['declaredBy', 100],
      ['reference', 70],
    ] as const) {
      assert.deepEqual(faults({ [column]: 'a'.repeat(max) }), [], column)
      assert.deepEqual(faults({ [column]: 'a'.repeat(max + 1) }), [`${column} too-long`])
    }
    const long = (length: number) => faults({ unitOid: 'a'.repeat(length) })
    assert.deepEqual([long(200), long(201)], [['unitOid unit-not-found'], ['unitOid too-long']])
  })

  it('says yes and no in three languages and as spreadsheets do', () => {
    const read = (text: string) => {
      const checked = checkPrepared(typed({ logsInToPatientSystems: text }), staff)
      return checked.ok ? checked.value.declaration?.logsInToPatientSystems : undefined
    }
    for (const yes of ['kyllä', 'Ja', 'YES', 'k', 'X', '1', 'TRUE'])
      assert.equal(read(yes), true, yes)
    for (const no of ['ei', 'Nej', 'NO', 'e', '0', 'false']) assert.equal(read(no), false, no)
    for (const neither of ['2', 'n', 'j']) assert.equal(read(neither), undefined)
  })

  it('has days in the Finnish form or that of ISO 8601', () => {
    const read = (employmentEndsOn: string) => {
      const checked = checkPrepared(typed({ employmentEndsOn }), actor)
      return checked.ok ? checked.value.endsOn : undefined
    }
    for (const day of ['1.2.2027', '01.02.2027', '2027-02-01'])
      assert.equal(read(day), '2027-02-01')
    for (const day of [
      '1.2.27',
      '2027-2-1',
      '1/2/2027',
      '1.2',
      'a1.2.2027',
      '1.2.2027a',
      '29.2.2027',
    ])
      assert.equal(read(day), undefined, day)
  })
})

const readLines = (records: Parameters<typeof readAnyLines>[0]) =>
  readAnyLines(records, { names: fileColumns, needed: neededColumns })

describe('the lines of a file', () => {
  const header = (language: 'fi' | 'sv' | 'en', ...columns: readonly FileColumn[]) => ({
    line: 1,
    values: columns.map((column) => ` ${fileColumns[column][language].toUpperCase()} `),
  })
  const needed = ['title', 'identityCode', 'name'] as const
  const line = (...values: readonly string[]) => ({ line: 2, values })

  it('are read by the header in any language and order, with no value where there is no column', () => {
    const nothing = { unitOid: '', employmentEndsOn: '', reference: '' }
    const of = { ...nothing, logsInToPatientSystems: '', declaredBy: '' }
    for (const language of ['fi', 'sv', 'en'] as const)
      assert.deepEqual(readLines([header(language, ...needed), line(' T ', 'I', 'N', ' ')]), {
        ok: true,
        value: [
          ...[{ line: 2, isOverfull: false }].map((each) => ({
            ...each,
            typed: { ...of, title: 'T', identityCode: 'I', name: 'N' },
          })),
        ],
      })
    const read = readLines([header('fi', ...needed), line('T', 'I'), line('T', 'I', 'N', '', 'x')])
    assert.ok(read.ok)
    assert.deepEqual(
      read.value.map(({ isOverfull, typed }) => [isOverfull, typed.name]),
      [
        [false, ''],
        [true, 'N'],
      ],
    )
  })

  it('are refused where nothing can be read', () => {
    const refusal = (...records: Parameters<typeof readLines>[0]) => {
      const read = readLines(records)
      return read.ok ? 'ok' : read.refusal
    }
    const head = header('en', ...needed)
    assert.deepEqual(refusal(), { kind: 'file-empty' })
    assert.deepEqual(refusal(head), { kind: 'file-empty' })
    const strange = { line: 1, values: ['N'.repeat(70)] }
    assert.deepEqual(refusal(strange, line('')), {
      ...{ kind: 'column-not-found', name: 'N'.repeat(60) },
    })
    const twice = header('en', ...needed, 'name')
    assert.deepEqual(refusal(twice, line('')), { kind: 'column-not-found', name: ' NAME ' })
    for (const column of needed)
      assert.deepEqual(
        refusal(header('en', ...needed.filter((each) => each !== column)), line('')),
        { kind: 'column-missing', column },
      )
    const many = (count: number) => Array.from({ length: count }, () => line('T', 'I', 'N'))
    assert.equal(readLines([head, ...many(10_000)]).ok, true)
    assert.deepEqual(refusal(head, ...many(10_001)), { kind: 'too-many-lines', max: 10_000 })
  })
})

describe('the search for prepared orders', () => {
  const facts = {
    ...{ identityCode: '131052-308T', name: 'Sanna Öberg', title: 'Osastonsihteeri' },
    ...{ unitOid: '1.2.246.10.1', reference: 'Ref-7' },
  } as unknown as PreparedFacts
  const units = [{ oid: '1.2.246.10.1', name: 'Poliklinikka' }]
  const found = (sought: Parameters<typeof factsFilter>[0], of = facts) =>
    factsFilter(sought, units)?.(of)

  it('finds all without words, and else each word in name, title, unit or reference', () => {
    assert.equal(factsFilter({}, units), undefined)
    for (const search of ['oberg', 'SANNA sihteeri', 'Poliklinikka ref-7', ' öberg  sanna '])
      assert.equal(found({ search }), true, search)
    for (const search of ['aino', 'sanna aino', 'undefined']) assert.equal(found({ search }), false)
    // Words do not run together over two facts.
    assert.equal(found({ search: 'öbergosaston' }), false)
    const { reference: _none, unitOid: _unit, ...fewer } = facts
    assert.equal(found({ search: 'undefined' }, fewer), false)
    assert.equal(found({ search: 'sanna' }, fewer), true)
  })

  it('finds a whole identity code alone, and those of a unit or of none', () => {
    assert.equal(found({ search: '131052-308T' }), true)
    assert.equal(found({ search: '010190-900P' }), false)
    assert.equal(found({ unitOid: '1.2.246.10.1' }), true)
    assert.equal(found({ unitOid: '1.2.246.10.2' }), false)
    assert.equal(found({ unitOid: '' }), false)
    const { unitOid: _unit, ...ofNone } = facts
    assert.equal(found({ unitOid: '' }, ofNone), true)
    assert.equal(found({ unitOid: '1.2.246.10.2', search: '131052-308T' }), false)
  })
})
