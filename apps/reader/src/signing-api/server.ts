import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { hashAlgorithms, signatureTypes } from '@sotevarmenne/card-client/card-client'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { refuse, type Result } from '@sotevarmenne/kernel/result'
import { version } from '@sotevarmenne/kernel/version'
import { preferredLanguage } from '@sotevarmenne/pages/languages'
import type { CardReader } from '../cards/card-reader.ts'
import { relayRequest, type Relays } from '../relay/relay-card.ts'
import type { ListPolicy } from '../lists/list-policy.ts'
import { maxListBytes, parseListRequest } from '../lists/list-request.ts'
import type { ItemRefusal, Lists } from '../lists/sign-documents.ts'
import { listResponse, refusedResponse, refusedRelay, type ApiRefusal } from './responses.ts'
import { awaitAbsence } from './presence.ts'
import { newestVersion, parseSignRequest, versionIn, type SignRequest } from './request.ts'
import { keyTypeOf, readersFor, sign, type KeyType, type SignDeps } from './sign.ts'

/** Largest request that is read, in bytes. For larger content a client sends the digest. */
const bodyLimit = 2 * 1024 * 1024
/** A larger body is not even read to its end. */
const droppedLimit = 64 * 1024 * 1024

/**
 * Limits of the HTTP servers before it: a flood of requests exceeds them, one person's requests never do. Of
 * the connections those that send nothing make room for a new one.
 */
export const serverLimits = {
  maxConnections: 32,
  options: {
    ...{ headersTimeout: 5000, requestTimeout: 5000, connectionsCheckingInterval: 500 },
    maxHeaderSize: 16 * 1024,
  },
} as const

/** Requests at a time other than `GET /version`, which is served however many others wait. */
const maxRequests = 14

export type ApiDeps = SignDeps & {
  readonly relays: Pick<Relays, 'relay'>
  /** Without it no list is signed. */
  readonly lists?: Pick<Lists, 'policy' | 'sign'>
  /** Only pages of this origin may let the service communicate with a card. */
  readonly serviceOrigin: string
}

/**
 * The signing API (SCS 1.0 to 1.2) that web services call on the user's own machine: `GET /version`, `POST
 * /sign`, `POST /sign-list`. The result is in the response's `status` and `reasonCode`, with HTTP 200. One request a
 * connection. Besides, `POST /relay` and `GET /presence`, for the service's own portal.
 */
export const signingApi = (
  deps: ApiDeps,
  reportFault: (fault: unknown) => void,
): RequestListener => {
  let underWay = 0
  return (request, response) => {
    if (!isVersion(request)) {
      underWay += 1
      response.once('close', () => {
        underWay -= 1
      })
    }
    reply(request, response, { ...deps, isBusy: () => underWay > maxRequests }).catch(
      (fault: unknown) => {
        // The page went away, or was too slow.
        if (request.destroyed && !request.complete) return
        reportFault(fault)
        if (response.headersSent) response.destroy()
        else send(response, 200, refused(request, { kind: 'fault' }))
      },
    )
  }
}

const isVersion = ({ method, url }: IncomingMessage): boolean =>
  method === 'GET' && pathOf(url) === '/version'

const pathOf = (url: string | undefined): string => new URL(url ?? '/', 'http://localhost').pathname

async function reply(
  request: IncomingMessage,
  response: ServerResponse,
  deps: ApiDeps & { readonly isBusy: () => boolean },
): Promise<void> {
  const { origin } = request.headers
  setCors(request, response)
  // A name that a foreign DNS server resolves to this machine must not lead here.
  if (!isThisMachine(request.headers.host)) {
    send(response, 403, refused(request, { kind: 'no-origin' }))
    return
  }
  const path = pathOf(request.url)
  if (request.method === 'OPTIONS') {
    response.writeHead(204).end()
    return
  }
  if (isVersion(request)) {
    send(response, 200, await describe(deps, origin))
    return
  }
  if (deps.isBusy()) {
    send(response, 200, refused(request, { kind: 'too-many-requests' }))
    return
  }
  if (request.method === 'GET' && path === '/presence') {
    await watchCard(request, response, deps)
    return
  }
  if (request.method === 'POST' && path === '/relay') {
    await relay(request, response, deps)
    return
  }
  if (request.method !== 'POST' || (path !== '/sign' && path !== '/sign-list')) {
    send(response, 404, refused(request, { kind: 'not-supported' }))
    return
  }
  const originRefusal = refusalOfOrigin(origin)
  if (origin === undefined || originRefusal) {
    send(response, 200, refused(request, originRefusal ?? { kind: 'no-origin' }))
    return
  }
  const isList = path === '/sign-list'
  const body = await readBody(request, isList ? maxListBytes : bodyLimit)
  if (body === undefined) {
    send(response, 200, refused(request, { kind: isList ? 'list-too-large' : 'too-large' }))
    return
  }
  const json = jsonOf(request, body)
  const version = versionIn(json)
  if (isList) {
    send(
      response,
      200,
      await responseToList(request, json, { origin, gone: goneOf(response) }, deps),
    )
    return
  }
  const parsed: Result<SignRequest, ApiRefusal> = isJwt(request)
    ? refuse({ kind: 'not-supported' })
    : parseSignRequest(json, origin)
  if (!parsed.ok) {
    send(response, 200, refused(request, parsed.refusal, version))
    return
  }
  const signed = await sign(parsed.value, { origin, gone: goneOf(response) }, deps)
  if (!signed.ok) {
    const refusal = (await mayKnowCard(deps, origin)) ? signed.refusal : unseen(signed.refusal)
    send(response, 200, refused(request, refusal, version))
    return
  }
  const { signatureAlgorithm, signature, chain } = signed.value
  send(response, 200, {
    version,
    signatureAlgorithm,
    signatureType: parsed.value.signatureType,
    signature: toBase64(signature),
    chain: chain.map(toBase64),
    status: 'ok',
    reasonCode: 200,
    reasonText: 'Signature generated',
  })
}

