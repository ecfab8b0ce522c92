import * as api from '@sotevarmenne/api/orders'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { birthDateOf } from '@sotevarmenne/identifiers/identity-code'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { registrarOf, type NotAtAPoint, notAtAPointProblems } from '#points/points/index.ts'
import { operation } from '#platform/operation.ts'
import type { VisitorFound } from './contract.ts'
import type { VisitorsDeps } from './deps.ts'
import { parseSearchTerm, type SearchTerm } from './domain/search-term.ts'

/**
 * Persons known to the service, found by card number, order or name. An access record is written for each
 * person shown (R51); a new person is found by identity code only. By name, those who ordered at the registrar's point
 * come first, and nobody under non-disclosure is found.
 */
export const searchVisitors = operation({
  contract: api.searchVisitors,
  problems: notAtAPointProblems,
  handle:
    (deps: VisitorsDeps) =>
    async (
      permit,
      { sought },
    ): Promise<Result<ResponseOf<typeof api.searchVisitors>, NotAtAPoint>> => {
      const desk = registrarOf(permit)
      if (!desk.ok) return desk
      const term = parseSearchTerm(sought)
      return deps.db.write(async (tx) => {
        const found = await personsBy(deps, tx, term, desk.value.pointId)
        const visitors = []
        for (const { personId, givenNames, surname } of found.slice(0, maxShown)) {
          const event: VisitorFound = { type: 'VisitorFound', by: term.by, about: { personId } }
          await deps.record(tx, event, permit)
          const birthDate = birthDateOf(await deps.people.identityCodeOf(tx, personId))
          visitors.push({ personId, givenNames, surname, birthDate })
        }
        return ok({ visitors, isCut: found.length > maxShown })
      })
    },
})

const maxShown = 20

/** Among these, those of the registrar's point are shown first. */
const maxSought = 200

async function personsBy(
  { people, cards, orders }: VisitorsDeps,
  tx: Tx,
  term: SearchTerm,
  pointId: string,
) {
  if (term.by === 'name') {
    const found = await people.searchPeople(tx, { name: term.name, limit: maxSought })
    // People under non-disclosure are found by what they bring along, never by name.
    const disclosed = found.filter(({ whereabouts }) => !whereabouts.nonDisclosure)
    const personIds = disclosed.map(({ personId }) => personId)
    const own = await orders.orderedAt(tx, { personIds, pointId })
    const isOwn = ({ personId }: { readonly personId: string }) => (own.has(personId) ? 0 : 1)
    return disclosed.toSorted((one, other) => isOwn(one) - isOwn(other))
  }
  const personId =
    term.by === 'card-number'
      ? await cards.holderOf(tx, term.cardNumber)
      : (await orders.orderById(tx, term.orderId))?.content.personId
  const person = personId === undefined ? undefined : await people.findPerson(tx, personId)
  return person ? [person] : []
}
