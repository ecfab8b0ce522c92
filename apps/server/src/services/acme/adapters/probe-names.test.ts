import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { createServer as createSilentServer, type AddressInfo } from 'node:net'
import { after, before, it } from 'node:test'
import { createSecureContext, createServer as createTlsServer, type TLSSocket } from 'node:tls'
import fc from 'fast-check'
import { ipAddressRule } from '@sotevarmenne/kernel/ip-address'
import { anAcmeCertificate } from '@sotevarmenne/tests/network/acme-certificate'
import { startDnsServer, type DnsResponses } from '@sotevarmenne/tests/network/dns-server'
import { serverNameOf } from '../domain/acme-certificate.ts'
import { probeNames } from './probe-names.ts'

let dns: Awaited<ReturnType<typeof startDnsServer>>
let web: Server
let port: number
let reply: RequestListener
let requested: string[]
const responses: DnsResponses = new Map()

before(async () => {
  dns = await startDnsServer(responses)
  web = createServer((request, response) => {
    requested.push(`${request.headers.host ?? ''}${request.url ?? ''}`)
    reply(request, response)
  })
  web.listen(0, '127.0.0.1')
  await once(web, 'listening')
  port = (web.address() as AddressInfo).port
})
after(async () => {
  web.closeAllConnections()
  web.close()
  await dns.close()
})

const probe = (allowed: readonly string[] = ['127.0.0.1'], patience = 1500) =>
  probeNames({
    ...{ mayConnect: ipAddressRule(allowed), resolvers: [dns.address], httpPort: port, patience },
  })
const fetchOf = async (name: string, of = probe()) => {
  requested = []
  const found = await of.fetchKeyAuthorization(name, 'token')
  return found.ok ? found.value : found.refusal.kind
}

it('the key authorization is fetched from the name’s own address', async () => {
  responses.set('a.example.fi A', ['127.0.0.1'])
  reply = (_request, response) => response.end('token.thumbprint\r\n')
  assert.equal(await fetchOf('a.example.fi'), 'token.thumbprint')
  assert.deepEqual(requested, [`a.example.fi:${String(port)}/.well-known/acme-challenge/token`])
})

it('nothing is connected to except what the configuration allows (R196)', async () => {
  reply = (_request, response) => response.end('an inner secret')
  for (const [address, type] of [
    ['127.0.0.1', 'A'],
    ['10.0.0.1', 'A'],
    ['169.254.169.254', 'A'],
    ['192.168.1.1', 'A'],
    ['0.0.0.0', 'A'],
    ['::1', 'AAAA'],
    ['fe80::1', 'AAAA'],
    ['fd00:ec2::254', 'AAAA'],
    ['::ffff:127.0.0.1', 'AAAA'],
  ] as const) {
    responses.clear()
    responses.set(`inner.example.fi ${type}`, [address])
    assert.equal(
      await fetchOf('inner.example.fi', probe(['public'])),
      'rejectedIdentifier',
      address,
    )
  }
  // One internal address is enough, in any position.
  responses.clear()
  responses.set('both.example.fi A', ['127.0.0.1', '10.0.0.1'])
  assert.equal(await fetchOf('both.example.fi'), 'rejectedIdentifier')
  assert.deepEqual(requested, [])
  assert.equal(await fetchOf('nothing.example.fi'), 'dns')
})

it('a name that resolves differently the second time changes nothing', async () => {
  let requests = 0
  responses.clear()
  responses.set('rebinds.example.fi A', () => {
    requests += 1
    return requests === 1 ? ['127.0.0.1'] : ['10.0.0.1']
  })
  reply = (_request, response) => response.end('token.thumbprint')
  assert.equal(await fetchOf('rebinds.example.fi'), 'token.thumbprint')
  assert.equal(requests, 1)
})

