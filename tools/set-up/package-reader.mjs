/**
 * `npm run package:reader`: the reader software as a Debian package with a Node of its own. Needs dpkg-deb
 * and nothing else of Debian.
 *
 *   --to <folder>           output folder of the package (dist)
 *   --roots <folder>        root certificates (DER, .crt) to include
 *   --notice-key <pem>      public key (Ed25519) for trusted notices of newer versions
 *   --sign-with <pem>       private key: writes reader-notice.json of this package, for the service to publish
 *   --url <address>         download address of the package, for the notice
 *   --extension <id>        identifier of the publisher's build of the browser extension, for Chromium and its kin
 *   --fast                  not compressed, for tests
 */
import { createHash, createPrivateKey, sign } from 'node:crypto'
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
import { gzipSync } from 'node:zlib'
import { installNodePackages, node24, root, run, say } from './machine.mjs'

const { values: options } = parseArgs({
  options: {
    to: { type: 'string', default: path.join(root, 'dist') },
    roots: { type: 'string' },
    'notice-key': { type: 'string' },
    'sign-with': { type: 'string' },
    url: { type: 'string' },
    extension: { type: 'string' },
    fast: { type: 'boolean', default: false },
  },
})
installNodePackages()
const { bundleReader } = await import('./bundle-reader.mjs')

const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
const architecture = process.arch === 'x64' ? 'amd64' : process.arch
const name = 'sotevarmenne-reader'
const tree = mkdtempSync(path.join(tmpdir(), 'package-reader-'))
chmodSync(tree, 0o755)
const source = path.join(root, 'apps/reader/packaging')

/** Puts a file into the package. */
const put = (place, content, mode = 0o644) => {
  const file = path.join(tree, place)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, content)
  chmodSync(file, mode)
}
const putFile = (place, file, mode) => put(place, readFileSync(path.join(source, file)), mode)

say('Bundling …')
const lib = `usr/lib/${name}`
await bundleReader(path.join(tree, lib, 'reader.mjs'))
put(`${lib}/node`, readFileSync(node24), 0o755)
// What calls PC/SC, without its sources.
const koffi = [
  'koffi/package.json',
  'koffi/LICENSE.txt',
  'koffi/index.js',
  'koffi/src/koffi/index.js',
  'koffi/src/koffi/src/static.js',
]
for (const part of [...koffi, `@koromix/koffi-linux-${process.arch}`])
  cpSync(path.join(root, 'node_modules', part), path.join(tree, lib, 'node_modules', part), {
    recursive: true,
  })
if (options.roots) cpSync(options.roots, path.join(tree, lib, 'roots'), { recursive: true })
if (options['notice-key']) put(`${lib}/notice-key.pem`, readFileSync(options['notice-key']))

putFile(`usr/bin/${name}`, 'launcher.sh', 0o755)
putFile(`usr/lib/systemd/user/${name}.service`, `${name}.service`)
putFile(`etc/xdg/autostart/${name}.desktop`, 'autostart.desktop')
putFile(`usr/share/applications/${name}.desktop`, `${name}.desktop`)
putFile(`usr/share/icons/hicolor/scalable/apps/${name}.svg`, `${name}.svg`)
putFile(`etc/${name}/reader.conf`, 'reader.conf')

// The program that browsers start for the extension (native messaging).
putFile(`${lib}/native-host`, 'native-host.sh', 0o755)
const hostManifest = (family, changes = {}) =>
  `${JSON.stringify({ ...JSON.parse(readFileSync(path.join(source, `native-host.${family}.json`), 'utf8')), ...changes }, null, 2)}\n`
const ofChromium = hostManifest(
  'chromium',
  options.extension && { allowed_origins: [`chrome-extension://${options.extension}/`] },
)
const chromiumHosts = ['chromium', 'opt/chrome', 'opt/edge'].map(
  (browser) => `/etc/${browser}/native-messaging-hosts/sotevarmenne.reader.json`,
)
for (const place of chromiumHosts) put(place, ofChromium)
put('usr/lib/mozilla/native-messaging-hosts/sotevarmenne.reader.json', hostManifest('firefox'))
put(`usr/share/man/man1/${name}.1.gz`, gzipSync(readFileSync(path.join(source, `${name}.1`))))
const licences = ['LICENCE', 'node_modules/node-linux-' + process.arch + '/LICENSE']
put(
  `usr/share/doc/${name}/copyright`,
  licences.map((file) => readFileSync(path.join(root, file), 'utf8')).join('\n\n'),
)

put(
  'DEBIAN/conffiles',
  [`/etc/${name}/reader.conf`, `/etc/xdg/autostart/${name}.desktop`, ...chromiumHosts, ''].join(
    '\n',
  ),
)
for (const script of ['postinst', 'prerm', 'postrm']) putFile(`DEBIAN/${script}`, script, 0o755)
put(
  'DEBIAN/control',
  `${[
    `Package: ${name}`,
    `Version: ${version}`,
    `Architecture: ${architecture}`,
    'Maintainer: sotevarmenne <reader@service.example>',
    'Section: utils',
    'Priority: optional',
    'Depends: libc6, libstdc++6, libpcsclite1, pcscd, libnss3-tools',
    'Recommends: xdg-utils',
    'Description: card reader software of social and health care',
    ' Reads the card, activates it, asks for PINs on a page of its own and signs for web',
    ' services by the SCS signing API. Brings a Node of its own.',
  ].join('\n')}\n`,
)

mkdirSync(options.to, { recursive: true })
const file = path.join(options.to, `${name}_${version}_${architecture}.deb`)
const compression = options.fast ? ['-Znone'] : ['-Zxz']
run('dpkg-deb', ['--root-owner-group', ...compression, '--build', tree, file])
rmSync(tree, { recursive: true })
say(file)

if (options['sign-with']) {
  if (!options.url) throw new Error('the notice needs the download address: give --url')
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex')
  const statement = Buffer.from(JSON.stringify({ version, url: options.url, sha256 }))
  const key = createPrivateKey(readFileSync(options['sign-with']))
  const notice = {
    statement: statement.toString('base64'),
    signature: sign(null, statement, key).toString('base64'),
  }
  const noticeFile = path.join(options.to, 'reader-notice.json')
  writeFileSync(noticeFile, `${JSON.stringify(notice, null, 2)}\n`)
  say(noticeFile)
}
