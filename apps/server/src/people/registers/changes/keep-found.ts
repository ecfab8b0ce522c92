import { randomUUID } from 'node:crypto'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Tx } from '#platform/db.ts'
import type { ChangeId, Reliance } from '../contract.ts'
import { decisionOf, type Finding, type Said } from '../domain/assess.ts'
import { insertActed } from '../stores/changes.ts'
import { askAbout } from '../stores/feeds.ts'

/**
 * Keeps what production found of a card when it asked the registers, in the transaction that stops the card: what a feed tells
 * of it later is nothing new. What a death ends besides follows from the next question about its person (R276).
 */
export async function keepFound(
  tx: Tx,
  {
    card,
    said,
    finding,
    at,
  }: {
    readonly card: Reliance
    readonly said: Said
    readonly finding: Finding
    readonly at: Instant
  },
): Promise<void> {
  const { cardId, personId } = card
  const { kind, validTo } = finding
  const eventId = 'production'
  await insertActed(tx, {
    changeId: randomUUID() as string as ChangeId,
    ...{ cardId, personId, kind, eventId, at },
    ...(validTo !== undefined && { validTo }),
    decision: decisionOf(finding, { card, said, at }),
  })
  if (kind === 'holder-died')
    await askAbout(tx, { personId, register: 'population', eventId, dueAt: at })
}
