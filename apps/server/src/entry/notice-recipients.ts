import { allRoleHolders } from '#identity/permissions/index.ts'
import type { Accounts } from '#organisations/accounts/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { IdentificationDesk } from '#points/identification/index.ts'
import type { Registration } from '#points/points/index.ts'
import type { OrganisationMailsOf, StaffToNotify } from '#support/notices/index.ts'

/** The mails of an event to organisations, as each module with such mails has them. */
export const organisationMails =
  (sources: readonly OrganisationMailsOf[]): OrganisationMailsOf =>
  async (tx, event) => {
    const mails = []
    for (const mailsOf of sources) mails.push(...(await mailsOf(tx, event)))
    return mails
  }

/** The people of the service, or of an organisation, whom an event concerns. */
export const staffToNotify =
  ({
    accounts,
    identification,
    registration,
    clock,
  }: {
    readonly accounts: Pick<Accounts, 'othersToNotify' | 'oneselfToNotify'>
    readonly identification: Pick<IdentificationDesk, 'raisedAt'>
    readonly registration: Pick<Registration, 'registrarsAt'>
    readonly clock: Clock
  }): StaffToNotify =>
  async (tx, event) => {
    const { type, inquiryId } = event
    if (type === 'SignatoryJoined') return accounts.othersToNotify(tx, event)
    if (type === 'PowerOfAttorneyEnding') return accounts.oneselfToNotify(event)
    const inquiry =
      typeof inquiryId === 'string' ? await identification.raisedAt(tx, inquiryId) : undefined
    if (type === 'InquiryConfirmed' || type === 'InquiryRejected')
      return inquiry ? registration.registrarsAt(tx, inquiry.pointId, clock.now()) : []
    const caseOfficers = (await allRoleHolders(tx)).filter(({ role }) => role === 'caseOfficer')
    // Case officers do not decide what they raised themselves.
    return caseOfficers.map(({ personId }) => personId).filter((id) => id !== inquiry?.raisedBy)
  }
