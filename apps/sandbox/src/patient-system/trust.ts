import { second } from '@sotevarmenne/kernel/instant'
import { decodeCertificate, isSelfIssued, type Certificate } from '@sotevarmenne/x509/certificate'

/** What the patient system trusts: roots, and the issuing CAs under it that it knows. */
export type Trust = {
  readonly anchors: readonly Certificate[]
  readonly intermediates: readonly Certificate[]
}

/** Undefined while the certificates are not available. */
export type FindTrust = () => Promise<Trust | undefined>

/**
 * Fetches the certificates of the TEST CAs from the repository, once. A real patient system gets its root
 * by another way than the network.
 */
export function trustFromRepository(
  validationUrl: string,
  roles: readonly CaRole[] = ofCards,
): FindTrust {
  let known: Trust | undefined
  return async () => {
    if (known) return known
    const found = await Promise.all(
      cas(roles).map((name) => fetchCertificate(`${validationUrl}/ca/${name}.crt`)),
    )
    // An incomplete set is not cached: the missing ones would be missing until the next start.
    if (found.includes('away')) return undefined
    const certificates = found.filter((each) => each !== 'none' && each !== 'away')
    const anchors = certificates.filter(isSelfIssued)
    if (anchors.length === 0 || anchors.length === certificates.length) return undefined
    known = { anchors, intermediates: certificates.filter((each) => !isSelfIssued(each)) }
    return known
  }
}

export type CaRole = 'root' | 'test-root' | 'professional' | 'temporary' | 'service' | 'test'

/**
 * The CAs whose cards are let in. As a test system it accepts cards of the test CA too; where patients are
 * real, that one and its root are left out, and a CA certificate sent with a card is not trusted.
 */
const ofCards = ['root', 'test-root', 'professional', 'temporary', 'test'] as const

/** Both trees in three generations. A service has some of them. */
const cas = (roles: readonly CaRole[]): readonly string[] =>
  ['ecc', 'rsa'].flatMap((family) =>
    roles.flatMap((role) =>
      [1, 2, 3].map((generation) => `${role}-g${String(generation)}-${family}`),
    ),
  )

async function fetchCertificate(url: string): Promise<Certificate | 'none' | 'away'> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5 * second) })
    if (response.status === 404) return 'none'
    if (!response.ok) return 'away'
    const decoded = decodeCertificate(new Uint8Array(await response.arrayBuffer()))
    return decoded.ok ? decoded.value : 'away'
  } catch {
    // The service has not started yet; the caller tries again.
    return 'away'
  }
}
