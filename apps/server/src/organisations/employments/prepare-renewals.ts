import * as contracts from '@sotevarmenne/api/employments'
import type { InputOf, ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { defaultPriceList, memberProductOf, priceListOf } from '#cards/products/index.ts'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import type { Permit } from '#platform/permit.ts'
import type { Organisation } from '#organisations/registry/contract.ts'
import type { OrdersPrepared, PreparedFacts } from './contract.ts'
import type { EmploymentsDeps } from './deps.ts'
import { pricesOf } from './list-prepared.ts'
import {
  checkOne,
  isByPassword,
  knownOf,
  orderOf,
  preparedLife,
  preparingNew,
  reasonsOf,
  typedDeclaration,
  type FaultKind,
  type PreparingNewRefusal,
} from './prepare-orders.ts'
import { newOrderProblems } from './problems.ts'
import { professionalHolders } from './professional-holders.ts'
import { insertPrepared, lapse, preparedOfPeople } from './store.ts'

type Input = InputOf<typeof contracts.prepareRenewals>
type Response = ResponseOf<typeof contracts.prepareRenewals>
type Refused = { readonly cardId: string; readonly kind: FaultKind }

/**
 * Prepares the order of a new card for the holder of each card, with its title and unit. A card that cannot
 * be renewed so stops no other.
 */
export const prepareRenewals = operation({
  contract: contracts.prepareRenewals,
  problems: newOrderProblems,
  handle:
    (deps: EmploymentsDeps) =>
    (
      permit: Permit<'employments.prepareOrder'>,
      { organisationId, cardIds, declaration }: Input,
    ): Promise<Result<Response, PreparingNewRefusal>> =>
      preparingNew<Response, never>(deps, permit, organisationId, async (tx, organisation) => {
        const now = deps.clock.now()
        await lapse(tx, { now, organisationId })
        const life = await preparedLife(tx, now)
        const sorted = await sortCards(deps, tx, organisation, { cardIds, declaration })
        const refused = [...sorted.refused]
        let prepared = 0
        for (const { cardId, facts } of sorted.can) {
          const order = orderOf(permit, organisationId, facts, { now, life })
          const inserted = await insertPrepared(tx, deps.sealing, [order])
          if (inserted === 0) refused.push({ cardId, kind: 'prepared-already' })
          prepared += inserted
        }
        const event: OrdersPrepared = {
          ...{ type: 'OrdersPrepared', organisationId, count: prepared },
          settings: life.settings,
        }
        if (prepared > 0) await deps.record(tx, event, permit)
        return ok({
          ...{ prepared, areDrafts: isByPassword(permit) },
          ...{ refused, reasons: reasonsOf(refused) },
        })
      }),
})

type Preview = ResponseOf<typeof contracts.previewRenewals>

/** What would be prepared now, and at which price; it prepares nothing (R688). */
export const previewRenewals = operation({
  contract: contracts.previewRenewals,
  problems: newOrderProblems,
  handle:
    (deps: EmploymentsDeps) =>
    (
      permit: Permit<'employments.prepareOrder'>,
      { organisationId, cardIds, declaration }: Input,
    ): Promise<Result<Preview, PreparingNewRefusal>> =>
      preparingNew<Preview, never>(deps, permit, organisationId, async (tx, organisation) => {
        const now = deps.clock.now()
        const { can, refused } = await sortCards(deps, tx, organisation, { cardIds, declaration })
        const already = new Set(
          (
            await preparedOfPeople(tx, deps.sealing, {
              ...{ organisationId, now },
              identityCodes: can.map(({ facts }) => facts.identityCode),
            })
          ).map(({ facts }) => facts.identityCode),
        )
        const isNew = ({ facts }: (typeof can)[number]) => !already.has(facts.identityCode)
        const others = can.filter((each) => !isNew(each))
        const cannot = [
          ...refused,
          ...others.map(({ cardId }): Refused => ({ cardId, kind: 'prepared-already' })),
        ]
        const prices = pricesOf(memberProductOf(organisation.kind), {
          ...{ list: await priceListOf(tx, defaultPriceList), on: dateInHelsinki(now) },
        })
        const logsIn = declaration?.logsInToPatientSystems === true
        return ok({
          count: can.filter(isNew).length,
          price: (logsIn ? prices.ofLoggingIn : undefined) ?? prices.ofOthers,
          areDrafts: isByPassword(permit),
          ...{ refused: cannot, reasons: reasonsOf(cannot) },
        })
      }),
})

/** For whom an order can be prepared, each person once, and for which cards not. */
async function sortCards(
  deps: EmploymentsDeps,
  tx: Tx,
  organisation: Organisation,
  { cardIds, declaration }: Pick<Input, 'cardIds' | 'declaration'>,
): Promise<{
  readonly can: readonly { readonly cardId: string; readonly facts: PreparedFacts }[]
  readonly refused: readonly Refused[]
}> {
  const can = new Map<string, { readonly cardId: string; readonly facts: PreparedFacts }>()
  const refused: Refused[] = []
  for (const cardId of new Set(cardIds)) {
    const facts = await factsOf(deps, tx, organisation, { cardId, declaration })
    if (!facts.ok) refused.push({ cardId, kind: facts.refusal })
    else if (can.has(facts.value.identityCode)) refused.push({ cardId, kind: 'prepared-already' })
    else can.set(facts.value.identityCode, { cardId, facts: facts.value })
  }
  return { can: [...can.values()], refused }
}

async function factsOf(
  deps: EmploymentsDeps,
  tx: Tx,
  organisation: Organisation,
  { cardId, declaration }: Pick<Input, 'declaration'> & { readonly cardId: string },
): Promise<Result<PreparedFacts, FaultKind>> {
  const { cards, people, clock } = deps
  const { organisationId, units } = organisation
  const card = await cards.findCardOfEmployer(tx, { organisationId, cardId })
  if (card === undefined) return refuse('card-not-found')
  const { givenNames, surname, title, employer } = card.says
  const unit = units.find(({ name }) => name === employer.unit)
  // The unit of the card is not the organisation's any more: nobody else's is guessed.
  if (employer.unit !== undefined && unit === undefined) return refuse('unit-not-found')
  const checked = checkOne(
    {
      identityCode: await people.identityCodeOf(tx, card.holder),
      ...{ name: `${givenNames} ${surname}`, title: title.fi, unitOid: unit?.oid ?? '' },
      ...{ employmentEndsOn: '', reference: '' },
      ...typedDeclaration(declaration),
    },
    knownOf(organisation, clock.now()),
  )
  if (!checked.ok) return refuse(checked.refusal.kind)
  const held = await professionalHolders(deps, tx, [checked.value.identityCode])
  return held.size > 0 ? refuse('professional-card-held') : checked
}
