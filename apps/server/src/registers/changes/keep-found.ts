import { randomUUID } from 'node:crypto'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Tx } from '#platform/db.ts'
import type { ChangeId, Reliance } from '../contract.ts'
import { decisionOf, type Finding, type Said } from '../domain/assess.ts'
import { insertActed } from '../stores/changes.ts'

/**
 * Keeps what production found of a card when it asked the registers, in the transaction that stops the card: what a feed tells
 * of it later is nothing new.
 */
export const keepFound = (
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
): Promise<void> =>
  insertActed(tx, {
    changeId: randomUUID() as string as ChangeId,
    ...{ cardId: card.cardId, personId: card.personId, kind: finding.kind, at },
    ...(finding.validTo !== undefined && { validTo: finding.validTo }),
    eventId: 'production',
    decision: decisionOf(finding, { card, said, at }),
  })
