/**
 * The content of a file or folder; undefined when it does not exist, also when a file is in the place of its
 * folder.
 */
export async function unlessMissing<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && missing.has(fault.code)) return undefined
    throw fault
  }
}

const missing: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR'])
