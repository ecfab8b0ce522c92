import { rename, writeFile } from 'node:fs/promises'

/**
 * Replaces the file in one step, since other programs may read it at any moment. By default only this user
 * reads it.
 */
export async function writeInOneStep(
  file: string,
  content: string,
  { mode = 0o600 }: { readonly mode?: number } = {},
): Promise<void> {
  await writeFile(`${file}.new`, content, { mode })
  await rename(`${file}.new`, file)
}

/** The content, or undefined when there is no such file or folder. */
export const ifThere = <Value>(reading: Promise<Value>): Promise<Value | undefined> =>
  reading.catch((fault: unknown) => {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return undefined
    throw fault
  })
