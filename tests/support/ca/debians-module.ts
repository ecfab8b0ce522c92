import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

/** Node options of the signer's unit file, with which Debian's cryptographic module signs. */
export type SignerNode = {
  readonly options: readonly string[]
  readonly environment: Readonly<Record<string, string>>
}

/**
 * Creates the module's own file in the folder, as the unit does; undefined where Debian's package is not
 * installed.
 */
export function debiansModule(folder: string): SignerNode | undefined {
  const input = spawnSync('openssl', ['version', '-m'], { encoding: 'utf8' }).stdout
  const modules = /"(.+)"/.exec(input)?.[1] ?? ''
  const module = path.join(modules, 'fips.so')
  if (!existsSync(module)) return undefined
  const file = path.join(folder, 'fipsmodule.cnf')
  execFileSync('openssl', ['fipsinstall', '-quiet', '-module', module, '-out', file])
  return {
    options: [`--openssl-config=${configuration}`],
    environment: { OPENSSL_MODULES: modules, OPENSSL_CONF_INCLUDE: folder },
  }
}

const configuration = path.resolve(
  import.meta.dirname,
  '../../../docs/operations/openssl/signer.cnf',
)
