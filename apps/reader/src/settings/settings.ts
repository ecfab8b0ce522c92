import { readFile, rename, writeFile } from 'node:fs/promises'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { languages } from '@sotevarmenne/pages/languages'
import { z } from 'zod'
import { ifThere } from '../files.ts'

/** What the user chose. What is not chosen, or was kept in a way that can't be read, is as usual. */
export const settings = z.object({
  /** Of the pages; undefined: as the browser asks. */
  language: z.enum(languages).optional().catch(undefined),
  /** The reader whose card sites use; undefined: any. */
  readerId: z.string().optional().catch(undefined),
  startsWithSession: z.boolean().catch(true),
  /** Origins whose requests are put to the user; undefined: every site's. */
  sites: z.array(z.string()).optional().catch(undefined),
})
export type Settings = z.infer<typeof settings>

export type SettingsStore = {
  readonly load: () => Promise<Settings>
  readonly save: (settings: Settings) => Promise<void>
}

export const usualSettings: Settings = settings.parse({})

/** Keeps them in the file, of which never a half is read. */
export const settingsIn = (file: string): SettingsStore => ({
  load: async () => {
    const text = await ifThere(readFile(file, 'utf8'))
    if (text === undefined) return usualSettings
    try {
      return settings.parse(JSON.parse(text))
    } catch {
      // Damaged by hand: what is usual works.
      return usualSettings
    }
  },
  save: async (chosen) => {
    await writeFile(`${file}.new`, JSON.stringify(chosen, null, 2), { mode: 0o600 })
    await rename(`${file}.new`, file)
  },
})

/** Whether this site's requests are put to the user at all. */
export const mayAsk = ({ sites }: Settings, origin: string): boolean =>
  sites === undefined || sites.includes(origin)

/** The user named the sites that may ask, and this is none of them; or the service takes no version as old as this. */
export type AskerRefusal = { readonly kind: 'site-not-listed' | 'version-too-old' }

/** Whether a site may have this software use a card at all, whatever for. */
export function judgeAsker(
  settings: Settings,
  { origin, isNewEnough }: { readonly origin: string; readonly isNewEnough: () => boolean },
): Result<void, AskerRefusal> {
  if (!mayAsk(settings, origin)) return refuse({ kind: 'site-not-listed' })
  return isNewEnough() ? ok(undefined) : refuse({ kind: 'version-too-old' })
}

/** The origins in what a person typed, one a line; undefined with the first line that is none. */
export function originsIn(
  text: string,
): { readonly origins: readonly string[] } | { readonly wrong: string } {
  const lines = text.split(/\s+/).filter((line) => line !== '')
  const origins = lines.map((line) => {
    const url = URL.parse(line)
    return url !== null &&
      /^https?:$/.test(url.protocol) &&
      url.pathname === '/' &&
      url.search === ''
      ? url.origin
      : undefined
  })
  const wrong = lines.find((_line, place) => origins[place] === undefined)
  return wrong === undefined
    ? { origins: [...new Set(origins.filter((origin) => origin !== undefined))] }
    : { wrong }
}
