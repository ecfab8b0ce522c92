import { createHmac, hkdfSync } from 'node:crypto'
import path from 'node:path'
import { openLineFile } from './line-file.ts'

/**
 * Which number of a register belongs to which person: what the order of a card said, so that an ID token of
 * somebody else renews nothing. The identity codes can be read from the file with the master key only.
 */
export type HolderMemory = {
  /** `unknown`: no card of this number was ordered since version 0.3.0. */
  readonly compare: (holder: Holder) => 'same' | 'other' | 'unknown'
  /** Remembers it on the disk; resolves at once when it is known already. */
  readonly keep: (holder: Holder) => Promise<void>
  readonly close: () => Promise<void>
}

export type Holder = { readonly number: string; readonly identityCode: string }

/** The memory in the file `holders` of the folder, under the oldest master key of admin keys. */
export async function openHolderMemory(folder: string, master: Uint8Array): Promise<HolderMemory> {
  const key = Buffer.from(hkdfSync('sha256', master, '', 'holders of cards', 32))
  const hidden = ({ number, identityCode }: Holder): string =>
    createHmac('sha256', key).update(`${number} ${identityCode}`).digest('base64url')
  const { lines, write, close } = await openLineFile(path.join(folder, 'holders'))
  const known = new Map(
    lines.map((line, index) => {
      const [, number, code] = /^([\w/-]+) ([\w-]{43})$/.exec(line) ?? []
      if (number === undefined || code === undefined)
        throw new Error(`the memory of holders is damaged at line ${String(index + 1)}`)
      return [number, code]
    }),
  )
  return {
    compare: (holder) => {
      const before = known.get(holder.number)
      if (before === undefined) return 'unknown'
      return before === hidden(holder) ? 'same' : 'other'
    },
    keep: async (holder) => {
      const code = hidden(holder)
      if (known.get(holder.number) === code) return
      await write(`${holder.number} ${code}\n`)
      known.set(holder.number, code)
    },
    close,
  }
}
