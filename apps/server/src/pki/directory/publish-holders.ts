import { day, second, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { equalBytes } from '@sotevarmenne/x509/der'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import type { Name } from '@sotevarmenne/x509/names'
import { z } from 'zod'
import type { CertificateIssued, IssuedCertificate } from '#pki/issuance/contract.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { DisclosureChanged, Person } from '#people/persons/contract.ts'
import type { People } from '#people/persons/index.ts'
import type { Tx } from '#platform/db.ts'
import type { JobHandler, PlanJob, RecordedEvent, Subscription } from '#platform/outbox.ts'
import { profilesInDirectory, type PublishableProduct } from '#cards/products/index.ts'
import type { CertificateRevoked } from '#pki/revocation/contract.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { Directory, HolderEntry } from './directory.ts'
import { writeNewest } from './write-newest.ts'

export type HoldersParts = Pick<Runtime, 'db' | 'clock'> & {
  readonly people: Pick<People, 'findPerson'>
  readonly certificates: Pick<Certificates, 'certificatesOfHolder'>
  readonly revocations: Pick<Revocations, 'statusOf'>
  readonly directory: Pick<Directory, 'publishHolder'>
  /** The setting: products whose holders' certificates are published. */
  readonly products: readonly PublishableProduct[]
}

/** Writes all that the directory should show of a person: nothing, where nothing may be published. */
export const publishHolder = (parts: HoldersParts, holder: string): Promise<void> =>
  writeNewest({
    read: () => parts.db.read((tx) => entriesOf(parts, tx, holder)),
    isSame: areSame,
    write: async (entries) => {
      for (const entry of entries) await parts.directory.publishHolder(entry)
    },
  })

/**
 * What the directory should show of a person, by the database. Under non-disclosure it shows no certificate,
 * not even that the person has a card; and nothing of a person about whom the population register has given
 * no response for too long, as non-disclosure may have begun.
 */
export async function entriesOf(
  parts: Omit<HoldersParts, 'db' | 'directory'>,
  tx: Tx,
  holder: string,
): Promise<readonly HolderEntry[]> {
  const person = await parts.people.findPerson(tx, holder)
  const mayShow =
    person?.whereabouts.nonDisclosure === false && isConfirmed(person, parts.clock.now())
  const entries = await presentableEntriesOf(parts, tx, holder)
  return mayShow ? entries : entries.map((entry) => ({ ...entry, certificates: [] }))
}

/** How old the population register's last response about a person may be while the person is shown. */
export const confirmedFor = 2 * day

export const isConfirmed = (person: Person, now: Instant): boolean =>
  ageOfConfirmation(person, now) <= confirmedFor

/**
 * In milliseconds. A time in the future counts by its distance: the clock was put back, and the true age is
 * unknown.
 */
export const ageOfConfirmation = ({ confirmedAt }: Person, now: Instant): number =>
  Math.abs(now - confirmedAt)

/**
 * What the directory would show of a person without non-disclosure: an entry for each registration number
 * that any certificate of the person ever had, with those certificates that are valid, not revoked and of a
 * published product.
 */
export async function presentableEntriesOf(
  { clock, certificates, revocations, products }: Omit<HoldersParts, 'db' | 'directory' | 'people'>,
  tx: Tx,
  holder: string,
): Promise<readonly HolderEntry[]> {
  const profiles = profilesInDirectory(products)
  const now = clock.now()
  const entries = new Map<string, HolderEntry>()
  for (const certificate of await certificates.certificatesOfHolder(tx, holder)) {
    const subject = subjectOf(certificate)
    if (subject === undefined) continue
    const before = entries.get(subject.registrationNumber)
    const isShown =
      profiles.has(certificate.profile) &&
      isValid(certificate, now) &&
      (await revocations.statusOf(tx, certificate)).status === 'good'
    const shown = [...(before?.certificates ?? []), ...(isShown ? [certificate.der] : [])]
    // The last one that is shown has the holder's present name.
    const names = isShown ? subject : (before ?? subject)
    entries.set(subject.registrationNumber, { ...names, certificates: shown })
  }
  return [...entries.values()]
}

const isValid = ({ notBefore, notAfter }: IssuedCertificate, now: Instant): boolean =>
  notBefore <= now && now <= notAfter

function subjectOf({ der }: IssuedCertificate): Omit<HolderEntry, 'certificates'> | undefined {
  const decoded = decodeCertificate(der)
  if (!decoded.ok) return undefined
  const { subject } = decoded.value
  const registrationNumber = valueOf(subject, attributeTypes.serialNumber)
  if (registrationNumber === undefined) return undefined
  const commonName = valueOf(subject, attributeTypes.commonName) ?? registrationNumber
  return {
    registrationNumber,
    commonName,
    surname: valueOf(subject, attributeTypes.surname) ?? commonName,
  }
}

const valueOf = (name: Name, type: string): string | undefined =>
  name.find((attribute) => attribute.type === type)?.value

const areSame = (one: readonly HolderEntry[], other: readonly HolderEntry[]): boolean =>
  one.length === other.length &&
  one.every((entry, at) => areSameCertificates(entry.certificates, other[at]?.certificates ?? []))

/** In any order: a directory has none. */
export const areSameCertificates = (
  some: readonly Uint8Array[],
  others: readonly Uint8Array[],
): boolean =>
  some.length === others.length && some.every((der) => others.some((each) => equalBytes(der, each)))

/** When a holder's certificates change, the entry is written; also on the day when they end. */
export const holderWork = (
  parts: HoldersParts & { readonly planJob: PlanJob },
): { readonly subscriptions: readonly Subscription[]; readonly jobs: readonly JobHandler[] } => {
  const listener = 'status.publishHolder'
  const concerns = (event: RecordedEvent): boolean => holderIn(event) !== undefined
  const toHolder =
    (action: (holder: string) => Promise<void>) =>
    async (event: RecordedEvent): Promise<void> => {
      const holder = holderIn(event)
      if (holder !== undefined) await action(holder)
    }
  const handle = toHolder((holder) => publishHolder(parts, holder))
  const profiles = profilesInDirectory(parts.products)
  return {
    subscriptions: [
      {
        event: 'CertificateIssued' satisfies CertificateIssued['type'],
        listener,
        concerns: (event) => concerns(event) && profiles.has(String(event['profile'])),
        handle: toHolder(async (holder) => {
          await planEnds(parts, holder)
          await publishHolder(parts, holder)
        }),
      },
      {
        event: 'CertificateRevoked' satisfies CertificateRevoked['type'],
        ...{ listener, concerns, handle },
      },
      {
        event: 'DisclosureChanged' satisfies DisclosureChanged['type'],
        ...{ listener, concerns, handle },
      },
    ],
    jobs: [
      {
        kind: endsKind,
        handle: ({ payload }) => publishHolder(parts, String(payload['holder'])),
      },
    ],
  }
}

const endsKind = 'status.certificateEnds'

/** A job for each of the holder's certificates, after its last second. Planning it again changes nothing. */
async function planEnds(
  { db, certificates, planJob }: HoldersParts & { readonly planJob: PlanJob },
  holder: string,
): Promise<void> {
  await db.write(async (tx) => {
    for (const { issuer, serial, notAfter } of await certificates.certificatesOfHolder(tx, holder))
      await planJob(tx, {
        kind: endsKind,
        key: `${issuer} ${serial}`,
        payload: { holder },
        dueAt: plus(notAfter, second),
      })
    return ok(undefined)
  })
}

const holderIn = (event: RecordedEvent): string | undefined => recorded.parse(event).about?.personId

const recorded = z.object({ about: z.object({ personId: z.string().optional() }).optional() })
