import type { Language } from '@sotevarmenne/api/values'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { EmploymentsDeps } from './deps.ts'
import { countPrepared } from './store.ts'

/** The mail to the contacts of one side of an agreement that has ended (R687). */
type AgreementEndedMail = {
  readonly to: string
  readonly language: Language
  readonly organisation: string
  /** Of a card agreement, the organisation that had it; of a delegation, the other side. */
  readonly name: string
  /** How many orders of the organisation that had it wait for an agreement now. */
  readonly waiting: number
}

/** To both sides, when an agreement or delegation ends while it holds: how many prepared orders wait. It names no person. */
export const mailsOf =
  ({
    organisations,
  }: {
    readonly organisations: Pick<
      EmploymentsDeps['organisations'],
      'partiesOfEnded' | 'organisationNames' | 'contactsOf'
    >
  }) =>
  async (
    tx: Tx,
    event: { readonly type: string; readonly [name: string]: unknown },
  ): Promise<readonly AgreementEndedMail[]> => {
    const ended = agreementEnded.safeParse(event)
    if (!ended.success) return []
    const parties = await organisations.partiesOfEnded(tx, ended.data.agreementId)
    if (parties === undefined) return []
    const { kind, organisationId, delegates } = parties
    const nameOf = await organisations.organisationNames(tx, [organisationId, ...delegates])
    const { draft, waits } = await countPrepared(tx, organisationId)
    const mails: AgreementEndedMail[] = []
    for (const side of new Set([organisationId, ...delegates])) {
      const other =
        kind === 'delegation' && side === organisationId
          ? (delegates[0] ?? organisationId)
          : organisationId
      for (const { email, language } of await organisations.contactsOf(tx, side))
        mails.push({
          ...{ to: email, language, organisation: nameOf(side).name },
          ...{ name: nameOf(other).name, waiting: draft + waits },
        })
    }
    return mails
  }

const agreementEnded = z.object({ type: z.literal('AgreementEnded'), agreementId: z.string() })
