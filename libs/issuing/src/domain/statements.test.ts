import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import {
  approvalStatement,
  isKeyDigest,
  isWithin,
  readApprovalStatement,
  type Approved,
} from './approval-statement.ts'
import {
  noValue,
  orderLabels,
  productNames,
  readLines,
  readOrderStatement,
} from './order-statement.ts'
import { readRenewalStatement, renewalLabels } from './renewal-statement.ts'

const drafted = instant(Date.parse('2026-11-24T12:00:00Z'))
const keyDigest = 'a'.repeat(64)

describe('the statement of an approval', () => {
  const approved: Approved = {
    ...{ kind: 'application', id: '4711', applicant: 'Esimerkkilän sairaala', profile: 'server' },
    ...{ isTest: false, organisation: 'Esimerkkilän sairaala', unit: 'Poliklinikka' },
    ...{ oid: '1.2.246.10.2048198', names: ['a.example.fi', '.example.fi'], validityDays: 365 },
    ...{ keyDigest, drafted },
  }

  it('is read to the facts that were written', () => {
    for (const changes of [
      {},
      { kind: 'acme' },
      { kind: 'client', profile: 'system-signature', isTest: true },
      { unit: undefined, keyDigest: undefined, names: [] },
      { names: ['a: b', '192.0.2.0/28'] },
    ] satisfies readonly Partial<Approved>[]) {
      const facts: Approved = { ...approved, ...changes }
      assert.deepEqual(readApprovalStatement(approvalStatement(facts)), facts)
    }
  })

  it('has one text for the same facts, which signatures cover and later versions read', () => {
    const lines = [
      'Hyväksyntä / Godkännande / Approval: varmennehakemus / certifikatansökan / certificate application',
      'Tunniste / Nummer / Number: 4711',
      'Hakija / Sökande / Applicant: Esimerkkilän sairaala',
      'Varmenne / Certifikat / Certificate: palvelinvarmenne / servercertifikat / server certificate',
      'Testivarmenne / Testcertifikat / Test certificate: ei / nej / no',
      'Organisaatio / Organisation / Organisation: Esimerkkilän sairaala',
      'Yksikkö / Enhet / Unit: Poliklinikka',
      'OID: 1.2.246.10.2048198',
      'Nimi / Namn / Name 1: a.example.fi',
      'Nimi / Namn / Name 2: .example.fi',
      'Voimassa enintään (vrk) / Giltigt högst (dygn) / Valid at most (days): 365',
      `Julkinen avain / Öppen nyckel / Public key: sha256:${keyDigest}`,
      'Laadittu / Upprättad / Drafted: 2026-11-24T12:00:00.000Z',
      '',
    ]
    assert.deepEqual(approvalStatement(approved).split('\n'), lines)
    const other = approvalStatement({
      ...{ ...approved, kind: 'acme', profile: 'system-signature', isTest: true },
      ...{ unit: undefined, keyDigest: undefined, names: [] },
    })
    assert.deepEqual(
      other.split('\n').map((line) => line.split(': ')[1]),
      [
        'ohjelmien tilaukset, ACME / beställningar av program, ACME / orders of programs, ACME',
        ...['4711', 'Esimerkkilän sairaala'],
        'järjestelmäallekirjoitusvarmenne / systemsignaturcertifikat / system signature certificate',
        ...['kyllä / ja / yes', 'Esimerkkilän sairaala', '–', '1.2.246.10.2048198', '365', '–'],
        ...['2026-11-24T12:00:00.000Z', undefined],
      ],
    )
  })

  it('is not read when anything in it is other than it is written', () => {
    const statement = approvalStatement(approved)
    for (const [from, to] of [
      ['365', '0365'],
      ['sha256:', 'sha512:'],
      ['sha256:', ''],
      ['\n', '\r\n'],
      ['ei / nej / no', 'no'],
      ['palvelinvarmenne / ', ''],
      ['varmennehakemus / ', ''],
      ['2026-11-24', '24.11.2026'],
      ['Name 2', 'Name 3'],
      ['OID: ', 'Oid: '],
    ] as const) {
      assert.ok(statement.includes(from), from)
      assert.equal(readApprovalStatement(statement.replace(from, to)), undefined, from)
    }
    assert.equal(readApprovalStatement(`${statement}More: 1\n`), undefined)
    assert.equal(readApprovalStatement(`${statement}OID: 1.2.246.10.2048198\n`), undefined)
    assert.equal(readApprovalStatement(statement.trimEnd()), undefined)
    assert.equal(readApprovalStatement(''), undefined)
  })

  it('allows a name itself, all under a domain, and the addresses of a network', () => {
    const names = ['a.example.fi', '.example.org', '192.0.2.0/28', '2001:db8::1']
    for (const [name, expected] of [
      ['a.example.fi', true],
      ['b.example.fi', false],
      ['a.example.org', true],
      ['example.org', false],
      ['192.0.2.15', true],
      ['192.0.2.16', false],
      ['2001:db8::1', true],
      ['2001:db8::2', false],
    ] as const)
      assert.equal(isWithin(names, name), expected, name)
    assert.equal(isWithin(['not/a network'], '192.0.2.1'), false)
  })

  it('names a key by 64 digits of SHA-256', () => {
    for (const text of [undefined, '', keyDigest.slice(1), `${keyDigest}a`, 'A'.repeat(64)])
      assert.equal(isKeyDigest(text), false)
    assert.equal(isKeyDigest(keyDigest), true)
  })
})

