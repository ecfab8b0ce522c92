import type { Language } from '@sotevarmenne/api/values'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, localDate, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import { pemOf } from '#pki/issuance/index.ts'
import { requestLinkAddress } from './bring-request.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import { isOpen } from './domain/outdated.ts'
import { findApplication, openLink } from './store.ts'
import { outdatedOfApplication } from './stores/outdated.ts'
import { wordsOfChange } from './words-of-change.ts'

/**
 * The mails for an event of an application, with their recipients; none if the event is no longer current.
 */
export const mailsOf =
  (deps: ServiceCertificatesDeps) =>
  async (
    tx: Tx,
    event: { readonly type: string; readonly [name: string]: unknown },
  ): Promise<readonly Mail[]> => {
    const notified = ofApplication.safeParse(event)
    if (!notified.success || notified.data.isNotNotified) return []
    const application = await findApplication(tx, deps.sealing, notified.data.applicationId)
    if (!application) return []
    const { facts, standing, organisationId } = application
    const organisation = await deps.organisations.organisationById(tx, organisationId)
    if (!organisation)
      throw new Error(`application ${application.applicationId} has no organisation`)
    const every = {
      language: facts.language,
      organisation: organisation.name,
      name: facts.names[0] ?? '',
    }

    if (event.type === 'RequestLinkCreated') {
      const link = await openLink(tx, notified.data.linkId ?? '')
      if (!link) return []
      const address = requestLinkAddress(deps, link.linkId, facts.language)
      const to = facts.technicalContact.email
      return [{ ...every, to, link: address, until: link.expiresAt }]
    }
    const toMailbox = { ...every, to: facts.mailbox }
    /** The technical contact and the shared mailbox, each once. */
    const both = [...new Set([facts.technicalContact.email, facts.mailbox])]
    if (event.type === 'ServiceCertificateOutdated') {
      const outdated = await outdatedOfApplication(tx, application.applicationId)
      // Withdrawn or decided before the mail was sent; later changes are notified by their own events.
      if (!outdated || !isOpen(outdated, deps.clock.now())) return []
      const { kind, since } = outdated.change
      if (kind !== notified.data.change || since !== notified.data.since) return []
      const because = wordsOfChange(outdated.change, facts.language)
      return both.map((to) => ({ ...every, to, because }))
    }
    if (event.type === 'ServiceCertificateConfirmed')
      return standing.state === 'issued' ? [toMailbox] : []
    if (event.type === 'OutdatedRevocationPlanned')
      return [{ ...toMailbox, ...(notified.data.on && { day: notified.data.on }) }]
    if (event.type === 'OutdatedCertificateLeft') {
      const because = application.history.findLast(({ step }) => step === 'leave')?.because
      return [{ ...toMailbox, ...(because !== undefined && { because }) }]
    }
    if ('because' in standing) return [{ ...toMailbox, because: standing.because }]
    if (standing.state !== 'issued' && standing.state !== 'revoked') return []
    const day = dateInHelsinki(standing.notAfter)
    if (event.type !== 'ServiceCertificateIssued') return [{ ...toMailbox, day }]
    // The program that ordered it has it already.
    if (application.byProgram) return []
    const certificate = await deps.certificates.findCertificate(tx, standing)
    if (certificate?.state !== 'issued') throw new Error('issued certificate not found')
    const chain = deps.certificates.chainOf(certificate.issuer).map(pemOf).join('')
    const { serial } = standing
    const files = [
      { name: `${serial}.cer`, mediaType: mediaTypes.der, content: certificate.der },
      { name: `${serial}.pem`, mediaType: mediaTypes.pem, content: utf8(pemOf(certificate.der)) },
      { name: `${serial}-chain.pem`, mediaType: mediaTypes.chain, content: utf8(chain) },
    ]
    return both.map((to) => ({ ...every, to, day, files }))
  }

/** RFC 2585 § 4.1 and RFC 8555 § 9.1; for a single PEM certificate the type is only customary. */
const mediaTypes = {
  der: 'application/pkix-cert',
  pem: 'application/x-pem-file',
  chain: 'application/pem-certificate-chain',
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

type Mail = {
  readonly to: string
  readonly language: Language
  readonly organisation: string
  readonly name: string
  readonly link?: string
  readonly until?: Instant
  readonly because?: string
  readonly day?: LocalDate
  readonly files?: readonly {
    readonly name: string
    readonly mediaType: string
    readonly content: Uint8Array
  }[]
}

const ofApplication = z.object({
  applicationId: z.string(),
  linkId: z.string().optional(),
  on: z.iso.date().transform(localDate).optional(),
  change: z.string().optional(),
  since: z.iso.date().optional(),
  isNotNotified: z.boolean().optional(),
})
