import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { CardOfEmployee } from '#cards/lifecycle/index.ts'
import type { Tx } from '#platform/db.ts'
import type { EmploymentsDeps } from '../deps.ts'
import { preparedOfPeople } from '../store.ts'
import type { PreparedOrder, ReportedEnd } from '../contract.ts'
import { endsOfPeople } from './store.ts'

/** A person as the organisation knows them: by its own cards, prepared orders and reports, and by nothing else. */
export type Employee = {
  /** Of one whom the service knows, and the organisation too. */
  readonly personId?: string
  readonly name?: string
  readonly unit?: string
  readonly cards: readonly CardOfEmployee[]
  readonly prepared: readonly PreparedOrder[]
  readonly planned?: ReportedEnd
  readonly endedOn?: LocalDate
}

const nobody: Employee = { cards: [], prepared: [] }

/** As many as one statement of each table takes. */
const atOnce = 1000

export async function lookUpEmployees(
  deps: Pick<EmploymentsDeps, 'people' | 'cards' | 'sealing' | 'clock'>,
  tx: Tx,
  {
    organisationId,
    identityCodes,
  }: { readonly organisationId: string; readonly identityCodes: readonly IdentityCode[] },
): Promise<(identityCode: IdentityCode) => Employee> {
  const found = new Map<IdentityCode, Employee>()
  for (let from = 0; from < identityCodes.length; from += atOnce) {
    const some = identityCodes.slice(from, from + atOnce)
    for (const [code, employee] of await lookUp(deps, tx, { organisationId, identityCodes: some }))
      found.set(code, employee)
  }
  return (identityCode) => found.get(identityCode) ?? nobody
}

async function lookUp(
  {
    people,
    cards,
    sealing,
    clock,
  }: Pick<EmploymentsDeps, 'people' | 'cards' | 'sealing' | 'clock'>,
  tx: Tx,
  requested: { readonly organisationId: string; readonly identityCodes: readonly IdentityCode[] },
): Promise<ReadonlyMap<IdentityCode, Employee>> {
  const { organisationId, identityCodes } = requested
  const persons = await people.knownAmong(tx, identityCodes)
  const holders = [...persons.values()]
  const bound = await cards.cardsOfEmployees(tx, { organisationId, holders })
  const prepared = Map.groupBy(
    await preparedOfPeople(tx, sealing, { ...requested, now: clock.now() }),
    ({ facts }) => facts.identityCode,
  )
  const ends = Map.groupBy(
    await endsOfPeople(tx, sealing, requested),
    ({ facts }) => facts.identityCode,
  )
  return new Map(
    identityCodes.map((code) => {
      const personId = persons.get(code)
      return [
        code,
        employeeOf({
          ...{ personId, cards: bound.get(personId ?? '') ?? [] },
          ...{ prepared: prepared.get(code) ?? [], ends: ends.get(code) ?? [] },
        }),
      ]
    }),
  )
}

function employeeOf({
  personId,
  cards,
  prepared,
  ends,
}: {
  readonly personId: string | undefined
  readonly cards: readonly CardOfEmployee[]
  readonly prepared: readonly PreparedOrder[]
  readonly ends: readonly ReportedEnd[]
}): Employee {
  const planned = ends.find(({ standing }) => standing.state === 'planned')
  const ended = ends.findLast(({ standing }) => standing.state === 'ended')
  const known = [...cards, ...prepared.map(({ facts }) => facts), ...ends.map(({ facts }) => facts)]
  const name = known.find((each) => each.name !== undefined)?.name
  const unit = cards.find((card) => card.unit !== undefined)?.unit
  return {
    ...{ cards, prepared },
    ...(name !== undefined && { name }),
    ...(unit !== undefined && { unit }),
    // Whether the service knows a stranger is not disclosed, not even by an access record.
    ...(personId !== undefined && known.length > 0 && { personId }),
    ...(planned !== undefined && { planned }),
    ...(ended !== undefined && { endedOn: ended.lastDay }),
  }
}

/** For `decideEnd`. */
export const reportedOf = ({ planned, endedOn, cards, prepared }: Employee) => ({
  ...{ plannedFor: planned?.lastDay, endedOn, hasAny: cards.length + prepared.length > 0 },
})
