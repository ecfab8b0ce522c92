import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { plus } from '@sotevarmenne/kernel/instant'
import { noon } from '../testing.ts'
import { confirmationText, confirmedStatement, isDrawn, type ConfirmedBy } from './confirmation.ts'

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
    assert.ok(isDrawn([points(4, 100), points(4, 100)]))
  })
})
