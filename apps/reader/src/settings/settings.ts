import { readFile, rename, writeFile } from 'node:fs/promises'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { languages } from '@sotevarmenne/pages/languages'
import { z } from 'zod'
import { ifThere } from '../files.ts'

/** What the user chose. What is not chosen, or not readable in the file, has its default. */
export const settings = z.object({
  /** Language of the pages; undefined: as the browser requests. */
  language: z.enum(languages).optional().catch(undefined),
  /** The reader with the card for sites; undefined: any. */
  readerId: z.string().optional().catch(undefined),
  startsWithSession: z.boolean().catch(true),
  /** Origins whose requests are shown to the user; undefined: every site's. */
  sites: z.array(z.string()).optional().catch(undefined),
})
export type Settings = z.infer<typeof settings>

export type SettingsStore = {
  readonly load: () => Promise<Settings>
  /** Of these, those that the organisation has chosen: a user can't change them. */
  readonly fixed?: readonly ('sites' | 'startsWithSession')[]
  readonly save: (settings: Settings) => Promise<void>
}

export const defaultSettings: Settings = settings.parse({})

/** Stores them in the file, which is replaced in one step. What the organisation has fixed comes first. */
export function settingsIn(
  file: string,
  fixed: Partial<Pick<Settings, 'sites' | 'startsWithSession'>> = {},
): SettingsStore {
  const loadOwn = async (): Promise<Settings> => {
    const text = await ifThere(readFile(file, 'utf8'))
    if (text === undefined) return defaultSettings
    try {
      return settings.parse(JSON.parse(text))
    } catch {
      // Damaged by hand: the defaults work.
      return defaultSettings
    }
  }
  const names = (['sites', 'startsWithSession'] as const).filter((name) => name in fixed)
  return {
    fixed: names,
    load: async () => ({ ...(await loadOwn()), ...fixed }),
    save: async (chosen) => {
      // The user's own choice is valid again when the organisation's ends.
      const own = await loadOwn()
      const stored = { ...chosen, ...Object.fromEntries(names.map((name) => [name, own[name]])) }
      await writeFile(`${file}.new`, JSON.stringify(stored, null, 2), { mode: 0o600 })
      await rename(`${file}.new`, file)
    },
  }
}

/** Whether this site's requests are shown to the user at all. */
export const mayCall = ({ sites }: Settings, origin: string): boolean =>
  sites === undefined || sites.includes(origin)

/**
 * The user listed the sites that may call, without this one; or the service accepts no version as old as
 * this.
 */
export type RequesterRefusal = { readonly kind: 'site-not-listed' | 'version-too-old' }

/** Whether a site may use a card through this software at all, for any purpose. */
export async function checkRequester(
  settings: Settings,
  {
    origin,
    isNewEnough,
  }: { readonly origin: string; readonly isNewEnough: () => Promise<boolean> },
): Promise<Result<void, RequesterRefusal>> {
  if (!mayCall(settings, origin)) return refuse({ kind: 'site-not-listed' })
  return (await isNewEnough()) ? ok(undefined) : refuse({ kind: 'version-too-old' })
}

/** The origins that a person typed, one a line; or else the first invalid line. */
export function originsIn(
  text: string,
): { readonly origins: readonly string[] } | { readonly wrong: string } {
  const lines = text.split(/\s+/).filter((line) => line !== '')
  const origins = lines.map((line) => {
    const url = URL.parse(line)
    return url !== null &&
      /^https?:$/.test(url.protocol) &&
      !url.hostname.includes('*') &&
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
