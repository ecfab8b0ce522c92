import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { addDays, addYears, dateInHelsinki, endOfDay } from '@sotevarmenne/kernel/local-date'
import { instant, second, type Instant } from '@sotevarmenne/kernel/instant'
import { keyIdentifier } from '@sotevarmenne/x509/algorithms'
import { assembleCertificate } from '@sotevarmenne/x509/certificate'
import { encodeName } from '@sotevarmenne/x509/names'
import type { Clock } from '#platform/clock.ts'
import { writeDurably } from '#platform/sealed-file.ts'
import type { ProfileId } from '../contract.ts'
import type { LintIssuer } from '../domain/lint-subject.ts'
import { profiles } from '../domain/profiles.ts'
import { authoritySubject, encodeToBeSigned, serialOf } from '../domain/to-be-signed.ts'
import type { AuthorityNames } from '../names.ts'
import type { SigningKey } from '../signing-key.ts'
import type { FileKeys } from './file-keys.ts'
import type { Journal } from './journal.ts'
import { createSigner } from './signer.ts'

/**
 * Makes the TEST root, the TEST issuing authority under it and the checkpoint key, once in the life of a service. The
 * public half goes to the folder last: a creation that was cut off has left nothing that anybody could trust, and
 * starts anew.
 */
export async function createAuthority({
  keys,
  journal,
  names,
  clock,
  publicFolder,
}: CreateAuthority): Promise<void> {
  await mkdir(publicFolder, { recursive: true })
  const now = wholeSecond(clock.now())
  const rootKey = await keys.create('test-root', 'P-384')
  const issuingKey = await keys.create('test-professional', 'P-384')
  const checkpointKey = await keys.create('checkpoint', 'P-256')

  const root: LintIssuer = {
    id: 'test-root',
    names: names.issuers['test-root'],
    professionalPolicy: names.professionalPolicy,
    subjectDer: encodeName(authoritySubject(names.issuers['test-root'])),
    subjectKeyIdentifier: identifierOf(rootKey.spki),
    spki: rootKey.spki,
    signatureAlgorithm: rootKey.algorithm,
    notBefore: now,
    notAfter: lastDay('ca-root', now),
  }
  const signer = createSigner({
    issuers: new Map([['test-root', { issuer: root, key: rootKey }]]),
    checkpointKey,
    journal,
    clock,
    isCeremony: true,
  })
  const certify = async (
    profile: 'ca-root' | 'ca-issuing',
    subject: 'test-root' | 'test-professional',
    { spki }: SigningKey,
  ): Promise<Uint8Array> => {
    const tbs = encodeToBeSigned({
      profile,
      issuer: root,
      serial: serialOf(randomBytes(16)),
      subject: authoritySubject(names.issuers[subject]),
      spki,
      keyIdentifier: identifierOf(spki),
      notBefore: now,
      notAfter: lastDay(profile, now),
    })
    const signature = await signer.signCertificate({ issuer: 'test-root', profile, tbs })
    if (!signature.ok)
      throw new Error(`the signer refused ${subject}: ${JSON.stringify(signature.refusal)}`)
    return assembleCertificate({
      tbs,
      signatureAlgorithm: root.signatureAlgorithm,
      signature: signature.value,
    })
  }

  const rootCertificate = await certify('ca-root', 'test-root', rootKey)
  const issuingCertificate = await certify('ca-issuing', 'test-professional', issuingKey)
  await writeDurably(join(publicFolder, 'checkpoint.spki'), checkpointKey.spki, 0o644)
  await writeDurably(join(publicFolder, 'test-root.crt'), rootCertificate, 0o644)
  await writeDurably(join(publicFolder, 'test-professional.crt'), issuingCertificate, 0o644)
}

export type CreateAuthority = {
  readonly keys: FileKeys
  readonly journal: Journal
  readonly names: AuthorityNames
  readonly clock: Clock
  /** Where everybody may read the certificates. */
  readonly publicFolder: string
}

const wholeSecond = (at: Instant): Instant => instant(at - (at % second))

/** One day less than the profile allows, so that the root outlives what it signs. */
function lastDay(profile: ProfileId, from: Instant): Instant {
  const { longest } = profiles[profile]
  const first = dateInHelsinki(from)
  return endOfDay(
    addDays('years' in longest ? addYears(first, longest.years) : addDays(first, longest.days), -1),
  )
}

function identifierOf(spki: Uint8Array): Uint8Array {
  const identifier = keyIdentifier(spki)
  if (identifier === undefined) throw new Error('a key of our own can’t be read')
  return identifier
}
