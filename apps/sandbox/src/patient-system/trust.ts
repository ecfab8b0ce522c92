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
export function trustFromStatusService(statusUrl: string): FindTrust {
  let known: Trust | undefined
  return async () => {
    if (known) return known
    const [root, professional] = await Promise.all(
      ['root-g1-ecc', 'professional-g1-ecc'].map((name) =>
        fetchCertificate(`${statusUrl}/ca/${name}.crt`),
      ),
    )
    if (!root || !professional || !isSelfIssued(root)) return undefined
    known = { anchors: [root], intermediates: [professional] }
    return known
  }
}

async function fetchCertificate(url: string): Promise<Certificate | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5 * second) })
    if (!response.ok) return undefined
    const decoded = decodeCertificate(new Uint8Array(await response.arrayBuffer()))
    return decoded.ok ? decoded.value : undefined
  } catch {
    // The service is not up yet; whoever asks tries again.
    return undefined
  }
}