describe('the statement of an order', () => {
  const values = {
    ...{ order: '7a0c', identityCode: '131052-308T', givenNames: 'Aino', surname: 'Esimerkki' },
    ...{ validTo: '2031-11-24', drafted: '2026-11-24T12:00:00Z' },
  }
  const professional = {
    ...{ ...values, product: productNames['professional-card'], registrationNumber: '00098705718' },
    ...{ doctorId: '123456', right: 'Lääkäri / Läkare / Physician' },
  }
  const member = {
    ...{ ...values, product: productNames['staff-card'], subjectNumber: '123', title: 'Sihteeri' },
    ...{ employer: 'Sairaala 0204819-8', unit: noValue, email: 'aino@example.fi' },
  }
  type Values = Readonly<Partial<Record<keyof typeof renewalLabels, string>>>
  const written = (of: Values): string =>
    Object.entries(of)
      .map(([label, value]) => `${renewalLabels[label as keyof typeof renewalLabels]}: ${value}`)
      .join('\n')
  const every = {
    ...{ orderId: '7a0c', identityCode: '131052-308T', givenNames: 'Aino', surname: 'Esimerkki' },
    ...{ validTo: '2031-11-24', drafted },
  }

  it('has labels and names that later versions read', () => {
    assert.deepEqual(renewalLabels, {
      order: 'Tilaus / Beställning / Order',
      product: 'Tuote / Produkt / Product',
      identityCode: 'Henkilötunnus / Personbeteckning / Personal identity code',
      givenNames: 'Etunimet / Förnamn / Given names',
      surname: 'Sukunimi / Efternamn / Surname',
      registrationNumber: 'Rekisteröintinumero / Registreringsnummer / Registration number',
      doctorId: 'Yksilöintitunnus / Identifikationskod / Identification code',
      right: 'Ammattioikeus / Yrkesrättighet / Right to practise',
      subjectNumber: 'Yksilöivä tunnus / Identifierande nummer / Subject number',
      title: 'Nimike / Titel / Title',
      employer: 'Työnantaja / Arbetsgivare / Employer',
      unit: 'Yksikkö / Enhet / Unit',
      email:
        'Sähköpostiosoite varmenteessa / E-postadress i certifikatet / E-mail address in the certificate',
      validTo: 'Voimassa / Giltigt till / Valid to',
      drafted: 'Laadittu / Upprättad / Drafted',
      renews: 'Uusittava kortti / Kort som förnyas / Card to renew',
    })
    assert.deepEqual(productNames, {
      'professional-card': 'ammattikortti / yrkeskort / professional card',
      'staff-card': 'henkilöstökortti / personalkort / staff card',
      'actor-card': 'toimijakortti / aktörskort / actor card',
    })
    assert.equal(noValue, '–')
  })

  it('of a professional card says the right and its numbers, of others title and employer', () => {
    const ofProfessional = {
      ...{ ...every, product: 'professional-card', registrationNumber: '00098705718' },
      ...{ doctorId: '123456', right: 'Lääkäri / Läkare / Physician' },
    }
    assert.deepEqual(readOrderStatement(written(professional)), ofProfessional)
    assert.deepEqual(readOrderStatement(written({ ...professional, doctorId: noValue })), {
      ...ofProfessional,
      doctorId: undefined,
    })
    const ofMember = {
      ...{ ...every, product: 'staff-card', subjectNumber: '123', title: 'Sihteeri' },
      ...{ employer: 'Sairaala 0204819-8', unit: undefined, email: 'aino@example.fi' },
    }
    assert.deepEqual(readOrderStatement(written(member)), ofMember)
    const { email: _address, ...without } = member
    assert.deepEqual(
      readOrderStatement(
        written({ ...without, unit: 'Poliklinikka', product: productNames['actor-card'] }),
      ),
      { ...ofMember, product: 'actor-card', unit: 'Poliklinikka', email: undefined },
    )
    // Versions before 0.3.0 did not write the identity code.
    const { identityCode: _code, ...older } = professional
    assert.deepEqual(readOrderStatement(written(older)), {
      ...ofProfessional,
      identityCode: undefined,
    })
  })

  it('is not read when a line is missing, comes twice or says nothing readable', () => {
    for (const label of Object.keys(professional) as (keyof typeof professional)[]) {
      assert.equal(readOrderStatement(written({ ...professional, [label]: '' })), undefined, label)
      const twice = `${written(professional)}\n${orderLabels[label]}: ${professional[label]}`
      assert.equal(readOrderStatement(twice), undefined, label)
      const { [label]: _left, ...fewer } = professional
      const isOptional = label === 'identityCode'
      assert.equal(readOrderStatement(written(fewer)) !== undefined, isOptional, label)
    }
    for (const changes of [{ product: 'card' }, { validTo: '24.11.2031' }, { drafted: 'today' }])
      assert.equal(readOrderStatement(written({ ...professional, ...changes })), undefined)
    assert.deepEqual(
      [...(readLines('A: b: c\nD') ?? [])],
      [
        ['A', 'b: c'],
        ['D', ''],
      ],
    )
  })

  it('of a renewal names the card that is renewed, and is of a professional card', () => {
    const renews = '12345123451234529'
    const read = readRenewalStatement(written({ ...professional, renews }))
    assert.equal(read?.registrationNumber, '00098705718')
    assert.equal(readRenewalStatement(written(professional)), undefined)
    assert.equal(readRenewalStatement(written({ ...professional, renews: '' })), undefined)
    assert.equal(readRenewalStatement(written({ ...member, renews })), undefined)
    assert.equal(readRenewalStatement(''), undefined)
  })
})
