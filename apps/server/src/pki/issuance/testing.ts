import assert from 'node:assert/strict'
import { generateKeyPairSync, randomBytes, randomUUID, sign, type KeyObject } from 'node:crypto'
import { addYears, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { IssueCertificate, ProofOfPossession } from './contract.ts'
import { createCertificates, type Certificates } from './create-certificates.ts'

/** A key pair as a card would generate it, with the proof that it can sign. */
export function aCardKey(kind: 'P-384' | 'P-256' | 'RSA-3072' | 'RSA-2048' = 'P-384'): CardKey {
  const { privateKey, publicKey } = kind.startsWith('RSA')
    ? generateKeyPairSync('rsa', { modulusLength: Number(kind.slice(4)) })
    : generateKeyPairSync('ec', { namedCurve: kind })
  const challenge = new Uint8Array(randomBytes(32))
  const hash = kind === 'P-384' ? 'sha384' : 'sha256'
  return {
    privateKey,
    spki: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
    proof: { challenge, signature: new Uint8Array(sign(hash, challenge, privateKey)) },
  }
}

export type CardKey = {
  readonly privateKey: KeyObject
  readonly spki: Uint8Array
  readonly proof: ProofOfPossession
}

/** A request for the authentication certificate of Aino Esimerkki, valid for five years. */
export function aRequest(
  now: Instant,
  changes: Partial<IssueCertificate> & { readonly key?: CardKey } = {},
): IssueCertificate {
  const { key = aCardKey(), ...others } = changes
  return {
    requestKey: `test:${randomUUID()}`,
    profile: 'professional-authentication',
    subject: {
      givenNames: 'Aino Maria',
      surname: 'Esimerkki',
      registrationNumber: '00098705718',
      title: 'sairaanhoitaja',
    },
    spki: key.spki,
    proof: key.proof,
    basis: { kind: 'first-card' },
    validTo: addYears(dateInHelsinki(now), 5),
    holder: randomUUID(),
    cardId: randomUUID(),
    ...others,
  }
}

/** The records of certificates where nothing is issued, signed or voided. */
export const recordedCertificates = (db: Db, clock: Clock): Certificates =>
  createCertificates({
    db,
    recordAll: () => assert.fail('nothing is issued here'),
    issuers: { all: [], find: () => undefined, current: () => assert.fail('nobody issues here') },
    signer: {
      signCertificate: () => assert.fail('nothing is signed here'),
      voidReservation: () => assert.fail('nothing is voided here'),
    },
    clock,
  })
