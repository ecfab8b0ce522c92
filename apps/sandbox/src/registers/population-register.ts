import type { FastifyInstance } from 'fastify'
import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import { parseLocalDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import { z } from 'zod'
import { misbehave, type Faults } from '../environment/faults.ts'
import { searchBySatu, type ExamplePerson, type Resident } from './people.ts'
import type { FeedEvent, RegisterState } from './register-state.ts'
import { behindXRoad, headerOf } from './x-road.ts'

/** Changes in one response. */
const maxChanges = 500

/**
 * Simulator of the change interface of the population register (VTJ-muutosrajapinta) behind X-Road: basic data,
 * posting keys and changes in its groups of data. And of a search by SATU, in our own form.
 */
export function addPopulationRegister(
  server: FastifyInstance,
  { faults, state }: { readonly faults: Faults; readonly state: RegisterState },
): void {
  behindXRoad(server, 'population', (scope) => {
    scope.addHook('preHandler', async (request, reply) => {
      if (await misbehave(faults.of('population'), reply)) return reply
      if (isKnownUser(headerOf(request, 'authorization'))) return undefined
      return reply.code(401).send({ virhe: 'Unauthorized' })
    })

    scope.post('/api/v1/perustiedot', (request, reply) => {
      const sent = basicDataRequest.safeParse(request.body)
      if (!sent.success) return reply.code(400).send({ virhe: 'Bad request' })
      const { hetulista, tietoryhmat } = sent.data
      const perustiedot = hetulista.flatMap((code) => {
        const person = state.find(code.toUpperCase())
        return person?.inPopulation ? basicDataOf(person, person.inPopulation, tietoryhmat) : []
      })
      return reply.send({ perustiedot, ajanTasalla: true })
    })

    scope.get<{ Params: { date: string } }>('/api/v1/kirjausavain/:date', (request, reply) => {
      const date = parseLocalDate(request.params.date)
      if (date === undefined) return reply.code(400).send({ virhe: 'Bad request' })
      return reply.send({ viimeisinKirjausavain: keyBefore(state, startOfDay(date)) })
    })

    scope.post('/api/v1/muutokset', (request, reply) => {
      const sent = changesRequest.safeParse(request.body)
      if (!sent.success) return reply.code(400).send({ virhe: 'Bad request' })
      const { viimeisinKirjausavain: after } = sent.data
      const { events, total } = state.changedSince('population', after, maxChanges)
      const key = after + events.length
      return reply.send({
        viimeisinKirjausavain: key,
        muutokset: sentUnder(events, faults.of('population').kind, () =>
          state.changedSince('population', Math.max(0, after - 5), Math.min(5, after)),
        ).map(changeOf),
        ajanTasalla: key >= total,
      })
    })

    scope.post('/satu/search', (request, reply) => {
      const sent = searchBySatu.safeParse(request.body)
      if (!sent.success) return reply.code(400).send({ kind: 'malformed' })
      const person = state.findBySatu(sent.data.satu.toUpperCase())
      return person?.inPopulation
        ? reply.send(basicDataOf(person, person.inPopulation))
        : reply.code(404).send({ kind: 'unknown' })
    })
  })
}

/** Basic authentication, with the user as the password. */
function isKnownUser(authorization: string | undefined): boolean {
  const [, encoded = ''] = /^Basic (\S+)$/.exec(authorization ?? '') ?? []
  const [user = '', password] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return user !== '' && user === password
}

const basicDataRequest = z.object({
  hetulista: z.array(z.string()).min(1).max(100),
  tietoryhmat: z.array(z.string()).optional(),
})
const changesRequest = z.object({ viimeisinKirjausavain: z.number().int().min(0) })

const onDay = (arvo: string) => ({ arvo, tarkkuus: 'PAIVA' })

function basicDataOf(
  { identityCode }: ExamplePerson,
  { givenNames, surname, language, died, nonDisclosure, address }: Resident,
  wanted?: readonly string[],
) {
  const groups = [
    { tietoryhma: 'HENKILON_NIMI', etunimi: givenNames, sukunimi: surname },
    { tietoryhma: 'ASIOINTIKIELI', kielikoodi: language },
    { tietoryhma: 'TURVAKIELTO', turvakieltoAktiivinen: nonDisclosure },
    ...(died === undefined
      ? []
      : [{ tietoryhma: 'KUOLINPAIVA', kuollut: true, kuolinpv: onDay(died) }]),
    { tietoryhma: 'VAKINAINEN_KOTIMAINEN_OSOITE', ...homeOf(address, nonDisclosure) },
  ]
  return {
    henkilotunnus: identityCode,
    tietoryhmat: groups.filter(({ tietoryhma }) => wanted?.includes(tietoryhma) ?? true),
  }
}

/** Under non-disclosure the register names the fields that it withholds. */
function homeOf({ street, postalCode, postOffice }: Resident['address'], isWithheld: boolean) {
  if (isWithheld)
    return {
      turvakiellonAlaisetKentat: ['katunimi', 'katunumero', 'postinumero', 'postitoimipaikka'],
    }
  const [, name = street, number, stair, flat] =
    /^(.*?)(?: (\d+))?(?: ([A-Z]))?(?: (\d+))?$/.exec(street) ?? []
  return {
    katunimi: { fi: name },
    ...(number !== undefined && { katunumero: number }),
    ...(stair !== undefined && { huoneistokirjain: stair }),
    ...(flat !== undefined && { huoneistonumero: flat.padStart(3, '0') }),
    postinumero: postalCode,
    postitoimipaikka: { fi: postOffice },
    alkupv: onDay('2015-01-01'),
  }
}

const keyBefore = (state: RegisterState, begin: Instant): number =>
  state
    .changedSince('population', 0, Number.MAX_SAFE_INTEGER)
    .events.filter(({ changedAt }) => instant(Date.parse(changedAt)) < begin).length

/** The changes as sent under a fault: backwards and with repeated ones, or one of them malformed. */
function sentUnder(
  events: readonly FeedEvent[],
  fault: string,
  repeated: () => { readonly events: readonly FeedEvent[] },
): readonly FeedEvent[] {
  if (fault === 'out-of-order') return [...events, ...repeated().events].toReversed()
  const [first, ...others] = events
  return fault === 'malformed-event' && first
    ? [{ ...first, identityCode: '010190-000X' }, ...others]
    : events
}

/** Only the groups that changed are sent; which ones, the service does not read. */
const changeOf = ({ identityCode, changedAt }: FeedEvent) => ({
  henkilotunnus: identityCode,
  muutospv: changedAt,
  tietoryhmat: [{ tietoryhma: 'HENKILON_NIMI', muutosattribuutti: 'MUUTETTU' }],
})
