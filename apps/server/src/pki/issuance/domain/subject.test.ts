import assert from 'node:assert/strict'
import { it } from 'node:test'
import { subjectOf } from '@sotevarmenne/sandbox/other-cards/cards'
import { exampleOrganisations } from '@sotevarmenne/sandbox/registers/organisations'
import { examplePeople } from '@sotevarmenne/sandbox/registers/people'
import { personSubject } from './subject.ts'

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
