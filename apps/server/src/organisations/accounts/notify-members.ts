import type { Language } from '@sotevarmenne/api/values'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { localDate, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import { linkToken } from '#platform/link-token.ts'
import type { AccountsDeps } from './deps.ts'
import { findInvitation, membersOf } from './store.ts'

type AccountMail = {
  readonly to: string
  readonly language: Language
  readonly organisation: string
  /** Of an invitation. */
  readonly link?: string
  readonly until?: Instant
  /** Last day of a power of attorney. */
  readonly day?: LocalDate
}

type Happened = { readonly type: string; readonly [name: string]: unknown }

/**
 * The mail to an invited person, unless it was accepted or withdrawn meanwhile; and to the organisation's
 * contacts that its account was opened, that it has a new signatory, that a power of attorney ends, or that
 * its contacts changed.
 */
export const mailsOf =
  (deps: AccountsDeps) =>
  async (tx: Tx, event: Happened): Promise<readonly AccountMail[]> => {
    if (event.type === 'MemberInvited')
      return invitationMails(deps, tx, ofInvitation.parse(event).invitationId)
    if (event.type === 'SignatoryJoined' || event.type === 'AccountOpened')
      return contactMails(deps, tx, ofMember.parse(event).organisationId)
    if (event.type === 'PowerOfAttorneyEnding') {
      const { organisationId, lastDay } = ofPowerOfAttorney.parse(event)
      const mails = await contactMails(deps, tx, organisationId)
      return mails.map((mail) => ({ ...mail, day: localDate(lastDay) }))
    }
    if (event.type === 'ContactsChanged') {
      const { organisationId, version } = ofVersion.parse(event)
      const notified = await deps.organisations.contactsAround(tx, organisationId, version)
      return contactMails(deps, tx, organisationId, notified)
    }
    return []
  }

async function invitationMails(deps: AccountsDeps, tx: Tx, invitationId: string) {
  const invitation = await findInvitation(tx, deps.sealing, invitationId)
  if (!invitation) return []
  const { organisationId, email, language, expiresAt } = invitation
  const organisation = await nameOfOrganisation(deps, tx, organisationId)
  const link = `${deps.publicUrl}/${language}/invitation#${linkToken(deps.sealing, invitationId)}`
  return [{ to: email, language, link, until: expiresAt, organisation }]
}

async function contactMails(
  deps: AccountsDeps,
  tx: Tx,
  organisationId: string,
  contacts?: Awaited<ReturnType<AccountsDeps['organisations']['contactsOf']>>,
) {
  const organisation = await nameOfOrganisation(deps, tx, organisationId)
  const notified = contacts ?? (await deps.organisations.contactsOf(tx, organisationId))
  return notified.map(({ email, language }) => ({ to: email, language, organisation }))
}

async function nameOfOrganisation({ organisations }: AccountsDeps, tx: Tx, organisationId: string) {
  const organisation = await organisations.organisationById(tx, organisationId)
  if (!organisation) throw new Error(`account of unknown organisation ${organisationId}`)
  return organisation.name
}

/** The other members of the account that a signatory joined: each is notified. */
export async function othersToNotify(tx: Tx, event: Happened): Promise<readonly string[]> {
  const { organisationId, about } = ofMember.parse(event)
  const members = await membersOf(tx, organisationId)
  return members.map(({ personId }) => personId).filter((personId) => personId !== about.personId)
}

/** The person whom the event is about. */
export const oneselfToNotify = (event: Happened): readonly string[] => [
  ofMember.parse(event).about.personId,
]

const ofVersion = z.object({ organisationId: z.string(), version: z.number() })
const ofPowerOfAttorney = z.object({ organisationId: z.string(), lastDay: z.string() })
const ofInvitation = z.object({ invitationId: z.string() })
const ofMember = z.object({
  organisationId: z.string(),
  about: z.object({ personId: z.string() }),
})
