import { randomUUID } from 'node:crypto'
import * as api from '@sotevarmenne/api/notices'
import type { ContactView } from '@sotevarmenne/api/notices'
import { day, formatInstant, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { idOfLinkToken } from '#platform/link-token.ts'
import {
  requestAddress,
  type RequestAddressRefusal,
  confirmAddress,
  type ConfirmRefusal,
} from '#people/contacts/index.ts'
import type { Contact } from '#people/contacts/contract.ts'
import { operation } from '#platform/operation.ts'
import type {
  AddressRequested,
  AddressConfirmed,
  AddressRemoved,
  ContactViewed,
  NoticesChosen,
} from './contract.ts'
import type { NoticesDeps } from './deps.ts'
import { planNotice } from './plan-notice.ts'
import { texts } from './texts.ts'

type Deps = Pick<NoticesDeps, 'db' | 'clock' | 'record' | 'planJob' | 'contacts' | 'sealing'>
type Shown<Refusal = never> = Promise<Result<ContactView, Refusal>>

export const viewOwnContact = operation({
  contract: api.viewOwnContact,
  problems: {},
  handle:
    (deps: Deps) =>
    (permit): Shown => {
      const personId = personOf(permit)
      return deps.db.write(async (tx): Shown => {
        const viewed: ContactViewed = { type: 'ContactViewed', about: { personId } }
        await deps.record(tx, viewed, permit)
        return ok(shown(await deps.contacts.findContact(tx, personId)))
      })
    },
})

/** Sends a confirmation mail to the new address. A second request makes the first one invalid. */
export const requestOwnAddress = operation({
  contract: api.requestAddress,
  problems: {
    'too-many-addresses': { status: 429, ...texts.tooManyAddresses },
  },
  handle:
    (deps: Deps) =>
    (permit, { address }): Shown<RequestAddressRefusal> => {
      const personId = personOf(permit)
      return deps.db.write(async (tx): Shown<RequestAddressRefusal> => {
        const contact = await deps.contacts.lockContact(tx, personId)
        const requested = await sendConfirmation(deps, tx, permit, {
          ...{ personId, contact, address, changeId: randomUUID() },
        })
        if (!requested.ok) return requested
        return ok(shown(requested.value))
      })
    },
})

/** Stores the address until it is confirmed, and plans the mail with the link. */
export async function sendConfirmation(
  deps: Deps,
  tx: Tx,
  permit: Permit<'notices.changeOwnContact' | 'notices.notify'>,
  {
    personId,
    contact,
    address,
    changeId,
  }: {
    readonly personId: string
    readonly contact: Contact
    readonly address: string
    readonly changeId: string
  },
): Promise<ReturnType<typeof requestAddress>> {
  const now = deps.clock.now()
  const requestedInADay = await deps.contacts.countChangesSince(tx, {
    personId,
    since: plus(now, -day),
  })
  const requested = requestAddress(contact, { address, changeId, requestedInADay, now })
  if (!requested.ok) return requested

  await deps.contacts.insertChange(tx, {
    personId,
    unconfirmed: requested.value.unconfirmed,
    now,
  })
  await planNotice(deps, tx, {
    personId,
    kind: 'confirm-address',
    facts: { changeId },
    // Not the bare id: it may be that of an event with a notice of its own.
    cause: `address ${changeId}`,
    fixedAddress: address,
  })
  const event: AddressRequested = { type: 'AddressRequested', about: { personId } }
  await deps.record(tx, event, permit)
  return requested
}

/**
 * Opened again, the link gives the same result: confirmed. The former address gets a mail that it is no
 * longer used.
 */
export const confirmOwnAddress = operation({
  contract: api.confirmAddress,
  problems: {
    'confirmation-not-found': { status: 404, ...texts.confirmationNotFound },
    'confirmation-expired': { status: 410, ...texts.confirmationExpired },
  },
  handle:
    (deps: Deps) =>
    (permit, { token }) =>
      deps.db.write(async (tx): Promise<Result<Record<string, never>, ConfirmRefusal>> => {
        const changeId = idOfLinkToken(deps.sealing, token)
        const change =
          changeId === undefined ? undefined : await deps.contacts.findChange(tx, changeId)
        if (changeId === undefined || change === undefined)
          return refuse({ kind: 'confirmation-not-found' })
        if (change.isConfirmed) return ok({})
        const { personId } = change
        const now = deps.clock.now()
        const contact = await deps.contacts.lockContact(tx, personId)
        const confirmed = confirmAddress(contact, { changeId, now })
        if (!confirmed.ok) return confirmed

        const { former } = confirmed.value
        await deps.contacts.markConfirmed(tx, changeId, now)
        await deps.contacts.setAddress(tx, personId, confirmed.value.contact.address)
        if (former !== undefined)
          await notifyFormer(deps, tx, { personId, former, cause: changeId })
        const event: AddressConfirmed = { type: 'AddressConfirmed', about: { personId } }
        await deps.record(tx, event, permit)
        return ok({})
      }),
})

/** Erases the address and sends it a mail, so that nobody can silently cut a holder off from notices. */
export const removeOwnAddress = operation({
  contract: api.removeAddress,
  problems: {},
  handle:
    (deps: Deps) =>
    (permit): Shown => {
      const personId = personOf(permit)
      return deps.db.write(async (tx): Shown => {
        const { address: former, wants } = await deps.contacts.lockContact(tx, personId)
        await deps.contacts.forgetChanges(tx, personId)
        await deps.contacts.setAddress(tx, personId, undefined)
        if (former !== undefined)
          await notifyFormer(deps, tx, { personId, former, cause: randomUUID() })
        const event: AddressRemoved = { type: 'AddressRemoved', about: { personId } }
        await deps.record(tx, event, permit)
        return ok(shown({ isRefused: false, wants }))
      })
    },
})

export const chooseOwnNotices = operation({
  contract: api.chooseNotices,
  problems: {},
  handle:
    (deps: Deps) =>
    (permit, { progress, reminders, work }): Shown => {
      const personId = personOf(permit)
      return deps.db.write(async (tx): Shown => {
        const contact = await deps.contacts.lockContact(tx, personId)
        const wants = { progress, reminders, work }
        await deps.contacts.setWants(tx, personId, wants)
        const event: NoticesChosen = { type: 'NoticesChosen', about: { personId }, ...wants }
        await deps.record(tx, event, permit)
        return ok(shown({ ...contact, wants }))
      })
    },
})

const notifyFormer = (
  deps: Deps,
  tx: Tx,
  { personId, former, cause }: Readonly<Record<'personId' | 'former' | 'cause', string>>,
): Promise<void> =>
  planNotice(deps, tx, {
    personId,
    kind: 'address-changed',
    facts: {},
    cause: `former ${cause}`,
    fixedAddress: former,
  })

const shown = ({ unconfirmed, ...contact }: Contact): ContactView => ({
  ...contact,
  ...(unconfirmed && {
    unconfirmed: { address: unconfirmed.address, until: formatInstant(unconfirmed.until) },
  }),
})
