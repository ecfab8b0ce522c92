import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { MemberRefusal } from '#organisations/accounts/index.ts'
import type { Permit } from '#platform/permit.ts'
import type { WebhooksDeps } from './deps.ts'

export type ReceiverRefusal = {
  readonly kind:
    'webhook-url-not-https' | 'webhook-receiver-not-found' | 'webhook-receiver-not-allowed'
}

/**
 * The address as it will be used, if it is one of the internet that the service would connect to now (R520); outside
 * transactions. For members only: nobody else has names looked up.
 */
export async function checkReceiver(
  { db, accounts, receivers }: Pick<WebhooksDeps, 'db' | 'accounts' | 'receivers'>,
  permit: Permit,
  { organisationId, url: typed }: { readonly organisationId: string; readonly url: string },
): Promise<Result<string, ReceiverRefusal | MemberRefusal>> {
  const viewing = { organisationId, action: 'view', at: 'changePeople' } as const
  const member = await db.read((tx) => accounts.checkMember(tx, permit, viewing))
  if (!member.ok) return member
  const url = URL.parse(typed)
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.hash !== '')
    return refuse({ kind: 'webhook-url-not-https' })
  const fault = await receivers.check(url)
  if (fault === undefined) return ok(url.href)
  return refuse({
    kind: fault === 'no-address' ? 'webhook-receiver-not-found' : 'webhook-receiver-not-allowed',
  })
}
