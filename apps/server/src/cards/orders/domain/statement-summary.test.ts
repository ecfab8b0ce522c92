// cspell:disable: statements in three languages
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { summaryOf } from '@sotevarmenne/api/statement-summary'
import { linesOf } from '@sotevarmenne/api/statement-facts'
import { renewalLabels } from '@sotevarmenne/issuing/domain/renewal-statement'
import type { PhotoId } from '#cards/photos/contract.ts'
import { aMemberContent, anOrderContent } from '../testing.ts'
import { confirmedStatement } from './confirmation.ts'
import { statementOf } from './statement.ts'

const formats = {
  day: (day: string) => `day ${ofATime(day)}`,
  time: (at: string) => `time ${ofATime(at)}`,
}
/** As the formats of pages: they throw at what is none. */
const ofATime = (written: string): string => {
  new Date(written).toISOString()
  return written
}
const rowsOf = (statement: string, language: 'fi' | 'sv' | 'en' = 'fi') =>
  summaryOf(statement, language, formats)?.map(({ label, value }) => [label, value])

const photo = {
  photoId: '7b1f0a5e-2d7e-4f53-9b60-3a1f6c1d2e06' as string as PhotoId,
  digest: 'ab12',
}
const order = statementOf(anOrderContent({ photo, doctorId: '204115' }), '140388-9039')

describe('the summary of a statement', () => {
  it('of an order has what people check, in their language, and no codes', () => {
    assert.deepEqual(rowsOf(order, 'sv'), [
      ['Namn på kortet', 'Aino Esimerkki'],
      ['Kort', 'Yrkeskort'],
      ['Titel på kortet', 'Sjukskötare'],
      ['Registreringsnummer', '00198706129'],
      ['Kortet giltigt till', 'day 2031-11-23'],
      ['Foto', 'Kort med foto'],
      ['Kortets och brevets språk', 'finska'],
      ['Kortets leverans', 'Du hämtar kortet: Esimerkkilän rekisteröintipiste'],
      ['Aktiveringsbrev', 'Per post: Esimerkkikatu 3 A 4, 33100 Tampere'],
      ['Identiteten konstaterad med', 'Pass AB1234567, giltigt till day 2030-01-01'],
      ['Pris', 'Avgiftsfritt'],
      ['Användarvillkor', 'Du godkänner användarvillkoren när du bekräftar beställningen.'],
      ['Plats och tid', 'Esimerkkilän rekisteröintipiste, time 2026-11-24T12:00:00.000Z'],
    ])
  })

  it('of an order for a member of an organisation has the employment too', () => {
    const rows = rowsOf(statementOf(aMemberContent(), '140388-9039'), 'en')
    assert.deepEqual(rows?.slice(1, 5), [
      ['Card', 'Staff card'],
      ['Title on the card', 'Osastonsihteeri'],
      ['Employer', 'Esimerkkilän sairaala, 0204819-8'],
      [
        'Declaration of the employer',
        'Logs in to client or patient systems (Esko Esihenkilö, day 2026-11-20)',
      ],
    ])
  })

  it('of an order that the applicant confirmed says how, without its digest, and by which other name', () => {
    const applicant = { givenNames: 'Aino', surname: 'Esimerkki' }
    const by = { means: 'typed', name: 'Mikki Hiiri' } as const
    const rows = rowsOf(confirmedStatement(order, { by, digest: '00ff' }, applicant), 'en')
    assert.deepEqual(rows?.slice(13), [
      ['Confirmation of the applicant', 'Name on the screen'],
      ['The name is not the applicant’s', 'Yes'],
      ['Name of the confirmer', 'Mikki Hiiri'],
    ])
  })

  it('of a renewal says which card is renewed and where the card goes', () => {
    const renewal = order
      .replace(
        /Henkilötunnus.*\n/,
        `${renewalLabels.renews}: ${photo.photoId}, voimassa / giltigt till / valid to 2027-01-31\n`,
      )
      .replace(/(Delivery: ).*/, '$1kotiin / hem / home')
      .replace(/(letter: ).*/, '$1kotiin / hem / home')
    const rows = new Map(rowsOf(renewal, 'en')?.map(([label, value]) => [label, value]))
    assert.equal(rows.get('Card to renew'), 'valid until day 2027-01-31')
    const home = 'By post to the home address in the population register'
    assert.equal(rows.get('Delivery of the card'), home)
    assert.equal(rows.get('Activation letter'), home)
  })

  it('says when a statement without a registration point was drafted', () => {
    const renewal = order.replace(/Rekisteröintipiste .*\n/, '')
    const rows = new Map(rowsOf(renewal, 'sv')?.map(([label, value]) => [label, value]))
    assert.equal(rows.get('Upprättad'), 'time 2026-11-24T12:00:00.000Z')
    assert.equal(
      rowsOf(order, 'sv')?.some(([label]) => label === 'Upprättad'),
      false,
    )
  })

  it('shows every value that is no code, also of a text that another site wrote', () => {
    const word = fc.stringMatching(/^[a-zåäö ]{0,20}[a-zåäö]$/)
    fc.assert(
      fc.property(fc.nat(), word, (place, written) => {
        const lines = linesOf(order).map(([label, value], at, all) =>
          at === place % all.length && at > 1 ? `${label}: ${written}` : `${label}: ${value}`,
        )
        const changed = `${lines.join('\n')}\nLisäys / Tillägg / Addition: ${written}\n`
        const values = rowsOf(changed)?.map(([, value]) => value) ?? []
        assert.ok(values.some((value) => value === written))
        const isChanged = place % lines.length > 1
        const count = values.filter((value) => value?.includes(written)).length
        assert.ok(count >= (isChanged ? 2 : 1), changed)
      }),
    )
  })

  it('is made of no other text: not of one with a line twice, with a line that says nothing, or of another kind', () => {
    for (const other of [
      'Lääkitys tarkistettu.\nPotilas voi hyvin.\n',
      '',
      order.trimEnd(),
      `${order}Hinta / Pris / Price: 5.00 EUR\n`,
      `${order}Maksan kaiken.\n`,
      order.replace('Tilaus', 'Velkakirja'),
    ])
      assert.equal(rowsOf(other), undefined)
  })
})
