import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { second } from '@sotevarmenne/kernel/instant'
import { decodeCertificate, isSelfIssued, type Certificate } from '@sotevarmenne/x509/certificate'

/** The roots that this program was installed with. */
export type TrustedRoots = () => Promise<readonly Certificate[]>

/**
 * Roots from the files of a folder (DER, `.crt`). An empty folder is filled once from the address, as an installer would;
 * what is there is never changed afterwards. While the address does not answer, there are none.
 */
export function trustedRoots(folder: string, installFrom: string | undefined): TrustedRoots {
  let known: readonly Certificate[] = []
  return async () => {
    if (known.length > 0) return known
    known = await rootsIn(folder)
    if (known.length === 0 && installFrom !== undefined) {
      await install(folder, installFrom)
      known = await rootsIn(folder)
    }
    return known
  }
}

async function rootsIn(folder: string): Promise<readonly Certificate[]> {
  await mkdir(folder, { recursive: true })
  const names = (await readdir(folder)).filter((name) => name.endsWith('.crt'))
  const files = await Promise.all(names.map((name) => readFile(path.join(folder, name))))
  return files.flatMap((der) => {
    const decoded = decodeCertificate(new Uint8Array(der))
    return decoded.ok && isSelfIssued(decoded.value) ? [decoded.value] : []
  })
}

async function install(folder: string, address: string): Promise<void> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(5 * second) })
    if (!response.ok) return
    const file = path.join(folder, 'root.crt')
    await writeFile(`${file}.new`, new Uint8Array(await response.arrayBuffer()))
    await rename(`${file}.new`, file)
  } catch {
    // The service is not up: the next one who asks tries again, and until then no certificate is trusted.
  }
}
