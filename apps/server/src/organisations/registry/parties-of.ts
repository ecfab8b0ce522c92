import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { Agreement, OrganisationId } from './contract.ts'
import { wasOver } from './domain/agreement.ts'
import { agreementsOf, findAgreement } from './store.ts'

export type EndedParties = {
  readonly kind: Agreement['kind']
  readonly organisationId: OrganisationId
  /** Who ordered under it: the delegate, or for a card agreement everybody whom its organisation authorises. */
  readonly delegates: readonly OrganisationId[]
}

/** The sides of an agreement or delegation that held when it was ended; undefined if it did not hold then. */
export async function partiesOfEnded(
  tx: Tx,
  agreementId: string,
): Promise<EndedParties | undefined> {
  const ended = await findAgreement(tx, agreementId)
  if (ended?.state !== 'ended') return undefined
  const on = dateInHelsinki(ended.endedAt)
  const held = (one: Agreement) => one.validFrom <= on && !wasOver(one, on)
  if (!held(ended)) return undefined
  const { kind, organisationId } = ended
  const delegations =
    kind === 'delegation'
      ? [ended]
      : (await agreementsOf(tx, [organisationId])).filter(
          (one) => one.state === 'approved' && held(one),
        )
  const delegates = delegations.flatMap((one) => (one.kind === 'delegation' ? [one.delegate] : []))
  return { kind, organisationId, delegates: [...new Set(delegates)] }
}
