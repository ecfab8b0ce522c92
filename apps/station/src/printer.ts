import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Prints the visible data on the card. */
export type Printer = (card: {
  readonly chipSerial: string
  readonly pdf: string
  readonly front: string
  readonly back: string
  /** Address lines of the envelope, for a card that is posted to its holder. */
  readonly sendTo?: readonly string[] | undefined
}) => Promise<void>

/**
 * Writes both sides to a folder, as one PDF and as pictures, named by the serial of the chip: file names
 * contain no personal names. With a command they are printed and deleted; without one, the person who
 * prints them deletes them. The postal address is beside them, for the person who puts the card into its
 * envelope and deletes that file too.
 */
export const folderPrinter =
  ({
    folder,
    command,
  }: {
    readonly folder: string
    readonly command?: readonly string[] | undefined
  }): Printer =>
  async ({ chipSerial, ...printed }) => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const file = (end: string): string => path.join(folder, `${chipSerial}${end}`)
    const files = [
      [file('.pdf'), printed.pdf],
      [file('-front.png'), printed.front],
      [file('-back.png'), printed.back],
    ] as const
    for (const [name, content] of files)
      await writeFile(name, Buffer.from(content, 'base64'), { mode: 0o600 })
    if (printed.sendTo)
      await writeFile(file('-address.txt'), `${printed.sendTo.join('\n')}\n`, { mode: 0o600 })
    const [program, ...words] = command ?? []
    if (program === undefined) return

    const running = spawn(program, [...words, file('.pdf')], { stdio: 'ignore' })
    const [code] = (await once(running, 'exit')) as [number | null]
    if (code !== 0)
      throw new Error(
        `${program} ended with exit code ${String(code)}: ${file('.pdf')} was not deleted`,
      )
    for (const [name] of files) await rm(name, { force: true })
  }
