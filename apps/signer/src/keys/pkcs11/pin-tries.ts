import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { unlessMissing } from '@sotevarmenne/runtime/unless-missing'
import { writeDurably } from '@sotevarmenne/runtime/write-durably'
import type { HsmFault, PinState } from './messages.ts'

/**
 * Results of the last PIN tries, on disk: an HSM locks after a few wrong ones, and restarts must not lead
 * to that. A PIN that was refused is not tried again before a person has removed the file.
 */
export type PinTries = {
  /** One login after another, so that a wrong PIN is tried once and not by every session. */
  readonly inTurn: <Value>(logIn: () => Promise<Value>) => Promise<Value>
  /** Records that a try begins; or else returns the fault that forbids it. */
  readonly begin: (token: PinState) => Promise<HsmFault | undefined>
  readonly succeeded: () => Promise<void>
  readonly refused: (detail: string) => Promise<void>
}

/** `name` distinguishes tokens, and may contain any characters. */
export function pinTriesOf({
  folder,
  name,
}: {
  readonly folder: string
  readonly name: string
}): PinTries {
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 16)
  const path = join(folder, `pin-tries-${digest}.json`)

  let turn: Promise<unknown> = Promise.resolve()

  return {
    inTurn: (logIn) => {
      const done = turn.then(logIn)
      turn = done.catch(() => undefined)
      return done
    },
    begin: async ({ isCountLow, isAtEnd }) => {
      const forbidden = (detail: string): HsmFault => ({
        kind: 'pin-refused',
        detail: `${detail}; mend the PIN, then remove ${path}`,
      })
      const { refusedWith, unanswered } = await read(path)
      if (refusedWith !== undefined)
        return forbidden(`the PIN was refused with ${refusedWith} and is not tried again`)
      if (isAtEnd) return forbidden('the next wrong PIN would lock the token')
      if (unanswered > 0 && isCountLow) return forbidden('a try without an answer was a wrong one')
      if (unanswered >= maxUnanswered)
        return forbidden(`${unanswered} tries of the PIN had no answer`)
      await write(path, { token: name, unanswered: unanswered + 1 })
      return undefined
    },
    succeeded: () => rm(path, { force: true }),
    refused: (detail) => write(path, { token: name, unanswered: 0, refusedWith: detail }),
  }
}

/** Not all HSMs report that a wrong PIN was tried: each try without a response may have been one. */
const maxUnanswered = 2

type Tries = {
  /** The HSM's error code; absent while it has refused none. */
  readonly refusedWith?: string
  /** Number of tries in a row without a response. */
  readonly unanswered: number
}

const write = (path: string, tries: Tries & { readonly token: string }): Promise<void> =>
  writeDurably(path, `${JSON.stringify(tries, undefined, 2)}\n`)

async function read(path: string): Promise<Tries> {
  const text = await unlessMissing(readFile(path, 'utf8'))
  if (text === undefined) return { unanswered: 0 }
  try {
    const { refusedWith, unanswered } = JSON.parse(text) as Partial<Tries>
    if (typeof unanswered === 'number')
      return { unanswered, ...(refusedWith !== undefined && { refusedWith }) }
  } catch {
    // Told below.
  }
  // A malformed file does not permit a try.
  return { refusedWith: 'something that can’t be read', unanswered: 0 }
}
