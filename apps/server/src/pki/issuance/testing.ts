import { generateKeyPairSync, randomBytes, randomUUID, sign, type KeyObject } from 'node:crypto'
import { addYears, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { IssueCertificate, ProofOfPossession } from './contract.ts'

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
    validTo: addYears(dateInHelsinki(now), 5),
    holder: randomUUID(),
    cardId: randomUUID(),
    ...others,
  }
}
