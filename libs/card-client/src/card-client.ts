import {
  channelName,
  type ExtensionFailure,
  type PageRequest,
  type PageResponse,
} from './messages.ts'

/** Addresses at which software of SCS listens, of any maker: pages over HTTPS try the first one first. */
export const scsAddresses = ['https://127.0.0.1:53952', 'http://127.0.0.1:53951'] as const

export const hashAlgorithms = ['SHA256', 'SHA384', 'SHA512'] as const
export type HashAlgorithm = (typeof hashAlgorithms)[number]

/** The form of a signature: as the card returns it, or in an envelope (RFC 5652) around it. */
export const signatureTypes = ['signature', 'cms', 'cms-pades'] as const
export type SignatureType = (typeof signatureTypes)[number]

/** A request to sign (SCS 1.0 to 1.2). */
export type SignRequest = {
  readonly version?: string
  /** Base64 of the data, or of their digest. */
  readonly content: string
  readonly contentType?: 'data' | 'digest'
  readonly hashAlgorithm?: HashAlgorithm
  readonly signatureType?: SignatureType
  readonly selector?: {
    /** `digitalsignature`: PIN1, and only `origin;nonce`. `nonrepudiation`: PIN2. */
    readonly keyusages?: readonly string[]
    readonly keyalgorithms?: readonly string[]
    readonly issuers?: readonly string[]
  }
}

export type Signed = {
  readonly version: string
  readonly signatureAlgorithm: string
  /** Base64: of an ECDSA signature in DER, or of a CMS message. */
  readonly signature: string
  /** Base64 of DER: the holder's certificate, then those of its issuers. Some software leaves the latter out. */
  readonly chain: readonly string[]
}

export type SoftwareVersion = {
  readonly version: string
  readonly hashAlgorithms: readonly string[]
  readonly signatureAlgorithms: readonly string[]
}

export type CardResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: CardRefusal }

export type CardRefusal =
  /** No card reader software responds: it is not installed, or does not run. */
  | { readonly kind: 'not-running' }
  /**
   * The person or the workplace has denied this page access to programs of the computer, and the browser has no
   * extension of the card reader software. A page can't ask again: say where the browser's setting is.
   */
  | { readonly kind: 'browser-refuses' }
  /** The page aborted the request. */
  | { readonly kind: 'aborted' }
  /** The request failed with a reason code of SCS. */
  | {
      readonly kind: 'refused'
      readonly reasonCode: number
      /** To be shown, in the language that was asked for where the software has it. */
      readonly reasonText: string
      /** The reason as a word, of our card reader software. */
      readonly because?: string
    }

/** The way by which a request went. */
export type Way = 'extension' | 'loopback'

export type CardClient = {
  readonly version: (options?: Options) => Promise<CardResult<SoftwareVersion>>
  readonly sign: (request: SignRequest, options?: Options) => Promise<CardResult<Signed>>
  /** By which the last request went. */
  readonly way: () => Way | undefined
}

type Options = { readonly signal?: AbortSignal; readonly language?: string }

/** What of the browser is used. */
export type Browser = {
  readonly fetch: typeof fetch
  readonly permissions?: {
    readonly query: (descriptor: { name: never }) => Promise<{ readonly state: string }>
  }
  readonly location: { readonly origin: string }
  readonly postMessage: (message: unknown, origin: string) => void
  readonly addEventListener: (type: 'message', listener: (event: MessageIn) => void) => void
  readonly removeEventListener: (type: 'message', listener: (event: MessageIn) => void) => void
}
type MessageIn = { readonly data: unknown; readonly origin: string; readonly source: unknown }

/**
 * Signs by the card in the reader of the person at this browser. Goes through the browser extension of the card reader
 * software where it is installed, and else by loopback to any software of SCS. A page never sees a PIN: the person types
 * it into the reader software.
 *
 * Failures are returned, never thrown. A request to sign is sent once: never by a second way after the first one has
 * reached the software.
 */
export function createCardClient({
  browser = inThisPage(),
  addresses = scsAddresses,
}: {
  readonly browser?: Browser
  /** Tried in this order until one responds. */
  readonly addresses?: readonly string[]
} = {}): CardClient {
  let lastWay: Way | undefined
  /** At which software responded before: asked first, since an extension comes only with a new page. */
  let known: string | undefined

  const reachAt = async (
    address: string,
    options: Options,
  ): Promise<CardResult<Reached> | undefined> => {
    const version = await byLoopback(browser, `${address}/version`, options)
    known = version?.ok === true ? address : undefined
    if (version?.ok !== true) return version
    return reached('loopback', version.value, (body) =>
      byLoopback(browser, `${address}/sign`, { ...options, body }),
    )
  }
  const reach = async (options: Options): Promise<CardResult<Reached>> => {
    const again = known === undefined ? undefined : await reachAt(known, options)
    if (again) return again
    const version = await throughExtension(browser, { path: '/version' }, options)
    if (typeof version === 'object') {
      if (!version.ok) return version
      return reached('extension', version.value, (body) =>
        throughExtension(browser, { path: '/sign', body }, options),
      )
    }
    for (const address of addresses) {
      const found = await reachAt(address, options)
      if (found) return found
    }
    // Where the extension is installed, the browser blocks nothing.
    const isBlocked = version === 'absent' && (await isDenied(browser))
    return refused({ kind: isBlocked ? 'browser-refuses' : 'not-running' })
  }
  const reached = (way: Way, version: Json, sign: Reached['sign']): CardResult<Reached> => {
    lastWay = way
    return { ok: true, value: { version, sign } }
  }

  return {
    version: async (options = {}) => {
      const found = await reach(options)
      return found.ok ? { ok: true, value: softwareOf(found.value.version) } : found
    },
    sign: async (request, options = {}) => {
      const found = await reach(options)
      if (!found.ok) return found
      const response = await found.value.sign({ version: '1.1', ...request })
      if (typeof response !== 'object') return refused({ kind: 'not-running' })
      return response.ok ? signedIn(response.value) : response
    },
    way: () => lastWay,
  }
}

