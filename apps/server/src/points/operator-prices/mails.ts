import type { Language } from '@sotevarmenne/api/values'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { OperatorPricesDeps } from './deps.ts'
import { findProposal } from './store.ts'

type PriceMail = {
  readonly to: string
  readonly language: Language
  readonly organisation: string
  /** Of the point. */
  readonly name: string
  /** First day of the price. */
  readonly day: LocalDate
  readonly because?: string
}

/** To the contacts of the operator: a proposed price of its point is approved or rejected (R473). */
export const mailsOf =
  ({ organisations, registration }: OperatorPricesDeps) =>
  async (
    tx: Tx,
    event: { readonly type: string; readonly [name: string]: unknown },
  ): Promise<readonly PriceMail[]> => {
    const decision = ofDecision.safeParse(event)
    if (!decision.success) return []
    const proposal = await findProposal(tx, decision.data.proposalId)
    if (proposal?.organisationId === undefined || proposal.state === 'waiting') return []
    const { organisationId, price, decided } = proposal
    const organisation = await organisations.organisationById(tx, organisationId)
    const point = await registration.findPoint(tx, price.pointId)
    if (!organisation || !point) return []
    const contacts = await organisations.contactsOf(tx, organisationId)
    return contacts.map(({ email, language }) => ({
      ...{ to: email, language, organisation: organisation.name },
      ...{ name: point.name, day: price.validFrom },
      ...(decided.because !== undefined && { because: decided.because }),
    }))
  }

const ofDecision = z.object({
  type: z.enum(['PointPriceApproved', 'PointPriceRejected']),
  proposalId: z.string(),
})
