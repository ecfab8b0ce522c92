import assert from 'node:assert/strict'
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { version } from '@sotevarmenne/kernel/version'
import { z } from 'zod'
import { freePorts } from '@sotevarmenne/tests/network/free-ports'

const root = path.resolve(import.meta.dirname, '../..')
const user = 'reader-package-test'
const home = `/home/${user}`
const name = 'sotevarmenne-reader'

/** It is installed on this very machine, and removed again: that needs root. */
const isRoot = process.getuid?.() === 0

describe('the Debian package of the reader software', { skip: !isRoot && 'needs root' }, () => {
  let folder: string
  let packageFile: string
  let service: Server
  let port: Readonly<Record<'api' | 'tls' | 'page', number>>
  let program: ChildProcess | undefined

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'reader-package-'))
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const keys = { public: path.join(folder, 'public.pem'), private: path.join(folder, 'key.pem') }
    await writeFile(keys.public, publicKey.export({ type: 'spki', format: 'pem' }))
    await writeFile(keys.private, privateKey.export({ type: 'pkcs8', format: 'pem' }))
    await mkdir(path.join(folder, 'roots'))
    await run('node', [
      path.join(root, 'tools/set-up/package-reader.mjs'),
      ...['--fast', '--to', folder, '--roots', path.join(folder, 'roots')],
      ...['--notice-key', keys.public, '--sign-with', keys.private, '--url', 'https://x.example/r'],
    ])
    const file = (await readdir(folder)).find((each) => each.endsWith('.deb'))
    assert.ok(file)
    packageFile = path.join(folder, file)

    const notice: unknown = JSON.parse(
      await readFile(path.join(folder, 'reader-notice.json'), 'utf8'),
    )
    service = createServer((_request, response) => {
      response.end(JSON.stringify({ minimumVersion: '9.0.0', notice }))
    }).listen(0, '127.0.0.1')
    await once(service, 'listening')
    port = await freePorts(['api', 'tls', 'page'])
    await run('useradd', ['--create-home', '--shell', '/bin/sh', user])
  })
  after(async () => {
    program?.kill()
    service.close()
    await run('dpkg', ['--purge', name]).catch(() => undefined)
    await run('userdel', ['--remove', user]).catch(() => undefined)
    await rm(folder, { recursive: true })
  })

  it('installs, with everything that a desktop program needs', async () => {
    await run('dpkg', ['--install', packageFile])
    for (const file of [
      `/usr/lib/systemd/user/${name}.service`,
      `/etc/xdg/autostart/${name}.desktop`,
      `/usr/share/applications/${name}.desktop`,
      `/usr/share/man/man1/${name}.1.gz`,
      `/usr/share/icons/hicolor/scalable/apps/${name}.svg`,
      `/usr/share/doc/${name}/copyright`,
      `/etc/${name}/reader.conf`,
      ...hosts,
    ])
      assert.ok(existsSync(file), file)
    assert.equal((await asUser('version')).trim(), version)
  })

  it('runs for a user without privileges, and responds to pages of this machine', async () => {
    const address = service.address()
    assert.ok(address !== null && typeof address === 'object')
    program = spawn('runuser', ['-u', user, '--', `/usr/bin/${name}`, 'run'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: environment({ SOTEVARMENNE_SERVICE_URL: `http://127.0.0.1:${String(address.port)}` }),
    })
    assert.ok(program.stdout)
    await once(program.stdout, 'data')
    const response = await fetch(`http://127.0.0.1:${String(port.api)}/version`)
    assert.equal(z.object({ version: z.string() }).parse(await response.json()).version, '1.2')
    const pageUrl = (await readFile(`${stored}/page-url`, 'utf8')).trim()
    assert.match(await english(pageUrl), /No card reader|Reader software/)
    assert.match(await readFile(`${stored}/page.html`, 'utf8'), new RegExp(pageUrl))
  })

  it('is reached by browsers through the program that they start for the extension', async () => {
    for (const place of hosts) {
      const { path: host } = z
        .object({ path: z.string() })
        .parse(JSON.parse(await readFile(place, 'utf8')))
      const request = Buffer.from(JSON.stringify({ origin: 'https://x.example', path: '/version' }))
      const length = Buffer.alloc(4)
      length.writeUInt32LE(request.length)
      const started = spawn('runuser', ['-u', user, '--', host, place, 'reader@x.example'], {
        env: environment(),
        stdio: ['pipe', 'pipe', 'inherit'],
      })
      started.stdin.write(Buffer.concat([length, request]))
      assert.match((await buffer(started.stdout)).toString('utf8'), /softwareVersion/)
    }
  })

  it('respects the version rule of its service', async () => {
    const pageUrl = (await readFile(`${stored}/page-url`, 'utf8')).trim()
    assert.match(await english(`${pageUrl}diagnosis`), /too old/)
    const response = await fetch(`http://127.0.0.1:${String(port.api)}/sign`, {
      method: 'POST',
      headers: { origin: 'https://x.example', 'content-type': 'application/json' },
      body: JSON.stringify({ content: 'eA==' }),
    })
    const { reasonCode } = z.object({ reasonCode: z.number() }).parse(await response.json())
    assert.equal(reasonCode, 403)
  })

  it("is trusted by the user's browsers after the user agrees", async () => {
    await asUser('trust-browsers', '--yes')
    assert.match(await cas(), /sotevarmenne card reader +C,,/)
  })

  it('is gone after its removal, from the browsers too', async () => {
    program?.kill()
    await run('dpkg', ['--remove', name])
    assert.doesNotMatch(await cas(), /sotevarmenne/)
    for (const place of [
      `/usr/lib/${name}`,
      `/usr/bin/${name}`,
      `/usr/lib/systemd/user/${name}.service`,
    ])
      assert.equal(existsSync(place), false, place)
    await run('dpkg', ['--purge', name])
    for (const place of [`/etc/${name}`, `/etc/xdg/autostart/${name}.desktop`, ...hosts])
      assert.equal(existsSync(place), false, place)
    const enabled = `/etc/systemd/user/default.target.wants/${name}.service`
    assert.equal(existsSync(enabled), false)
  })

  /** Where browsers look for it: Chromium, Chrome, Edge, Firefox. */
  const hosts = [
    '/etc/chromium/native-messaging-hosts/sotevarmenne.reader.json',
    '/etc/opt/chrome/native-messaging-hosts/sotevarmenne.reader.json',
    '/etc/opt/edge/native-messaging-hosts/sotevarmenne.reader.json',
    '/usr/lib/mozilla/native-messaging-hosts/sotevarmenne.reader.json',
  ]
  const stored = `${home}/.local/share/sotevarmenne/reader`
  const environment = (more: Readonly<Record<string, string>> = {}) => ({
    PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: home,
    SOTEVARMENNE_READER_PORT: String(port.api),
    SOTEVARMENNE_READER_TLS_PORT: String(port.tls),
    SOTEVARMENNE_READER_PAGE_PORT: String(port.page),
    ...more,
  })
  const asUser = (...words: readonly string[]) =>
    run('runuser', ['-u', user, '--', `/usr/bin/${name}`, ...words], environment())
  const cas = () =>
    run('runuser', ['-u', user, '--', 'certutil', '-d', `sql:${home}/.pki/nssdb`, '-L'])
  const english = async (url: string) =>
    (await fetch(url, { headers: { 'accept-language': 'en' } })).text()
})

async function run(
  command: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const { stdout } = await promisify(execFile)(command, [...words], { env, cwd: '/' })
  return stdout
}
