import fc from 'fast-check'

/**
 * Texts that look like requests, one character for each byte, with what is known to make two readers disagree
 * (request smuggling): lengths given twice or oddly, both kinds of body, chunks with extensions, folded and
 * bare lines, spaces in wrong places, control characters.
 */
export const almostRequests = (): fc.Arbitrary<string> =>
  fc.tuple(fc.array(aRequest(), { minLength: 1, maxLength: 3 }), changes()).map(([requests, all]) =>
    all.reduce((text, { at, drop, put }) => {
      const where = at % (text.length + 1)
      return text.slice(0, where) + put + text.slice(where + drop)
    }, requests.join('')),
  )

/** Where the bytes are cut into the pieces that arrive one after another. */
export const cuts = fc.array(fc.nat({ max: 400 }), { maxLength: 6 })

function aRequest(): fc.Arbitrary<string> {
  const lineEnd = fc.oneof(
    { weight: 60, arbitrary: fc.constant('\r\n') },
    { weight: 1, arbitrary: fc.constantFrom('\n', '\r', '\r\r\n', '\n\r\n') },
  )
  const body = fc.constantFrom(
    ...[
      '',
      'x',
      'abcde',
      '0\r\n\r\n',
      '3\r\nabc\r\n0\r\n\r\n',
      '3;a=b\r\nabc\r\n0\r\nX: y\r\n\r\n',
    ],
    ...[
      'GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n',
      '5\r\nabcde\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n',
    ],
    ...[
      '3\r\nabc\n0\r\n\r\n',
      '03\r\nabc\r\n00\r\n\r\n',
      '0x3\r\nabc\r\n0\r\n\r\n',
      '-1\r\n',
      'ffffffffffffffff\r\n',
    ],
  )
  return fc
    .record({
      before: weighted('', '\r\n', '\n', ' ', '\r\n\r\n'),
      method: weighted(
        ...['GET', 'POST', 'HEAD'],
        ...[
          'PUT',
          'OPTIONS',
          'get',
          'G\tET',
          'CONNECT',
          'FOO',
          'PRI',
          'M-SEARCH',
          'QUERY',
          'POST ',
        ],
      ),
      target: weighted(
        ...['/', '/a?b=c', '/crl/x.crl'],
        ...[
          '*',
          'http://a/b',
          '//a//b',
          '/a#b',
          '/ü',
          '/a b',
          'a:1',
          '/%00',
          '?',
          '/\x7f',
          '/\x00',
          '/"<>',
        ],
      ),
      gap: weighted(' ', '  ', '\t', ''),
      version: weighted(
        'HTTP/1.1',
        ...['HTTP/1.0', 'HTTP/1.2', 'HTTP/2.0', 'HTTP/0.9', 'http/1.1', 'HTTP/1.10', 'HTTP/11', ''],
      ),
      host: weighted(
        'Host: a',
        'Host:a',
        'host: a',
        'Host: a\r\nHost: b',
        'Host : a',
        'X: y',
        'Host:',
      ),
      fields: fc.array(
        fc.oneof(
          { weight: 3, arbitrary: fc.constantFrom(...harmlessLines) },
          { weight: 1, arbitrary: fc.constantFrom(...fieldLines) },
        ),
        { maxLength: 4 },
      ),
      lineEnd,
      end: weighted('\r\n', '\n', '\r', ''),
      body,
    })
    .map(({ before, method, target, gap, version, host, fields, lineEnd: end, ...rest }) => {
      const lines = [`${method}${gap}${target} ${version}`, host, ...fields]
      return before + lines.map((line) => line + end).join('') + rest.end + rest.body
    })
}

const harmlessLines: readonly string[] = [
  ...[
    'X: y',
    'If-None-Match: "7"',
    'Connection: keep-alive',
    'Accept: */*',
    'x-y:z',
    'TE: trailers',
  ],
]

/** Lines with which two readers may see other fields, or another end of the body. */
const fieldLines: readonly string[] = [
  ...['Content-Length: 0', 'Content-Length: 1', 'Content-Length: 5', 'Content-Length: 31'],
  ...['Content-Length: 5, 5', 'Content-Length: +5', 'Content-Length: 05', 'Content-Length: 0x5'],
  ...['Content-Length: 5 ', 'Content-Length:\t5', 'Content-Length : 5', 'Content-Length: 5\r\n 5'],
  ...['Content-Length:', 'Content-Length: 5;', 'Content-Length: 1e1', 'Content_Length: 5'],
  ...['Content-Length: 18446744073709551617', 'Content-Length: -1', 'content-length: 1'],
  ...['Transfer-Encoding: chunked', 'Transfer-Encoding: identity', 'Transfer-Encoding: x, chunked'],
  ...['Transfer-Encoding: chunked, x', 'Transfer-Encoding:chunked', 'transfer-encoding: CHUNKED'],
  ...[
    'Transfer-Encoding : chunked',
    'Transfer-Encoding: \x0bchunked',
    'Transfer-Encoding:\r\n chunked',
  ],
  ...['X: y\r\n folded', 'X: y\r\n\tContent-Length: 5', ' X: y', 'X', ':', ': y', 'X:y:z', 'X:'],
  ...['X: a\x00b', 'X: a\rb', 'X: a\nContent-Length: 5', 'X: \x80\xff', 'X\x00: y', 'X Y: z'],
  ...[
    'Connection: close',
    'Connection: keep-alive',
    'Connection: close, x',
    'Connection: x, Close',
  ],
  ...['Connection: upgrade\r\nUpgrade: websocket', 'Upgrade: h2c', 'Connection: Content-Length'],
  ...['Expect: 100-continue', 'Expect: x', 'Trailer: X', 'TE: trailers', 'Keep-Alive: timeout=1'],
  ...['If-None-Match: "7"', 'Proxy-Connection: close', 'Host: b', 'X-Y: 1', 'Range: bytes=0-1'],
]

function changes() {
  const put = fc.oneof(
    fc.constantFrom(
      '',
      '\r',
      '\n',
      '\r\n',
      ' ',
      '\t',
      ':',
      '\0',
      ',',
      ';',
      '0',
      '\x80',
      '\x0b',
      'x',
    ),
    fc.constantFrom(...fieldLines.map((line) => `${line}\r\n`)),
  )
  return fc.array(fc.record({ at: fc.nat(600), drop: fc.nat(3), put }), { maxLength: 2 })
}

/** The first ones usually, the others now and then. */
function weighted(usual: string, ...others: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 40, arbitrary: fc.constant(usual) },
    { weight: 6, arbitrary: fc.constantFrom(usual, ...others.slice(0, 2)) },
    { weight: 1, arbitrary: fc.constantFrom(usual, ...others) },
  )
}
