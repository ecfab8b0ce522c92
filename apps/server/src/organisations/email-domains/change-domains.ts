import { randomUUID } from 'node:crypto'
import * as contracts from '@sotevarmenne/api/email-domains'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import { checkDnsName } from '@sotevarmenne/identifiers/dns-name'
import { isPublicSuffix } from '@sotevarmenne/identifiers/public-suffix'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import {
  actForMember,
  actionProblems,
  type ActionRefusal,
  type MemberRefusal,
} from '#organisations/accounts/index.ts'
import { operation } from '#platform/operation.ts'
import { secureRandomBytes } from '#platform/secure-random-bytes.ts'
import type {
  EmailDomain,
  EmailDomainAdded,
  EmailDomainEnded,
  EmailDomainId,
  EmailDomainProved,
} from './contract.ts'
import type { EmailDomainsDeps } from './deps.ts'
import { recordOf } from './domain/email-domain.ts'
import {
  domainInUse,
  domainsOf,
  findDomain,
  insertDomain,
  lockDomain,
  saveEnded,
  saveProved,
} from './store.ts'
import { texts } from './texts.ts'
import { showDomains, type Shown } from './view-domains.ts'

/** Per organisation, without the ended ones. */
const maxDomains = 50

type NotFound = { readonly kind: 'email-domain-not-found' }
type Ended = { readonly kind: 'email-domain-ended' }

export type AddRefusal =
  | ActionRefusal
  | { readonly kind: 'domain-not-acceptable'; readonly domain: string }
  | { readonly kind: 'too-many-domains'; readonly max: number }

export type ProveRefusal =
  | ActionRefusal
  | NotFound
  | Ended
  | { readonly kind: 'domain-record-not-found' }
  | { readonly kind: 'dns-unavailable' }

export type EndRefusal = ActionRefusal | NotFound | Ended

const itemProblems = {
  ...actionProblems,
  'email-domain-not-found': { status: 404, ...texts.domainNotFound },
  'email-domain-ended': { status: 409, ...texts.domainEnded },
} as const

/** Adds a domain, by the rules for names of servers (R391). One that is there already stays as it is. */
export const addEmailDomain = operation({
  contract: contracts.addEmailDomain,
  problems: {
    ...actionProblems,
    'domain-not-acceptable': { status: 422, ...texts.domainNotAcceptable },
    'too-many-domains': { status: 409, ...texts.tooManyDomains },
  },
  handle:
    (deps: EmailDomainsDeps) =>
    async (permit, { organisationId, domain: typed }): Promise<Result<Shown, AddRefusal>> => {
      const domain = typed.toLowerCase()
      if (!checkDnsName(domain).ok || isPublicSuffix(domain))
        return refuse({ kind: 'domain-not-acceptable', domain })
      const acting = { organisationId, action: 'changePeople' } as const
      return actForMember<Shown, AddRefusal>(deps, permit, acting, async (tx) => {
        if (!(await domainInUse(tx, { organisationId, domain }))) {
          const inUse = (await domainsOf(tx, organisationId)).filter(({ endedAt }) => !endedAt)
          if (inUse.length >= maxDomains)
            return refuse({ kind: 'too-many-domains', max: maxDomains })
          const added: EmailDomain = {
            domainId: randomUUID() as string as EmailDomainId,
            ...{ organisationId, domain, addedAt: deps.clock.now() },
            token: Buffer.from(secureRandomBytes(16)).toString('hex'),
          }
          const event: EmailDomainAdded = { type: 'EmailDomainAdded', ...about(added) }
          if (await insertDomain(tx, added)) await deps.record(tx, event, permit)
        }
        return ok(await showDomains(deps, tx, organisationId))
      })
    },
})

/** Looks the TXT record up outside the transaction; a domain that is proved already is proved from now on (R392). */
export const proveEmailDomain = operation({
  contract: contracts.proveEmailDomain,
  problems: {
    ...itemProblems,
    'domain-record-not-found': { status: 422, ...texts.recordNotFound },
    'dns-unavailable': { status: 503, ...texts.dnsUnavailable },
  },
  handle:
    (deps: EmailDomainsDeps) =>
    async (permit, input): Promise<Result<Shown, ProveRefusal>> => {
      const { organisationId } = input
      const found = await domainToProve(deps, permit, input)
      if (!found.ok) return found
      const record = recordOf(found.value)
      const looked = await deps.lookUpTexts(record.name)
      if (!looked.ok && !isNothingThere(looked.refusal.because))
        return refuse({ kind: 'dns-unavailable' })
      if (!looked.ok || !looked.value.includes(record.value))
        return refuse({ kind: 'domain-record-not-found' })

      const acting = { organisationId, action: 'changePeople' } as const
      return actForMember<Shown, ProveRefusal>(deps, permit, acting, async (tx) => {
        const domain = await lockDomain(tx, input)
        if (!domain) return refuse({ kind: 'email-domain-not-found' })
        if (domain.endedAt !== undefined) return refuse({ kind: 'email-domain-ended' })
        await saveProved(tx, domain.domainId, deps.clock.now())
        const event: EmailDomainProved = { type: 'EmailDomainProved', ...about(domain) }
        await deps.record(tx, event, permit)
        return ok(await showDomains(deps, tx, organisationId))
      })
    },
})

/** The domain, for a member; nothing is looked up for others. */
const domainToProve = (
  { db, accounts }: EmailDomainsDeps,
  permit: Parameters<EmailDomainsDeps['accounts']['checkMember']>[1],
  input: InputOf<typeof contracts.proveEmailDomain>,
): Promise<Result<EmailDomain, MemberRefusal | NotFound | Ended>> =>
  db.read(async (tx): Promise<Result<EmailDomain, MemberRefusal | NotFound | Ended>> => {
    const { organisationId } = input
    const viewing = { organisationId, action: 'view', at: 'changePeople' } as const
    const member = await accounts.checkMember(tx, permit, viewing)
    if (!member.ok) return member
    const domain = await findDomain(tx, input)
    if (!domain) return refuse({ kind: 'email-domain-not-found' })
    return domain.endedAt === undefined ? ok(domain) : refuse({ kind: 'email-domain-ended' })
  })

/** No such name, or no such record. Any other failure says nothing about the record. */
const isNothingThere = (because: string): boolean =>
  because === 'ENOTFOUND' || because === 'ENODATA'

/** From this instant no new certificate has an address in it (R391). */
export const endEmailDomain = operation({
  contract: contracts.endEmailDomain,
  problems: itemProblems,
  handle:
    (deps: EmailDomainsDeps) =>
    (permit, input): Promise<Result<Shown, EndRefusal>> => {
      const { organisationId } = input
      const acting = { organisationId, action: 'changePeople' } as const
      return actForMember<Shown, EndRefusal>(deps, permit, acting, async (tx) => {
        const domain = await lockDomain(tx, input)
        if (!domain) return refuse({ kind: 'email-domain-not-found' })
        if (domain.endedAt !== undefined) return refuse({ kind: 'email-domain-ended' })
        await saveEnded(tx, domain.domainId, deps.clock.now())
        const event: EmailDomainEnded = { type: 'EmailDomainEnded', ...about(domain) }
        await deps.record(tx, event, permit)
        return ok(await showDomains(deps, tx, organisationId))
      })
    },
})

const about = ({ organisationId, domainId, domain }: EmailDomain) => ({
  ...{ organisationId, domainId, domain },
})
