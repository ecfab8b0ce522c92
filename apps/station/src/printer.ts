import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Puts on the card what is printed on it. */
export type Printer = (card: {
  readonly chipSerial: string
  readonly pdf: string
  readonly front: string
  readonly back: string
  /** Lines of the envelope, of a card that is posted to its holder. */
  readonly sendTo?: readonly string[] | undefined
}) => Promise<void>

/**
 * Leaves both sides in a folder, as one PDF and as pictures, by the serial of the chip: no name stands in a file's name. With
 * a command they are printed and deleted; without one whoever prints them deletes them. Where a card is posted stands beside
 * them, for whoever puts it into its envelope and deletes that too.
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
    if (code !== 0) throw new Error(`${program} ended with ${String(code)}: ${file('.pdf')} stays`)
    for (const [name] of files) await rm(name, { force: true })
  }
