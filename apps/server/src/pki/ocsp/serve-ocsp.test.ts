import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { HttpRequest } from '@sotevarmenne/http1/connection'
import { readHead } from '@sotevarmenne/http1/read-head'
import { composeHead, type Reply } from '@sotevarmenne/http1/response'
import { serveOcsp } from './serve-ocsp.ts'

describe('OCSP over HTTP', () => {
  const tag = `"${'0a'.repeat(16)}"`
  const fields = {
    'content-type': 'application/ocsp-response',
    'cache-control': 'public, max-age=2, must-revalidate, no-transform',
    'last-modified': 'Tue, 24 Nov 2026 12:00:00 GMT',
    expires: 'Tue, 24 Nov 2026 13:00:00 GMT',
  }
  const date = 'Tue, 24 Nov 2026 12:01:00 GMT'

  function aReply(more: Readonly<Record<string, string>> = { etag: tag }): Reply {
    const head = composeHead({ status: 200, fields: { ...fields, ...more } }, 3, date)
    return { ready: Buffer.from(`${head}\x30\x01\x00`, 'latin1'), bodyAt: head.length }
  }

  function aRequest(method: string, target: string, headers = '', body = ''): HttpRequest {
    // Behind another request on the same connection, and before the next.
    const before = 'GET / HTTP/1.1\r\n\r\n'
    const length = body === '' ? '' : `content-length: ${String(body.length)}\r\n`
    const head = `${method} ${target} HTTP/1.1\r\nhost: x\r\n${headers}${length}\r\n`
    const bytes = Buffer.from(`${before}${head}${body}MA==`, 'latin1')
    const read = readHead(bytes, before.length, before.length + head.length)
    assert.ok('method' in read)
    return { bytes, head: read }
  }

  /** What is served by a responder of the CA `ca`, and what that responder was given. */
  function served(request: HttpRequest, reply: Reply | Promise<Reply> = aReply()) {
    const given: string[] = []
    const requested: string[] = []
    const response = serveOcsp((issuer) => {
      requested.push(issuer)
      if (issuer !== 'ca') return undefined
      return (bytes, from, to) => {
        given.push(Buffer.from(bytes.slice(from, to)).toString('latin1'))
        return reply
      }
    }, request)
    return { response, given, requested }
  }

  it('is served at the path of a CA alone', () => {
    for (const target of ['/ocs/ca/MA==', '/ocspx/ca/MA==', '/OCSP/ca/MA==', '/crl/ca', '/ocsp']) {
      const { response, requested } = served(aRequest('GET', target))
      assert.equal(response, undefined, target)
      assert.deepEqual(requested, [], target)
    }
    for (const [target, issuer] of [
      ['/ocsp/', ''],
      ['/ocsp/other/MA==', 'other'],
      ['/ocsp/cax', 'cax'],
    ] as const) {
      const { response, requested } = served(aRequest('GET', target))
      assert.equal(response, undefined, target)
      assert.deepEqual(requested, [issuer])
    }
  })

  it('takes the request from the body of a POST, whatever follows on the connection', () => {
    for (const target of ['/ocsp/ca', '/ocsp/ca/', '/ocsp/ca/MAA='])
      assert.deepEqual(served(aRequest('POST', target, '', 'request')).given, ['request'])
    assert.deepEqual(served(aRequest('POST', '/ocsp/ca')).given, [''])
  })

  it('takes the request from the path of a GET or a HEAD (RFC 6960, appendix A.1)', () => {
    for (const method of ['GET', 'HEAD'])
      assert.deepEqual(served(aRequest(method, '/ocsp/ca/cmVxdWVzdA%3d%3D')).given, ['request'])
  })

  it('takes a path that is not base64 for an empty request', () => {
    for (const target of ['/ocsp/ca', '/ocsp/ca/', '/ocsp/ca/M', '/ocsp/ca/not-base64'])
      assert.deepEqual(served(aRequest('GET', target)).given, [''], target)
  })

  it('refuses other methods, and names those that it takes (RFC 9110 § 15.5.6)', () => {
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'get']) {
      const { response, given } = served(aRequest(method, '/ocsp/ca/MA=='))
      assert.deepEqual(response, { status: 405, fields: { allow: 'GET, HEAD, POST' } })
      assert.deepEqual(given, [])
    }
  })

  // RFC 9110 § 15.4.5: the fields that a cache needs to refresh what it stored.
  const notModified = {
    status: 304,
    fields: {
      'cache-control': fields['cache-control'],
      'last-modified': fields['last-modified'],
      expires: fields.expires,
      etag: tag,
    },
  }

  it('is “not modified” for a client that names the present response (RFC 9110 § 13.1.2)', async () => {
    for (const known of [tag, `W/${tag}`, `"x", ${tag}`, `${tag},"x"`, `"x" , W/${tag} , "y"`, '*'])
      for (const method of ['GET', 'HEAD']) {
        const request = aRequest(method, '/ocsp/ca/MA==', `if-none-match: ${known}\r\n`)
        assert.deepEqual(served(request).response, notModified, known)
        const later = served(request, Promise.resolve(aReply())).response
        assert.ok(later instanceof Promise)
        assert.deepEqual(await later, notModified, known)
      }
  })

  it('is sent to a client that names another response or none', () => {
    const present = aReply()
    for (const known of [
      '"x"',
      tag.slice(1, -1),
      `x${tag}`,
      `${tag}x`,
      `"W/${tag}"`,
      '',
      '"*"',
      ',',
    ])
      assert.equal(
        served(aRequest('GET', '/ocsp/ca/MA==', `if-none-match: ${known}\r\n`), present).response,
        present,
        known,
      )
    const promised = Promise.resolve(present)
    assert.equal(served(aRequest('GET', '/ocsp/ca/MA=='), promised).response, promised)
    assert.equal(served(aRequest('GET', '/ocsp/ca/MA=='), present).response, present)
  })

  it('is sent when it is an error, or for one client alone: neither has an entity tag', () => {
    const error: Reply = { status: 200, fields: { 'cache-control': 'no-store' } }
    for (const reply of [error, aReply({})])
      for (const known of ['*', '', tag])
        assert.equal(
          served(aRequest('GET', '/ocsp/ca/MA==', `if-none-match: ${known}\r\n`), reply).response,
          reply,
          known,
        )
  })

  it('ignores a condition of a POST', () => {
    const present = aReply()
    const request = aRequest('POST', '/ocsp/ca', `if-none-match: ${tag}\r\n`, 'x')
    assert.equal(served(request, present).response, present)
  })
})
