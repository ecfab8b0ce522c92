import { open, readFile, type FileHandle } from 'node:fs/promises'
import { unlessMissing } from '@sotevarmenne/runtime/unless-missing'
import { writeDurably } from '@sotevarmenne/runtime/write-durably'

/** A file of lines that is only ever appended to. */
export type LineFile = {
  /** What was in it when it was opened, without line ends. */
  readonly lines: readonly string[]
  /** Resolves when the line, with its line end, is on the disk. */
  readonly write: (line: string) => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * Opens the file; a new one begins with what `begin` resolves to. A last line cut off by a crash never had a
 * response, and is removed.
 */
export async function openLineFile(
  name: string,
  begin: () => Promise<string> = () => Promise.resolve(''),
): Promise<LineFile> {
  const isThere = (await unlessMissing(readFile(name).then(() => true))) ?? false
  if (!isThere) await writeDurably(name, await begin())

  const file = await open(name, 'a+', 0o600)
  const text = await file.readFile('latin1')
  let end = text.lastIndexOf('\n') + 1
  await file.truncate(end)

  // One line after another: what is cut off after a failed write must not be another line.
  let writing: Promise<unknown> = Promise.resolve()
  return {
    lines: text.slice(0, end).split('\n').slice(0, -1),
    write: (line) => {
      const written = writing.then(async () => {
        await appendDurably(file, line, end)
        end += line.length
      })
      writing = written.catch(() => undefined)
      return written
    },
    close: async () => {
      await writing
      await file.close()
    },
  }
}

/** What a failed write has left is removed: the next line must not continue it. */
export async function appendDurably(file: FileHandle, line: string, end: number): Promise<void> {
  try {
    await file.truncate(end)
    await file.appendFile(line)
    await file.datasync()
  } catch (fault) {
    await file.truncate(end).catch(() => undefined)
    throw fault
  }
}
