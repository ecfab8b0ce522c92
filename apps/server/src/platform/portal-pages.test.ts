import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { refuse } from '@sotevarmenne/kernel/result'
import { pino } from 'pino'
import { createHttpServer, type HttpServer } from './http-server.ts'

describe("the portal's pages", () => {
  let directory: string
  let server: HttpServer
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'portal-'))
    await mkdir(join(directory, 'assets'))
    await writeFile(join(directory, 'assets', 'main-1a2b.js'), 'export {}')
    await writeFile(join(directory, 'assets', 'main-1a2b.js.br'), brotliCompressSync('export {}'))
    await writeFile(join(directory, 'assets', 'main-1a2b.js.gz'), gzipSync('export {}'))
    await writeFile(
      join(directory, 'index.html'),
      '<meta property="csp-nonce" content="{{nonce}}" nonce="{{nonce}}">',
    )
    server = await createHttpServer({
      endpoints: [],
      permits: { grant: async () => refuse({ kind: 'not-signed-in' }) },
      logger: pino({ level: 'silent' }),
      portal: {
        directory,
        signingApi: 'http://127.0.0.1:53951',
      },
      publicUrl: 'http://localhost:8080',
      version: '0.1.0',
      readiness: {},
    })
  })
  after(async () => {
    await server.close()
    await rm(directory, { recursive: true })
  })

  it('are served at every address that is neither a file nor part of the API', async () => {
    for (const url of ['/', '/desk/orders/1', '/own?tab=cards']) {
      const page = await server.inject(url)
      assert.equal(page.statusCode, 200, url)
      assert.match(page.body, /csp-nonce/)
    }
    assert.equal((await server.inject('/assets/gone.js')).statusCode, 404)
    assert.equal((await server.inject('/api/v1/gone')).statusCode, 404)
    assert.match((await server.inject('/../../etc/passwd')).body, /csp-nonce/)
  })

  it('are in memory: a busy disk delays none', async () => {
    await rename(join(directory, 'index.html'), join(directory, 'aside.html'))
    const { statusCode, body } = await server.inject('/cards')
    await rename(join(directory, 'aside.html'), join(directory, 'index.html'))
    assert.equal(statusCode, 200)
    assert.match(body, /csp-nonce/)
  })

  it('are not at addresses with a dot, for which scanners look', async () => {
    for (const url of [
      '/.git/config',
      '/.env',
      '/%2E%67it/config',
      '/fi/.aws/credentials',
      '/a.b/c',
    ])
      assert.equal((await server.inject(url)).statusCode, 404, url)
  })

  it('are in no frame, and may use nothing of the device but its camera', async () => {
    for (const url of ['/', '/assets/main-1a2b.js', '/api/v1/gone']) {
      const { headers } = await server.inject(url)
      assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/, url)
      assert.equal(headers['x-frame-options'], 'DENY', url)
      const policy = String(headers['permissions-policy'])
      assert.ok(policy.startsWith('camera=(self), '), url)
      for (const feature of ['microphone', 'geolocation', 'usb'])
        assert.ok(policy.includes(`${feature}=()`), feature)
    }
  })

  it('carry a new nonce each time, the one in their policy', async () => {
    const [one, other] = [await server.inject('/'), await server.inject('/')]
    const nonce = /content="([\w-]{24})"/.exec(one.body)?.[1] ?? 'none'
    const policy = String(one.headers['content-security-policy'])

    assert.ok(policy.includes(`style-src 'self' 'nonce-${nonce}'`), policy)
    assert.ok(policy.includes("connect-src 'self' http://127.0.0.1:53951;"))
    assert.notEqual(one.body, other.body)
  })

  it('load their files as the build has compressed them, where the browser accepts it', async () => {
    const get = (accepted: string) =>
      server.inject({ url: '/assets/main-1a2b.js', headers: { 'accept-encoding': accepted } })
    const br = await get('gzip, deflate, br, zstd')
    assert.equal(br.headers['content-encoding'], 'br')
    assert.equal(brotliDecompressSync(br.rawPayload).toString(), 'export {}')
    const gzip = await get('gzip')
    assert.equal(gzip.headers['content-encoding'], 'gzip')
    assert.equal(gunzipSync(gzip.rawPayload).toString(), 'export {}')
    const plain = await get('identity')
    assert.deepEqual([plain.headers['content-encoding'], plain.body], [undefined, 'export {}'])
    for (const { headers } of [br, gzip, plain]) {
      assert.match(String(headers['content-type']), /^(text|application)\/javascript/)
      assert.match(String(headers['vary']), /accept-encoding/i)
    }
  })

  it('load their files, which browsers cache for as long as the names stay the same', async () => {
    const file = await server.inject('/assets/main-1a2b.js')

    assert.equal(file.body, 'export {}')
    assert.equal(file.headers['cache-control'], 'public, max-age=31536000, immutable')
  })
})
