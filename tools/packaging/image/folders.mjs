/** The folders of the data, from the table that Debian's packages use, with the numbers of the image's users and groups. */
import { chmodSync, chownSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

const home = '/var/lib/sotevarmenne'

export function makeFolders(to, { table, passwd, group }) {
  const users = numbersIn(passwd)
  const groups = numbersIn(group)
  return foldersIn(table).map(({ folder, mode, owner, of }) => {
    const place = path.join(to, path.relative(home, folder))
    mkdirSync(place, { recursive: true })
    const found = statSync(place)
    // A folder of the image itself is as it should be, and can’t be written.
    if (
      found.uid === users.get(owner) &&
      found.gid === groups.get(of) &&
      (found.mode & 0o7777) === mode
    )
      return place
    chownSync(place, users.get(owner), groups.get(of))
    // After the owner: changing it clears the bit that gives files their folder's group.
    chmodSync(place, mode)
    return place
  })
}

export const foldersIn = (table) =>
  [...readFileSync(table, 'utf8').matchAll(/^d +(\S+) +(\d+) +(\S+) +(\S+)$/gm)].map(
    ([, folder, mode, owner, of]) => ({ folder, mode: Number.parseInt(mode, 8), owner, of }),
  )

const numbersIn = (file) =>
  new Map(
    [...readFileSync(file, 'utf8').matchAll(/^([^:]+):[^:]*:(\d+):/gm)].map(([, name, number]) => [
      name,
      Number(number),
    ]),
  )
