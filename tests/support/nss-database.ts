import { mkdir, rm } from 'node:fs/promises'
import type { VirtualReader } from './virtual-reader.ts'

export type Trusted = {
  /** A PEM file. */
  readonly file: string
  /** As `certutil -t` takes it: `C,,` an authority of web servers, `P,,` a server itself, `,,` known only. */
  readonly as: string
}

/**
 * Makes the database of Mozilla's NSS, in which Chromium, Firefox and `tstclnt` look for whom they trust and for the
 * module by which they reach cards.
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
    /** What the module needs to be loaded. */
    readonly environment?: Readonly<Record<string, string>>
  },
): Promise<string> {
  const database = `sql:${folder}`
  const run = async (program: string, ...words: readonly string[]) => {
    const { code, output } = await reader.run(program, words, environment)
    if (code !== 0) throw new Error(`${program} ${words.join(' ')}\n${output}`)
  }
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await run('certutil', '-d', database, '-N', '--empty-password')
  for (const { file, as } of trusted)
    await run('certutil', '-d', database, '-A', '-n', file, '-t', as, '-i', file)
  await run('modutil', '-dbdir', database, '-force', '-add', 'card', '-libfile', module)
  return database
}