it('redirects are followed to names that are checked again, up to a limit', async () => {
  responses.clear()
  for (const name of ['a.example.fi', 'b.example.fi']) responses.set(`${name} A`, ['127.0.0.1'])
  responses.set('inner.example.fi A', ['10.0.0.1'])
  let leadsTo = ''
  reply = (request, response) => {
    if (request.url === '/there') response.end('token.thumbprint')
    else response.writeHead(302, { location: leadsTo }).end()
  }
  const at = (to: string): Promise<string> => {
    leadsTo = to
    return fetchOf('a.example.fi')
  }
  assert.equal(await at(`http://b.example.fi:${String(port)}/there`), 'token.thumbprint')
  for (const to of [
    'http://inner.example.fi/there',
    `http://127.0.0.1:${String(port)}/there`,
    `http://2130706433:${String(port)}/there`,
    `http://0x7f.1:${String(port)}/there`,
    `http://[::1]:${String(port)}/there`,
    'http://b.example.fi:22/there',
    `http://root:secret@b.example.fi:${String(port)}/there`,
  ])
    assert.equal(await at(to), 'rejectedIdentifier', to)
  assert.equal(await at('http://localhost/there'), 'dns')
  for (const to of ['file:///etc/passwd', 'gopher://b.example.fi/', 'http://', '/elsewhere'])
    assert.equal(await at(to), 'connection', to)
  assert.equal(requested.length, 6)
})

it('a server that is slow, or sends too much, is cut off (timeout)', async () => {
  responses.clear()
  responses.set('slow.example.fi A', ['127.0.0.1'])
  for (const slow of [
    () => undefined,
    (_request, response) => {
      response.writeHead(200)
      const drip = setInterval(() => response.write('x'), 50)
      response.on('close', () => {
        clearInterval(drip)
      })
    },
  ] satisfies RequestListener[]) {
    reply = slow
    const begun = performance.now()
    assert.equal(await fetchOf('slow.example.fi', probe(['127.0.0.1'], 400)), 'connection')
    assert.ok(performance.now() - begun < 20_000)
  }
  reply = (_request, response) => {
    response.end('x'.repeat(5000))
  }
  assert.equal(await fetchOf('slow.example.fi'), 'incorrectResponse')
  reply = (_request, response) => {
    response.writeHead(404).end('token.thumbprint')
  }
  assert.equal(await fetchOf('slow.example.fi'), 'incorrectResponse')
})

it('a resolver that does not respond is cut off (timeout)', async () => {
  const silent: Socket = createSocket('udp4')
  silent.bind(0, '127.0.0.1')
  await once(silent, 'listening')
  const of = probeNames({
    mayConnect: ipAddressRule(['public']),
    resolvers: [`127.0.0.1:${String(silent.address().port)}`],
    patience: 300,
  })
  assert.equal(await fetchOf('a.example.fi', of), 'connection')
  const texts = await of.lookUpTexts('_acme-challenge.a.example.fi')
  assert.ok(!texts.ok && texts.refusal.kind === 'dns')
  silent.close()
})

it('TXT records are joined from their parts', async () => {
  responses.clear()
  responses.set('_acme-challenge.a.example.fi TXT', ['one', 'two'])
  const texts = await probe().lookUpTexts('_acme-challenge.a.example.fi')
  assert.deepEqual(texts.ok && texts.value.toSorted(), ['one', 'two'])
  const none = await probe().lookUpTexts('_acme-challenge.b.example.fi')
  assert.ok(!none.ok && none.refusal.kind === 'dns')
})

it('a globally routed address is allowed as “public”, and no other', () => {
  const rule = ipAddressRule(['public'])
  for (const address of ['8.8.8.8', '193.166.3.2', '2a00:1d50::1', '2001:708::1'])
    assert.ok(rule(address), address)
  for (const address of [
    '',
    'a.fi',
    '1.2.3',
    '100.100.100.200',
    '168.63.129.16',
    '2002:a00:1::',
    '64:ff9b::a00:1',
  ])
    assert.ok(!rule(address), address)
  const inner = ipAddressRule(['10.20.0.0/16', 'fd00::/8'])
  assert.ok(inner('10.20.3.4') && inner('fd00::1') && !inner('10.21.0.1') && !inner('8.8.8.8'))
  for (const entry of ['example.fi', '10.0.0.0/', '10.0.0.0/8/8', '/8'])
    assert.throws(() => ipAddressRule([entry]), entry)
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const [first] = address.split('.').map(Number)
      if (first === 10 || first === 127 || (first ?? 0) >= 224) assert.ok(!rule(address))
    }),
  )
})

