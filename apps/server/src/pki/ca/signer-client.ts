import { Agent, request, type ClientRequest } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { text } from 'node:stream/consumers'
import {
  joinAdminProofAsked,
  splitAdminKey,
  splitAdminProof,
} from '@sotevarmenne/issuing/socket/admin-frames'
import { socketOf, type Asker } from '@sotevarmenne/issuing/socket/client-roles'
import { joinParts, parseRefusal } from '@sotevarmenne/issuing/socket/frames'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { assertOutsideTransaction } from '#platform/db.ts'
import { createCertificateLine } from './certificate-line.ts'
import type {
  AdminProof,
  AdminProofAsked,
  CardAdminKey,
  IssuerId,
  LintedTbs,
  SignerRefusal,
  SignerState,
} from './contract.ts'

/** What web, jobs and status may ask of the signer. None of it is asked inside a transaction. */
export type SignerClient = {
  /**
   * The signature over linted bytes, in DER. A token is used once, and throws after that; the same bytes, linted anew, get
   * the same signature again.
   */
  readonly signCertificate: (tbs: LintedTbs) => Promise<Result<Uint8Array, SignerRefusal>>
  /**
   * Bytes that are to be given up: from now on the signer signs nothing under their serial. Where it has signed them
   * already, by the rules of that time, it answers that signature, and nothing is given up.
   */
  readonly giveUp: (written: {
    readonly issuer: IssuerId
    /** Lower-case hexadecimal. */
    readonly serial: string
    readonly tbs: Uint8Array
  }) => Promise<Result<Uint8Array | undefined, SignerRefusal>>
  /** The signature over a list that comes in pieces. Rejects with the fault of what makes the pieces. */
  readonly signList: (list: {
    readonly issuer: IssuerId
    readonly chunks: AsyncIterable<Uint8Array>
  }) => Promise<Result<Uint8Array, SignerRefusal>>
  readonly signCheckpoint: (bytes: Uint8Array) => Promise<Result<Uint8Array, SignerRefusal>>
  /** The admin key of a card that is being made. */
  readonly deriveAdminKey: (cardNumber: string) => Promise<Result<CardAdminKey, SignerRefusal>>
  /** Answers a challenge of a card, whose key stays with the signer. */
  readonly proveAdminKey: (asked: AdminProofAsked) => Promise<Result<AdminProof, SignerRefusal>>
  /** Rejects when the signer does not answer. */
  readonly state: () => Promise<SignerState>
  /** Rejects when the signer does not answer, or can't sign with one of its keys. */
  readonly health: () => Promise<void>
  readonly close: () => void
}

/** `certificatesAs`: at whose socket this process asks for certificates, by its rights. */
export function createSignerClient({
  socketFolder,
  certificatesAs = 'issuing',
}: {
  readonly socketFolder: string
  readonly certificatesAs?: 'issuing' | 'status'
}): SignerClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 })
  const addressOf = (asker: Asker, path: string): Address => ({
    agent,
    socketPath: socketOf(socketFolder, asker),
    path,
  })

  const certificates = createCertificateLine(socketOf(socketFolder, certificatesAs))
  const used = new WeakSet<LintedTbs>()
  const state = () => seeState(addressOf(certificatesAs, '/state'))

  return {
    signCertificate: (tbs) => {
      assertOutsideTransaction()
      if (used.has(tbs)) throw new Error('a linted token is used once: lint the bytes again')
      used.add(tbs)
      return certificates.sign(tbs)
    },
    giveUp: async ({ issuer, serial, tbs }) => {
      const body = joinParts([Buffer.from(issuer), Buffer.from(serial), tbs])
      const answer = await post(addressOf(certificatesAs, '/given-up'), body)
      return answer.ok && answer.value.length === 0 ? ok(undefined) : answer
    },
    signList: ({ issuer, chunks }) => post(addressOf('status', `/lists/${issuer}`), chunks),
    signCheckpoint: (bytes) => post(addressOf('audit', '/checkpoints'), bytes),
    deriveAdminKey: async (cardNumber) => {
      const answer = await post(addressOf('production', '/admin-keys'), Buffer.from(cardNumber))
      return answer.ok ? read(splitAdminKey(answer.value)) : answer
    },
    proveAdminKey: async (asked) => {
      const body = joinAdminProofAsked(asked)
      const answer = await post(addressOf('relay', '/admin-proofs'), body)
      return answer.ok ? read(splitAdminProof(answer.value)) : answer
    },
    state,
    health: async () => {
      const { keys } = await state()
      const [first] = keys.filter(({ trouble }) => trouble !== null)
      if (first !== undefined) throw new Error(`the key of ${first.name}: ${String(first.trouble)}`)
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
        else reject(new Error(`the signer answered ${response.statusCode}`))
      }, reject)
    })
    sent.on('timeout', () => sent.destroy(new Error('no answer in time')))
    sent.on('error', reject)
    sent.end()
  })
}

function post(
  { agent, socketPath, path }: Address,
  body: Uint8Array | AsyncIterable<Uint8Array>,
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
        method: 'POST',
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
          const answer = Buffer.concat(chunks)
          if (response.statusCode === 200) resolve(ok(new Uint8Array(answer)))
          else if (response.statusCode === 500) unavailable('the signer has a fault')
          else resolve(refuse(parseRefusal(answer.toString('utf8'))))
        })
      },
    )
    sent.on('timeout', () => sent.destroy(new Error('no answer in time')))
    sent.on('error', (error) => {
      unavailable(error.message)
    })
    if (body instanceof Uint8Array) sent.end(body)
    else void sendPieces(body, sent).catch(reject)
  })
}

/** Sends as fast as the signer takes it. One that answers before the end, or goes away, is told by its answer or error. */
async function sendPieces(pieces: AsyncIterable<Uint8Array>, sent: ClientRequest): Promise<void> {
  const source = Readable.from(pieces)
  try {
    await pipeline(source, sent)
  } catch (fault) {
    if (source.errored !== null) throw fault
  }
}
