import { chmod, mkdir, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createConnection } from 'node:net'
import { dirname } from 'node:path'
import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import {
  joinAdminKey,
  joinAdminProof,
  splitAdminProofRequested,
  splitCardInProduction,
} from '@sotevarmenne/issuing/socket/admin-frames'
import { splitCheckpointRequested } from '@sotevarmenne/issuing/socket/checkpoint-frames'
import {
  formatOpenReceipts,
  parseReceipts,
  splitPlacedEntries,
} from '@sotevarmenne/issuing/socket/receipt-frames'
import { clientRoles, socketOf, type ClientRole } from '@sotevarmenne/issuing/socket/client-roles'
import { certificateProtocol, splitParts } from '@sotevarmenne/issuing/socket/frames'
import type { SignerRefusal } from '@sotevarmenne/issuing/socket/messages'
import { minute, second } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { CrlScope } from './memory/crl-memory.ts'
import { serveCertificates } from './serve-certificates.ts'
import { signerMetrics } from './signer-metrics.ts'
import type { RequestedVoiding, Signer } from './signer.ts'

/**
 * The signer's only listeners: HTTP over a Unix socket per client role, which its own user may open, and
 * the group of its folder where that is configured. A request's body is the bytes to be signed, the
 * response's is the signature; 422 carries a refusal. Certificates use upgraded connections. The signer has
 * no database and opens no connection itself.
 */
export async function serveSigner(
  signer: Signer,
  options: ServeSigner,
): Promise<{ readonly close: () => Promise<void> }> {
  const listeners: Listener[] = []
  const metrics = signerMetrics(signer.counts)
  for (const clientRole of clientRoles)
    listeners.push(await openListener({ signer, metrics }, clientRole, options))
  return {
    close: async () => {
      await Promise.all(listeners.map((listener) => listener.close()))
    },
  }
}

export type ServeSigner = {
  /** Folder of the sockets (see `socketOf`). */
  readonly socketFolder: string
  /** The groups of the folders may open the sockets too: the clients run as users of their own. */
  readonly isForGroup?: boolean
  /** Shorter ones, for tests. */
  readonly timeouts?: Partial<typeof timeouts>
  /** Called with internal faults; the client only learns that one happened. */
  readonly onFault: (fault: unknown) => void
}

/** How long a client may take to send a request; milliseconds. */
const timeouts = {
  headersTimeout: 10 * second,
  requestTimeout: 2 * minute,
  // A timeout may take effect this much later.
  connectionsCheckingInterval: second,
}

type Served = { readonly signer: Signer; readonly metrics: () => string }

type Listener = { readonly close: () => Promise<void> }

