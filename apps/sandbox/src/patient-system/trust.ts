import { second } from '@sotevarmenne/kernel/instant'
import { decodeCertificate, isSelfIssued, type Certificate } from '@sotevarmenne/x509/certificate'

/** Whom the patient system trusts: a root, and the issuing authorities under it that it knows. */
export type Trust = {
  readonly anchors: readonly Certificate[]
  readonly intermediates: readonly Certificate[]
}

/** Undefined while the certificates cannot be had. */
export type FindTrust = () => Promise<Trust | undefined>

/**
 * Takes the certificates of the TEST authorities from the status service, once. A true patient system gets its root by
 * another way than the network.
 */
export function trustFromStatusService(
  statusUrl: string,
  roles: readonly AuthorityRole[] = ofCards,
): FindTrust {
  let known: Trust | undefined
  return async () => {
    if (known) return known
    const found = await Promise.all(
      authorities(roles).map((name) => fetchCertificate(`${statusUrl}/ca/${name}.crt`)),
    )
    // Half of them is not kept: the rest would be missing until the next start.
    if (found.includes('away')) return undefined
    const certificates = found.filter((each) => each !== 'none' && each !== 'away')
    const anchors = certificates.filter(isSelfIssued)
    if (anchors.length === 0 || anchors.length === certificates.length) return undefined
    known = { anchors, intermediates: certificates.filter((each) => !isSelfIssued(each)) }
    return known
  }
}

export type AuthorityRole = 'root' | 'professional' | 'temporary' | 'service' | 'test'

/**
 * Whose cards it lets in. As a test system those of the test authority too; where patients are real, that one is left out,
 * and an authority that comes with a card is not believed.
 */
const ofCards = ['root', 'professional', 'temporary', 'test'] as const

/** Both trees through three generations. A service has some of them. */
const authorities = (roles: readonly AuthorityRole[]): readonly string[] =>
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
    // The service is not up yet; whoever asks tries again.
    return 'away'
  }
}
