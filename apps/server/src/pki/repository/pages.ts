import {
  composePage,
  languageRequested,
  type Requested,
  type ComposedPage,
  type Page,
} from '@sotevarmenne/pages/frame'
import type { Issuers } from '#pki/ca/index.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import { showProfile } from './show-profile.ts'
import { anchorsPage } from './ca-page.ts'
import { frontPage, missingPage } from './front-page.ts'
import { hasPolicy, policyDocuments, policyPage, policyPath } from './policy-page.ts'
import { statusSite } from './site.ts'
import { statementPage, statementPath } from './cps-page.ts'

export type StatusPages = (requested: Requested) => ComposedPage | Promise<ComposedPage> | undefined

/**
 * The pages about the CAs, in the language that the reader chooses: `/`, `/ca/` with fingerprints,
 * `/profiles/…`, and `/policies/…`, to which the policy in certificates points. Undefined for every other
 * address.
 */
export function statusPages(parts: {
  readonly db: Db
  readonly clock: Clock
  readonly issuers: Pick<Issuers, 'all' | 'find'>
  readonly certificates: Pick<Certificates, 'findCertificate'>
}): StatusPages {
  const issuers = parts.issuers.all
  const site = statusSite(issuers)
  const certifying = issuers.filter(hasPolicy)
  const policies = policyDocuments(certifying)
  const profile = showProfile(parts)

  return (requested) => {
    const language = languageRequested(requested)
    const compose = (page: Page): ComposedPage => composePage(requested, site, page)
    const [path = ''] = requested.target.split('?', 1)
    if (path === '/') return compose(frontPage({ issuers, policies }, language))
    if (path === '/ca/') return compose(anchorsPage(issuers, language))
    if (path.startsWith('/profiles/'))
      return profile(requested.target, language).then((page) =>
        compose(page ?? missingPage(language)),
      )
    if (path === statementPath) return compose(statementPage(certifying, issuers, language))
    const policy = policies.find((each) => policyPath(each) === path)
    if (policy !== undefined) return compose(policyPage(policy, { issuers, language }))
    return path.startsWith('/policies/') ? compose(missingPage(language)) : undefined
  }
}
