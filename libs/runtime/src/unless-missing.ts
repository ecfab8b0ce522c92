/** What is read of a file or folder; undefined where there is none, also where a file lies in the place of its folder. */
export async function unlessMissing<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && missing.has(fault.code)) return undefined
    throw fault
  }
}

const missing: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR'])
