import { parseIdentityCode, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { z } from 'zod'
import type { Clock } from '#platform/clock.ts'
import type { PopulationFacts, RegisterUnavailable } from '../contract.ts'
import type { PopulationRegister } from '../ports.ts'
import { queryFeed, queryRegister, type RegisterAddress } from './query-register.ts'
import { factsOf, group, groupsToQuery } from './vtj-groups.ts'

/**
 * The population register by the basic data of its change interface (VTJ-muutosrajapinta), over X-Road. A person
 * whom it does not know is missing in the response: 404 is an error of the address.
 */
export const populationRegisterVtj = (
  address: RegisterAddress,
  clock: Clock,
): PopulationRegister => ({
  lookUpPerson: async (identityCode) => {
    const read = await queryFeed(address, {
      register: 'population',
      path: 'api/v1/perustiedot',
      body: { hetulista: [identityCode], tietoryhmat: groupsToQuery },
      response: basicData(dateInHelsinki(clock.now())),
    })
    if (!read.ok) return refuse(read.refusal.kind === 'not-known' ? errorResponse : read.refusal)
    const found = read.value.find((person) => person.identityCode === identityCode)
    return found ? ok(found.facts) : refuse(unknown)
  },
  // Only the older query interface (VTJkysely, SOAP) finds people by SATU: the simulator's own form. A 404 without
  // its body is of an interface that has no such search.
  lookUpBySatu: async (satu) => {
    const read = await queryRegister(address, {
      ...{ register: 'population', path: 'satu/search', person: { satu } },
      response: person(dateInHelsinki(clock.now())),
    })
    if (!read.ok) {
      if (read.refusal.kind !== 'not-known') return refuse(read.refusal)
      return refuse(noSuchPerson.safeParse(read.refusal.body).success ? unknown : unreadable)
    }
    return ok({ ...read.value.facts, identityCode: read.value.identityCode })
  },
})

const unknown = { kind: 'unknown-to-population-register' } as const
const unavailable = (because: RegisterUnavailable['because']): RegisterUnavailable => ({
  kind: 'register-unavailable',
  register: 'population',
  because,
})
const errorResponse = unavailable('error-response')
const unreadable = unavailable('unreadable-response')
const noSuchPerson = z.object({ kind: z.literal('unknown') })

const person = (today: LocalDate) =>
  z
    .object({ henkilotunnus: z.string(), tietoryhmat: z.array(group) })
    .transform(
      (
        { henkilotunnus, tietoryhmat },
        context,
      ): { readonly identityCode: IdentityCode; readonly facts: PopulationFacts } => {
        const identityCode = parseIdentityCode(henkilotunnus)
        if (!identityCode.ok) {
          context.addIssue({ code: 'custom', message: 'no identity code' })
          return z.NEVER
        }
        const facts = factsOf(tietoryhmat, today)
        if (facts) return { identityCode: identityCode.value, facts }
        context.addIssue({ code: 'custom', message: 'malformed group of data' })
        return z.NEVER
      },
    )

const basicData = (today: LocalDate) =>
  z.object({ perustiedot: z.array(person(today)) }).transform(({ perustiedot }) => perustiedot)
