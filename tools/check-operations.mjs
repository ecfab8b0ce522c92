/** Each contract of libs/api is known and served by one operation; each name and address is one contract’s. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { contracts, modules } from '../libs/api/src/permissions.ts'
import { kebab } from './generators/edit-source.mjs'
import { findContractFaults, findOperationFaults } from './operations-of-source.mjs'

const server = 'apps/server/src'
const sources = readdirSync(server, { recursive: true })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((name) => path.join(server, name))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }))

const api = 'libs/api/src'
const files = readdirSync(api)
  .filter((name) => !name.endsWith('.test.ts'))
  .map((name) => ({
    module: path.basename(name, '.ts'),
    text: readFileSync(path.join(api, name), 'utf8'),
  }))

const faults = [
  ...findOperationFaults(contracts, sources),
  ...findContractFaults(files, Object.keys(modules).map(kebab)),
]
if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n`)
  process.exit(1)
}
