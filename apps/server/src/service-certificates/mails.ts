import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import { pemOf } from '#certificates/index.ts'
import { requestLinkAddress } from './bring-request.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import { findApplication, openLink } from './store.ts'

/** What is written to whom for an event of an application; nothing when it is over already. */
export const mailsOf =
  (deps: ServiceCertificatesDeps) =>
  async (tx: Tx, event: { readonly type: string; readonly [name: string]: unknown }) => {
    const told = ofApplication.safeParse(event)
    if (!told.success) return []
    const application = await findApplication(tx, deps.sealing, told.data.applicationId)
    if (!application) return []
    const { facts, standing, organisationId } = application
    const organisation = await deps.organisations.organisationById(tx, organisationId)
    if (!organisation) throw new Error(`an application of nobody: ${application.applicationId}`)
    const every = {
      language: facts.language,
      organisation: organisation.name,
      name: facts.names[0] ?? '',
    }

    if (event.type === 'RequestLinkMade') {
      const link = await openLink(tx, told.data.linkId ?? '')
      if (!link) return []
      const address = requestLinkAddress(deps, link.linkId, facts.language)
      const to = facts.technicalContact.email
      return [{ ...every, to, link: address, until: link.expiresAt }]
    }
    const toMailbox = { ...every, to: facts.mailbox }
    if ('because' in standing) return [{ ...toMailbox, because: standing.because }]
    if (standing.state !== 'issued' && standing.state !== 'revoked') return []
    const day = dateInHelsinki(standing.notAfter)
    if (event.type !== 'ServiceCertificateIssued') return [{ ...toMailbox, day }]
    // The program that ordered it has it already.
    if (application.byProgram) return []
    const certificate = await deps.certificates.findCertificate(tx, standing)
    if (certificate?.state !== 'issued') throw new Error('a certificate that is issued is there')
    const chain = deps.certificates.chainOf(certificate.issuer)
    return [{ ...toMailbox, day, enclosed: [certificate.der, ...chain].map(pemOf).join('') }]
  }

const ofApplication = z.object({ applicationId: z.string(), linkId: z.string().optional() })
