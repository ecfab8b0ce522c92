import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import { ifThere } from '../world/files.ts'

/** An order of the service to the print house: one letter, printed and posted as it is. */
export const letterOrder = z.object({
  letterNumber: z.string().regex(/^\d{10}$/),
  /** The letter itself, base64. */
  pdf: z
    .base64()
    .refine((text) => Buffer.from(text, 'base64').subarray(0, 5).toString() === '%PDF-'),
  addressee: z.union([z.string(), z.record(z.string(), z.unknown())]),
})
export type LetterOrder = z.infer<typeof letterOrder>

const posted = z.object({ letterNumber: z.string(), addressee: z.string(), receivedAt: z.string() })
export type PostedLetter = z.infer<typeof posted>

export type Letters = {
  /** Keeps the letter. The same order again gives the first answer; another letter under the number is refused. */
  readonly receive: (
    order: LetterOrder,
    now: Instant,
  ) => Promise<
    Result<
      PostedLetter & { readonly isNew: boolean },
      { readonly kind: 'another-letter-has-this-number' }
    >
  >
  readonly find: (
    letterNumber: string,
  ) => Promise<{ readonly letter: PostedLetter; readonly pdf: Uint8Array } | undefined>
  /** The newest first. */
  readonly list: () => Promise<readonly PostedLetter[]>
}

/** Letters in a folder: a PDF and what is known of it for each. */
export async function openLetters(folder: string): Promise<Letters> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const fileOf = (letterNumber: string, ending: 'pdf' | 'json') =>
    path.join(folder, `${letterNumber}.${ending}`)

  const find: Letters['find'] = async (letterNumber) => {
    if (!/^\d{10}$/.test(letterNumber)) return undefined
    const facts = await ifThere(readFile(fileOf(letterNumber, 'json'), 'utf8'))
    if (facts === undefined) return undefined
    return {
      letter: posted.parse(JSON.parse(facts)),
      pdf: await readFile(fileOf(letterNumber, 'pdf')),
    }
  }

  const receive: Letters['receive'] = async ({ letterNumber, pdf, addressee }, now) => {
    const bytes = Buffer.from(pdf, 'base64')
    const earlier = await find(letterNumber)
    if (earlier && !bytes.equals(earlier.pdf))
      return refuse({ kind: 'another-letter-has-this-number' })
    if (earlier) return ok({ ...earlier.letter, isNew: false })

    const letter = { letterNumber, addressee: oneLine(addressee), receivedAt: formatInstant(now) }
    await writeFile(fileOf(letterNumber, 'pdf'), bytes)
    // The facts come last and in one step: a letter without them was never received.
    await writeFile(`${fileOf(letterNumber, 'json')}.new`, JSON.stringify(letter))
    await rename(`${fileOf(letterNumber, 'json')}.new`, fileOf(letterNumber, 'json'))
    return ok({ ...letter, isNew: true })
  }

  // One order after another, so that two that come at once cannot both be the first.
  let last: Promise<unknown> = Promise.resolve()
  return {
    receive: (order, now) => {
      const turn = last.then(() => receive(order, now))
      last = turn.catch(() => undefined)
      return turn
    },
    find,
    list: async () => {
      const names = (await readdir(folder)).filter((name) => name.endsWith('.json'))
      const letters = await Promise.all(
        names.map(async (name) =>
          posted.parse(JSON.parse(await readFile(path.join(folder, name), 'utf8'))),
        ),
      )
      return letters.sort((one, other) => other.receivedAt.localeCompare(one.receivedAt))
    },
  }
}

function oneLine(addressee: LetterOrder['addressee']): string {
  if (typeof addressee === 'string') return addressee
  return Object.values(addressee)
    .flatMap((part): readonly unknown[] => (Array.isArray(part) ? part : [part]))
    .filter((part) => typeof part === 'string')
    .join(', ')
}