async function openListener(
  { signer, metrics }: Served,
  clientRole: ClientRole,
  { socketFolder, isForGroup = false, timeouts: shorter, onFault }: ServeSigner,
): Promise<Listener> {
  const socketPath = socketOf(socketFolder, clientRole)
  await takeSocket(socketPath, isForGroup ? 0o750 : 0o700)
  // Clients are ours and reuse their connections: one that closes here just as it is reused would lose its
  // request.
  const limits = { ...timeouts, ...shorter, keepAliveTimeout: 0 }
  const server = createServer(limits, (request, response) => {
    handleRequest({ signer, metrics }, clientRole, request, response).catch((fault: unknown) => {
      // The client went away, or was too slow.
      if (request.destroyed && !request.complete) return
      onFault(fault)
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  const upgraded = new Set<Duplex>()
  server.on('upgrade', (request, socket, first) => {
    upgraded.add(socket)
    socket.on('close', () => upgraded.delete(socket))
    // From here on nothing else handles errors: a client that goes away must not end the signer.
    socket.on('error', () => socket.destroy())
    const refusal = refusalOfUpgrade(clientRole, request)
    if (refusal !== undefined) {
      // Keep reading, or its end would never be seen.
      socket.resume().end(refusal)
      return
    }
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: ${certificateProtocol}\r\n\r\n`,
    )
    serveCertificates(socket, first, {
      ...{ signer, onFault },
      mayRequestProfile: (profile) => clientRole === 'issuing' || profile === 'ocsp-responder',
    })
  })
  // Created with no rights for others from the start: chmod alone would leave a gap.
  const previous = process.umask(isForGroup ? 0o117 : 0o177)
  server.listen(socketPath)
  await once(server, 'listening')
  process.umask(previous)
  await chmod(socketPath, isForGroup ? 0o660 : 0o600)

  return {
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      for (const socket of upgraded) socket.destroy()
      await closed
    },
  }
}

type What = (typeof requests)[number]

const rights: Readonly<Record<ClientRole, readonly What[]>> = {
  issuing: ['voided'],
  ocsp: ['crls', 'certificate-ends'],
  audit: ['checkpoints', 'placed-entries'],
  receipts: ['receipts'],
  production: ['admin-keys', 'read-back', 'admin-proofs'],
  relay: ['admin-proofs'],
}

/** The response to a client that may not upgrade to requesting certificates, or to anything else. */
function refusalOfUpgrade(
  clientRole: ClientRole,
  { url, headers }: IncomingMessage,
): string | undefined {
  const isAddress = url === '/certificates' && headers.upgrade === certificateProtocol
  if (isAddress && requestsForCertificates.has(clientRole)) return undefined
  const refusal: SignerRefusal = isAddress ? { kind: 'not-for-this-client-role' } : noSuchAddress
  const body = JSON.stringify(refusal)
  return `HTTP/1.1 ${isAddress ? '403 Forbidden' : '404 Not Found'}\r\nconnection: close\r\ncontent-length: ${String(body.length)}\r\n\r\n${body}`
}

const requestsForCertificates: ReadonlySet<ClientRole> = new Set(['issuing', 'ocsp'])

async function handleRequest(
  { signer, metrics }: Served,
  clientRole: ClientRole,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'GET' && request.url === '/metrics') {
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(metrics())
    return
  }
  if (request.method === 'GET' && request.url === '/state') {
    reply(response, 200, JSON.stringify(signer.state()))
    return
  }
  const [, position] = /^\/signing-log\/(\d{1,15})$/.exec(request.url ?? '') ?? []
  if (request.method === 'GET' && position !== undefined && clientRole === 'audit') {
    const lines = await signer.signingLogFrom(Number(position))
    if (lines) reply(response, 200, lines)
    else refuseWith(response, 422, { kind: 'signing-log-shorter' })
    return
  }
  if (request.method === 'GET' && request.url === '/note' && clientRole === 'audit') {
    const note = signer.lastNote()
    if (note.ok) reply(response, 200, Buffer.from(note.value))
    else refuseWith(response, 422, note.refusal)
    return
  }
  const [, nr] = /^\/receipts\/(\d{1,15})$/.exec(request.url ?? '') ?? []
  if (request.method === 'GET' && nr !== undefined && clientRole === 'audit') {
    reply(response, 200, Buffer.from(formatOpenReceipts(signer.openReceipts(Number(nr)))))
    return
  }
  const [, what = '', ...rest] = (request.url ?? '').split('/')
  if (request.method !== 'POST' || !isWhat(what) || (what !== 'crls' && rest.length > 0)) {
    refuseWith(response, 404, noSuchAddress)
    return
  }
  if (!rights[clientRole].includes(what)) {
    refuseUnread(request, response, 403, { kind: 'not-for-this-client-role' })
    return
  }
  // The connection must outlive a body that is not read to its end: the refusal is sent on it.
  const chunks = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>
  if (what === 'crls') {
    const scope = crlScopeOf(rest)
    if (scope === undefined) {
      refuseUnread(request, response, 404, noSuchAddress)
      return
    }
    const signed = await signer.signCrl({ ...scope, chunks })
    if (signed.ok) reply(response, 200, signed.value)
    else refuseUnread(request, response, 422, signed.refusal)
    return
  }
  const body = await readBody(chunks, bodyLimits[what])
  if (body === undefined) {
    refuseUnread(request, response, 413, {
      kind: 'malformed-request',
      detail: 'too many bytes',
    })
    return
  }
  if (what === 'certificate-ends') {
    const [issuer, ...tbs] = splitParts(body) ?? []
    if (issuer) await signer.noteEnds({ issuer: Buffer.from(issuer).toString('utf8'), tbs })
    reply(response, 200, nothing)
    return
  }
  if (what === 'voided') {
    const requested = requestedVoiding(body)
    const answered = requested === undefined ? malformed : await signer.voidReservation(requested)
    if (answered.ok) reply(response, 200, answered.value ?? nothing)
    else refuseWith(response, 422, answered.refusal)
    return
  }
  const result = await respondToOne(signer, clientRole, what, body)
  if (result.ok) reply(response, 200, result.value)
  else refuseWith(response, 422, result.refusal)
}

async function respondToOne(
  signer: Signer,
  clientRole: ClientRole,
  what: 'checkpoints' | 'receipts' | 'placed-entries' | 'admin-keys' | 'read-back' | 'admin-proofs',
  body: Uint8Array,
): Promise<Result<Uint8Array, SignerRefusal>> {
  switch (what) {
    case 'checkpoints': {
      const requested = splitCheckpointRequested(body)
      return requested === undefined ? malformed : signer.signCheckpoint(requested)
    }
    case 'receipts': {
      const receipts = parseReceipts(Buffer.from(body).toString('latin1'))
      const stored = receipts === undefined ? malformed : await signer.keepReceipts(receipts)
      return stored.ok ? ok(nothing) : stored
    }
    case 'placed-entries': {
      const placed = splitPlacedEntries(body)
      const settled = placed === undefined ? malformed : await signer.placeEntries(placed)
      return settled.ok ? ok(nothing) : settled
    }
    case 'admin-keys': {
      const card = splitCardInProduction(body)
      if (card === undefined) return malformed
      const derived = await signer.adminKeys.derive(card)
      return derived.ok ? ok(joinAdminKey(derived.value)) : derived
    }
    case 'read-back': {
      const card = splitCardInProduction(body)
      if (card === undefined) return malformed
      const ended = await signer.adminKeys.readBack(card)
      return ended.ok ? ok(nothing) : ended
    }
    case 'admin-proofs': {
      const requested = splitAdminProofRequested(body)
      if (requested === undefined) return malformed
      // Production wipes what it rejected; it has no part in cards in use.
      if (clientRole === 'production' && requested.purpose !== 'administration')
        return refuse({ kind: 'not-for-this-client-role' })
      const proved = await signer.adminKeys.prove(requested)
      return proved.ok ? ok(joinAdminProof(proved.value)) : proved
    }
  }
}

const noSuchAddress: SignerRefusal = { kind: 'malformed-request', detail: 'no such address' }

const malformed = refuse({ kind: 'malformed-request', detail: 'parts that do not fit' })

/** `<issuer>` or `<issuer>/<shard>` of the address; undefined when it is neither. */
function crlScopeOf([issuer, shard, ...more]: readonly string[]): CrlScope | undefined {
  if (issuer === undefined || !/^[\w-]{1,64}$/.test(issuer) || more.length > 0) return undefined
  if (shard === undefined) return { issuer, shard: undefined }
  return /^(0|[1-9]\d{0,5})$/.test(shard) ? { issuer, shard: Number(shard) } : undefined
}

/** In bytes. A CRL is limited by its reader. */
const bodyLimits = {
  voided: 64 * 1024,
  checkpoints: 4096,
  receipts: 1024 * 1024,
  'placed-entries': 1024 * 1024,
  'certificate-ends': 16 * 1024 * 1024,
  'admin-keys': 1024,
  'read-back': 1024,
  'admin-proofs': 1024,
} as const

const requests = [
  'voided',
  'crls',
  'certificate-ends',
  'checkpoints',
  'receipts',
  'placed-entries',
  'admin-keys',
  'read-back',
  'admin-proofs',
] as const

const isWhat = (what: string): what is What => requests.some((each) => each === what)

/** Issuer, serial and bytes. */
function requestedVoiding(body: Uint8Array): RequestedVoiding | undefined {
  const [issuer, serial, tbs, ...more] = splitParts(body) ?? []
  if (issuer === undefined || serial === undefined || tbs === undefined || more.length > 0)
    return undefined
  return {
    issuer: Buffer.from(issuer).toString('utf8'),
    serial: Buffer.from(serial).toString('utf8'),
    tbs,
  }
}

const nothing = new Uint8Array(0)

async function readBody(
  chunks: AsyncIterable<Buffer>,
  limit: number,
): Promise<Uint8Array | undefined> {
  const read: Buffer[] = []
  let length = 0
  for await (const chunk of chunks) {
    length += chunk.length
    if (length > limit) return undefined
    read.push(chunk)
  }
  return new Uint8Array(Buffer.concat(read))
}

const refuseWith = (response: ServerResponse, status: number, refusal: SignerRefusal): void => {
  reply(response, status, JSON.stringify(refusal))
}

/** Without reading the remaining bytes; the connection takes no more requests. */
function refuseUnread(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  refusal: SignerRefusal,
): void {
  response.setHeader('connection', 'close')
  response.once('finish', () => request.destroy())
  refuseWith(response, status, refusal)
}

function reply(response: ServerResponse, status: number, body: string | Uint8Array): void {
  response.writeHead(status, {
    'content-type': typeof body === 'string' ? 'application/json' : 'application/octet-stream',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}

/** Removes the socket of a signer that was killed; refuses to replace that of a running one. */
async function takeSocket(socketPath: string, folderMode: number): Promise<void> {
  await mkdir(dirname(socketPath), { recursive: true, mode: folderMode })
  const isAlive = await new Promise<boolean>((resolve) => {
    const probe = createConnection(socketPath)
    probe.once('connect', () => {
      probe.destroy()
      resolve(true)
    })
    probe.once('error', () => {
      resolve(false)
    })
  })
  if (isAlive) throw new Error(`another signer already listens at ${socketPath}: stop it first`)
  await rm(socketPath, { force: true })
}
