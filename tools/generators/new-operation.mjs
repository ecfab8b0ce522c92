/**
 * `npm run new:operation -- cards/stock rejectBatch POST /blanks/batches/:batchId/rejection`: writes the skeleton of an
 * operation of a module. What a person has to write stands as WRITE: it does not compile before.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { addImport, addToBound, kebab, pascal } from './edit-source.mjs'

/** Writes into the repository at `root`; returns the files. Throws, and writes nothing, when something does not fit. */
export function planOperation(root, { module, name, method, address }) {
  const server = path.join(root, 'apps/server/src', module)
  const files = readdirSync(server)
  const read = (file) => readFileSync(file, 'utf8')
  const creating = files
    .filter((file) => /^(create-[\w-]+|index)\.ts$/.test(file))
    .map((file) => path.join(server, file))
    .find((file) => read(file).includes('bindOperations('))
  if (creating === undefined) throw new Error(`${module} binds no operations`)
  const operationFile = path.join(server, `${kebab(name)}.ts`)
  if (files.includes(path.basename(operationFile))) throw new Error(`${operationFile} exists`)

  const apis = files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => {
      const source = read(path.join(server, file))
      return /import \* as \w+ from '@sotevarmenne\/api\/([\w-]+)'/.exec(source)?.slice(1) ?? []
    })
  // A module may have contracts in several files: its own has its name.
  const api = apis.find((each) => each === path.basename(module)) ?? apis[0]
  if (api === undefined) throw new Error(`no operation of ${module} has a contract in libs/api`)
  const contractFile = path.join(root, 'libs/api/src', `${api}.ts`)
  const contracts = read(contractFile)
  const [, prefix] = /definePermission\(\s*'(\w+)\./.exec(contracts) ?? []
  const [, deps] = /(?:deps|wired): (?:Unsealed<)?(\w+)/.exec(read(creating)) ?? []
  if (prefix === undefined || deps === undefined) throw new Error(`${module} is of another shape`)
  const parameters = [...address.matchAll(/:(\w+)/g)].map(([, parameter]) => parameter)
  const input = parameters.map((parameter) => `${parameter}: z.string()`).join(', ')

  return [
    [
      contractFile,
      `${contracts}
export const ${name} = defineEndpoint({
  method: '${method}',${method === 'POST' ? '\n  onRepeat: WRITE,' : ''}
  path: '${address}',
  permission: definePermission('${prefix}.${name}', {
    roles: [WRITE],
    label: { fi: WRITE, sv: WRITE, en: WRITE },
  }),
  summary: WRITE,
  input: z.object({ ${input} }),
  response: z.object({}),
})
`,
    ],
    [
      operationFile,
      `import * as api from '@sotevarmenne/api/${api}'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Nothing } from '#platform/endpoint.ts'
import { operation } from '#platform/operation.ts'
import type { ${deps} } from './deps.ts'

export type ${pascal(name)}Refusal = { readonly kind: WRITE }

/** What it does, and the rule (R…). */
export const ${name} = operation({
  contract: api.${name},
  problems: {
    [WRITE]: {
      status: 409,
      title: { fi: WRITE, sv: WRITE, en: WRITE },
      advice: { fi: WRITE, sv: WRITE, en: WRITE },
    },
  },
  handle:
    ({ db, record }: ${deps}) =>
    (permit, { ${parameters.join(', ')} }): Promise<Result<Nothing, ${pascal(name)}Refusal>> =>
      db.write(async (tx): Promise<Result<Nothing, ${pascal(name)}Refusal>> => {
        // Load and lock; decide by a pure rule of domain/; save; record the event in this transaction.
        if (WRITE) return refuse({ kind: WRITE })
        await record(tx, WRITE, permit)
        return ok({})
      }),
})
`,
    ],
    [creating, addToBound(addImport(read(creating), importOf(name)), name)],
  ]
}

const importOf = (name) => `import { ${name} } from './${kebab(name)}.ts'`

/** Writes the files, formatted, and says what to do next. */
export async function writeFiles(root, files, next) {
  for (const [file, text] of files) {
    const config = await resolveConfig(file)
    const parser = file.endsWith('.md')
      ? 'markdown'
      : file.endsWith('.mjs')
        ? 'babel'
        : 'typescript'
    writeFileSync(file, await format(text, { ...config, parser }))
    process.stdout.write(`${path.relative(root, file)}\n`)
  }
  process.stdout.write(`\n${next}\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = path.resolve(import.meta.dirname, '../..')
  const [module, name, method, address] = process.argv.slice(2)
  if (address === undefined || !/^[a-z]\w+$/.test(name) || !/^(GET|POST|DELETE)$/.test(method)) {
    process.stderr.write(
      'Usage: npm run new:operation -- group/module operationName GET|POST|DELETE /path/:id\n',
    )
    process.exit(1)
  }
  await writeFiles(
    root,
    planOperation(root, { module, name, method, address }),
    'Replace each WRITE; then the page in apps/portal, and the tests: docs/contributing/add-an-operation.md',
  )
}
