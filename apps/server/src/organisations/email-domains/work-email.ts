import * as contracts from '@sotevarmenne/api/email-domains'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type { MemberProduct } from '@sotevarmenne/api/organisations'
import { parseMailbox, type MailboxNotAcceptable } from '@sotevarmenne/identifiers/mailbox'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import type { UsedSettings } from '#settings/contract.ts'
import { settingOn } from '#settings/index.ts'
import type { EmailDomainsDeps } from './deps.ts'
import { stateOf } from './domain/email-domain.ts'
import { domainInUse, domainsOf } from './store.ts'
import { texts } from './texts.ts'

export type WorkEmailRefusal =
  | MailboxNotAcceptable
  | { readonly kind: 'work-email-not-offered' }
  | { readonly kind: 'work-email-domain-not-proved'; readonly domain: string }

export const workEmailProblems = {
  'mailbox-malformed': { status: 422, ...texts.mailboxMalformed },
  'mailbox-not-ascii': { status: 422, ...texts.mailboxNotAscii },
  'mailbox-like-identity-code': { status: 422, ...texts.mailboxLikeIdentityCode },
  'work-email-not-offered': { status: 422, ...texts.workEmailNotOffered },
  'work-email-domain-not-proved': { status: 422, ...texts.workEmailDomainNotProved },
} as const

/** Which setting decides whether the product may have an address. */
const settingOf = {
  'staff-card': 'staff-card-email',
  'actor-card': 'actor-card-email',
} as const satisfies Readonly<Record<MemberProduct, string>>

type Address = { readonly organisationId: string; readonly email: string; readonly now: Instant }

/** Whether a new card of the employer's people may have the address now (R393). */
export async function checkWorkEmail(
  tx: Tx,
  { product, ...address }: Address & { readonly product: MemberProduct },
): Promise<
  Result<{ readonly address: string; readonly settings: UsedSettings }, WorkEmailRefusal>
> {
  const key = settingOf[product]
  const { value, version } = await settingOn(tx, key, dateInHelsinki(address.now))
  if (value !== 1) return refuse({ kind: 'work-email-not-offered' })
  const mailbox = parseMailbox(address.email)
  if (!mailbox.ok) return mailbox
  const { domain } = mailbox.value
  return (await isProvedAddress(tx, address))
    ? ok({ address: mailbox.value.address, settings: { [key]: version } })
    : refuse({ kind: 'work-email-domain-not-proved', domain })
}

/** Whether the address is in a domain that the organisation has proved, and not ended. */
export async function isProvedAddress(
  tx: Tx,
  { organisationId, email, now }: Address,
): Promise<boolean> {
  const mailbox = parseMailbox(email)
  if (!mailbox.ok) return false
  const found = await domainInUse(tx, { organisationId, domain: mailbox.value.domain })
  return found !== undefined && stateOf(found, now) === 'proved'
}

/** For the order form. Not about persons: it leaves no audit entry. */
export const listWorkEmailDomains = operation({
  contract: contracts.listWorkEmailDomains,
  problems: {},
  handle:
    ({ db, clock }: Pick<EmailDomainsDeps, 'db' | 'clock'>) =>
    (
      _permit,
      { organisationId, product },
    ): Promise<Result<ResponseOf<typeof contracts.listWorkEmailDomains>, never>> =>
      db.read(async (tx) => {
        const now = clock.now()
        const { value } = await settingOn(tx, settingOf[product], dateInHelsinki(now))
        if (value !== 1) return ok({ domains: [] })
        const all = await domainsOf(tx, organisationId)
        const proved = all.filter((domain) => stateOf(domain, now) === 'proved')
        return ok({ domains: proved.map(({ domain }) => domain).sort() })
      }),
})