it('the CAA records that count are those nearest above the name; a server that fails counts as no response (R239)', async () => {
  responses.clear()
  const look = async (name: string) => {
    const found = await probe().lookUpCaa(name)
    if (!found.ok) return found.refusal.kind
    return found.value.map(({ isCritical, tag, value }) => `${String(isCritical)} ${tag} ${value}`)
  }
  assert.deepEqual(await look('a.b.example.fi'), [])
  responses.set('example.fi CAA', ['0 issue pki.example', '0 iodef mailto:it@example.fi'])
  assert.deepEqual(await look('a.b.example.fi'), [
    'false issue pki.example',
    'false iodef mailto:it@example.fi',
  ])
  responses.set('b.example.fi CAA', ['0 issue ;'])
  assert.deepEqual(await look('a.b.example.fi'), ['false issue ;'])
  responses.set('a.b.example.fi CAA', ['128 unheard of'])
  assert.deepEqual(await look('a.b.example.fi'), ['true unheard of'])
  const silent = createSocket('udp4')
  silent.bind(0, '127.0.0.1')
  await once(silent, 'listening')
  const nobody = probeNames({
    ...{ mayConnect: ipAddressRule(['127.0.0.1']), patience: 300 },
    resolvers: [`127.0.0.1:${String(silent.address().port)}`],
  })
  const unanswered = await nobody.lookUpCaa('a.example.fi')
  assert.equal(!unanswered.ok && unanswered.refusal.kind, 'dns')
  silent.close()
})

it('an address is fetched from itself, and only where the configuration allows', async () => {
  reply = (_request, response) => response.end('token.thumbprint')
  assert.equal(await fetchOf('127.0.0.1'), 'token.thumbprint')
  assert.deepEqual(requested, [`127.0.0.1:${String(port)}/.well-known/acme-challenge/token`])
  assert.equal(await fetchOf('127.0.0.1', probe(['public'])), 'rejectedIdentifier')
  assert.equal(await fetchOf('::1', probe(['public'])), 'rejectedIdentifier')
})

it('a redirect of an address leads to itself, without a server name, and to no other address (RFC 6066 § 3)', async (test) => {
  const { key, cert } = anAcmeCertificate({ names: ['IP:127.0.0.1'], digest: new Uint8Array(32) })
  for (const { name, host, others } of [
    { name: '127.0.0.1', host: '127.0.0.1', others: ['127.0.0.2', '[::1]'] },
    { name: '::1', host: '[::1]', others: ['127.0.0.1', '[::2]'] },
  ]) {
    const serverNames: unknown[] = []
    const secure = createSecureServer({ key, cert }, (request, response) => {
      response.end(`${request.headers.host ?? ''}${request.url ?? ''}`)
    })
    secure.on('secureConnection', ({ servername }: TLSSocket) => serverNames.push(servername))
    let leadsTo = ''
    const plain = createServer((request, response) => {
      response.writeHead(301, { location: `${leadsTo}${request.url ?? ''}` }).end()
    })
    for (const server of [secure, plain]) {
      server.listen(0, name)
      await once(server, 'listening')
      test.after(() => server.close())
    }
    const { port: httpPort } = plain.address() as AddressInfo
    const { port: httpsPort } = secure.address() as AddressInfo
    const of = probeNames({
      ...{ mayConnect: ipAddressRule(['127.0.0.0/8', '::/126']), httpPort, httpsPort },
      patience: 5000,
    })
    const at = (to: string): Promise<string> => {
      leadsTo = `https://${to}`
      return fetchOf(name, of)
    }
    const path = '/.well-known/acme-challenge/token'
    assert.equal(await at(host), `${host}:${String(httpsPort)}${path}`)
    assert.deepEqual(serverNames, [false])
    for (const other of others) assert.equal(await at(other), 'rejectedIdentifier', other)
    assert.equal(serverNames.length, 1)
  }
})

