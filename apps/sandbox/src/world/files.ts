import { rename, writeFile } from 'node:fs/promises'

/** Other programs may read the file at any moment: none of them reads half of it. Only this user reads it unless told. */
export async function writeInOneStep(
  file: string,
  content: string,
  { mode = 0o600 }: { readonly mode?: number } = {},
): Promise<void> {
  await writeFile(`${file}.new`, content, { mode })
  await rename(`${file}.new`, file)
}

/** What is read, or undefined when there is no such file or folder. */
export const ifThere = <Value>(reading: Promise<Value>): Promise<Value | undefined> =>
  reading.catch((fault: unknown) => {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return undefined
    throw fault
  })
