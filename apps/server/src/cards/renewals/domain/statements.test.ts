import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { localDate } from '@sotevarmenne/kernel/local-date'
import type { RenewalContent } from '#cards/orders/contract.ts'
import { anOrderContent, noon } from '../../orders/testing.ts'
import { decisionStatementOf } from './decision-statement.ts'
import { renewalStatementOf } from './renewal-statement.ts'

const { identification: _no, price: _free, ...content } = anOrderContent()
const renewal = {
  ...{ cardId: 'card-1', delivery: 'home' },
  facts: { card: { validTo: '2027-01-20' } },
  signIn: { method: 'card', cardId: 'card-1', levelOfAssurance: 'high', at: noon },
  decision: {
    ...{ ground: 'expiring', validTo: localDate('2031-11-23'), rulesVersion: '2026-12-01' },
    reasons: [
      { rule: 'R150', kind: 'expiring', cardValidTo: localDate('2027-01-20') },
      { rule: 'R3', kind: 'known-to-population-register' },
    ],
  },
}
const order = (changes: object = {}, of: object = {}): RenewalContent =>
  ({ ...content, ...changes, renewal: { ...renewal, ...of } }) as unknown as RenewalContent
const atPoint = order(
  {
    ...{ doctorId: '204115', letterTo: 'registration-point' },
    photo: { photoId: 'photo-1', digest: 'ab12' },
  },
  { delivery: 'registration-point' },
)
const point = 'rekisteröintipisteeseen / till registreringsstället / to the registration point'
const place = `${point} ${content.point.name} ${content.point.pointId}`
const lineOf = (text: string, label: string) =>
  text
    .split('\n')
    .find((line) => line.includes(`/ ${label}: `))
    ?.replace(/^.*?: /, '')

describe('the statement that a holder confirms (R153)', () => {
  it('states the renewal in Finnish, Swedish and English, one line per fact, without an address', () => {
    assert.equal(
      renewalStatementOf(order()),
      `Tilaus / Beställning / Order: ${content.orderId}
Tuote / Produkt / Product: ammattikortti / yrkeskort / professional card
Uusittava kortti / Kort som förnyas / Card to renew: card-1, voimassa / giltigt till / valid to 2027-01-20
Etunimet / Förnamn / Given names: Aino
Sukunimi / Efternamn / Surname: Esimerkki
Rekisteröintinumero / Registreringsnummer / Registration number: 00198706129
Yksilöintitunnus / Identifikationskod / Identification code: –
Ammattioikeus / Yrkesrättighet / Right to practise: Sairaanhoitaja / Sjukskötare / Nurse
Rekisteri / Register / Register: TERHIKKI T10 00198706129-1
Voimassa / Giltigt till / Valid to: 2031-11-23
Valokuva / Foto / Photo: –
Kieli / Språk / Language: fi
Toimitus / Leverans / Delivery: kotiin / hem / home
Aktivointikirje / Aktiveringsbrev / Activation letter: kotiin / hem / home
Ehdot / Villkor / Terms: hyväksytty / godkända / accepted
Laadittu / Upprättad / Drafted: 2026-11-24T12:00:00.000Z
`,
    )
    const text = renewalStatementOf(atPoint)
    assert.equal(lineOf(text, 'Identification code'), '204115')
    assert.equal(lineOf(text, 'Photo'), 'photo-1 sha256:ab12')
    assert.equal(lineOf(text, 'Delivery'), place)
    assert.equal(lineOf(text, 'Activation letter'), point)
  })
})

describe('the statement of an automatic decision (R153)', () => {
  const bySignature = {
    ...{ by: 'signature', certificateSerial: '5a01', statementDigest: '00ff' },
  } as const
  const decided = (of: RenewalContent, confirmation: object = bySignature) =>
    decisionStatementOf(of, { confirmation: confirmation as never, decidedAt: noon })

  it('states the decision, its rules and facts, and that it is automatic', () => {
    assert.equal(
      decided(order()),
      `Tilaus / Beställning / Order: ${content.orderId}
Päätös / Beslut / Decision: automaattinen / automatiskt / automatic
Säännöt / Regler / Rules: 2026-12-01
Peruste / Grund / Ground: expiring
Uusittava kortti / Kort som förnyas / Card to renew: card-1
Etunimet / Förnamn / Given names: Aino
Sukunimi / Efternamn / Surname: Esimerkki
Rekisteröintinumero / Registreringsnummer / Registration number: 00198706129
Yksilöintitunnus / Identifikationskod / Identification code: –
Ammattioikeus / Yrkesrättighet / Right to practise: Sairaanhoitaja / Sjukskötare / Nurse
Rekisteri / Register / Register: TERHIKKI T10 00198706129-1
Voimassa / Giltigt till / Valid to: 2031-11-23
Valokuva / Foto / Photo: –
Kieli / Språk / Language: fi
Toimitus / Leverans / Delivery: kotiin / hem / home
Tunnistautuminen / Identifiering / Identification: card high 2026-11-24T12:00:00.000Z
Vahvistus / Bekräftelse / Confirmation: signature 5a01 sha256:00ff
R150 expiring: {"cardValidTo":"2027-01-20"}
R3 known-to-population-register: {}
Tiedot / Uppgifter / Facts: {"card":{"validTo":"2027-01-20"}}
Päätetty / Beslutat / Decided: 2026-11-24T12:00:00.000Z
`,
    )
    const text = decided(atPoint)
    assert.equal(lineOf(text, 'Identification code'), '204115')
    assert.equal(lineOf(text, 'Photo'), 'photo-1 sha256:ab12')
    assert.equal(lineOf(text, 'Delivery'), place)
  })

  it('states how the holder confirmed it without a card', () => {
    const identified = { by: 'suomiFi', levelOfAssurance: 'substantial', at: noon }
    const text = decided(order(), { ...identified, statementDigest: '00ff' })
    assert.equal(
      lineOf(text, 'Confirmation'),
      'suomiFi substantial 2026-11-24T12:00:00.000Z sha256:00ff',
    )
  })
})
