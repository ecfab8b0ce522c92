import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { decodeCertificate, type Certificate } from '@sotevarmenne/x509/certificate'
import { decodeCertificateList } from '@sotevarmenne/x509/crl'
import { statusByCrls } from '@sotevarmenne/x509/crl-check'
import { isSameName } from '@sotevarmenne/x509/name-matching'
import { verifyChain, type ChainToVerify } from '@sotevarmenne/x509/path'

/** From Debian's python3-cryptography-vectors. */
const folder = '/usr/lib/python3/dist-packages/cryptography_vectors/x509/PKITS_data'
const skip =
  existsSync(folder) || process.env['CI'] === 'true'
    ? false
    : 'not installed: python3-cryptography-vectors'

/** All certificates of the suite are valid then that should be. */
const at = instant(Date.UTC(2026, 10, 24, 12))

/** Tests with another outcome here, and why. */
const exceptions: Readonly<Record<string, string>> = {
  '4.1.4': 'DSA is not accepted',
  '4.1.5': 'DSA is not accepted',
  '4.4.14': 'a CRL with a negative serial number is not read: RFC 5280 § 4.1.2.2 forbids it',
  '4.15.4': 'delta CRLs are not read: only the full CRL counts',
  '4.15.5': 'delta CRLs are not read: only the full CRL counts',
}
type Pkits = {
  readonly root: Certificate
  readonly cas: readonly Certificate[]
  readonly crls: readonly Crl[]
}
type Crl = NonNullable<ReturnType<typeof crlIn>>
type Test = { readonly number: string; readonly leaf: string; readonly isValid: boolean } & Pick<
  ChainToVerify,
  'policies'
>

const read = (...names: readonly string[]): Uint8Array => readFileSync(join(folder, ...names))

function certificateIn(name: string): Certificate | undefined {
  const decoded = decodeCertificate(read('certs', name))
  return decoded.ok ? decoded.value : undefined
}

function crlIn(name: string) {
  const decoded = decodeCertificateList(read('crls', name))
  return decoded.ok ? decoded.value : undefined
}

function readPkits(): Pkits {
  const root = certificateIn('TrustAnchorRootCertificate.crt')
  assert.ok(root)
  const cas = readdirSync(join(folder, 'certs')).filter((name) => !name.endsWith('EE.crt'))
  return {
    root,
    cas: cas.map(certificateIn).filter((each) => each !== undefined),
    crls: readdirSync(join(folder, 'crls'))
      .map(crlIn)
      .filter((each) => each !== undefined),
  }
}

function readTests(): readonly Test[] {
  const lines = readFileSync(new URL('pkits.txt', import.meta.url), 'utf8').split('\n')
  return lines
    .filter((line) => /^\d/.test(line))
    .map((line) => {
      const [number = '', leaf = '', outcome, ...settings] = line.split(' ')
      const acceptable = settings.filter((each) => /^P\d$/.test(each))
      return {
        ...{ number, leaf, isValid: outcome === 'valid' },
        policies: {
          ...(acceptable.length > 0 && {
            acceptable: new Set(
              acceptable.map((each) => `2.16.840.1.101.3.2.1.48.${each.slice(1)}`),
            ),
          }),
          isExplicit: settings.includes('explicit'),
          isMappingInhibited: settings.includes('inhibit-mapping'),
          isAnyPolicyInhibited: settings.includes('inhibit-any'),
        },
      }
    })
}

/** The outcome here: 'valid', or why it is refused. */
function outcomeOf({ leaf: name, policies }: Test, pkits: Pkits): string {
  const leaf = certificateIn(`${name}EE.crt`)
  if (leaf === undefined) return 'unreadable'
  const chain = verifyChain({ leaf, intermediates: pkits.cas, anchors: [pkits.root], at, policies })
  if (!chain.ok) return `${chain.refusal.kind} at ${String(chain.refusal.depth)}`
  return statusOf(chain.value, pkits)
}

/** Whether CRLs show that no certificate of the chain is revoked. */
function statusOf(
  chain: readonly Certificate[],
  pkits: Pkits,
  beingChecked: readonly Certificate[] = [],
): string {
  const { root, cas, crls } = pkits
  for (const [depth, certificate] of chain.slice(0, -1).entries()) {
    // The CRL of a key may be signed by this key itself.
    if (beingChecked.includes(certificate)) continue
    const checked = [...beingChecked, ...chain]
    const isTrusted = (each: Certificate) =>
      chain.includes(each) || isOfValidChain(each, pkits, checked)
    const issuers = crls.filter((crl) => isPossible(crl, certificate)).map(({ issuer }) => issuer)
    const signers = [root, ...cas].filter(
      (each) => issuers.some((issuer) => isSameName(each.subject, issuer)) && isTrusted(each),
    )
    const { kind } = statusByCrls({ certificate, crls, signers, at })
    if (kind !== 'good') return `${kind} at ${String(depth)}`
  }
  return 'valid'
}

/** Whether a CRL may be for a certificate: of its issuer, or of one that a distribution point names. */
const isPossible = ({ issuer }: Pick<Crl, 'issuer'>, certificate: Certificate): boolean =>
  isSameName(issuer, certificate.issuer) ||
  (certificate.known.distributionPoints ?? [])
    .flatMap(({ crlIssuers = [] }) => crlIssuers)
    .some((name) => name.kind === 'directory' && isSameName(name.name, issuer))

/** Whether a key that signs CRLs is certified and not revoked. */
function isOfValidChain(
  leaf: Certificate,
  pkits: Pkits,
  beingChecked: readonly Certificate[],
): boolean {
  const chain = verifyChain({ leaf, intermediates: pkits.cas, anchors: [pkits.root], at })
  return chain.ok && statusOf(chain.value, pkits, beingChecked) === 'valid'
}

describe('the public key interoperability test suite of NIST', { skip }, () => {
  it('has the outcomes of its document, but for the explained exceptions', (context) => {
    const pkits = readPkits()
    const wrong: { number: string; shown: string }[] = []
    const counts = new Map<string, { right: number; all: number }>()
    const tests = readTests()
    for (const test of tests) {
      const outcome = outcomeOf(test, pkits)
      const isRight = (outcome === 'valid') === test.isValid
      if (!isRight)
        wrong.push({ number: test.number, shown: `${test.number} ${test.leaf}: ${outcome}` })
      const section = test.number.split('.').slice(0, 2).join('.')
      const { right, all } = counts.get(section) ?? { right: 0, all: 0 }
      counts.set(section, { right: isRight ? right + 1 : right, all: all + 1 })
    }
    for (const [section, { right, all }] of counts)
      context.diagnostic(`PKITS ${section}: ${String(right)} of ${String(all)}`)
    for (const { number, shown } of wrong)
      context.diagnostic(`PKITS ${shown} (${exceptions[number] ?? 'not explained'})`)
    const right = tests.length - wrong.length
    context.diagnostic(`PKITS: ${String(right)} of ${String(tests.length)}`)
    assert.equal(tests.length, 247, 'each sub-test counted')
    assert.deepEqual(
      wrong.map(({ number }) => number),
      Object.keys(exceptions),
    )
  })
})
