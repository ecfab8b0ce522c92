import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { releaseVersion } from '@sotevarmenne/api/reader-software'
import { z } from 'zod'

/** Which key signs: the basic PIN unlocks authentication, the signature PIN unlocks signing. */
export type KeyUsage = 'digitalsignature' | 'nonrepudiation'

/** The hash with which the card’s key signs: the card reader software lists the supported ones. */
export type CardHash = 'SHA256' | 'SHA384'

/** `cms-pades`: CMS signed data over a digest, to be embedded in a PDF (SCS 1.1). */
export type SignatureType = 'signature' | 'cms-pades'

export type CardSignature = {
  readonly signature: string
  readonly signatureAlgorithm: string
  readonly chain: string[]
}

export type SigningRefusal = {
  readonly kind:
    | 'cancelled'
    | 'site-refused'
    | 'card-not-valid'
    | 'version-too-old'
    | 'not-supported'
    | 'reader-failed'
  /** The message of the card reader software. */
  readonly said?: string
}

export type ReaderSoftwareState =
  | { readonly kind: 'not-running' }
  /** The person, or the workplace, blocked this site's access to programs of the computer. */
  | { readonly kind: 'browser-refuses' }
  | { readonly kind: 'no-card' }
  | { readonly kind: 'ready'; readonly hashAlgorithm: CardHash }

/** The local address of the card reader software, as the server put it into the page. */
export function readerAddress(page: Pick<Document, 'querySelector'>): string {
  const address = page.querySelector('meta[name="signing-api"]')?.getAttribute('content')
  if (!address) throw new Error('the page has no address of the card reader software')
  return address
}

/** Whether the card reader software is running, and whether there is a card in the reader. */
export async function requestReader(
  address: string,
  signal: AbortSignal,
): Promise<ReaderSoftwareState> {
  try {
    const response = await fetch(`${address}/version`, { signal, cache: 'no-store' })
    return readerStateOf(await response.json())
  } catch {
    // A refused connection and a foreign program on the port look the same to a page, and the remedy is the
    // same.
    return {
      kind: (await doesBrowserRefuse(navigator.permissions)) ? 'browser-refuses' : 'not-running',
    }
  }
}

/**
 * Whether the browser blocks this page's access to programs of its own computer: Chromium asks the person
 * once a site (Local Network Access); later versions ask separately about the computer and the network around
 * it.
 */
export async function doesBrowserRefuse(
  permissions: Pick<Permissions, 'query'> | undefined,
): Promise<boolean> {
  const states = await Promise.all(
    localPermissions.map(async (name) => {
      try {
        return (await permissions?.query({ name: name as PermissionName }))?.state
      } catch {
        // A browser that does not know the permission does not ask for it.
        return undefined
      }
    }),
  )
  return states.includes('denied')
}

/** The release of our card reader software; undefined when it is not running, or is another maker's. */
export async function requestReaderVersion(
  address: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const response = await fetch(`${address}/version`, { signal, cache: 'no-store' })
    return releaseResponse.safeParse(await response.json()).data?.softwareVersion
  } catch {
    return undefined
  }
}

/** `no-response`: the card reader software is not running, or too old to report. */
export type CardPresence = 'in' | 'out' | 'in-use' | 'no-response'

/** Whether the card of this certificate is in a reader: returns when it is removed, or after the seconds. */
export async function requestPresence(
  address: string,
  { serial, seconds }: { readonly serial: string; readonly seconds: number },
  signal: AbortSignal,
): Promise<CardPresence> {
  try {
    const query = new URLSearchParams({ serial, seconds: String(seconds) }).toString()
    const response = await fetch(`${address}/presence?${query}`, { signal, cache: 'no-store' })
    return presenceResponse.safeParse(await response.json()).data?.card ?? 'no-response'
  } catch {
    return 'no-response'
  }
}

const presenceResponse = z.object({ card: z.enum(['in', 'out', 'in-use']) })

