/**
 * `npm run package:card-kit`: the card kit as an npm package for the tests of vendors. It brings everything that
 * it needs, the card reader software's own code among it, as JavaScript: it depends on no other package, and
 * compiles nothing.
 *
 *   --to <folder>     output folder of the package (dist)
 */
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { installNodePackages, root, run, say } from '../set-up/machine.mjs'
import { normalise, sourceDate } from './production-set.mjs'

const { values: options } = parseArgs({
  options: { to: { type: 'string', default: path.join(root, 'dist') } },
})
installNodePackages()
const { rolldown } = await import('rolldown')
const { isolatedDeclarationSync } = await import('rolldown/experimental')

const source = path.join(root, 'libs/card-kit')
const { name, version, license } = JSON.parse(
  readFileSync(path.join(source, 'package.json'), 'utf8'),
)
const tree = mkdtempSync(path.join(tmpdir(), 'package-card-kit-'))
const dist = path.join(tree, 'dist')
const entries = ['index', 'playwright', 'cli']
const packages = new Set()
/** What is otherwise in a package. */
const changesOfSource = [
  // Started as a thread, from a file of its own.
  {
    file: 'libs/smartcard/src/vpcd.ts',
    replacing: [["URL('./vpcd-line.ts'", "URL('./vpcd-line.js'"]],
  },
  // Of letters with activation codes, which the kit has none of: Node before 24.7 does not have Argon2.
  {
    file: 'libs/smartcard/src/code-proof.ts',
    replacing: [
      [
        'import { argon2, createHash }',
        "import * as crypto from 'node:crypto'\nimport { createHash }",
      ],
      ['promisify(argon2)', '(...words) => promisify(crypto.argon2)(...words)'],
    ],
  },
]

say('Bundling …')
const bundle = await rolldown({
  input: {
    ...Object.fromEntries(entries.map((entry) => [entry, path.join(source, `src/${entry}.ts`)])),
    'vpcd-line': path.join(root, 'libs/smartcard/src/vpcd-line.ts'),
  },
  platform: 'node',
  // Real card readers: the kit has none.
  external: ['koffi'],
  plugins: [
    {
      name: 'card-kit',
      transform(code, id) {
        const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id)
        if (found) packages.add(found[1])
        const changes = changesOfSource.find(({ file }) => id.endsWith(file))?.replacing ?? []
        return changes.reduce((text, [from, to]) => {
          if (!text.includes(from)) throw new Error(`${id} has no longer: ${from}`)
          return text.replace(from, to)
        }, code)
      },
    },
  ],
})
await bundle.write({
  dir: dist,
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: '[name].js',
})
await bundle.close()

const command = path.join(dist, 'cli.js')
writeFileSync(command, `#!/usr/bin/env node\n${readFileSync(command, 'utf8')}`)
chmodSync(command, 0o755)
// What is decided about the CAs of the service, from which those of the kit are made.
for (const file of ['example-cas.json', 'blocked-keys.txt'])
  cpSync(path.join(root, 'libs/issuing/src', file), path.join(dist, file))

for (const file of ['contract', 'index', 'playwright']) {
  const text = readFileSync(path.join(source, `src/${file}.ts`), 'utf8')
  const { code, errors } = isolatedDeclarationSync(`${file}.ts`, text)
  if (errors.length > 0) throw new Error(`types of ${file}: ${JSON.stringify(errors)}`)
  writeFileSync(
    path.join(dist, `${file}.d.ts`),
    code.replaceAll(/'(\.\/[\w-]+)\.ts'|"(\.\/[\w-]+)\.ts"/g, "'$1$2.js'"),
  )
}

const exported = (entry) => ({ types: `./dist/${entry}.d.ts`, default: `./dist/${entry}.js` })
writeFileSync(
  path.join(tree, 'package.json'),
  `${JSON.stringify(
    {
      ...{ name, version, license, type: 'module', engines: { node: '>=22' } },
      description:
        'Virtual card, PIN pad and signing API for tests of systems that use cards of social and health care',
      bin: { 'card-kit': './dist/cli.js' },
      exports: { '.': exported('index'), './playwright': exported('playwright') },
      files: ['dist', 'licences.txt'],
      peerDependencies: { '@playwright/test': '>=1.50' },
      peerDependenciesMeta: { '@playwright/test': { optional: true } },
    },
    null,
    2,
  )}\n`,
)
// Without links to other files of the repository: the package does not have them.
writeFileSync(
  path.join(tree, 'README.md'),
  readFileSync(path.join(source, 'README.md'), 'utf8').replaceAll(
    /\[([^\]]+)\]\(\.\.?\/[^)]*\)/g,
    '$1',
  ),
)
cpSync(path.join(root, 'LICENCE'), path.join(tree, 'LICENCE'))
writeFileSync(path.join(tree, 'licences.txt'), licencesOf([...packages].sort()))

normalise(tree, sourceDate())
chmodSync(command, 0o755)
mkdirSync(options.to, { recursive: true })
run('npm', ['pack', '--silent', '--pack-destination', path.resolve(options.to), tree])
rmSync(tree, { recursive: true })
say(path.join(options.to, `sotevarmenne-card-kit-${version}.tgz`))

/** The licences of the packages of others in the bundle. */
function licencesOf(names) {
  return names
    .map((each) => {
      const folder = path.join(root, 'node_modules', each)
      const about = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
      const file = [
        'LICENSE',
        'LICENSE.md',
        'LICENSE.txt',
        'LICENCE',
        'license',
        'License.md',
        'LICENSE-MIT',
      ]
        .map((candidate) => path.join(folder, candidate))
        .map((candidate) => {
          try {
            return readFileSync(candidate, 'utf8')
          } catch {
            return undefined
          }
        })
        .find((text) => text !== undefined)
      return `${each} ${about.version} (${about.license})\n\n${file ?? 'No text of the licence is in its package.'}`
    })
    .join('\n\n---\n\n')
}