/** The response to a list: of each document its signature, or why it has none. */
async function responseToList(
  request: IncomingMessage,
  json: unknown,
  requester: { readonly origin: string; readonly gone: AbortSignal },
  deps: ApiDeps,
): Promise<object> {
  const { lists } = deps
  const version = versionIn(json)
  const language = preferredLanguage(request.headers['accept-language'])
  const list = await parseListRequest(json, requester.origin, lists?.policy)
  if (!list.ok) return refused(request, list.refusal, version)
  if (!lists) return refused(request, { kind: 'lists-not-allowed' }, version)
  const signed = await lists.sign(list.value, requester)
  if (!signed.ok) {
    const mayKnow = await mayKnowCard(deps, requester.origin)
    return refused(request, mayKnow ? signed.refusal : unseen(signed.refusal), version)
  }
  return listResponse(version, { ...signed.value, listDigest: list.value.listDigest }, language)
}

/**
 * Whether the origin is told of the card before its holder agrees to anything: the service's own pages, and
 * the sites that the person listed.
 */
async function mayKnowCard(
  { settings, serviceOrigin }: Pick<ApiDeps, 'settings' | 'serviceOrigin'>,
  origin: string | undefined,
): Promise<boolean> {
  if (origin === undefined) return false
  return origin === serviceOrigin || (await settings.load()).sites?.includes(origin) === true
}

/**
 * A request that no card fits is shown to nobody: other sites could ask so, as often as they like, whether a
 * card is in and of which kind.
 */
const unseen = (refusal: ItemRefusal): ApiRefusal =>
  fitsNoCard.has(refusal.kind) ? { kind: 'no-fitting-card' } : refusal

const fitsNoCard: ReadonlySet<ApiRefusal['kind']> = new Set([
  ...(['no-card', 'no-matching-key'] as const),
  ...(['algorithm-does-not-fit-key', 'digest-of-another-length'] as const),
])

/** Aborted when the requesting page goes away. */
function goneOf(response: ServerResponse): AbortSignal {
  const gone = new AbortController()
  response.once('close', () => {
    gone.abort()
  })
  return gone.signal
}

/** Another site's page gets nothing, and the person is not prompted. */
async function relay(
  request: IncomingMessage,
  response: ServerResponse,
  { relays, serviceOrigin }: ApiDeps,
): Promise<void> {
  const language = preferredLanguage(request.headers['accept-language'])
  const { origin } = request.headers
  if (origin !== serviceOrigin) {
    send(response, 403, refusedRelay({ kind: 'not-the-service' }, language))
    return
  }
  const body = await readBody(request)
  const parsed = relayRequest.safeParse(body === undefined ? undefined : jsonOf(request, body))
  if (!parsed.success) {
    send(response, 200, refusedRelay({ kind: 'malformed' }, language))
    return
  }
  const relayed = await relays.relay(parsed.data, { origin, language, gone: goneOf(response) })
  send(
    response,
    200,
    relayed.ok
      ? { status: 'ok', reasonCode: 200, outcome: relayed.value }
      : refusedRelay(relayed.refusal, language),
  )
}

/**
 * For the service's own portal, which locks when the card is taken out: whether the card is in a reader.
 * Responds when it is not, or after the time that the page gives. The card is named by a serial number that
 * only those who have seen it know.
 */
async function watchCard(
  request: IncomingMessage,
  response: ServerResponse,
  { desk, serviceOrigin }: ApiDeps,
): Promise<void> {
  if (request.headers.origin !== serviceOrigin) {
    const language = preferredLanguage(request.headers['accept-language'])
    send(response, 403, refusedRelay({ kind: 'not-the-service' }, language))
    return
  }
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const card = await awaitAbsence(desk, {
    serial: searchParams.get('serial') ?? '',
    seconds: Number(searchParams.get('seconds') ?? 0),
    gone: goneOf(response),
  })
  send(response, 200, { card })
}

