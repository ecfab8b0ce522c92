import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { presentedIdentification } from '@sotevarmenne/api/identification'
import { draftOrder } from '@sotevarmenne/api/orders'
import fc from 'fast-check'
import { plus } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import type { PhotoId } from '#cards/photos/contract.ts'
import { aMemberContent, aNurse, anOrderContent } from '../testing.ts'
import * as statement from './statement.ts'
import type { MemberContent, DeskContent, ProfessionalContent } from './order.ts'

const photo = {
  photoId: '7b1f0a5e-2d7e-4f53-9b60-3a1f6c1d2e06' as string as PhotoId,
  digest: 'ab12',
}

const statementOf = (order: DeskContent): string => statement.statementOf(order, '140388-9039')

describe('the statement that a registrar signs', () => {
  it('states the order in Finnish, Swedish and English, one line per fact', () => {
    assert.equal(
      statementOf(anOrderContent({ doctorId: '204115', photo })),
      `Tilaus / Beställning / Order: 7a0c2e52-8f3f-4f0e-9a53-1c2d3e4f5a01
Tuote / Produkt / Product: ammattikortti / yrkeskort / professional card
Henkilötunnus / Personbeteckning / Personal identity code: 140388-9039
Etunimet / Förnamn / Given names: Aino
Sukunimi / Efternamn / Surname: Esimerkki
Rekisteröintinumero / Registreringsnummer / Registration number: 00198706129
Yksilöintitunnus / Identifikationskod / Identification code: 204115
Ammattioikeus / Yrkesrättighet / Right to practise: Sairaanhoitaja / Sjukskötare / Nurse
Rekisteri / Register / Register: TERHIKKI T10 00198706129-1
Voimassa / Giltigt till / Valid to: 2031-11-23
Valokuva / Foto / Photo: 7b1f0a5e-2d7e-4f53-9b60-3a1f6c1d2e06 sha256:ab12
Kieli / Språk / Language: fi
Toimitus / Leverans / Delivery: rekisteröintipisteeseen / till registreringsstället / to the registration point
Aktivointikirje / Aktiveringsbrev / Activation letter: Esimerkkikatu 3 A 4, 33100 Tampere, FI
Tunnistusasiakirja / Identitetshandling / Identity document: passi / pass / passport AB1234567 FI 2030-01-01
Hinta / Pris / Price: maksuton / avgiftsfritt / free of charge
Ehdot / Villkor / Terms: hyväksytty / godkända / accepted 2026-11-24
Rekisteröintipiste / Registreringsställe / Registration point: Esimerkkilän rekisteröintipiste 1d2c3b4a-5f6e-4a7b-8c9d-0e1f2a3b4c03
Laadittu / Upprättad / Drafted: 2026-11-24T12:00:00.000Z
`,
    )
  })

  it('states the photo that the applicant chose, or that there is none (R6)', () => {
    const label = 'Valokuva / Foto / Photo'
    assert.ok(statementOf(anOrderContent()).includes(`${label}: –\n`))
    assert.ok(statementOf(anOrderContent({ photo })).includes(`${label}: ${photo.photoId} sha256:`))
  })

  it('states the data of the identity document, of which no copy can be sent (R11)', () => {
    const { identification } = anOrderContent()
    assert.ok(statementOf(anOrderContent()).includes(': passi / pass / passport AB1234567 FI 2030'))
    const taken = presentedIdentification.parse({ ...identification, copy: 'a picture of it' })
    assert.deepEqual(taken, identification)
  })

  it('states that the terms were accepted, without which there is no order (R12)', () => {
    const { identification, personId, right, language } = anOrderContent()
    const requested = { personId, rightId: right.rightId, identification, language }
    assert.ok(draftOrder.input.safeParse({ ...requested, termsAccepted: true }).success)
    assert.ok(!draftOrder.input.safeParse({ ...requested, termsAccepted: false }).success)
    assert.ok(!draftOrder.input.safeParse(requested).success)
    assert.ok(
      statementOf(anOrderContent()).includes(
        'Terms: hyväksytty / godkända / accepted 2026-11-24\n',
      ),
    )
  })

  it('is the same text for the same order, however it is written', () => {
    const order = anOrderContent({ givenNames: 'Áilu Sárá', photo })
    const otherwise: ProfessionalContent = {
      ...Object.fromEntries(Object.entries(order).reverse()),
      ...order,
      givenNames: order.givenNames.normalize('NFD'),
    }
    assert.notEqual(otherwise.givenNames, order.givenNames)
    assert.equal(statementOf(otherwise), statementOf(order))
  })

  it('is a different text when anything in the order differs', () => {
    const { identification, point } = anOrderContent()
    const changes: readonly Partial<ProfessionalContent>[] = [
      { givenNames: 'Aina' },
      { surname: 'Esimerk' },
      { registrationNumber: '00098705718' },
      { doctorId: '204115' },
      { right: aNurse({ rightId: 'other' }) },
      { right: aNurse({ code: 'T11' }) },
      { right: aNurse({ title: { fi: 'Kätilö', sv: 'Barnmorska', en: 'Midwife' } }) },
      { validTo: localDate('2031-11-22') },
      { photo },
      { photo: { ...photo, digest: 'ab13' } },
      { language: 'sv' },
      { letterTo: 'registration-point' },
      { delivery: 'home' },
      { identification: { ...identification, documentType: 'identity-card' } },
      { identification: { ...identification, documentNumber: 'AB1234568' } },
      { identification: { ...identification, issuingCountry: 'SE' } },
      { identification: { ...identification, expires: localDate('2030-01-02') } },
      { point: { ...point, name: 'Toinen' } },
      { termsVersion: '2027-01-01' },
      { corrects: 'another order' },
      { draftedAt: plus(anOrderContent().draftedAt, 1) },
    ]
    const texts = [{}, ...changes].map((change) => statementOf(anOrderContent(change)))
    assert.equal(new Set(texts).size, texts.length)
  })

  it('states the organisation, the c/o line and the country of the letter', () => {
    const letterTo = {
      ...{ organisation: 'Esimerkkisairaala', careOf: 'Osasto 3', street: 'Rådhusgatan 1' },
      ...{ postalCode: '111 22', postOffice: 'Stockholm', country: 'SE' },
    }
    assert.match(
      statementOf(anOrderContent({ letterTo })),
      /: Esimerkkisairaala, c\/o Osasto 3, Rådhusgatan 1, 111 22 Stockholm, SE$/m,
    )
  })

  it('has the same number of lines whatever a name or an address contains', () => {
    const lines = (order: DeskContent): number =>
      statementOf(order).split(/[\p{Cc}\u2028\u2029]/u).length
    const defaults = lines(anOrderContent())
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('A\nEhdot: ei', 'A\r\nB', 'A\u2028B', 'A\u0085B', 'A\u000bB'),
    )
    fc.assert(
      fc.property(text, text, (surname, street) => {
        const letterTo = {
          ...{ organisation: street, careOf: surname, street },
          ...{ postalCode: '33100', postOffice: 'Tampere', country: 'FI' },
        }
        assert.equal(lines(anOrderContent({ surname, letterTo })), defaults)
      }),
    )
  })

  it('states employer, agreements, declaration and price instead of a right for a staff card', () => {
    const text = statementOf(aMemberContent())
    for (const line of [
      'Tuote / Produkt / Product: henkilöstökortti / personalkort / staff card',
      'Yksilöivä tunnus / Identifierande nummer / Subject number: 90000000018',
      'Nimike / Titel / Title: Osastonsihteeri',
      'Työnantaja / Arbetsgivare / Employer: Esimerkkilän sairaala 0204819-8',
      'Sopimus / Avtal / Agreement: b1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c08',
      'Hinta / Pris / Price: maksuton / avgiftsfritt / free of charge',
    ])
      assert.ok(text.includes(`${line}\n`), line)
    const { employment, basis } = aMemberContent()
    const changes: readonly Partial<MemberContent>[] = [
      {},
      { product: 'actor-card' },
      { subjectNumber: '90000000026' },
      { title: 'Toimistosihteeri' },
      { employment: { ...employment, organisation: 'Muu' } },
      { employment: { ...employment, unit: { oid: '1.2', name: 'Osasto' } } },
      { employment: { ...employment, endsOn: localDate('2027-01-01') } },
      {
        employment: {
          ...employment,
          declaration: { ...requireDeclaration(employment), givenBy: 'Muu' },
        },
      },
      {
        employment: {
          ...employment,
          declaration: { ...requireDeclaration(employment), isStudent: true },
        },
      },
      { basis: { ...basis, delegationId: basis.cardAgreementId } },
      {
        price: {
          kind: 'priced',
          amount: { cents: 2300, currency: 'EUR' },
          because: 'staff-without-patient-systems',
        },
      },
    ]
    const texts = changes.map((change) => statementOf(aMemberContent(change)))
    assert.equal(new Set(texts).size, texts.length)
  })

  it('states what an employer declared, the price in euros, and why a card replaces another', () => {
    const { employment, basis } = aMemberContent()
    const declaration = { ...requireDeclaration(employment), logsInToPatientSystems: false }
    const certificate = { certificateId: 'c-1', digest: 'ab12' }
    const text = statementOf({
      ...aMemberContent({
        employment: {
          ...{ ...employment, declaration: { ...declaration, isStudent: true } },
          ...{ certificate: certificate as never, unit: { oid: '1.2', name: 'Osasto' } },
          endsOn: localDate('2027-01-31'),
        },
        basis: { ...basis, delegationId: 'd-1' as never },
        replaces: { complaintId: 'complaint-1' },
        workEmail: 'sanna@example.fi',
        price: {
          ...{ kind: 'priced', because: 'student-in-practice' },
          amount: { cents: 2300, currency: 'EUR' },
        },
      }),
      corrects: 'order-1',
    })
    for (const line of [
      'Yksikkö / Enhet / Unit: Osasto 1.2',
      'Sähköpostiosoite varmenteessa / E-postadress i certifikatet / E-mail address in the certificate: sanna@example.fi',
      'Palvelussuhde päättyy / Anställningen upphör / Employment ends: 2027-01-31',
      'Palvelussuhdetodistus / Anställningsintyg / Employment certificate: c-1 sha256:ab12',
      'Kirjautuu asiakas- tai potilastietojärjestelmiin / Loggar in i klient- eller patientdatasystem / Logs in to client or patient systems: ei / nej / no, Esko Esihenkilö 2026-11-20',
      'Opiskelija harjoittelussa / Studerande i praktik / Student in practice: kyllä / ja / yes',
      'Valtuutus / Fullmakt / Authorisation: d-1',
      'Viallisen kortin tilalle, reklamaatio / I stället för ett felaktigt kort, reklamation / In place of a faulty card, complaint: complaint-1',
      'Hinta / Pris / Price: 23.00 EUR',
      'Korjaa tilauksen / Rättar beställningen / Corrects the order: order-1',
    ])
      assert.ok(text.includes(`\n${line}\n`), line)
    assert.ok(statementOf(aMemberContent()).includes(': kyllä / ja / yes, Esko Esihenkilö'))
    for (const none of ['Unit', 'Employment ends', 'Employment certificate', 'Authorisation'])
      assert.ok(statementOf(aMemberContent()).includes(`/ ${none}: –\n`), none)
  })

  it('states where the card goes, and by which document its applicant was identified', () => {
    const home = statementOf(anOrderContent({ delivery: 'home' }))
    assert.ok(home.includes('\nToimitus / Leverans / Delivery: kotiin / hem / home\n'))
    const { identification } = anOrderContent()
    for (const [documentType, name] of [
      ['identity-card', 'henkilökortti / identitetskort / identity card'],
      [
        'police-verification',
        'poliisin tunnistus / polisens identifiering / identification by the police',
      ],
    ] as const) {
      const by = { ...identification, documentType } as typeof identification
      assert.ok(statementOf(anOrderContent({ identification: by })).includes(`: ${name} AB1234567`))
    }
    assert.ok(statementOf(aMemberContent({ product: 'actor-card' })).includes('actor card\n'))
  })
})

const requireDeclaration = ({ declaration }: MemberContent['employment']) => {
  assert.ok(declaration)
  return declaration
}
