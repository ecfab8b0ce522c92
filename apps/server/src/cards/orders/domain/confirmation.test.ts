import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { plus } from '@sotevarmenne/kernel/instant'
import { noon } from '../testing.ts'
import {
  confirmationText,
  confirmedStatement,
  isDrawn,
  isOtherName,
  type ConfirmedBy,
} from './confirmation.ts'

const facts = { confirmedAt: noon, shownDigest: 'ab12' }
const drawn: ConfirmedBy = {
  means: 'drawn',
  strokes: [
    [
      [0, 10],
      [200, 40],
    ],
    [[3, 4]],
  ],
}

const aino = { givenNames: 'Aino Anna-Liisa', surname: 'Esimerkki' }

describe("the applicant's confirmation (R109)", () => {
  it('is one text with everything that it states', () => {
    assert.equal(
      confirmationText('order', { ...facts, by: drawn }),
      `order: order
shown: sha256:ab12
confirmed: 2026-11-24T12:00:00.000Z
means: drawn
signature: 0,10 200,40 / 3,4
`,
    )
    const texts = [
      confirmationText('order', { ...facts, by: drawn }),
      confirmationText('other', { ...facts, by: drawn }),
      confirmationText('order', { ...facts, by: { means: 'typed', name: 'Aino Esimerkki' } }),
      confirmationText('order', { ...facts, by: { means: 'paper', storedAt: 'Aino Esimerkki' } }),
      confirmationText('order', { ...facts, by: drawn, shownDigest: 'ab13' }),
      confirmationText('order', { ...facts, by: drawn, confirmedAt: plus(noon, 1) }),
    ]
    assert.equal(new Set(texts).size, texts.length)
  })

  it('on paper names where the paper is, and the digest of its picture (R149)', () => {
    const lines = (by: ConfirmedBy) =>
      confirmationText('order', { ...facts, by })
        .split('\n')
        .slice(3)
    const scan = { mediaType: 'application/pdf', digest: 'cd34' }
    const paper = { means: 'paper', storedAt: 'Kaappi 3' } as const
    assert.deepEqual(lines(paper), ['means: paper', 'signature: Kaappi 3', ''])
    assert.deepEqual(lines({ ...paper, scan }), [
      ...['means: paper', 'signature: Kaappi 3', 'scan: sha256:cd34', ''],
    ])
    assert.deepEqual(lines({ means: 'typed', name: 'Aino' }), [
      'means: typed',
      'signature: Aino',
      '',
    ])
  })

  it('names its means in three languages', () => {
    const named = (by: ConfirmedBy) =>
      /: ([^:]*) sha256/.exec(confirmedStatement('', { by, digest: '00' }, aino))?.[1]
    assert.deepEqual(
      [drawn, { means: 'typed', name: 'A' }, { means: 'paper', storedAt: 'A' }].map((by) =>
        named(by as ConfirmedBy),
      ),
      [
        'allekirjoitus näytöllä / underskrift på skärmen / signature on the screen',
        'nimi näytöllä / namn på skärmen / name on the screen',
        'allekirjoitus paperilla / underskrift på papper / signature on paper',
      ],
    )
  })

  it('by a name with an apostrophe of either kind is the same name', () => {
    const other = (name: string, surname: string) =>
      isOtherName({ means: 'typed', name }, { givenNames: 'Áile', surname })
    assert.equal(other("áile o'brien", 'O’Brien'), false)
    assert.equal(other('Áile O’Brien'.normalize('NFD'), "O'Brien"), false)
    assert.equal(isOtherName(drawn, aino), false)
    // Half of a surname of two parts is another name.
    assert.equal(other('Áile O’Brien', 'O’Brien-Sjöberg'), true)
  })

  it('has five lines whatever a name or a place contains', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('A\nmeans: drawn', 'A\u2028'),
    )
    fc.assert(
      fc.property(text, (name) => {
        const said = confirmationText('order', { ...facts, by: { means: 'typed', name } })
        assert.equal(said.split(/[\p{Cc}\u2028\u2029]/u).length, 6)
      }),
    )
  })

  it('by a typed name says it, and whether it is another than the applicant’s', () => {
    const signed = (name: string) =>
      confirmedStatement('', { by: { means: 'typed', name }, digest: '00ff' }, aino)
    for (const name of [
      'Aino Esimerkki',
      'ESIMERKKI AINO',
      'aino anna liisa esimerkki',
      'Anna Esimerkki',
    ]) {
      assert.ok(signed(name).includes(`Name of the confirmer: ${name}\n`), name)
      assert.ok(!signed(name).includes('Differs'), name)
    }
    for (const name of ['Mikki Hiiri', 'Esimerkki', 'Aino', 'Aino Esimerkki-Muu', 'Olli Esimerkki'])
      assert.ok(signed(name).endsWith('Differs from the applicant: kyllä / ja / yes\n'), name)
    const onPaper = { by: { means: 'paper', storedAt: 'Mikki Hiiri' }, digest: '00ff' } as const
    assert.ok(!confirmedStatement('', onPaper, aino).includes('Differs'))
  })

  it('is in the text that the registrar signs, after what the applicant saw', () => {
    const shown = 'Ehdot: ä\n'
    const signed = confirmedStatement(shown, { by: drawn, digest: '00ff' }, aino)
    assert.match(
      signed,
      /^Ehdot: ä\nHakijan vahvistus .*: allekirjoitus näytöllä .* sha256:00ff\n$/,
    )
  })

  it('is not an accidental touch', () => {
    const points = (count: number, step: number) =>
      Array.from({ length: count }, (_, index): [number, number] => [index * step, 5])
    assert.ok(!isDrawn([points(1, 0)]))
    assert.ok(!isDrawn([points(7, 50)]))
    assert.ok(!isDrawn([points(20, 2)]))
    assert.ok(isDrawn([points(8, 50)]))
    // From 0 to 100, and to 99, in eight points; the other way too.
    const across = (last: number) => [points(7, 1), [[last, 5] as [number, number]]]
    assert.deepEqual(
      [100, 99].map((last) => isDrawn(across(last))),
      [true, false],
    )
    assert.ok(isDrawn(across(100).toReversed()))
    assert.ok(isDrawn([points(4, 100), points(4, 100)]))
  })
})
