import assert from 'node:assert/strict'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, it } from 'node:test'
import fc from 'fast-check'
import { startDnsServer, type DnsAnswers } from '../../../../../../tests/support/dns-server.ts'
import { addressRule } from './checked-addresses.ts'
import { probeNames } from './probe-names.ts'

let dns: Awaited<ReturnType<typeof startDnsServer>>
let web: Server
let port: number
let answer: RequestListener
let asked: string[]
const answers: DnsAnswers = new Map()

before(async () => {
  dns = await startDnsServer(answers)
  web = createServer((request, response) => {
    asked.push(`${request.headers.host ?? ''}${request.url ?? ''}`)
    answer(request, response)
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
    ...{ mayConnect: addressRule(allowed), resolvers: [dns.address], httpPort: port, patience },
  })
const fetchOf = async (name: string, of = probe()) => {
  asked = []
  const found = await of.fetchKeyAuthorization(name, 'token')
  return found.ok ? found.value : found.refusal.kind
}

it('what lies at the address of the challenge is fetched from the name’s own address', async () => {
  answers.set('a.example.fi A', ['127.0.0.1'])
  answer = (_request, response) => response.end('token.thumbprint\r\n')
  assert.equal(await fetchOf('a.example.fi'), 'token.thumbprint')
  assert.deepEqual(asked, [`a.example.fi:${String(port)}/.well-known/acme-challenge/token`])
})

it('nothing is connected to but what the configuration allows (R196)', async () => {
  answer = (_request, response) => response.end('an inner secret')
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
    answers.clear()
    answers.set(`inner.example.fi ${type}`, [address])
    assert.equal(
      await fetchOf('inner.example.fi', probe(['public'])),
      'rejectedIdentifier',
      address,
    )
  }
  // One address inside is enough, whichever comes first.
  answers.clear()
  answers.set('both.example.fi A', ['127.0.0.1', '10.0.0.1'])
  assert.equal(await fetchOf('both.example.fi'), 'rejectedIdentifier')
  assert.deepEqual(asked, [])
  assert.equal(await fetchOf('nothing.example.fi'), 'dns')
})

it('a name that answers otherwise the second time changes nothing', async () => {
  let questions = 0
  answers.clear()
  answers.set('rebinds.example.fi A', () => {
    questions += 1
    return questions === 1 ? ['127.0.0.1'] : ['10.0.0.1']
  })
  answer = (_request, response) => response.end('token.thumbprint')
  assert.equal(await fetchOf('rebinds.example.fi'), 'token.thumbprint')
  assert.equal(questions, 1)
})

it('redirects are followed to names that are looked at anew, and not for ever', async () => {
  answers.clear()
  for (const name of ['a.example.fi', 'b.example.fi']) answers.set(`${name} A`, ['127.0.0.1'])
  answers.set('inner.example.fi A', ['10.0.0.1'])
  let leadsTo = ''
  answer = (request, response) => {
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
  assert.equal(asked.length, 6)
})

it('whoever is slow, or says too much, is not waited for', async () => {
  answers.clear()
  answers.set('slow.example.fi A', ['127.0.0.1'])
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
    answer = slow
    const begun = performance.now()
    assert.equal(await fetchOf('slow.example.fi', probe(['127.0.0.1'], 400)), 'connection')
    assert.ok(performance.now() - begun < 20_000)
  }
  answer = (_request, response) => {
    response.end('x'.repeat(5000))
  }
  assert.equal(await fetchOf('slow.example.fi'), 'incorrectResponse')
  answer = (_request, response) => {
    response.writeHead(404).end('token.thumbprint')
  }
  assert.equal(await fetchOf('slow.example.fi'), 'incorrectResponse')
})

it('a resolver that says nothing is not waited for', async () => {
  const silent: Socket = createSocket('udp4')
  silent.bind(0, '127.0.0.1')
  await once(silent, 'listening')
  const of = probeNames({
    mayConnect: addressRule(['public']),
    resolvers: [`127.0.0.1:${String(silent.address().port)}`],
    patience: 300,
  })
  assert.equal(await fetchOf('a.example.fi', of), 'connection')
  const texts = await of.lookUpTexts('_acme-challenge.a.example.fi')
  assert.ok(!texts.ok && texts.refusal.kind === 'dns')
  silent.close()
})

it('texts are joined of their parts', async () => {
  answers.clear()
  answers.set('_acme-challenge.a.example.fi TXT', ['one', 'two'])
  const texts = await probe().lookUpTexts('_acme-challenge.a.example.fi')
  assert.deepEqual(texts.ok && texts.value.toSorted(), ['one', 'two'])
  const none = await probe().lookUpTexts('_acme-challenge.b.example.fi')
  assert.ok(!none.ok && none.refusal.kind === 'dns')
})

it('an address that the world knows is allowed as “public”, and no other', () => {
  const rule = addressRule(['public'])
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
  const inner = addressRule(['10.20.0.0/16', 'fd00::/8'])
  assert.ok(inner('10.20.3.4') && inner('fd00::1') && !inner('10.21.0.1') && !inner('8.8.8.8'))
  for (const entry of ['example.fi', '10.0.0.0/', '10.0.0.0/8/8', '/8'])
    assert.throws(() => addressRule([entry]), entry)
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const [first] = address.split('.').map(Number)
      if (first === 10 || first === 127 || (first ?? 0) >= 224) assert.ok(!rule(address))
    }),
  )
})

it('the CAA records that count are those nearest above the name; a server that fails says nothing (R239)', async () => {
  answers.clear()
  const look = async (name: string) => {
    const found = await probe().lookUpCaa(name)
    if (!found.ok) return found.refusal.kind
    return found.value.map(({ isCritical, tag, value }) => `${String(isCritical)} ${tag} ${value}`)
  }
  assert.deepEqual(await look('a.b.example.fi'), [])
  answers.set('example.fi CAA', ['0 issue pki.example', '0 iodef mailto:it@example.fi'])
  assert.deepEqual(await look('a.b.example.fi'), [
    'false issue pki.example',
    'false iodef mailto:it@example.fi',
  ])
  answers.set('b.example.fi CAA', ['0 issue ;'])
  assert.deepEqual(await look('a.b.example.fi'), ['false issue ;'])
  answers.set('a.b.example.fi CAA', ['128 unheard of'])
  assert.deepEqual(await look('a.b.example.fi'), ['true unheard of'])
  const silent = createSocket('udp4')
  silent.bind(0, '127.0.0.1')
  await once(silent, 'listening')
  const nobody = probeNames({
    ...{ mayConnect: addressRule(['127.0.0.1']), patience: 300 },
    resolvers: [`127.0.0.1:${String(silent.address().port)}`],
  })
  const unanswered = await nobody.lookUpCaa('a.example.fi')
  assert.equal(!unanswered.ok && unanswered.refusal.kind, 'dns')
  silent.close()
})
