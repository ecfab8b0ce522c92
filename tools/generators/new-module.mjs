/**
 * `npm run new:module -- cards/recall`: writes the skeleton of a module with one operation, and connects it: its contract
 * in libs/api, its row in the table of dependencies, its line in the wiring. What a person has to write stands as WRITE.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  addBeforeVariable,
  addImport,
  addToProperty,
  addToVariable,
  camel,
  kebab,
  pascal,
} from './edit-source.mjs'
import { writeFiles } from './new-operation.mjs'

export function planModule(root, { module }) {
  const [group, name] = module.split('/')
  const folder = path.join(root, 'apps/server/src', module)
  if (existsSync(folder)) throw new Error(`${folder} exists`)
  const api = path.join(root, 'libs/api/src')
  if (existsSync(path.join(api, `${name}.ts`))) throw new Error(`libs/api has ${name}.ts already`)
  const part = camel(name)
  const type = pascal(name)
  const view = `view${type}`
  const own = (file) => path.join(folder, file)
  const changed = (file, change) => [file, change(readFileSync(file, 'utf8'))]

  return [
    [
      path.join(api, `${name}.ts`),
      `import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { definePermission } from './permission.ts'

export const ${part}View = z.object({})
export type ${type}View = z.infer<typeof ${part}View>

export const ${view} = defineEndpoint({
  method: 'GET',
  path: '/${name}',
  permission: definePermission('${part}.${view}', {
    roles: [WRITE],
    label: { fi: WRITE, sv: WRITE, en: WRITE },
  }),
  summary: WRITE,
  input: z.object({}),
  response: ${part}View,
})
`,
    ],
    changed(path.join(api, 'permissions.ts'), (text) =>
      addToVariable(addImport(text, `import * as ${part} from './${name}.ts'`), 'modules', part),
    ),
    [
      own('README.md'),
      `# ${name}

WRITE: what the module is for, its words, its life cycle as a diagram, what always holds, and its sources, in at most 40 lines.
`,
    ],
    [
      own('deps.ts'),
      `import type { Runtime } from '#platform/runtime.ts'

/** Dependencies of the operations of this module; \`entry\` wires them. */
export type ${type}Deps = Pick<Runtime, 'db' | 'clock' | 'record'>
`,
    ],
    [
      own('texts.ts'),
      `import type { Text } from '#platform/texts.ts'

export const texts = {} satisfies { readonly [name: string]: { readonly title: Text; readonly advice?: Text } }
`,
    ],
    [
      own(`${kebab(view)}.ts`),
      `import * as api from '@sotevarmenne/api/${name}'
import { ok } from '@sotevarmenne/kernel/result'
import { operation } from '#platform/operation.ts'
import type { ${type}Deps } from './deps.ts'

/** What it shows, and the rule (R…). */
export const ${view} = operation({
  contract: api.${view},
  problems: {},
  handle:
    ({ db }: ${type}Deps) =>
    () =>
      db.read((_tx) => Promise.resolve(ok({}))),
})
`,
    ],
    [
      own(`create-${name}.ts`),
      `import { bindOperations } from '#platform/operation.ts'
import type { ${type}Deps } from './deps.ts'
import { ${view} } from './${kebab(view)}.ts'

export const create${type} = (deps: ${type}Deps) => ({
  ...bindOperations(deps, { ${view} }),
})
`,
    ],
    [own('index.ts'), `export { create${type} } from './create-${name}.ts'\n`],
    changed(path.join(root, 'tools/dependencies.config.mjs'), (text) =>
      addToProperty(text, [group, 'modules'], `'${name}': []`),
    ),
    changed(path.join(root, 'apps/server/src/entry/parts.ts'), (text) =>
      addToVariable(
        addBeforeVariable(
          addImport(text, `import { create${type} } from '#${module}/index.ts'`),
          'modules',
          `const ${part} = create${type}(runtime)`,
        ),
        'modules',
        part,
      ),
    ),
  ]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = path.resolve(import.meta.dirname, '../..')
  const [module = ''] = process.argv.slice(2)
  if (!/^[a-z]+\/[a-z][a-z-]*$/.test(module)) {
    process.stderr.write('Usage: npm run new:module -- group/module-name\n')
    process.exit(1)
  }
  const files = planModule(root, { module })
  mkdirSync(path.join(root, 'apps/server/src', module))
  await writeFiles(
    root,
    files,
    'Replace each WRITE; then tables, jobs, subscriptions and tests: docs/contributing/add-a-module.md',
  )
}