/**
 * The capabilities. To the service's own pages and the sites that the person listed: those of the inserted
 * card, where an empty `hashAlgorithms` means "no card". To all other pages: those of the software, the same
 * whether a card is in or not; which card a visitor has, and when, is nothing for every website.
 */
async function describe(
  deps: Pick<ApiDeps, 'desk' | 'settings' | 'serviceOrigin' | 'lists'>,
  origin: string | undefined,
) {
  const { desk, settings } = deps
  const keyTypes = (await mayKnowCard(deps, origin))
    ? await insertedKeyTypes(readersFor(await settings.load(), desk), desk)
    : allKeyTypes
  const algorithms = keyTypes?.flatMap((keyType) =>
    hashAlgorithms.map((hash) => `${hash}with${keyType}`),
  )
  return {
    version: newestVersion,
    // In addition to the members of the API: the release of this program.
    softwareVersion: version,
    ...listsFor(origin, deps.lists?.policy),
    httpMethods: 'GET, POST',
    contentTypes: 'data, digest',
    signatureTypes: signatureTypes.join(', '),
    selectorAvailable: true,
    hashAlgorithms: keyTypes === undefined ? '' : hashAlgorithms.join(', '),
    signatureAlgorithms: (algorithms ?? []).join(', '),
    applicationOIDs: '',
  }
}

/** In addition too: how many documents a list of this site may have. Other sites see nothing of it. */
const listsFor = (origin: string | undefined, policy: ListPolicy | undefined) =>
  policy && origin !== undefined && policy.sites.includes(origin)
    ? { maxListItems: policy.maxItems }
    : {}

const allKeyTypes = ['ECDSA', 'RSA'] as const

/** Of the cards in the readers; undefined without a card. */
async function insertedKeyTypes(
  readers: readonly CardReader[],
  desk: ApiDeps['desk'],
): Promise<readonly KeyType[] | undefined> {
  const seen = await Promise.all(readers.map((reader) => desk.see(reader)))
  const cards = seen.flatMap((each) => (each.state === 'card' ? [each.card] : []))
  if (cards.length === 0) return undefined
  const keyTypes = cards.flatMap(({ certificates }) =>
    certificates.flatMap(({ der }) => {
      const certificate = decodeCertificate(der)
      return certificate.ok ? [keyTypeOf(certificate.value)] : []
    }),
  )
  return [...new Set(keyTypes)]
}

/** Any page may send requests: the rules of signing and the person decide what it gets, not CORS. */
function setCors(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('vary', 'Origin')
  response.setHeader('connection', 'close')
  response.setHeader('cache-control', 'no-store')
  const { origin } = request.headers
  if (origin === undefined) return
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('access-control-allow-methods', 'GET, POST')
  response.setHeader('access-control-allow-headers', 'Accept, Content-Type')
  response.setHeader('access-control-max-age', '3600')
  if (request.headers['access-control-request-private-network'] === 'true')
    response.setHeader('access-control-allow-private-network', 'true')
}

const isThisMachine = (host: string | undefined): boolean =>
  /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '')

/** A page over plain HTTP can be altered on the way, except pages of this very machine. */
function refusalOfOrigin(origin: string | undefined): ApiRefusal | undefined {
  if (origin === undefined || !URL.canParse(origin)) return { kind: 'no-origin' }
  const { protocol, hostname } = new URL(origin)
  const isSecure = protocol === 'https:' || ['localhost', '127.0.0.1'].includes(hostname)
  return isSecure ? undefined : { kind: 'insecure-origin' }
}

async function readBody(
  request: IncomingMessage,
  limit: number = bodyLimit,
): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!(chunk instanceof Uint8Array)) throw new Error('request body is not bytes')
    length += chunk.length
    // The remaining bytes are read and dropped, so that the page gets the response instead of a broken
    // connection.
    if (length <= limit) chunks.push(chunk)
    if (length > droppedLimit) break
  }
  return length > limit ? undefined : Buffer.concat(chunks).toString('utf8')
}

/** Only with the content type JSON: another type would pass without the browser's preflight request. */
function jsonOf(request: IncomingMessage, body: string): unknown {
  if (contentTypeOf(request) !== 'application/json') return undefined
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** The encrypted transaction of SCS 1.3. */
const isJwt = (request: IncomingMessage): boolean => contentTypeOf(request) === 'application/jwt'

const contentTypeOf = ({ headers }: IncomingMessage): string | undefined =>
  headers['content-type']?.split(';')[0]?.trim().toLowerCase()

const refused = (request: IncomingMessage, refusal: ApiRefusal, version: string = newestVersion) =>
  refusedResponse(version, refusal, preferredLanguage(request.headers['accept-language']))

function send(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
    .end(JSON.stringify(body))
}

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
