import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { Language } from '#platform/texts.ts'
import type { RegistrarsDeps } from './deps.ts'
import { findApplication } from './store.ts'

/** The mail to the operator of the point. It names no registrar: a mail is read by many. */
type RegistrarMail = {
  readonly to: string
  /** The contact's language. */
  readonly language: Language
  readonly organisation: string
  /** Name of the point. */
  readonly name: string
  readonly day?: LocalDate
  readonly because?: string
}

/** To the contacts of the organisation, about the outcome of its applications and its registrars. */
export const mailsOf =
  (deps: Pick<RegistrarsDeps, 'sealing' | 'organisations' | 'registration'>) =>
  async (
    tx: Tx,
    event: { readonly type: string; readonly [name: string]: unknown },
  ): Promise<readonly RegistrarMail[]> => {
    const application = ofApplication.safeParse(event)
    if (application.success && event.type !== 'RegistrarApplicationApproved') {
      const found = await findApplication(tx, deps.sealing, application.data.applicationId)
      if (!found || !('because' in found.standing)) return []
      const point = await deps.registration.findPoint(tx, found.facts.pointId)
      return mailsTo(deps, tx, found.organisationId, {
        ...{ name: point?.name ?? '', because: found.standing.because },
      })
    }
    const registrarRole = ofRegistrarRole.safeParse(event)
    // A role that a later one replaces is covered by the mail about the later one.
    if (!registrarRole.success || registrarRole.data.because === 'renewed') return []
    const point = await deps.registration.findPoint(tx, registrarRole.data.pointId)
    const businessId = point?.details?.pointOperatorBusinessId
    const pointOperator =
      businessId === undefined
        ? undefined
        : await deps.organisations.organisationByBusinessId(tx, businessId)
    if (!point || !pointOperator) return []
    const { lastDay } = registrarRole.data
    return mailsTo(deps, tx, pointOperator.organisationId, {
      name: point.name,
      ...(lastDay !== undefined && { day: lastDay as LocalDate }),
    })
  }

async function mailsTo(
  { organisations }: Pick<RegistrarsDeps, 'organisations'>,
  tx: Tx,
  organisationId: string,
  facts: Pick<RegistrarMail, 'name' | 'day' | 'because'>,
): Promise<readonly RegistrarMail[]> {
  const organisation = await organisations.organisationById(tx, organisationId)
  if (!organisation) throw new Error(`application of unknown organisation ${organisationId}`)
  const contacts = await organisations.contactsOf(tx, organisationId)
  return contacts.map(({ email, language }) => ({
    ...{ to: email, language, organisation: organisation.name, ...facts },
  }))
}

const ofApplication = z.object({ applicationId: z.string() })
const ofRegistrarRole = z.object({
  registrarId: z.string(),
  pointId: z.string(),
  lastDay: z.string().optional(),
  because: z.string().optional(),
})
