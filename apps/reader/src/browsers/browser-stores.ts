import { execFile } from 'node:child_process'
import { mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { ifThere } from '../files.ts'

/**
 * Where the browsers of one user store their trusted CAs: NSS databases, one for Chromium, one for each
 * profile of Firefox. `certutil` (Debian's libnss3-tools) writes them, with the browser running or not.
 */
export type BrowserStore = {
  readonly browser: 'chromium' | 'firefox'
  readonly folder: string
}

/**
 * The stores that exist, and Chromium's even if it does not exist yet: Chromium reads it when it first
 * starts.
 */
export async function browserStores(home: string): Promise<readonly BrowserStore[]> {
  const chromium = [
    '.pki/nssdb',
    '.local/share/pki/nssdb',
    'snap/chromium/current/.pki/nssdb',
    '.var/app/org.chromium.Chromium/.pki/nssdb',
  ].map((place) => path.join(home, place))
  const profiles = await Promise.all(
    [
      '.mozilla/firefox',
      '.config/mozilla/firefox',
      'snap/firefox/common/.mozilla/firefox',
      '.var/app/org.mozilla.firefox/.mozilla/firefox',
    ].map(async (place) => {
      const names = (await ifThere(readdir(path.join(home, place)))) ?? []
      return names.map((name) => path.join(home, place, name))
    }),
  )
  const [usual] = chromium
  return [
    ...(
      await those(chromium, (folder) => isStore(folder).then((is) => is || folder === usual))
    ).map((folder) => ({ browser: 'chromium', folder }) as const),
    ...(await those(profiles.flat(), isStore)).map(
      (folder) => ({ browser: 'firefox', folder }) as const,
    ),
  ]
}

/** Makes the browser trust this CA for web servers, in place of an earlier one of ours. */
export async function trustIn({ folder }: BrowserStore, caFile: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if (!(await isStore(folder))) await certutil(folder, ['-N', '--empty-password'])
  await untrustIn({ folder })
  await certutil(folder, ['-A', '-n', nickname, '-t', 'C,,', '-i', caFile])
}

/** Removes each CA of ours from the store, and nothing else. */
export async function untrustIn({ folder }: Pick<BrowserStore, 'folder'>): Promise<void> {
  while ((await isStore(folder)) && (await isTrustedIn({ folder })))
    await certutil(folder, ['-D', '-n', nickname])
}

/** Whether the store contains a CA of ours. */
export async function isTrustedIn({ folder }: Pick<BrowserStore, 'folder'>): Promise<boolean> {
  if (!(await isStore(folder))) return false
  const listed = await certutil(folder, ['-L'])
  return listed.split('\n').some((line) => line.startsWith(nickname))
}

/** The name that browsers show among their CAs. */
const nickname = 'sotevarmenne card reader'

async function certutil(folder: string, words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('certutil', ['-d', `sql:${folder}`, ...words])
  return stdout
}

const isStore = async (folder: string): Promise<boolean> =>
  ((await ifThere(readdir(folder))) ?? []).includes('cert9.db')

async function those(
  folders: readonly string[],
  isWanted: (folder: string) => Promise<boolean>,
): Promise<readonly string[]> {
  const wanted = await Promise.all(folders.map(isWanted))
  return folders.filter((_folder, place) => wanted[place])
}
