import {
  clean,
  cut,
  inCapitals,
  maxOrganisationLength,
  organisationName,
} from '@sotevarmenne/issuing/domain/subject-text'
import { parseSatu } from '@sotevarmenne/identifiers/satu'
import { refuse, ok, type Result } from '@sotevarmenne/kernel/result'
import type { Name } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import type { MemberFacts, OrganisationCardFacts, SubjectFacts } from '../contract.ts'

export type SubjectRefusal = {
  readonly kind: 'subject-not-acceptable'
  readonly detail: 'names' | 'number' | 'title' | 'doctor-id' | 'organisation'
}

/**
 * The subject of a person's certificates (S2): country; organisation and unit of those who are bound to one;
 * number, names; title and Doctor ID as pseudonym where they have them; common name. Names are in capitals as
 * on every card of this kind; letters are not replaced (Sámi too).
 */
export function personSubject(facts: SubjectFacts): Result<Name, SubjectRefusal> {
  const givenName = inCapitals(facts.givenNames)
  const surname = inCapitals(facts.surname)
  const title = 'title' in facts ? clean(facts.title) : undefined
  const number = numberOf(facts)
  const doctorId = 'doctorId' in facts ? facts.doctorId : undefined
  const organisation = 'organisation' in facts ? organisationNames(facts) : []
  if (!isReadable(givenName, 200) || !isReadable(surname, 200)) return notAcceptable('names')
  if (number === undefined) return notAcceptable('number')
  if (title !== undefined && !isReadable(title, 64)) return notAcceptable('title')
  if (doctorId !== undefined && !/^\d{6}$/.test(doctorId)) return notAcceptable('doctor-id')
  if (organisation.some(({ value }) => !isReadable(value, maxOrganisationLength)))
    return notAcceptable('organisation')

  return ok([
    { type: attributeTypes.countryName, value: 'FI' },
    ...organisation,
    { type: attributeTypes.serialNumber, value: number },
    { type: attributeTypes.givenName, value: givenName },
    { type: attributeTypes.surname, value: surname },
    ...(title === undefined ? [] : [{ type: attributeTypes.title, value: title }]),
    ...(doctorId === undefined ? [] : [{ type: attributeTypes.pseudonym, value: doctorId }]),
    { type: attributeTypes.commonName, value: commonName({ givenName, surname, number }) },
  ])
}

/** Undefined when it does not have the form of its kind. */
function numberOf(facts: SubjectFacts): string | undefined {
  if ('satu' in facts) {
    const satu = parseSatu(facts.satu)
    return satu.ok ? satu.value : undefined
  }
  const number = 'organisation' in facts ? facts.subjectNumber : facts.registrationNumber
  return /^\d{11}$/.test(number) ? number : undefined
}

const organisationNames = ({
  organisation,
  ...more
}: MemberFacts | OrganisationCardFacts): Name => [
  { type: attributeTypes.organizationName, value: organisationName(organisation) },
  ...('unit' in more
    ? [
        {
          type: attributeTypes.organizationalUnitName,
          value: organisationName(more.unit),
        },
      ]
    : []),
  ...('businessId' in more
    ? [{ type: attributeTypes.organizationIdentifier, value: `NTRFI-${more.businessId}` }]
    : []),
]

/**
 * `SURNAME GIVEN NAMES 00098705718`, at most 64 characters (ub-common-name): given names are dropped first.
 */
export function commonName({
  givenName,
  surname,
  number,
}: Readonly<Record<'givenName' | 'surname' | 'number', string>>): string {
  const room = maxCommonNameLength - 1 - lengthOf(number)
  const [firstGivenName = ''] = givenName.split(' ')
  const names = [
    `${surname} ${givenName}`,
    `${surname} ${firstGivenName}`,
    `${cut(surname, 36)} ${cut(firstGivenName, room - 37)}`,
  ].find((candidate) => lengthOf(candidate) <= room)
  return `${names ?? cut(surname, room)} ${number}`
}

const maxCommonNameLength = 64

const lengthOf = (text: string): number => Array.from(text).length

const isReadable = (text: string, max: number): boolean =>
  text !== '' &&
  lengthOf(text) <= max &&
  text.isWellFormed() &&
  !/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/u.test(text)

const notAcceptable = (detail: SubjectRefusal['detail']): Result<never, SubjectRefusal> =>
  refuse({ kind: 'subject-not-acceptable', detail })
