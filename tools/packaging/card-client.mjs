/**
 * `npm run package:card-client`: the client of card reader software for web pages as an npm package: one file of
 * JavaScript with its types, which depends on no other package.
 *
 *   --to <folder>     output folder of the package (dist)
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { installNodePackages, root, run, say } from '../set-up/machine.mjs'

const { values: options } = parseArgs({
  options: { to: { type: 'string', default: path.join(root, 'dist') } },
})
installNodePackages()
const { rolldown } = await import('rolldown')
const { isolatedDeclarationSync } = await import('rolldown/experimental')

const source = path.join(root, 'libs/card-client')
const { name, version, license } = JSON.parse(
  readFileSync(path.join(source, 'package.json'), 'utf8'),
)
const tree = mkdtempSync(path.join(tmpdir(), 'package-card-client-'))
const entry = path.join(source, 'src/card-client.ts')

const bundle = await rolldown({ input: entry })
await bundle.write({ file: path.join(tree, 'card-client.js'), format: 'esm' })
await bundle.close()
const { code, errors } = isolatedDeclarationSync(entry, readFileSync(entry, 'utf8'))
if (errors.length > 0) throw new Error(errors[0].message)
// Its types name none of the messages.
writeFileSync(
  path.join(tree, 'card-client.d.ts'),
  code.replaceAll(/^import [^\n]*'\.\/messages\.ts';\n/gm, ''),
)

writeFileSync(
  path.join(tree, 'package.json'),
  `${JSON.stringify(
    {
      ...{ name, version, license, type: 'module' },
      description: 'Log-in and signature by card, from a web page (SCS 1.0 to 1.2)',
      exports: { '.': { types: './card-client.d.ts', default: './card-client.js' } },
      sideEffects: false,
    },
    null,
    2,
  )}\n`,
)
// Without links to other files of the repository: the package does not have them.
writeFileSync(
  path.join(tree, 'README.md'),
  readFileSync(path.join(source, 'README.md'), 'utf8')
    .replaceAll(/\[([^\]]+)\]\(\.\.?\/[^)]*\)/g, '$1')
    .replace('@sotevarmenne/card-client/card-client', '@sotevarmenne/card-client'),
)
cpSync(path.join(root, 'LICENCE'), path.join(tree, 'LICENCE'))

mkdirSync(options.to, { recursive: true })
run('npm', ['pack', '--silent', '--pack-destination', path.resolve(options.to), tree])
rmSync(tree, { recursive: true })
say(path.join(options.to, `sotevarmenne-card-client-${version}.tgz`))
