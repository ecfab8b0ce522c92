import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { releaseVersion } from '@sotevarmenne/api/reader-software'
import { z } from 'zod'

/** Which key signs: the basic PIN opens authentication, the signature PIN opens signing. */
export type KeyUsage = 'digitalsignature' | 'nonrepudiation'

/** By which the card’s key signs: the reader software says which it can. */
export type CardHash = 'SHA256' | 'SHA384'

/** `cms-pades`: a signed message over a digest, to be put into a PDF (SCS 1.1). */
export type SignatureType = 'signature' | 'cms-pades'

export type CardSignature = {
  readonly signature: string
  readonly signatureAlgorithm: string
  readonly chain: string[]
}

export type SigningRefusal = {
  readonly kind: 'cancelled' | 'site-refused' | 'not-supported' | 'reader-failed'
  /** What the reader software says about it, in its own words. */
  readonly said?: string
}

export type ReaderState =
  | { readonly kind: 'not-running' }
  /** The person, or the workplace, told the browser not to let this site reach programs of the computer. */
  | { readonly kind: 'browser-refuses' }
  | { readonly kind: 'no-card' }
  | { readonly kind: 'ready'; readonly hashAlgorithm: CardHash }

/** Where the reader software listens on this computer, as the server that sent the page knows. */
export function readerAddress(page: Pick<Document, 'querySelector'>): string {
  const address = page.querySelector('meta[name="signing-api"]')?.getAttribute('content')
  if (!address) throw new Error('the page does not say where the reader software listens')
  return address
}

/** Is the reader software there, and is there a card in the reader? */
export async function askReader(address: string, signal: AbortSignal): Promise<ReaderState> {
  try {
    const response = await fetch(`${address}/version`, { signal, cache: 'no-store' })
    return readerStateOf(await response.json())
  } catch {
    // A refused connection and a foreign program on the port look the same to a page, and help is the same.
    return {
      kind: (await doesBrowserRefuse(navigator.permissions)) ? 'browser-refuses' : 'not-running',
    }
  }
}

/**
 * Whether the browser keeps this page from programs of its own computer: Chromium asks the person once a site (Local
 * Network Access), and later versions ask about the computer and the network around it apart.
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

/** Which release of our reader software is there; undefined when none is, or another maker's. */
export async function askReaderVersion(
  address: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const response = await fetch(`${address}/version`, { signal, cache: 'no-store' })
    return releaseAnswer.safeParse(await response.json()).data?.softwareVersion
  } catch {
    return undefined
  }
}

/** `no-answer`: the reader software is not there, or too old to tell. */
export type CardPresence = 'in' | 'out' | 'in-use' | 'no-answer'

/** Whether the card of this certificate is in a reader: answered when it is taken out, or after the seconds. */
export async function askPresence(
  address: string,
  { serial, seconds }: { readonly serial: string; readonly seconds: number },
  signal: AbortSignal,
): Promise<CardPresence> {
  try {
    const query = new URLSearchParams({ serial, seconds: String(seconds) }).toString()
    const response = await fetch(`${address}/presence?${query}`, { signal, cache: 'no-store' })
    return presenceAnswer.safeParse(await response.json()).data?.card ?? 'no-answer'
  } catch {
    return 'no-answer'
  }
}

const presenceAnswer = z.object({ card: z.enum(['in', 'out', 'in-use']) })

const releaseAnswer = z.object({ softwareVersion: releaseVersion })

const localPermissions = ['loopback-network', 'local-network-access'] as const

const versionAnswer = z.object({
  hashAlgorithms: z.string().default(''),
  signatureAlgorithms: z.string().default(''),
})

/** Reads the answer of `/version`. Empty hash algorithms mean that no card is in the reader. */
export function readerStateOf(answer: unknown): ReaderState {
  const { hashAlgorithms, signatureAlgorithms } = versionAnswer.parse(answer)
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

/** Asks the card for a signature. The PIN is asked in the reader software's own page, never here. */
export async function signWithCard(
  address: string,
  request: {
    /** Base64 of what is signed; of a `cms-pades` the digest of it. */
    readonly content: string
    readonly keyUsage: KeyUsage
    readonly hashAlgorithm: CardHash
    readonly signatureType: SignatureType
    /** Of the page: the reader software gives its reasons in it. */
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

const signAnswer = z.object({
  status: z.string(),
  reasonCode: z.coerce.number(),
  reasonText: z.string().optional(),
  signature: z.string().optional(),
  signatureAlgorithm: z.string().optional(),
  chain: z.array(z.string()).optional(),
})

/** Reads the answer of `/sign`: failed signing comes with HTTP 200 too, told by `status` and `reasonCode` (SCS 1.1). */
export function signatureOf(answer: unknown): Result<CardSignature, SigningRefusal> {
  const { status, reasonCode, reasonText, signature, signatureAlgorithm, chain } =
    signAnswer.parse(answer)
  const isSigned = status === 'ok' && signature !== undefined && signatureAlgorithm !== undefined
  if (isSigned && chain !== undefined && chain.length > 0)
    return ok({ signature, signatureAlgorithm, chain })
  return refuse({
    kind: refusalKinds[reasonCode] ?? 'reader-failed',
    ...(reasonText === undefined ? {} : { said: reasonText }),
  })
}

const refusalKinds: { readonly [reasonCode: number]: SigningRefusal['kind'] } = {
  401: 'cancelled',
  403: 'site-refused',
  501: 'not-supported',
}

/** Until the next question, or until nobody waits any more. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
