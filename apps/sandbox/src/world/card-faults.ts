import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'

/** What shall go wrong with the card in the reader software's virtual reader. */
export const cardFaultKinds = ['none', 'removed', 'mute', 'wrong-status', 'slow'] as const
export type CardFaultKind = (typeof cardFaultKinds)[number]

/** Read by the reader software before each command (`libs/smartcard`, the virtual card): it takes away what happened. */
export type CardFaults = {
  readonly current: () => Promise<CardFaultKind>
  /** It happens when as many commands have gone well. */
  readonly set: (kind: CardFaultKind, afterCommands: number) => Promise<void>
}

export const openCardFaults = (file: string): CardFaults => ({
  current: async () => {
    const text = await readFile(file, 'utf8').catch(() => '')
    const planned = kept.safeParse(text)
    return planned.success ? planned.data.fault.kind : 'none'
  },
  set: async (kind, afterCommands) => {
    if (kind === 'none') return rm(file, { force: true })
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    await writeFile(`${file}.new`, JSON.stringify({ fault: faults[kind], afterCommands }))
    await rename(`${file}.new`, file)
  },
})

const faults = {
  removed: { kind: 'removed', before: 'answer' },
  mute: { kind: 'mute' },
  'wrong-status': { kind: 'wrong-status', status: 0x6f00 },
  slow: { kind: 'slow', milliseconds: 1000 },
} as const satisfies Record<Exclude<CardFaultKind, 'none'>, unknown>

const kept = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue('no JSON')
      return z.NEVER
    }
  })
  .pipe(z.object({ fault: z.object({ kind: z.enum(cardFaultKinds) }) }))
