/**
 * `npm run package:extension`: the browser extension as a folder that Chromium, Edge and Firefox load (Manifest V3).
 *
 *   --to <folder>     output folder (dist)
 *   --key <pem>       public key of the publisher, from which Chromium derives the extension's identifier; printed for
 *                     `allowed_origins` of the host's manifest. Without it: the key in the repository's manifest, whose
 *                     private key nobody has
 */
import { createHash, createPublicKey } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { installNodePackages, root, say } from '../set-up/machine.mjs'

const { values: options } = parseArgs({
  options: { to: { type: 'string', default: path.join(root, 'dist') }, key: { type: 'string' } },
})
installNodePackages()
const { rolldown } = await import('rolldown')

const source = path.join(root, 'apps/extension')
const folder = path.join(options.to, 'sotevarmenne-extension')
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })

const manifest = JSON.parse(readFileSync(path.join(source, 'manifest.json'), 'utf8'))
manifest.version = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).version
if (options.key)
  manifest.key = createPublicKey(readFileSync(options.key))
    .export({ type: 'spki', format: 'der' })
    .toString('base64')
writeFileSync(path.join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
for (const script of ['background', 'content']) {
  const bundle = await rolldown({ input: path.join(source, `src/${script}.ts`) })
  await bundle.write({ file: path.join(folder, `${script}.js`), format: 'iife' })
  await bundle.close()
}

/** The first 128 bits of the key's digest, with the letters a to p for the digits 0 to f. */
const identifier = createHash('sha256')
  .update(Buffer.from(manifest.key, 'base64'))
  .digest('hex')
  .slice(0, 32)
  .replaceAll(/./g, (digit) => 'abcdefghijklmnop'[Number.parseInt(digit, 16)])
say(`${folder} (chrome-extension://${identifier}/)`)
