import * as contracts from '@sotevarmenne/api/email-domains'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { memberProblems, type MemberRefusal } from '#organisations/accounts/index.ts'
import { orderingProblems } from '#organisations/registry/index.ts'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import type { EmailDomain } from './contract.ts'
import type { EmailDomainsDeps } from './deps.ts'
import { provedUntil, recordOf, stateOf } from './domain/email-domain.ts'
import { domainsOf } from './store.ts'

export type Shown = ResponseOf<typeof contracts.viewEmailDomains>

/** The organisation's own page. Not about persons: it leaves no audit entry. */
export const viewEmailDomains = operation({
  contract: contracts.viewEmailDomains,
  problems: memberProblems,
  handle:
    (deps: EmailDomainsDeps) =>
    (permit, { organisationId }): Promise<Result<Shown, MemberRefusal>> =>
      deps.db.read(async (tx): Promise<Result<Shown, MemberRefusal>> => {
        const viewing = { organisationId, action: 'view', at: 'read' } as const
        const member = await deps.accounts.checkMember(tx, permit, viewing)
        return member.ok ? ok(await showDomains(deps, tx, organisationId)) : member
      }),
})

type NotFound = { readonly kind: 'organisation-not-found' }

/** The office's page of the organisation. */
export const viewDomainsOfOrganisation = operation({
  contract: contracts.viewDomainsOfOrganisation,
  problems: { 'organisation-not-found': orderingProblems['organisation-not-found'] },
  handle:
    (deps: EmailDomainsDeps) =>
    (_permit, { organisationId }): Promise<Result<Shown, NotFound>> =>
      deps.db.read(async (tx): Promise<Result<Shown, NotFound>> => {
        const organisation = await deps.organisations.organisationById(tx, organisationId)
        return organisation
          ? ok(await showDomains(deps, tx, organisationId))
          : refuse({ kind: 'organisation-not-found' })
      }),
})

export async function showDomains(
  { clock }: Pick<EmailDomainsDeps, 'clock'>,
  tx: Tx,
  organisationId: string,
): Promise<Shown> {
  const now = clock.now()
  const domains = await domainsOf(tx, organisationId)
  return { domains: domains.map((domain) => showDomain(domain, now)) }
}

function showDomain(domain: EmailDomain, now: Instant): Shown['domains'][number] {
  const until = provedUntil(domain)
  const { domainId, addedAt, provedAt, endedAt } = domain
  return {
    ...{ domainId, domain: domain.domain, state: stateOf(domain, now) },
    addedAt: formatInstant(addedAt),
    ...(provedAt !== undefined && { provedAt: formatInstant(provedAt) }),
    ...(until !== undefined && { provedUntil: formatInstant(until) }),
    ...(endedAt === undefined ? { record: recordOf(domain) } : { endedAt: formatInstant(endedAt) }),
  }
}
