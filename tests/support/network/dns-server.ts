import { createSocket, type RemoteInfo } from 'node:dgram'
import { once } from 'node:events'
import { isIPv4 } from 'node:net'

/** By name and type, `a.example.fi A`: addresses, or texts of TXT. A function is called for each query. */
export type DnsResponses = Map<string, readonly string[] | (() => readonly string[])>

/**
 * A separate name server for a test, on loopback (RFC 1035, over UDP): A, AAAA, CAA and TXT of the given
 * names.
 */
export async function startDnsServer(
  responses: DnsResponses,
): Promise<{ readonly address: string; readonly close: () => Promise<void> }> {
  const socket = createSocket('udp4')
  socket.on('message', (request: Buffer, from: RemoteInfo) => {
    socket.send(responseTo(request, responses), from.port, from.address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return {
    address: `127.0.0.1:${String(socket.address().port)}`,
    close: async () => {
      socket.close()
      await once(socket, 'close')
    },
  }
}

const types: ReadonlyMap<number, string> = new Map([
  [1, 'A'],
  [16, 'TXT'],
  [28, 'AAAA'],
  [257, 'CAA'],
])

function responseTo(request: Buffer, responses: DnsResponses): Buffer {
  const labels: string[] = []
  let at = 12
  for (let length = request[at] ?? 0; length > 0; length = request[at] ?? 0) {
    labels.push(request.toString('latin1', at + 1, at + 1 + length))
    at += length + 1
  }
  const end = at + 5
  const type = types.get(request.readUInt16BE(at + 1)) ?? ''
  const name = labels.join('.').toLowerCase()
  const found = responses.get(`${name} ${type}`) ?? []
  const values = typeof found === 'function' ? found() : found
  const isKnown =
    values.length > 0 || [...responses.keys()].some((key) => key.startsWith(`${name} `))

  const head = Buffer.alloc(12)
  request.copy(head, 0, 0, 2)
  // An authoritative response; “No such name” (RFC 1035 § 4.1.1) for an unknown name.
  head.writeUInt16BE(isKnown ? 0x8580 : 0x8583, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt16BE(values.length, 6)
  return Buffer.concat([
    head,
    request.subarray(12, end),
    ...values.map((value) => record(type, value)),
  ])
}

function record(type: string, value: string): Buffer {
  const data = type === 'TXT' ? text(value) : type === 'CAA' ? caa(value) : address(value)
  const code = [...types].find(([, name]) => name === type)?.[0] ?? 0
  const head = Buffer.alloc(12)
  // The name in the query, by its offset (RFC 1035 § 4.1.4).
  head.writeUInt16BE(0xc00c, 0)
  head.writeUInt16BE(code, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt16BE(data.length, 10)
  return Buffer.concat([head, data])
}

/** As in a zone, without quotes: `0 issue pki.example` (RFC 8659 § 4.1). */
function caa(value: string): Buffer {
  const [flags = '0', tag = '', ...rest] = value.split(' ')
  const head = Buffer.from([Number(flags), tag.length])
  return Buffer.concat([head, Buffer.from(tag), Buffer.from(rest.join(' '))])
}

/** In strings of 255 bytes each (RFC 1035 § 3.3.14). */
function text(value: string): Buffer {
  const bytes = Buffer.from(value)
  const parts = Array.from({ length: Math.max(1, Math.ceil(bytes.length / 255)) }, (_, at) =>
    bytes.subarray(at * 255, (at + 1) * 255),
  )
  return Buffer.concat(parts.flatMap((part) => [Buffer.from([part.length]), part]))
}

function address(value: string): Buffer {
  if (isIPv4(value)) return Buffer.from(value.split('.').map(Number))
  const mapped = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(value)
  const [a = 0, b = 0, c = 0, d = 0] = (mapped?.[2] ?? '').split('.').map(Number)
  const plain = mapped
    ? `${mapped[1] ?? ''}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
    : value
  const [before = '', after = ''] = plain.split('::')
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'))
  const missing = 8 - groups(before).length - groups(after).length
  const all = [...groups(before), ...Array<string>(missing).fill('0'), ...groups(after)]
  return Buffer.from(all.flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 255]))
}
