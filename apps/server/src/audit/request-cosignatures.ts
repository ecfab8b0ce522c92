import { areEqual } from '@sotevarmenne/issuing/domain/merkle'
import {
  cosignedAt,
  formatVerifierKey,
  headOf,
  joinNote,
  splitNote,
  type SignedNote,
  type VerifierKey,
} from '@sotevarmenne/issuing/signed-note'
import { instant, second, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { readUpTo } from '@sotevarmenne/signatures/read-up-to'
import { toBase64 } from '#platform/base64.ts'
import { assertOutsideTransaction, type Db } from '#platform/db.ts'
import { fetchWith } from '#platform/fetch-with.ts'
import { checkpointOfSize } from './stores/checkpoints.ts'
import { latestCosignature, saveCosignature } from './stores/cosignatures.ts'
import { proveHead } from './prove-head.ts'

/** A witness of another maker: where it listens, and the key that it cosigns with. */
export type Witness = {
  /** Its submission prefix, without a slash at the end. */
  readonly url: string
  readonly key: VerifierKey
}

export type WitnessDeps = {
  readonly db: Db
  readonly witnesses: readonly Witness[]
  /** The head that the signer signed last, as a signed note. */
  readonly lastNote: () => Promise<Result<string, { readonly kind: string }>>
}

export type WitnessRefusal =
  /** It has cosigned a larger log than ours: ours was cut off, or put back to an earlier state. */
  | { readonly kind: 'witness-knows-more'; readonly size: number }
  /** The log is not a continuation of the one that it cosigned (422), or not ours to it (403, 404). */
  | { readonly kind: 'refused-by-witness'; readonly status: number }
  | { readonly kind: 'not-cosigned' }
  | { readonly kind: 'witness-unavailable'; readonly because: string }

/**
 * Has the last head cosigned by every witness (C2SP tlog-witness). Runs once a minute: each run asks for the
 * head of that time, so that none is queued and a lost witness delays nothing. Throws when any refused, with
 * each reason: the log of the operator.
 */
export const requestCosignatures =
  ({ db, witnesses, lastNote }: WitnessDeps) =>
  async (): Promise<void> => {
    if (witnesses.length === 0) return
    const given = await lastNote()
    if (!given.ok) throw new Error(`no note for witnesses: ${given.refusal.kind}`)
    const note = splitNote(given.value)
    const origin = note?.text.split('\n')[0] ?? ''
    const head = note && headOf(note.text, origin)
    if (note === undefined || head === undefined) throw new Error('the signer gave no note')
    const ours = await db.read((tx) => checkpointOfSize(tx, head.size))
    // Signed a moment ago and not stored yet, or another log than the signer's: the next run will tell.
    if (ours === undefined || !areEqual(ours.root, head.root)) return

    const refused = await Promise.all(
      witnesses.map(async (witness) => {
        const cosigned = await requestCosignature(db, witness, { note, size: head.size })
        return cosigned.ok ? [] : [`${witness.key.name}: ${JSON.stringify(cosigned.refusal)}`]
      }),
    )
    if (refused.flat().length > 0) throw new Error(refused.flat().join('; '))
  }

type Submission = { readonly note: SignedNote; readonly size: number }

async function requestCosignature(
  db: Db,
  witness: Witness,
  submission: Submission,
): Promise<Result<Instant, WitnessRefusal>> {
  const name = formatVerifierKey(witness.key)
  const known = (await db.read((tx) => latestCosignature(tx, name)))?.size ?? 0
  let response = await submit(db, witness, { ...submission, old: Math.min(known, submission.size) })
  if (response.ok && response.value.status === conflict) {
    // It tells what it cosigned last: another process was faster, or its answer was lost.
    const old = Number(response.value.body.trim())
    if (!Number.isSafeInteger(old) || old < 0)
      return refuse({ kind: 'witness-unavailable', because: 'no size in its answer' })
    if (old > submission.size) return refuse({ kind: 'witness-knows-more', size: old })
    response = await submit(db, witness, { ...submission, old })
  }
  if (!response.ok) return response
  const { status, body } = response.value
  if (status !== 200) return refuse({ kind: 'refused-by-witness', status })
  for (const line of body.split(/(?<=\n)/)) {
    const seconds = cosignedAt(submission.note.text, line, witness.key)
    if (seconds === undefined) continue
    const at = instant(seconds * second)
    const note = joinNote({ ...submission.note, lines: [...submission.note.lines, line] })
    return db.write(async (tx) => {
      await saveCosignature(tx, { witness: name, size: submission.size, at, note })
      return ok(at)
    })
  }
  return refuse({ kind: 'not-cosigned' })
}

async function submit(
  db: Db,
  { url }: Witness,
  { note, size, old }: Submission & { readonly old: number },
): Promise<Result<{ readonly status: number; readonly body: string }, WitnessRefusal>> {
  assertOutsideTransaction()
  const proof = old === size ? [] : await db.read((tx) => proveHead(tx, old, size))
  const lines = proof.map((hash) => `${toBase64(hash)}\n`).join('')
  const signal = AbortSignal.timeout(timeout)
  try {
    const response = await fetchWith(undefined)(`${url}/add-checkpoint`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: `old ${String(old)}\n${lines}\n${joinNote(note)}`,
      signal,
    })
    const bytes =
      response.body === null ? new Uint8Array() : await readUpTo(response.body, maxBytes)
    if (bytes === undefined) return refuse({ kind: 'witness-unavailable', because: 'too long' })
    return ok({ status: response.status, body: new TextDecoder().decode(bytes) })
  } catch {
    const because = signal.aborted ? 'time-out' : 'no connection'
    return refuse({ kind: 'witness-unavailable', because })
  }
}

const conflict = 409
const timeout = 10 * second
const maxBytes = 64 * 1024