const releaseResponse = z.object({ softwareVersion: releaseVersion })

const localPermissions = ['loopback-network', 'local-network-access'] as const

const versionResponse = z.object({
  hashAlgorithms: z.string().default(''),
  signatureAlgorithms: z.string().default(''),
})

/** Reads the response of `/version`. Empty hash algorithms mean that no card is in the reader. */
export function readerStateOf(response: unknown): ReaderSoftwareState {
  const { hashAlgorithms, signatureAlgorithms } = versionResponse.parse(response)
  const hashes = hashAlgorithms
    .toUpperCase()
    .split(/[\s,]+/)
    .filter((name) => name !== '')
  if (hashes.length === 0) return { kind: 'no-card' }
  const isElliptic = /ECDSA/i.test(signatureAlgorithms)
  return {
    kind: 'ready',
    hashAlgorithm: isElliptic && hashes.includes('SHA384') ? 'SHA384' : 'SHA256',
  }
}

/**
 * Requests a signature from the card. The PIN is typed on the card reader software's own page, never here.
 */
export async function signWithCard(
  address: string,
  request: {
    /** Base64 of what is signed; for `cms-pades`, of its digest. */
    readonly content: string
    readonly keyUsage: KeyUsage
    readonly hashAlgorithm: CardHash
    readonly signatureType: SignatureType
    /** The page's language: the card reader software gives its reasons in it. */
    readonly language: string
  },
  signal: AbortSignal,
): Promise<Result<CardSignature, SigningRefusal>> {
  try {
    const response = await fetch(`${address}/sign`, {
      method: 'POST',
      signal,
      headers: { 'content-type': 'application/json', 'accept-language': request.language },
      body: JSON.stringify({
        version: '1.1',
        selector: { keyusages: [request.keyUsage] },
        content: request.content,
        contentType: request.signatureType === 'cms-pades' ? 'digest' : 'data',
        hashAlgorithm: request.hashAlgorithm,
        signatureType: request.signatureType,
      }),
    })
    return signatureOf(await response.json())
  } catch {
    return refuse({ kind: signal.aborted ? 'cancelled' : 'reader-failed' })
  }
}

const signResponse = z.object({
  status: z.string(),
  reasonCode: z.coerce.number(),
  reasonText: z.string().optional(),
  /** The card reader software's own code for the failure; earlier versions send none. */
  because: z.string().optional(),
  signature: z.string().optional(),
  signatureAlgorithm: z.string().optional(),
  chain: z.array(z.string()).optional(),
})

/**
 * Reads the response of `/sign`: failed signing also has HTTP 200, with `status` and `reasonCode` (SCS 1.1).
 */
export function signatureOf(response: unknown): Result<CardSignature, SigningRefusal> {
  const { status, reasonCode, reasonText, because, signature, signatureAlgorithm, chain } =
    signResponse.parse(response)
  const isSigned = status === 'ok' && signature !== undefined && signatureAlgorithm !== undefined
  if (isSigned && chain !== undefined && chain.length > 0)
    return ok({ signature, signatureAlgorithm, chain })
  return refuse({
    kind: refusalKindsByCode[because ?? ''] ?? refusalKinds[reasonCode] ?? 'reader-failed',
    ...(reasonText === undefined ? {} : { said: reasonText }),
  })
}

const refusalKindsByCode: { readonly [because: string]: SigningRefusal['kind'] } = {
  'version-too-old': 'version-too-old',
  ...Object.fromEntries(
    ['revoked', 'suspended', 'unknown-to-issuer', 'expired', 'not-yet-valid'].map((because) => [
      because,
      'card-not-valid' as const,
    ]),
  ),
}

const refusalKinds: { readonly [reasonCode: number]: SigningRefusal['kind'] } = {
  401: 'cancelled',
  403: 'site-refused',
  501: 'not-supported',
}

/** Waits until the next request, or until it is aborted. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
