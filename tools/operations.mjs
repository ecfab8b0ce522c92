/** Every operation of the server, as its files declare them: contract, problems and permission, without dependencies. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './set-up/machine.mjs'
import { contracts } from '../libs/api/src/permissions.ts'

const server = path.join(root, 'apps/server/src')

/** One for each contract of libs/api, in its order. */
export async function findOperations() {
  const files = readdirSync(server, { recursive: true })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => path.join(server, file))
    .filter((file) =>
      /\b(operation|sessionOperation|streamOperation|rowsOperation)\(\{/.test(
        readFileSync(file, 'utf8'),
      ),
    )
  const declared = new Map()
  for (const file of files)
    for (const value of Object.values(await import(pathToFileURL(file).href)))
      if (value?.contract && value.problems) declared.set(value.contract, value)
  return contracts.map(({ contract, name }) => {
    const operation = declared.get(contract)
    if (operation === undefined) throw new Error(`the operation of ${name} is not exported`)
    return operation
  })
}
