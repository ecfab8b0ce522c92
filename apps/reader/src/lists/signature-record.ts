import { appendFile, readFile, rename, writeFile } from 'node:fs/promises'
import { formatInstant, parseInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import { ifThere } from '../files.ts'

const signatureRecorded = z.object({
  at: z
    .string()
    .transform((text) => parseInstant(text))
    .pipe(z.custom<NonNullable<ReturnType<typeof parseInstant>>>((at) => at !== undefined)),
  /** Serial number of the certificate. */
  certificate: z.string(),
  origin: z.string(),
  hash: z.string(),
  /** Of the document, hexadecimal. */
  digest: z.string(),
  /** Digest of the list in which the person saw the document. */
  list: z.string(),
})

/** A signature of a list. Neither the document nor its title is recorded: both can be about a patient. */
export type SignatureRecorded = z.infer<typeof signatureRecorded>

export type SignatureRecord = {
  /** Resolves once it is on disk, or can't be stored. */
  readonly add: (
    signature: SignatureRecorded,
  ) => Promise<Result<void, { readonly kind: 'not-recorded' }>>
  /** Those of the certificate with this serial number, the newest first. */
  readonly of: (certificate: string) => Promise<readonly SignatureRecorded[]>
}

/** So many are stored; older ones are dropped when there are twice as many. */
const maxRecorded = 1000

/** The signatures that cards gave to lists on this computer, in a file with a line for each. */
export function signatureRecordIn(file: string): SignatureRecord {
  let lines: readonly string[] | undefined
  const load = async (): Promise<readonly string[]> =>
    ((await ifThere(readFile(file, 'utf8'))) ?? '').split('\n').filter((line) => line !== '')
  const store = async (signature: SignatureRecorded): Promise<void> => {
    const line = JSON.stringify({ ...signature, at: formatInstant(signature.at) })
    const stored = lines ?? (await load())
    if (stored.length < 2 * maxRecorded) {
      await appendFile(file, `${line}\n`, { mode: 0o600, flush: true })
      lines = [...stored, line]
      return
    }
    lines = [...stored.slice(1 - maxRecorded), line]
    await writeFile(`${file}.new`, `${lines.join('\n')}\n`, { mode: 0o600, flush: true })
    await rename(`${file}.new`, file)
  }
  return {
    add: (signature) =>
      store(signature).then(
        () => ok(undefined),
        () => {
          // What is on disk is read again.
          lines = undefined
          return refuse({ kind: 'not-recorded' })
        },
      ),
    of: async (certificate) => {
      lines ??= await load()
      return lines
        .flatMap((line) => {
          const recorded = parsed(line)
          return recorded?.certificate === certificate ? [recorded] : []
        })
        .toReversed()
    },
  }
}

/** A line that a full disk cut short is passed over. */
function parsed(line: string): SignatureRecorded | undefined {
  try {
    return signatureRecorded.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}
