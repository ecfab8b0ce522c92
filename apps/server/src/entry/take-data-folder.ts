import { mkdir } from 'node:fs/promises'
import { lockDirectory } from '#platform/pglite/directory-lock.ts'
import type { Text } from '#platform/texts.ts'
import type { Running } from './start-web.ts'

/**
 * Locks the data folder for this service before anything in it is changed. If another service uses it, prints
 * that in three languages and ends the process.
 */
export async function takeDataFolder(data: string): Promise<Running> {
  await mkdir(data, { recursive: true, mode: 0o700 })
  const lock = await lockDirectory(data)
  if (lock.ok) return { stop: lock.value.release }
  const { fi, sv, en } = inUse(data, lock.refusal.pid)
  process.stderr.write(`${fi}\n${sv}\n${en}\n`)
  process.exit(1)
}

const inUse = (data: string, pid: number): Text => ({
  fi: `Tietokansio ${data} on käytössä: palvelu (prosessi ${pid}) käyttää sitä jo. Lopeta se, tai anna toinen kansio muuttujassa SOTEVARMENNE_DATA.`,
  sv: `Datamappen ${data} är i bruk: en tjänst (process ${pid}) använder den redan. Stoppa den, eller ange en annan mapp i SOTEVARMENNE_DATA.`,
  en: `The data folder ${data} is in use: a service (process ${pid}) already runs on it. Stop that one, or name another folder in SOTEVARMENNE_DATA.`,
})
