import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect as connectTcp, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls'
import { addressesIn } from './addresses.ts'
import { createConnectionLimiter } from './connection-limiter.ts'
import { signInLimits, type HttpLimits } from './limits.ts'
import {
  serveHttps,
  type ListenerAddress,
  type RunningServer,
  type TlsFiles,
} from './serve-http.ts'
import { proxyHeader } from './testing.ts'

describe('a TLS listener', () => {
  let folder: string
  let own: TlsFiles
  let rsa: TlsFiles
  const servers: RunningServer[] = []

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tls-listener-'))
    own = selfSigned('own', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'])
    rsa = selfSigned('rsa', ['rsa:2048'])
  })
  after(async () => {
    for (const server of servers) await server.close()
    rmSync(folder, { recursive: true })
  })

  function selfSigned(name: string, algorithm: readonly string[]): TlsFiles {
    const [key, cert] = [path.join(folder, `${name}.key`), path.join(folder, `${name}.pem`)]
    const words = ['req', '-x509', '-newkey', ...algorithm, '-noenc', '-subj', '/CN=localhost']
    execFileSync('openssl', [...words, '-keyout', key, '-out', cert], { stdio: 'ignore' })
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  }

  /** Responds with the address of the client. */
  async function start(
    limits: Partial<HttpLimits> = {},
    { tls = own, ...more }: Partial<ListenerAddress> & { readonly tls?: TlsFiles } = {},
  ): Promise<RunningServer> {
    const server = await serveHttps(
      {
        respond: (_request, { address }) => ({ status: 200, body: Buffer.from(`<${address}>`) }),
        date: () => 'Tue, 24 Nov 2026 14:00:00 GMT',
        now: () => performance.now(),
        onFault: (fault) => {
          throw fault
        },
      },
      { host: '127.0.0.1', port: 0, ...more, tls },
      { watchInterval: 10, ...limits },
    )
    servers.push(server)
    return server
  }

  const responseOn = async (socket: Socket): Promise<string> => {
    socket.write('GET / HTTP/1.0\r\n\r\n')
    const chunks: Buffer[] = []
    for await (const chunk of socket) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks).toString('latin1')
  }
  const handshake = async (port: number, options: ConnectionOptions = {}): Promise<TLSSocket> => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ...options })
    await once(socket, 'secureConnect')
    return socket
  }
  const tcp = async (port: number, from = '127.0.0.1'): Promise<Socket> => {
    const socket = connectTcp({ host: '127.0.0.1', port, localAddress: from })
    socket.on('error', () => undefined)
    await once(socket, 'connect')
    return socket
  }
  /** Connections of the listener whose client has gone and that it has not closed. */
  const forgotten = (port: number): number => {
    const hex = port.toString(16).toUpperCase().padStart(4, '0')
    return readFileSync('/proc/net/tcp', 'latin1')
      .split('\n')
      .filter((line) => new RegExp(`^\\s*\\d+: [0-9A-F]{8}:${hex} \\S+ 08 `).test(line)).length
  }
  const until = async (isSo: () => boolean): Promise<void> => {
    for (let round = 0; round < 2000 && !isSo(); round += 1) await wait(5)
    assert.ok(isSo())
  }

  it('keeps no connection of a client that hangs up before the handshake', async () => {
    const { port } = await start(signInLimits)
    for (let count = 0; count < 100; count += 1) {
      const socket = await tcp(port)
      socket.destroy()
    }
    await until(() => forgotten(port) === 0)
    assert.match(await responseOn(await handshake(port)), /<127\.0\.0\.1>/)
  })

  it('ends a connection that does not begin TLS in time, though the handshake itself may take long', async () => {
    const limiter = createConnectionLimiter()
    const { port } = await start({ ...signInLimits, clientHello: 100 }, { limiter })
    for (const bytes of ['', '\x16', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03']) {
      const socket = await tcp(port)
      socket.resume().write(Buffer.from(bytes, 'latin1'))
      await once(socket, 'close')
    }
    await until(() => limiter.figures().open === 0)
    const begun = await tcp(port)
    begun.resume().write(await aClientHello())
    await once(begun, 'data')
    await wait(500)
    assert.equal(limiter.figures().open, 1, 'this handshake goes on')
    begun.destroy()
    await until(() => limiter.figures().open === 0)
  })

  /** What a real client sends first. */
  async function aClientHello(): Promise<Buffer> {
    const listening = createServer().listen(0, '127.0.0.1')
    await once(listening, 'listening')
    const { port } = listening.address() as { readonly port: number }
    const client = connect({ host: '127.0.0.1', port, rejectUnauthorized: false })
    client.on('error', () => undefined)
    const [socket] = (await once(listening, 'connection')) as [Socket]
    const [hello] = (await once(socket, 'data')) as [Buffer]
    client.destroy()
    socket.destroy()
    listening.close()
    return hello
  }

  it('takes a ClientHello that arrives byte by byte, and closes what is none', async () => {
    const { port } = await start()
    const slow = await tcp(port)
    const client = connect({ socket: slow, rejectUnauthorized: false })
    assert.match(await responseOn(client), /<127\.0\.0\.1>/)

    const hello = await aClientHello()
    const socket = await tcp(port)
    socket.setNoDelay(true)
    for (const byte of hello) {
      socket.write(Buffer.of(byte))
      await new Promise(setImmediate)
    }
    const [reply] = (await once(socket, 'data')) as [Buffer]
    assert.equal(reply[0], 22, 'a ServerHello')
    socket.destroy()

    for (const bytes of [
      'GET / HTTP/1.1\r\n\r\n',
      '\x15\x03\x03\x00\x02\x01\x00',
      '\x16\x03\x01\x00\x04\x02\x00\x00\x00',
      '\x16\x03\x01\xff\xff',
      '\x16\x03\x01\x00\x04\x01\xff\xff\xff',
      '\x16\x09\x01\x00\x04\x01\x00\x00\x00',
    ]) {
      const other = await tcp(port)
      other.resume().write(Buffer.from(bytes, 'latin1'))
      await once(other, 'close')
    }
  })

  it('refuses the connections of one client beyond its limit, also during the handshake', async () => {
    const { port } = await start({}, { limiter: createConnectionLimiter({ maxPerClient: 2 }) })
    const idle = [await tcp(port), await tcp(port)]
    const third = await tcp(port)
    await once(third.resume(), 'close')
    const other = await handshake(port, { socket: await tcp(port, '127.0.0.2') })
    assert.match(await responseOn(other), /<127\.0\.0\.2>/)
    for (const socket of idle) socket.destroy()
  })

  it('behind a layer-4 proxy sees and counts the client that the proxy states', async () => {
    const limiter = createConnectionLimiter({ maxPerClient: 1 })
    const { port } = await start({}, { limiter, proxies: addressesIn('127.0.0.9') })
    const behind = async (client: string): Promise<Socket> => {
      const socket = await tcp(port, '127.0.0.9')
      socket.write(proxyHeader(client))
      return socket
    }
    const first = await behind('192.0.2.1')
    assert.match(
      await responseOn(connect({ socket: await behind('192.0.2.2'), rejectUnauthorized: false })),
      /<192\.0\.2\.2>/,
    )
    const again = await behind('192.0.2.1')
    await once(again.resume(), 'close')
    first.destroy()
  })

  it('refuses a proxy without a header, and never reads one from another address', async () => {
    const { port } = await start({}, { proxies: addressesIn('127.0.0.9') })
    for (const [from, begin] of [
      ['127.0.0.9', Buffer.from('\x16\x03\x01', 'latin1')],
      ['127.0.0.9', Buffer.from('PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n')],
      ['127.0.0.1', proxyHeader('192.0.2.1')],
    ] as const) {
      const socket = await tcp(port, from)
      socket.resume().write(begin)
      await once(socket, 'close')
    }
    assert.match(await responseOn(await handshake(port)), /<127\.0\.0\.1>/)
  })

  it('speaks key exchange with forward secrecy and authenticated encryption only, ML-KEM first', async () => {
    const { port } = await start({}, { tls: rsa })
    const chosen = await handshake(port)
    assert.equal(chosen.getCipher().name, 'TLS_AES_256_GCM_SHA384')
    chosen.destroy()
    const client = execFile('openssl', [
      's_client',
      '-brief',
      '-connect',
      `127.0.0.1:${String(port)}`,
    ])
    client.stdin?.end()
    const said = await text(client.stderr ?? assert.fail())
    assert.match(said, /X25519MLKEM768/)

    const tls12 = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } as const
    for (const ciphers of [
      'AES128-GCM-SHA256',
      'AES256-SHA',
      'ECDHE-RSA-AES128-SHA',
      'ECDHE-RSA-AES256-SHA384',
      'DHE-RSA-AES128-GCM-SHA256',
    ])
      await assert.rejects(handshake(port, { ...tls12, ciphers }), ciphers)
    await assert.rejects(handshake(port, { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' }))
    const ours = await handshake(port, {
      ...tls12,
      ciphers: 'ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384',
    })
    assert.equal(ours.getCipher().name, 'ECDHE-RSA-AES256-GCM-SHA384', 'in the order of the server')
    ours.destroy()
    for (const ecdhCurve of ['X25519MLKEM768', 'X25519', 'P-384', 'P-256'])
      (await handshake(port, { ecdhCurve })).destroy()
    await assert.rejects(handshake(port, { ecdhCurve: 'ffdhe2048' }))
  })
})
