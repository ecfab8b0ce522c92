import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import { createKeyAndRequest } from './key-and-request.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'key-and-request-'))
after(() => {
  rmSync(folder, { recursive: true })
})

/** What the openssl command prints; it must succeed. */
function openssl(...options: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('openssl', options, { encoding: 'utf8' })
  assert.equal(status, 0, stderr)
  return `${stdout}${stderr}`
}

function put(name: string, content: string): string {
  const file = path.join(folder, name)
  writeFileSync(file, content)
  return file
}

describe('a key and a request that the browser creates', () => {
  for (const [kind, is] of [
    ['ec', 'NIST CURVE: P-256'],
    ['rsa', '(3072 bit'],
  ] as const)
    it(`are read by openssl, and belong together: ${kind}`, async () => {
      const names = ['www.example.fi', 'api.example.fi', '192.0.2.7', '2001:db8::7']
      const created = await createKeyAndRequest({ product: 'server', names, kind, password: '' })
      const request = put('request.pem', created.request)
      const key = put('key.pem', created.key)

      const shown = openssl('req', '-in', request, '-noout', '-text', '-verify')
      assert.match(shown, /verify OK/)
      assert.ok(shown.includes(is))
      assert.match(shown, /Subject: CN\s?=\s?www\.example\.fi\n/)
      assert.match(
        shown,
        /DNS:www\.example\.fi, DNS:api\.example\.fi, IP Address:192\.0\.2\.7, IP Address:2001:DB8:0:0:0:0:0:7\n/,
      )
      assert.equal(
        openssl('req', '-in', request, '-noout', '-pubkey'),
        openssl('pkey', '-in', key, '-pubout'),
      )
    })

  it('have the name of a system that signs, and nothing else', async () => {
    const { request } = await createKeyAndRequest({
      ...{ product: 'system-signature', names: ['Röntgen/Ä 1'], kind: 'ec', password: '' },
    })
    const shown = openssl(
      ...[
        'req',
        '-in',
        put('system.pem', request),
        '-noout',
        '-text',
        '-nameopt',
        'utf8,sep_multiline',
      ],
    )
    assert.match(shown, /CN=Röntgen\/Ä 1\n/)
    assert.match(shown, /Attributes:\n *\(none\)\n/)
    assert.doesNotMatch(shown, /DNS:|IP Address:/)
  })

  it('have no common name where the first name is longer than one can be', async () => {
    const name = `${'a'.repeat(60)}.${'b'.repeat(20)}.fi`
    const { request } = await createKeyAndRequest({
      ...{ product: 'server', names: [name], kind: 'ec', password: '' },
    })
    const shown = openssl('req', '-in', put('long.pem', request), '-noout', '-text')
    assert.doesNotMatch(shown, /CN\s?=/)
    assert.ok(shown.includes(`DNS:${name}`))
  })

  it('are two: the key opens with its password alone, and is another each time', async () => {
    const wanted = { product: 'server', names: ['a.example.fi'], kind: 'ec' } as const
    const created = await createKeyAndRequest({ ...wanted, password: 'Pitkä salasana 1' })
    const key = put('encrypted.pem', created.key)
    assert.match(created.key, /^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/)
    const opened = openssl('pkey', '-in', key, '-passin', 'pass:Pitkä salasana 1', '-pubout')
    assert.equal(
      opened,
      openssl('req', '-in', put('of-encrypted.pem', created.request), '-noout', '-pubkey'),
    )
    const wrong = spawnSync('openssl', ['pkey', '-in', key, '-passin', 'pass:other', '-noout'])
    assert.notEqual(wrong.status, 0)
    assert.notEqual(
      (await createKeyAndRequest({ ...wanted, password: '' })).request,
      created.request,
    )
  })
})
