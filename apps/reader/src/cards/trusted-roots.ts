import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { decodeCertificate, isSelfIssued, type Certificate } from '@sotevarmenne/x509/certificate'
import { ifThere } from '../files.ts'

/** The roots that this program was installed with, read at each call. */
export type TrustedRoots = () => Promise<readonly Certificate[]>

/**
 * Roots from the files of folders (DER, `.crt`): a user with write access there decides what this program
 * trusts.
 */
export const trustedRoots =
  (folders: readonly string[], more: readonly Uint8Array[] = []): TrustedRoots =>
  async () => [...(await Promise.all(folders.map(rootsIn))).flat(), ...rootsAmong(more)]

async function rootsIn(folder: string): Promise<readonly Certificate[]> {
  const names = (await ifThere(readdir(folder))) ?? []
  const files = await Promise.all(
    names.filter((name) => name.endsWith('.crt')).map((name) => readFile(path.join(folder, name))),
  )
  return rootsAmong(files.map((der) => new Uint8Array(der)))
}

const rootsAmong = (ders: readonly Uint8Array[]): readonly Certificate[] =>
  ders.flatMap((der) => {
    const decoded = decodeCertificate(der)
    return decoded.ok && isSelfIssued(decoded.value) ? [decoded.value] : []
  })
