import assert from 'node:assert/strict'
import { METHODS } from 'node:http'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { drawSeed, type FuzzBudget } from './fuzz.ts'
import { nodeReader, ourReader, type Seen, type SeenRequest } from './http-readers.ts'
import { almostRequests, cuts } from './http-requests.ts'

/**
 * Our HTTP reader beside that of Node. One may refuse what the other accepts; but requests that both see must
 * be the same, or one could be smuggled past the other. What only ours accepts has its reason below.
 */
export function fuzzHttp({ milliseconds, seed = drawSeed() }: FuzzBudget): void {
  describe('our HTTP reader', () => {
    it('sees the same requests as Node in almost valid bytes, whatever pieces they arrive in', async (test) => {
      const ofNode = nodeReader()
      const counts = { inputs: 0, seenByBoth: 0, refusedByNode: 0 }
      await fc.assert(
        fc.asyncProperty(almostRequests(), cuts, async (text, places) => {
          const bytes = Buffer.from(text, 'latin1')
          const pieces = piecesOf(bytes, places)
          const ours = await ourReader(pieces)
          const other = await ofNode(pieces)
          assertSame(ours, other)
          assert.deepEqual(await ourReader([bytes]), ours, 'pieces change what is read')
          assert.ok(ours.hasEnded, 'the connection stays open after its client has ended')
          counts.inputs += 1
          if (Math.min(ours.requests.length, other.requests.length) > 0) counts.seenByBoth += 1
          if (ours.requests.length > other.requests.length) counts.refusedByNode += 1
        }),
        {
          ...{ seed, numRuns: 1_000_000_000 },
          plugins: [fc.interruptAfterTimeLimit(milliseconds)],
        },
      )
      test.diagnostic(`${JSON.stringify(counts)}; FUZZ_SEED=${String(seed)}`)
      assert.ok(counts.seenByBoth > 0 && counts.seenByBoth < counts.inputs)
    })
  })
}

/** Throws where the two see different requests, or ours one that Node refuses for no listed reason. */
export function assertSame(ours: Seen, other: Seen): void {
  const seenByNode = untilUpgrade(other.requests)
  const both = Math.min(ours.requests.length, seenByNode.length)
  assert.deepEqual(ours.requests.slice(0, both), seenByNode.slice(0, both))
  const more = ours.requests[both]
  if (more === undefined) return
  const isListed = onlyOurs.some(({ applies }) => applies(more, ours.requests[both - 1]))
  assert.ok(isListed, `Node refuses a request that we accept: ${JSON.stringify(more)}`)
}

/** Behind such a request Node drops what arrived with it, and reads on with what arrives then. */
function untilUpgrade(requests: readonly SeenRequest[]): readonly SeenRequest[] {
  const at = requests.findIndex(wantsUpgrade)
  return at < 0 ? requests : requests.slice(0, at + 1)
}

type Difference = {
  readonly why: string
  readonly applies: (request: SeenRequest, before: SeenRequest | undefined) => boolean
}

/** Whatever its Connection says: of repeated fields only the first is known here. */
const wantsUpgrade = (request: SeenRequest | undefined): boolean =>
  request !== undefined && (request.method === 'CONNECT' || request.fields.has('upgrade'))

const onlyOurs: readonly Difference[] = [
  {
    why: 'a method is any token (RFC 9110 § 9.1); ours are GET, HEAD and POST, others get 405. Node has a list',
    applies: ({ method }) => !METHODS.includes(method),
  },
  {
    why: 'nothing is upgraded here, so the next request follows (RFC 9110 § 7.8); Node leaves the connection',
    applies: (request, before) => wantsUpgrade(request) || wantsUpgrade(before),
  },
  {
    why: 'a higher minor version is read as HTTP/1.1 (RFC 9110 § 2.5); Node refuses it',
    applies: ({ version }) => version !== '1.1' && version !== '1.0',
  },
  {
    why: 'Proxy-Connection is no field of HTTP (RFC 9112, appendix C.2.2); Node takes it for Connection',
    applies: (_, before) => before?.fields.has('proxy-connection') === true,
  },
]

/** The bytes, cut at these places. */
function piecesOf(bytes: Uint8Array, places: readonly number[]): readonly Uint8Array[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length]
  const sorted = ends.toSorted((one, other) => one - other)
  return sorted
    .map((end, index) => bytes.subarray(sorted[index - 1] ?? 0, end))
    .filter(({ length }) => length > 0)
}