it('an IPv6 address is fetched from itself', async () => {
  const v6 = createServer((request, response) => {
    response.end(`${request.headers.host ?? ''} token.thumbprint`)
  })
  v6.listen(0, '::1')
  await once(v6, 'listening')
  const { port: httpPort } = v6.address() as AddressInfo
  const of = probeNames({ mayConnect: ipAddressRule(['::1']), httpPort, patience: 1500 })
  assert.equal(await fetchOf('::1', of), `[::1]:${String(httpPort)} token.thumbprint`)
  v6.close()
})

it('TLS-ALPN-01 asks by the name, or by the reverse-mapping name of an address (RFC 8738 § 6)', async () => {
  const digest = new Uint8Array(32).fill(7)
  const { key, cert } = anAcmeCertificate({ names: ['DNS:a.example.fi'], digest })
  const serverNames: string[] = []
  let protocols = ['acme-tls/1']
  const tls = createTlsServer({
    SNICallback: (name, done) => {
      serverNames.push(name)
      done(null, createSecureContext({ key, cert }))
    },
    ...{ key, cert },
    ALPNCallback: ({ protocols: offered }) => protocols.find((one) => offered.includes(one)),
  })
  tls.listen(0, '127.0.0.1')
  await once(tls, 'listening')
  const { port: httpsPort } = tls.address() as AddressInfo
  const of = (allowed: readonly string[], patience = 1500) =>
    probeNames({
      ...{ mayConnect: ipAddressRule(allowed), resolvers: [dns.address], httpsPort, patience },
    })
  responses.clear()
  responses.set('a.example.fi A', ['127.0.0.1'])
  for (const name of ['a.example.fi', '127.0.0.1']) {
    const shown = await of(['127.0.0.1']).fetchAcmeCertificate(name)
    assert.deepEqual(shown.ok && Buffer.from(shown.value), new X509Certificate(cert).raw, name)
  }
  assert.deepEqual(serverNames, ['a.example.fi', '1.0.0.127.in-addr.arpa'])
  const kindOf = async (one: ReturnType<typeof of>, name = '127.0.0.1') => {
    const shown = await one.fetchAcmeCertificate(name)
    return shown.ok ? 'ok' : shown.refusal.kind
  }
  assert.equal(await kindOf(of(['public'])), 'rejectedIdentifier')
  assert.equal(await kindOf(of(['public']), 'a.example.fi'), 'rejectedIdentifier')
  // A server that agrees to nothing is an ordinary one.
  protocols = []
  assert.notEqual(await kindOf(of(['127.0.0.1'])), 'ok')
  tls.close()
  const ordinary = createTlsServer({ key, cert })
  ordinary.listen(0, '127.0.0.1')
  await once(ordinary, 'listening')
  const without = probeNames({
    ...{ mayConnect: ipAddressRule(['127.0.0.1']), patience: 1500 },
    httpsPort: (ordinary.address() as AddressInfo).port,
  })
  assert.equal(await kindOf(without), 'incorrectResponse')
  ordinary.close()
  const silent = createSilentServer(() => undefined)
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const waiting = probeNames({
    ...{ mayConnect: ipAddressRule(['127.0.0.1']), patience: 300 },
    httpsPort: (silent.address() as AddressInfo).port,
  })
  assert.equal(await kindOf(waiting), 'connection')
  silent.close()
})

it('the reverse-mapping name of an IPv6 address has its hexadecimal digits backwards (RFC 3596 § 2.5)', () => {
  assert.equal(
    serverNameOf('4321:0:1:2:3:4:567:89ab'),
    'b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa',
  )
})
