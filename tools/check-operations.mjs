/** Each contract of libs/api is served by one operation; each name and address is one contract’s. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { contracts } from '../libs/api/src/permissions.ts'
import { findOperationFaults } from './operations-of-source.mjs'

const server = 'apps/server/src'
const sources = readdirSync(server, { recursive: true })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((name) => path.join(server, name))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }))

const faults = findOperationFaults(contracts, sources)
if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n`)
  process.exit(1)
}
