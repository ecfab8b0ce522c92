import { Agent, request, type ClientRequest } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { text } from 'node:stream/consumers'
import {
  joinAdminProofRequested,
  joinCardInProduction,
  splitAdminKey,
  splitAdminProof,
} from '@sotevarmenne/issuing/socket/admin-frames'
import { joinCheckpointRequested } from '@sotevarmenne/issuing/socket/checkpoint-frames'
import {
  formatReceipts,
  joinPlacedEntries,
  parseOpenReceipts,
} from '@sotevarmenne/issuing/socket/receipt-frames'
import { socketOf, type ClientRole } from '@sotevarmenne/issuing/socket/client-roles'
import { joinParts, parseRefusal } from '@sotevarmenne/issuing/socket/frames'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { beginSpan, traced } from '#platform/tracing.ts'
import { assertOutsideTransaction } from '#platform/db.ts'
import { createSigningChannel } from './signing-channel.ts'
import type {
  AdminProof,
  AdminProofRequested,
  CardAdminKey,
  CardInProduction,
  CheckpointRequested,
  EntryReceipt,
  IssuerId,
  LintedTbs,
  OpenReceipt,
  PlacedEntries,
  SignerRefusal,
  SignerState,
} from './contract.ts'

/** Requests to the signer from web, jobs and OCSP. Never called inside a transaction. */
export type SignerClient = {
  /**
   * The signature over linted bytes, in DER. A token is used once, and throws after that; the same bytes,
   * linted again, get the same signature. `evidence`: for a person's certificate, by `encodeEvidence`.
   */
  readonly signCertificate: (
    tbs: LintedTbs,
    evidence?: Uint8Array,
  ) => Promise<Result<Uint8Array, SignerRefusal>>
  /**
   * Voids a reservation: from now on the signer signs nothing under its serial. If it has signed the bytes
   * already, by the rules of that time, it returns that signature, and nothing is voided.
   */
  readonly voidReservation: (written: {
    readonly issuer: IssuerId
    /** Lower-case hexadecimal. */
    readonly serial: string
    readonly tbs: Uint8Array
  }) => Promise<Result<Uint8Array | undefined, SignerRefusal>>
  /** The signature over a CRL that is sent in pieces. Rejects with the error of the source of the pieces. */
  readonly signCrl: (crl: {
    readonly issuer: IssuerId
    /** Undefined: the full CRL. */
    readonly shard: number | undefined
    readonly chunks: AsyncIterable<Uint8Array>
  }) => Promise<Result<Uint8Array, SignerRefusal>>
  /**
   * Shows certificates (to-be-signed bytes) of which the signer may not know the end, because an earlier
   * version signed them. At most 2000.
   */
  readonly noteEnds: (presented: {
    readonly issuer: IssuerId
    readonly tbs: readonly Uint8Array[]
  }) => Promise<Result<unknown, SignerRefusal>>
  readonly signCheckpoint: (
    requested: CheckpointRequested,
  ) => Promise<Result<Uint8Array, SignerRefusal>>
  /** Announces committed audit entries; they stay open until they are placed. At most 2000. */
  readonly sendReceipts: (
    receipts: readonly EntryReceipt[],
  ) => Promise<Result<unknown, SignerRefusal>>
  /** Receipts that are open and arrived after the number, some of them; none at the end. */
  readonly openReceipts: (after: number) => Promise<Result<readonly OpenReceipt[], SignerRefusal>>
  /** Proves entries to be in the tree of a head that was signed lately. At most 4000. */
  readonly placeEntries: (placed: PlacedEntries) => Promise<Result<unknown, SignerRefusal>>
  /** The head of the audit log that was signed last, as a note for witnesses. */
  readonly lastNote: () => Promise<Result<string, SignerRefusal>>
  /**
   * The admin key of a card in production: once, or for the same chip again within an hour, until the card was
   * read back.
   */
  readonly deriveAdminKey: (card: CardInProduction) => Promise<Result<CardAdminKey, SignerRefusal>>
  /** Ends the production of the card: its admin key is never derived again. */
  readonly noteReadBack: (card: CardInProduction) => Promise<Result<unknown, SignerRefusal>>
  /** Responds to a challenge of a card; the key stays in the signer. */
  readonly proveAdminKey: (
    requested: AdminProofRequested,
  ) => Promise<Result<AdminProof, SignerRefusal>>
  /** The same for production, which may only wipe cards. */
  readonly proveAdminKeyToWipe: (
    requested: AdminProofRequested,
  ) => Promise<Result<AdminProof, SignerRefusal>>
  /** Whole lines of the signing log from the byte on, some of them; empty at its end. */
  readonly signingLogFrom: (position: number) => Promise<Result<Uint8Array, SignerRefusal>>
  /** Rejects when the signer does not respond. */
  readonly state: () => Promise<SignerState>
  /** Rejects when the signer does not respond, or cannot sign with one of its keys. */
  readonly health: () => Promise<void>
  readonly close: () => void
}

