/**
 * `npm run package:client`: the typed client of the API as an npm package, for programs of others. It brings the
 * contracts as JavaScript with types, and needs zod and nothing else of this repository.
 *
 *   --to <folder>     output folder of the package (dist)
 */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { compiler, installNodePackages, node24, root, run, say } from './machine.mjs'

const { values: options } = parseArgs({
  options: { to: { type: 'string', default: path.join(root, 'dist') } },
})
installNodePackages()
const source = path.join(root, 'libs/client')
const { name, version, license, dependencies } = JSON.parse(
  readFileSync(path.join(source, 'package.json'), 'utf8'),
)
const tree = mkdtempSync(path.join(tmpdir(), 'package-client-'))
const entries = ['client', 'contracts', 'mutual-tls']

writeFileSync(
  path.join(tree, 'tsconfig.json'),
  JSON.stringify({
    extends: path.join(root, 'tsconfig.base.json'),
    compilerOptions: {
      ...{ noEmit: false, declaration: true, rewriteRelativeImportExtensions: true },
      ...{ rootDir: path.join(root, 'libs'), outDir: path.join(tree, 'dist') },
      // As sources and not as packages: they are written too.
      paths: Object.fromEntries(
        ['api', 'identifiers', 'kernel'].map((library) => [
          `@sotevarmenne/${library}/*`,
          [path.join(root, `libs/${library}/src/*.ts`)],
        ]),
      ),
      typeRoots: [path.join(root, 'node_modules/@types')],
    },
    files: entries.map((entry) => path.join(source, `src/${entry}.ts`)),
  }),
)
run(node24, [compiler, '-p', tree])
rmSync(path.join(tree, 'tsconfig.json'))

/** Each library is a folder of the package: what imports it by its name finds it by its path. */
for (const file of readdirSync(path.join(tree, 'dist'), { recursive: true, encoding: 'utf8' })) {
  if (!/\.(js|d\.ts)$/.test(file)) continue
  const whole = path.join(tree, 'dist', file)
  const up = path.relative(path.dirname(file), '.')
  const text = readFileSync(whole, 'utf8')
  const relative = text.replaceAll(
    /(from |import\()(["'])@sotevarmenne\/([\w-]+)\/([\w/-]+)\2/g,
    (_, before, quote, library, module) =>
      `${before}${quote}${up}/${library}/src/${module}.js${quote}`,
  )
  writeFileSync(
    whole,
    relative.replaceAll(/((?:from |import\()["']\.[^"']*)\.ts(["'])/g, '$1.js$2'),
  )
}

writeFileSync(
  path.join(tree, 'package.json'),
  `${JSON.stringify(
    {
      ...{ name, version, license, type: 'module', engines: { node: '>=22' } },
      description:
        'Typed client of the API of sotevarmenne, the certificate service of social and health care',
      exports: Object.fromEntries(
        entries.map((entry) => [
          entry === 'client' ? '.' : `./${entry}`,
          {
            types: `./dist/client/src/${entry}.d.ts`,
            default: `./dist/client/src/${entry}.js`,
          },
        ]),
      ),
      files: ['dist'],
      dependencies: { zod: dependencies.zod },
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

mkdirSync(options.to, { recursive: true })
run('npm', ['pack', '--silent', '--pack-destination', path.resolve(options.to), tree])
rmSync(tree, { recursive: true })
say(path.join(options.to, `sotevarmenne-client-${version}.tgz`))
