import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { subjectOf } from '@sotevarmenne/sandbox/other-cards/cards'
import { exampleOrganisations } from '@sotevarmenne/sandbox/registers/organisations'
import { examplePeople } from '@sotevarmenne/sandbox/registers/people'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { aboutCertificate } from './about.ts'
import { commonName, personSubject } from './subject.ts'

it('a test card of an organisation or of a citizen names its holder as the real cards do (R251)', () => {
  const person = examplePeople.find(({ satu }) => satu !== undefined)
  const [organisation] = exampleOrganisations
  assert.ok(person?.satu !== undefined && person.inPopulation && organisation)
  const { satu } = person
  const { surname, givenNames } = person.inPopulation
  const names = { surname, givenNames: givenNames.split(' ')[0] ?? '' }
  const subjectNumber = '77000000001'
  const { name, businessId } = organisation

  const ofCitizen = personSubject({ ...names, satu })
  assert.deepEqual(ofCitizen.ok && ofCitizen.value, subjectOf(person, satu))
  const ofOrganisation = personSubject({ ...names, subjectNumber, organisation: name, businessId })
  assert.deepEqual(
    ofOrganisation.ok && ofOrganisation.value,
    subjectOf(person, subjectNumber, organisation),
  )
})

describe('the subject of a person (FINEID S2)', () => {
  type Facts = Parameters<typeof personSubject>[0]
  const professional = {
    ...{ givenNames: 'Áile  Ánne', surname: 'Esimerkki', title: ' Sairaanhoitaja ' },
    registrationNumber: '00098705718',
  }
  const names = Object.entries(attributeTypes)
  const shown = (facts: Facts) => {
    const subject = personSubject(facts)
    return subject.ok
      ? subject.value.map(({ type, value }) => [names.find(([, oid]) => oid === type)?.[0], value])
      : subject.refusal.detail
  }
  const person = [
    ['givenName', 'ÁILE ÁNNE'],
    ['surname', 'ESIMERKKI'],
  ]
  const end = ['commonName', 'ESIMERKKI ÁILE ÁNNE 00098705718']

  it('is in the order of S2, with the Doctor ID as pseudonym, and names in capitals', () => {
    const before = [['countryName', 'FI'], ['serialNumber', '00098705718'], ...person]
    const title = ['title', 'Sairaanhoitaja']
    assert.deepEqual(shown(professional), [...before, title, end])
    assert.deepEqual(shown({ ...professional, doctorId: '032680' }), [
      ...[...before, title, ['pseudonym', '032680'], end],
    ])
  })

  it('names organisation and unit of those who are bound to one, cut to 64 characters (RFC 5280, appendix A.1)', () => {
    const { registrationNumber, ...rest } = professional
    const member = { ...rest, subjectNumber: registrationNumber, organisation: 'a'.repeat(70) }
    const number = ['serialNumber', '00098705718']
    const title = ['title', 'Sairaanhoitaja']
    const organisation = ['organizationName', 'a'.repeat(64)]
    assert.deepEqual(shown(member), [
      ...[['countryName', 'FI'], organisation, number, ...person, title, end],
    ])
    const unit = ['organizationalUnitName', 'Osasto']
    assert.deepEqual(shown({ ...member, unit: 'Osasto' }), [
      ...[['countryName', 'FI'], organisation, unit, number, ...person, title, end],
    ])
  })

  it('is refused for what no certificate can have', () => {
    const long = (length: number) => 'Å'.repeat(length)
    const { title: _title, registrationNumber, ...rest } = professional
    const card = { ...rest, subjectNumber: registrationNumber, businessId: '0204819-8' }
    for (const [changes, expected] of [
      [{ givenNames: ' ' }, 'names'],
      [{ surname: '' }, 'names'],
      [{ surname: long(201) }, 'names'],
      [{ givenNames: long(201) }, 'names'],
      [{ givenNames: 'Ai\u202Eno' }, 'names'],
      [{ givenNames: 'Ai\uD800no' }, 'names'],
      [{ registrationNumber: '0009870571' }, 'number'],
      [{ registrationNumber: '0009870571a' }, 'number'],
      [{ title: '' }, 'title'],
      [{ title: long(65) }, 'title'],
      [{ doctorId: '03268' }, 'doctor-id'],
    ] as const)
      assert.equal(shown({ ...professional, ...changes }), expected, JSON.stringify(changes))
    for (const changes of [{ givenNames: long(200) }, { surname: long(200) }, { title: long(64) }])
      assert.equal(typeof shown({ ...professional, ...changes }), 'object')
    assert.equal(shown({ ...card, organisation: ' ' }), 'organisation')
    assert.equal(shown({ ...rest, satu: '999004227' }), 'number')
    // A Doctor ID of a card that has none is not looked at.
    assert.equal(typeof shown({ ...card, organisation: 'Sairaala' }), 'object')
  })

  it('has a common name of at most 64 characters: given names are dropped first', () => {
    const number = '00098705718'
    const named = (surname: string, givenName: string) => commonName({ surname, givenName, number })
    // 52 characters for the names, a space, and eleven digits.
    const fits = `${'B'.repeat(40)} C`
    assert.equal(named('A'.repeat(9), fits), `${'A'.repeat(9)} ${fits} ${number}`)
    assert.equal(named('A'.repeat(10), fits), `${'A'.repeat(10)} ${'B'.repeat(40)} ${number}`)
    assert.equal(
      named('A'.repeat(12), 'B'.repeat(40)),
      `${'A'.repeat(12)} ${'B'.repeat(15)} ${number}`,
    )
    assert.equal(
      named('A'.repeat(40), 'B'.repeat(40)),
      `${'A'.repeat(36)} ${'B'.repeat(15)} ${number}`,
    )
    assert.equal(named('Å'.repeat(50), 'B'), `${'Å'.repeat(50)} B ${number}`)
    assert.equal(named('Å'.repeat(51), 'B'), `${'Å'.repeat(36)} B ${number}`)
  })
})

it('the events of a certificate name its holder and card where there are both', () => {
  const certificate = { issuer: 'professional-g1-ecc', serial: '5a', profile: 'server' } as const
  const about = (more: object) => aboutCertificate({ ...certificate, ...more } as never)
  assert.deepEqual(about({}), certificate)
  assert.deepEqual(about({ holder: 'aino' }), certificate)
  assert.deepEqual(about({ cardId: 'card' }), certificate)
  assert.deepEqual(about({ holder: 'aino', cardId: 'card' }), {
    ...{ ...certificate, about: { personId: 'aino', cardId: 'card' } },
  })
})
