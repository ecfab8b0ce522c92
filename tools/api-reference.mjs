/**
 * Writes `docs/api/reference.md` from the contracts in libs/api: every endpoint with its method, path and summary. With
 * `--check` it writes nothing and fails when the file is not what it would write.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const folder = path.join(root, 'libs/api/src')
const file = path.join(root, 'docs/api/reference.md')

const sections = []
for (const name of readdirSync(folder)
  .filter((each) => each.endsWith('.ts'))
  .sort()) {
  const contracts = endpointsOf(await import(path.join(folder, name)))
  if (contracts.length > 0) sections.push({ name: name.replace(/\.ts$/, ''), contracts })
}
const count = sections.reduce((sum, { contracts }) => sum + contracts.length, 0)
const text = await format(
  [
    '# API reference',
    '',
    `The ${String(count)} endpoints under \`/api/v1\`, generated from [libs/api](../../libs/api/src) by \`npm run fix\`. Input, response and`,
    'errors in full are in the OpenAPI description that the service serves at `/api/openapi.json` ([how to use it](README.md)).',
    ...sections.flatMap(({ name, contracts }) => [
      '',
      `## ${name}`,
      '',
      '| operation | method and path | what |',
      '| --- | --- | --- |',
      ...contracts.map(
        ([operation, { method, path: address, summary, open }]) =>
          `| \`${operation}\` | \`${method} ${address}\` | ${summary.replaceAll('|', '\\|')}${open === true ? ' · without a session' : ''} |`,
      ),
    ]),
    '',
  ].join('\n'),
  { ...(await resolveConfig(file)), parser: 'markdown' },
)

if (!process.argv.includes('--check')) writeFileSync(file, text)
else if (readFileSync(file, 'utf8') !== text) {
  process.stderr.write('docs/api/reference.md is out of date: npm run fix writes it again.\n')
  process.exit(1)
}

/** Exports of a file that are contracts of endpoints, by their names. */
function endpointsOf(exports) {
  return Object.entries(exports).filter(
    ([, value]) => typeof value?.path === 'string' && typeof value.summary === 'string',
  )
}
