import { randomUUID } from 'node:crypto'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Tx } from '#platform/db.ts'
import type { Reliance } from '#cards/card/contract.ts'
import type { ChangeId } from './contract.ts'
import { decisionOf, type Finding, type RegisterResponse } from './domain/assess.ts'
import { insertApplied } from './stores/changes.ts'
import { queueQuery } from './stores/feeds.ts'

/**
 * Stores what production found about a card in the registers, in the transaction that stops the card: a later
 * event of a feed then adds nothing. The other effects of a death follow from the next query about the
 * person (R276).
 */
export async function storeFinding(
  tx: Tx,
  {
    card,
    response,
    finding,
    at,
  }: {
    readonly card: Reliance
    readonly response: RegisterResponse
    readonly finding: Finding
    readonly at: Instant
  },
): Promise<void> {
  const { cardId, personId } = card
  const { kind, validTo } = finding
  const eventId = 'production'
  await insertApplied(tx, {
    changeId: randomUUID() as string as ChangeId,
    ...{ cardId, personId, kind, eventId, at },
    ...(validTo !== undefined && { validTo }),
    decision: decisionOf(finding, { card, response, at }),
  })
  if (kind === 'holder-died')
    await queueQuery(tx, { personId, register: 'population', eventId, dueAt: at })
}
