import type { Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, localDate, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import { pemOf } from '#pki/issuance/index.ts'
import type { Language } from '#people/persons/contract.ts'
import { requestLinkAddress } from './bring-request.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import { isOpen } from './domain/overtaken.ts'
import { findApplication, openLink } from './store.ts'
import { overtakenOfApplication } from './stores/overtaken.ts'
import { wordsOfChange } from './words-of-change.ts'

/** What is written to whom for an event of an application; nothing when it is over already. */
export const mailsOf =
  (deps: ServiceCertificatesDeps) =>
  async (
    tx: Tx,
    event: { readonly type: string; readonly [name: string]: unknown },
  ): Promise<readonly Mail[]> => {
    const told = ofApplication.safeParse(event)
    if (!told.success || told.data.isUntold) return []
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
    if (event.type === 'ServiceCertificateOvertaken') {
      const overtaken = await overtakenOfApplication(tx, application.applicationId)
      // Taken back, or decided, before anybody was told; what has changed otherwise since is told by its own event.
      if (!overtaken || !isOpen(overtaken, deps.clock.now())) return []
      const { kind, since } = overtaken.change
      if (kind !== told.data.change || since !== told.data.since) return []
      const because = wordsOfChange(overtaken.change, facts.language)
      const addresses = new Set([facts.technicalContact.email, facts.mailbox])
      return [...addresses].map((to) => ({ ...every, to, because }))
    }
    if (event.type === 'ServiceCertificateBorneOut')
      return standing.state === 'issued' ? [toMailbox] : []
    if (event.type === 'OvertakenRevocationPlanned')
      return [{ ...toMailbox, ...(told.data.on && { day: told.data.on }) }]
    if (event.type === 'OvertakenCertificateLeft') {
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
    if (certificate?.state !== 'issued') throw new Error('a certificate that is issued is there')
    const chain = deps.certificates.chainOf(certificate.issuer).map(pemOf).join('')
    const { serial } = standing
    const files = [
      { name: `${serial}.cer`, mediaType: mediaTypes.der, content: certificate.der },
      { name: `${serial}.pem`, mediaType: mediaTypes.pem, content: utf8(pemOf(certificate.der)) },
      { name: `${serial}-chain.pem`, mediaType: mediaTypes.chain, content: utf8(chain) },
    ]
    return [{ ...toMailbox, day, files }]
  }

/** RFC 2585 § 4.1 and RFC 8555 § 9.1; of a single one as PEM there is none but by habit. */
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
  isUntold: z.boolean().optional(),
})