/** `certificatesAs`: the client role, which selects the signer socket for certificates. */
export function createSignerClient({
  socketFolder,
  certificatesAs = 'issuing',
}: {
  readonly socketFolder: string
  readonly certificatesAs?: 'issuing' | 'ocsp'
}): SignerClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 })
  const addressOf = (clientRole: ClientRole, path: string): Address => ({
    agent,
    socketPath: socketOf(socketFolder, clientRole),
    path,
  })

  const certificates = createSigningChannel(socketOf(socketFolder, certificatesAs))
  const used = new WeakSet<LintedTbs>()
  const state = () => seeState(addressOf(certificatesAs, '/state'))
  const prove = async (clientRole: 'relay' | 'production', requested: AdminProofRequested) => {
    const response = await post(
      addressOf(clientRole, '/admin-proofs'),
      joinAdminProofRequested(requested),
    )
    return response.ok ? read(splitAdminProof(response.value)) : response
  }

  return {
    signCertificate: (tbs, evidence) => {
      assertOutsideTransaction()
      if (used.has(tbs)) throw new Error('a linted token is used once: lint the bytes again')
      used.add(tbs)
      return traced(beginSpan('signer /certificates', 'client'), () =>
        certificates.sign(tbs, evidence),
      )
    },
    voidReservation: async ({ issuer, serial, tbs }) => {
      const body = joinParts([Buffer.from(issuer), Buffer.from(serial), tbs])
      const response = await post(addressOf(certificatesAs, '/voided'), body)
      return response.ok && response.value.length === 0 ? ok(undefined) : response
    },
    signCrl: ({ issuer, shard, chunks }) =>
      post(
        addressOf('ocsp', `/crls/${issuer}${shard === undefined ? '' : `/${String(shard)}`}`),
        chunks,
      ),
    noteEnds: ({ issuer, tbs }) =>
      post(addressOf('ocsp', '/certificate-ends'), joinParts([Buffer.from(issuer), ...tbs])),
    signCheckpoint: (requested) =>
      post(addressOf('audit', '/checkpoints'), joinCheckpointRequested(requested)),
    sendReceipts: (receipts) =>
      post(addressOf('receipts', '/receipts'), Buffer.from(formatReceipts(receipts))),
    openReceipts: async (after) => {
      const response = await send(addressOf('audit', `/receipts/${String(after)}`), {
        method: 'GET',
      })
      if (!response.ok) return response
      return read(parseOpenReceipts(Buffer.from(response.value).toString('latin1')))
    },
    placeEntries: (placed) =>
      post(addressOf('audit', '/placed-entries'), joinPlacedEntries(placed)),
    lastNote: async () => {
      const note = await send(addressOf('audit', '/note'), { method: 'GET' })
      return note.ok ? ok(Buffer.from(note.value).toString('utf8')) : note
    },
    deriveAdminKey: async (card) => {
      const body = joinCardInProduction(card)
      const response = await post(addressOf('production', '/admin-keys'), body)
      return response.ok ? read(splitAdminKey(response.value)) : response
    },
    noteReadBack: (card) => post(addressOf('production', '/read-back'), joinCardInProduction(card)),
    proveAdminKey: (requested) => prove('relay', requested),
    proveAdminKeyToWipe: (requested) => prove('production', requested),
    signingLogFrom: (position) =>
      send(addressOf('audit', `/signing-log/${String(position)}`), { method: 'GET' }),
    state,
    health: async () => {
      const { keys } = await state()
      const [first] = keys.filter(({ trouble }) => trouble !== null)
      if (first !== undefined)
        throw new Error(`key ${first.name} cannot sign: ${String(first.trouble)}`)
    },
    close: () => {
      certificates.close()
      agent.destroy()
    },
  }
}

const read = <Value>(value: Value | undefined): Result<Value, SignerRefusal> =>
  value === undefined
    ? refuse({ kind: 'signer-unavailable', detail: 'an answer that is not understood' })
    : ok(value)

type Address = { readonly agent: Agent; readonly socketPath: string; readonly path: string }

function seeState(address: Address): Promise<SignerState> {
  return new Promise((resolve, reject) => {
    const sent = request({ ...address, timeout: 5_000 }, (response) => {
      text(response).then((body) => {
        if (response.statusCode === 200) resolve(JSON.parse(body) as SignerState)
        else reject(new Error(`the signer returned status ${response.statusCode}`))
      }, reject)
    })
    sent.on('timeout', () => sent.destroy(new Error('timeout: no response from the signer')))
    sent.on('error', reject)
    sent.end()
  })
}

const post = (
  address: Address,
  body: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<Result<Uint8Array, SignerRefusal>> =>
  traced(beginSpan(`signer ${address.path}`, 'client'), () =>
    send(address, { method: 'POST', body }),
  )

function send(
  { agent, socketPath, path }: Address,
  {
    method,
    body = new Uint8Array(),
  }: { readonly method: string; readonly body?: Uint8Array | AsyncIterable<Uint8Array> },
): Promise<Result<Uint8Array, SignerRefusal>> {
  assertOutsideTransaction()
  return new Promise((resolve, reject) => {
    const unavailable = (detail: string): void => {
      resolve(refuse({ kind: 'signer-unavailable', detail }))
    }
    const sent = request(
      {
        agent,
        socketPath,
        path,
        method,
        timeout: 60_000,
        headers: body instanceof Uint8Array ? { 'content-length': body.length } : {},
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', (error) => {
          unavailable(error.message)
        })
        response.on('end', () => {
          const reply = Buffer.concat(chunks)
          if (response.statusCode === 200) resolve(ok(new Uint8Array(reply)))
          else if (response.statusCode === 500) unavailable('the signer has a fault')
          else resolve(refuse(parseRefusal(reply.toString('utf8'))))
        })
      },
    )
    sent.on('timeout', () => sent.destroy(new Error('timeout: no response from the signer')))
    sent.on('error', (error) => {
      unavailable(error.message)
    })
    if (body instanceof Uint8Array) sent.end(body)
    else void sendPieces(body, sent).catch(reject)
  })
}

/**
 * Sends as fast as the signer reads. An early response or a broken connection is reported by the response or
 * its error.
 */
async function sendPieces(pieces: AsyncIterable<Uint8Array>, sent: ClientRequest): Promise<void> {
  const source = Readable.from(pieces)
  try {
    await pipeline(source, sent)
  } catch (fault) {
    if (source.errored !== null) throw fault
  }
}