/** Software that responds, with the way to it: a request to sign goes by this one alone. */
type Reached = {
  readonly version: Json
  readonly sign: (body: Json) => Promise<CardResult<Json> | 'absent' | 'not-running' | undefined>
}

type Json = Readonly<Record<string, unknown>>

const refused = (refusal: CardRefusal) => ({ ok: false, refusal }) as const

/** The browser's own objects. */
const inThisPage = (): Browser => globalThis as unknown as Browser

/** Undefined when nothing responds at the address. */
async function byLoopback(
  browser: Browser,
  url: string,
  { signal, language, body }: Options & { readonly body?: unknown },
): Promise<CardResult<Json> | undefined> {
  try {
    const response = await browser.fetch(url, {
      cache: 'no-store',
      ...(signal && { signal }),
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(language !== undefined && { 'accept-language': language }),
      },
    })
    return { ok: true, value: (await response.json()) as Json }
  } catch {
    return signal?.aborted === true ? refused({ kind: 'aborted' }) : undefined
  }
}

/** Chromium's names, the newer first (Local Network Access). Other browsers know neither, and ask nothing. */
const permissionNames = ['loopback-network', 'local-network-access']

async function isDenied({ permissions }: Browser): Promise<boolean> {
  for (const name of permissionNames) {
    const state = await permissions?.query({ name: name as never }).catch(() => undefined)
    if (state?.state === 'denied') return true
  }
  return false
}

/** Milliseconds in which the extension's content script responds; it is there before the page's own scripts. */
const helloTime = 300

/** `absent`: this browser has no extension. `not-running`: it has one, which can't reach the reader software. */
async function throughExtension(
  browser: Browser,
  request: Pick<PageRequest, 'path' | 'body'>,
  { signal, language }: Options,
): Promise<CardResult<Json> | 'absent' | 'not-running'> {
  if (signal?.aborted === true) return refused({ kind: 'aborted' })
  const hello = newId()
  const here = await exchange(browser, { hello }, ({ here }) => here === hello, {
    signal: AbortSignal.timeout(helloTime),
  })
  if (here === undefined) return 'absent'
  const id = newId()
  const message = { ...request, request: id, ...(language !== undefined && { language }) }
  const response = (await exchange(browser, message, ({ response }) => response === id, {
    ...(signal && { signal }),
  })) as PageResponse | undefined
  if (response === undefined) {
    browser.postMessage({ channel: channelName, cancel: id }, browser.location.origin)
    return refused({ kind: 'aborted' })
  }
  if ('body' in response) return { ok: true, value: response.body as Json }
  const { failure } = response
  return failure === 'not-running' ? failure : refused(failures[failure])
}

const failures: Readonly<Record<Exclude<ExtensionFailure, 'not-running'>, CardRefusal>> = {
  malformed: { kind: 'refused', reasonCode: 400, reasonText: 'malformed', because: 'malformed' },
  'too-large': { kind: 'refused', reasonCode: 400, reasonText: 'too large', because: 'too-large' },
  'too-many-requests': {
    ...{ kind: 'refused', reasonCode: 500, reasonText: 'too many requests' },
    because: 'too-many-requests',
  },
}

/** Posts a message to this window and waits for the response to it; undefined once the signal is aborted. */
function exchange(
  browser: Browser,
  message: Json,
  isResponse: (message: Json) => boolean,
  { signal }: { readonly signal?: AbortSignal },
): Promise<Json | undefined> {
  return new Promise((resolve) => {
    const end = (response?: Json) => {
      browser.removeEventListener('message', take)
      signal?.removeEventListener('abort', stop)
      resolve(response)
    }
    const stop = () => {
      end()
    }
    const take = ({ data, origin }: MessageIn) => {
      if (origin !== browser.location.origin || typeof data !== 'object' || data === null) return
      const response = data as Json
      if (response['channel'] === channelName && isResponse(response)) end(response)
    }
    browser.addEventListener('message', take)
    signal?.addEventListener('abort', stop)
    browser.postMessage({ channel: channelName, ...message }, browser.location.origin)
  })
}

const newId = (): string => crypto.randomUUID()

function softwareOf(response: Json): SoftwareVersion {
  const { version, hashAlgorithms, signatureAlgorithms } = response
  return {
    version: String(version),
    hashAlgorithms: namesIn(hashAlgorithms),
    signatureAlgorithms: namesIn(signatureAlgorithms),
  }
}

const namesIn = (list: unknown): string[] =>
  typeof list === 'string' ? list.split(/[\s,]+/).filter((name) => name !== '') : []

/** A failed request has HTTP 200 too, with `status` and `reasonCode`, which some software writes as text (SCS 1.1). */
function signedIn(response: Json): CardResult<Signed> {
  const { status, version, signatureAlgorithm, signature, chain } = response
  const isSigned =
    status === 'ok' && typeof signature === 'string' && typeof signatureAlgorithm === 'string'
  if (isSigned && Array.isArray(chain) && chain.every((each) => typeof each === 'string'))
    return { ok: true, value: { version: String(version), signatureAlgorithm, signature, chain } }
  const { reasonCode, reasonText, because } = response
  return refused({
    kind: 'refused',
    reasonCode: Number.isFinite(Number(reasonCode)) ? Number(reasonCode) : 500,
    reasonText: typeof reasonText === 'string' ? reasonText : '',
    ...(typeof because === 'string' && { because }),
  })
}
