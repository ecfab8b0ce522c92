import { mkdir, rm } from 'node:fs/promises'
import type { VirtualReader } from './virtual-reader.ts'

export type Trusted = {
  /** A PEM file. */
  readonly file: string
  /** In the syntax of `certutil -t`: `C,,` a CA of web servers, `P,,` a server itself, `,,` known only. */
  readonly as: string
}

/**
 * Creates the database of Mozilla's NSS, in which Chromium, Firefox and `tstclnt` find trusted certificates
 * and the module for access to cards.
 */
export async function makeNssDatabase(
  reader: Pick<VirtualReader, 'run'>,
  {
    folder,
    trusted,
    module,
    environment = {},
  }: {
    readonly folder: string
    readonly trusted: readonly Trusted[]
    readonly module: string
    /** Environment variables for loading the module. */
    readonly environment?: Readonly<Record<string, string>>
  },
): Promise<string> {
  const database = `sql:${folder}`
  const run = async (program: string, ...words: readonly string[]) => {
    const { code, output } = await reader.run(program, words, environment)
    if (code !== 0) throw new Error(`command failed: ${program} ${words.join(' ')}\n${output}`)
  }
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await run('certutil', '-d', database, '-N', '--empty-password')
  for (const { file, as } of trusted)
    await run('certutil', '-d', database, '-A', '-n', file, '-t', as, '-i', file)
  await run('modutil', '-dbdir', database, '-force', '-add', 'card', '-libfile', module)
  return database
}
