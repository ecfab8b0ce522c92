import { equalBytes } from '@sotevarmenne/x509/der'
import type { PublicKey } from '@sotevarmenne/x509/public-key'
import type { Lint } from './lint-subject.ts'
import type { KeyKind } from './profiles.ts'
import { weaknessOf } from './weak-keys.ts'

/** Rules for the subject's public key. */
export const keyLints: readonly Lint[] = [
  {
    rule: 'key-of-profile',
    source: 'RFC 5480 § 2.1.1; S2 (secp384r1, RSA); the profile',
    check: ({ key, profile }) => {
      if (key === undefined) return 'the key can’t be read'
      return profile.keys.some((kind) => isOfKind(key, kind)) ? undefined : describeKey(key)
    },
  },
  {
    rule: 'key-not-weak',
    source: 'NIST SP 800-89 § 5.3.3, SEC 1 § 3.2.2; CVE-2017-15361, CVE-2022-26320',
    check: ({ key }) => (key === undefined ? undefined : weaknessOf(key)),
  },
  {
    rule: 'key-of-its-own',
    source: 'RFC 5280 § 4.1.2.7 with § 6.1: a subject holds a key, its issuer another',
    check: ({ certificate, issuer, profile }) =>
      equalBytes(certificate.subjectPublicKeyInfo, issuer.spki) === profile.isSelfSigned
        ? undefined
        : 'subject’s and issuer’s key',
  },
  {
    rule: 'key-of-family',
    source: 'the twin trees of S2: who reads one family of keys reads the whole chain',
    check: ({ key, profile, issuer }) =>
      !profile.isKeyOfFamily ||
      key === undefined ||
      (key.kind === 'rsa') === (issuer.family === 'rsa')
        ? undefined
        : `${describeKey(key)} under ${issuer.id}`,
  },
  {
    rule: 'key-not-blocked',
    source: 'EN 319 411-1 § 6.3.1, RFC 9500: a private key that was published is nobody’s',
    check: ({ keyFingerprint, issuer }) =>
      issuer.blockedKeys.has(keyFingerprint) ? 'the key is known to others' : undefined,
  },
  {
    rule: 'key-not-guessable',
    source:
      'CVE-2008-0166: the generator of Debian’s OpenSSL made few keys, and all of them are known',
    check: ({ keyIsGuessable }) =>
      keyIsGuessable ? 'the key was made by a broken generator' : undefined,
  },
]

function isOfKind(key: PublicKey, kind: KeyKind): boolean {
  if (key.kind === 'ec') return key.curve === kind
  return kind.startsWith('RSA-') && key.bits >= Number(kind.slice('RSA-'.length))
}

const describeKey = (key: PublicKey): string =>
  key.kind === 'ec' ? key.curve : `RSA of ${String(key.bits)} bits`
