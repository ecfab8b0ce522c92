import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import { ifThere, writeInOneStep } from '../environment/files.ts'

/** One letter of a batch, printed and posted unchanged. */
export const letterOrder = z.object({
  /** The letter itself, base64. */
  pdf: z
    .base64()
    .refine((text) => Buffer.from(text, 'base64').subarray(0, 5).toString() === '%PDF-'),
  addressee: z.union([z.string(), z.record(z.string(), z.unknown())]),
})
export type LetterOrder = z.infer<typeof letterOrder>

/** The letters of the batch to print, in the format of `sha256sum`. */
export const manifestOrder = z.object({
  manifest: z.string().regex(/^(?:[0-9a-f]{64} {2}\d{10}\.pdf\n)+$/),
})

export const isBatchId = (text: string): boolean =>
  /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(text)
export const isLetterNumber = (text: string): boolean => /^\d{10}$/.test(text)

const posted = z.object({
  letterNumber: z.string(),
  addressee: z.string(),
  receivedAt: z.string(),
  batchId: z.string(),
})
export type PostedLetter = z.infer<typeof posted>

const brought = z.object({ digest: z.string(), addressee: z.string() })

const acceptedBatch = z.object({
  batchId: z.string(),
  receivedAt: z.string(),
  letters: z.number(),
  manifest: z.string(),
})
export type AcceptedBatch = z.infer<typeof acceptedBatch>

export type Letters = {
  /** Stores a letter of an open batch; a second upload replaces the first. */
  readonly bring: (
    batchId: string,
    letterNumber: string,
    order: LetterOrder,
  ) => Promise<
    Result<{ readonly isNew: boolean }, { readonly kind: 'another-letter-has-this-number' }>
  >
  /** Prints and posts the letters of the manifest and deletes the others of the batch. */
  readonly accept: (
    batchId: string,
    manifest: string,
    now: Instant,
  ) => Promise<Result<AcceptedBatch, { readonly kind: 'another-manifest' | 'letters-missing' }>>
  readonly findBatch: (batchId: string) => Promise<AcceptedBatch | undefined>
  readonly find: (
    letterNumber: string,
  ) => Promise<{ readonly letter: PostedLetter; readonly pdf: Uint8Array } | undefined>
  /** The newest first. */
  readonly list: () => Promise<readonly PostedLetter[]>
  /** The newest first. */
  readonly batches: () => Promise<readonly AcceptedBatch[]>
}

/**
 * Batches and posted letters in folders: uploaded letters wait in the folder of their batch for the
 * manifest.
 */
export async function openLetters(folder: string): Promise<Letters> {
  const waiting = path.join(folder, 'waiting')
  const accepted = path.join(folder, 'batches')
  for (const each of [folder, waiting, accepted])
    await mkdir(each, { recursive: true, mode: 0o700 })
  const fileOf = (letterNumber: string, ending: 'pdf' | 'json') =>
    path.join(folder, `${letterNumber}.${ending}`)
  const waitingOf = (batchId: string, letterNumber: string, ending: 'pdf' | 'json') =>
    path.join(waiting, batchId, `${letterNumber}.${ending}`)
  const batchFile = (batchId: string) => path.join(accepted, `${batchId}.json`)

  const find: Letters['find'] = async (letterNumber) => {
    if (!isLetterNumber(letterNumber)) return undefined
    const facts = await ifThere(readFile(fileOf(letterNumber, 'json'), 'utf8'))
    if (facts === undefined) return undefined
    return {
      letter: posted.parse(JSON.parse(facts)),
      pdf: await readFile(fileOf(letterNumber, 'pdf')),
    }
  }

  const findBatch: Letters['findBatch'] = async (batchId) => {
    const facts = await ifThere(readFile(batchFile(batchId), 'utf8'))
    return facts === undefined ? undefined : acceptedBatch.parse(JSON.parse(facts))
  }

  const bring: Letters['bring'] = async (batchId, letterNumber, { pdf, addressee }) => {
    const bytes = Buffer.from(pdf, 'base64')
    const earlier = await find(letterNumber)
    if (earlier && !bytes.equals(earlier.pdf))
      return refuse({ kind: 'another-letter-has-this-number' })
    const facts = waitingOf(batchId, letterNumber, 'json')
    const isNew = (await ifThere(readFile(facts))) === undefined
    await mkdir(path.dirname(facts), { recursive: true, mode: 0o700 })
    await writeFile(waitingOf(batchId, letterNumber, 'pdf'), bytes)
    await writeFacts(facts, { digest: digestOf(bytes), addressee: oneLine(addressee) })
    return ok({ isNew })
  }

  const accept: Letters['accept'] = async (batchId, manifest, now) => {
    const earlier = await findBatch(batchId)
    if (earlier)
      return earlier.manifest === manifest ? ok(earlier) : refuse({ kind: 'another-manifest' })

    const lines = manifest.trimEnd().split('\n')
    const letters: (z.infer<typeof brought> & { readonly letterNumber: string })[] = []
    for (const line of lines) {
      const letterNumber = line.slice(66, 76)
      const facts = await ifThere(readFile(waitingOf(batchId, letterNumber, 'json'), 'utf8'))
      const letter = facts === undefined ? undefined : brought.parse(JSON.parse(facts))
      if (letter?.digest !== line.slice(0, 64)) return refuse({ kind: 'letters-missing' })
      letters.push({ ...letter, letterNumber })
    }
    const receivedAt = formatInstant(now)
    for (const { letterNumber, addressee } of letters) {
      await writeFile(
        fileOf(letterNumber, 'pdf'),
        await readFile(waitingOf(batchId, letterNumber, 'pdf')),
      )
      await writeFacts(fileOf(letterNumber, 'json'), {
        letterNumber,
        addressee,
        receivedAt,
        batchId,
      } satisfies PostedLetter)
    }
    const batch = { batchId, receivedAt, letters: letters.length, manifest }
    // Last: a batch without it was never accepted, and is accepted again.
    await writeFacts(batchFile(batchId), batch)
    await rm(path.join(waiting, batchId), { recursive: true })
    return ok(batch)
  }

  // One request after another, so that two concurrent requests cannot both be the first.
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <Response>(action: () => Promise<Response>): Promise<Response> => {
    const turn = last.then(action)
    last = turn.catch(() => undefined)
    return turn
  }
  return {
    bring: (...order) => inTurn(() => bring(...order)),
    accept: (...order) => inTurn(() => accept(...order)),
    findBatch,
    find,
    list: async () => (await readEach(folder, posted)).sort(newestFirst),
    batches: async () => (await readEach(accepted, acceptedBatch)).sort(newestFirst),
  }
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const writeFacts = (file: string, facts: object): Promise<void> =>
  writeInOneStep(file, JSON.stringify(facts))

async function readEach<Facts extends z.ZodType>(
  folder: string,
  facts: Facts,
): Promise<z.infer<Facts>[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'))
  return Promise.all(
    names.map(async (name) =>
      facts.parse(JSON.parse(await readFile(path.join(folder, name), 'utf8'))),
    ),
  )
}

const newestFirst = (
  one: { readonly receivedAt: string },
  other: { readonly receivedAt: string },
): number => other.receivedAt.localeCompare(one.receivedAt)

function oneLine(addressee: LetterOrder['addressee']): string {
  if (typeof addressee === 'string') return addressee
  return Object.values(addressee)
    .flatMap((part): readonly unknown[] => (Array.isArray(part) ? part : [part]))
    .filter((part) => typeof part === 'string')
    .join(', ')
}
