import { Readable } from 'node:stream'
import type { HttpRequest } from '@sotevarmenne/http1/connection'
import { fieldOf, type Head } from '@sotevarmenne/http1/read-head'
import { pathOf } from '@sotevarmenne/http1/request-target'
import type { Reply } from '@sotevarmenne/http1/response'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { CertificateList } from '@sotevarmenne/x509/crl'
import { readPieces, type StoredFile } from './crl-file.ts'

/** Which CRL an address names: `/crl/<ca>.crl`, `/crl/<ca>/<shard>.crl`. */
export function crlAt(
  path: string,
): { readonly issuer: string; readonly shard: number | undefined } | undefined {
  const [, issuer, shard] = /^\/crl\/([a-z0-9-]+)(?:\/(0|[1-9]\d{0,5}))?\.crl$/.exec(path) ?? []
  if (issuer === undefined) return undefined
  return { issuer, shard: shard === undefined ? undefined : Number(shard) }
}

/** A CRL over HTTP, for GET and HEAD. Undefined when the target is not the address of a CRL. */
export function serveCrl(
  find: (issuer: string, shard: number | undefined) => ServedCrl | undefined,
  request: HttpRequest,
): Reply | undefined {
  const address = crlAt(pathOf(request))
  return address && replyWithCrl(find(address.issuer, address.shard), request)
}

/** A CRL as it is served: from files that never change, or from memory where others may replace the file. */
export type ServedCrl = {
  readonly number: number | bigint
  readonly thisUpdate: Instant
  readonly plain: StoredFile | InMemory
  readonly gzip: StoredFile | undefined
  readonly br: StoredFile | undefined
}

type InMemory = { readonly bytes: Uint8Array; readonly length: number }

/** An imported CRL: length and bytes belong together, whatever happens to its file meanwhile. */
export const wholeCrl = ({ number, thisUpdate, der }: CertificateList): ServedCrl => ({
  ...{ number, thisUpdate },
  plain: { bytes: der, length: der.length },
  ...{ gzip: undefined, br: undefined },
})

/** The reply with a CRL (RFC 5280 § 4.2.1.13, RFC 2585): plain, compressed, or “not modified”. */
export function replyWithCrl(
  crl: ServedCrl | undefined,
  { bytes, head }: { readonly bytes: Buffer; readonly head: Head },
): Reply {
  if (crl === undefined) return { status: 404 }
  const field = (name: string): string | undefined => fieldOf(bytes, head, name)
  const form = formFor(crl, field('accept-encoding') ?? '')
  const fields = {
    etag: `"${String(crl.number)}${form.coding === undefined ? '' : `-${form.coding}`}"`,
    'last-modified': new Date(crl.thisUpdate).toUTCString(),
    // A revocation must be seen within a minute, also behind a cache.
    'cache-control': 'public, max-age=10, no-transform',
    vary: 'accept-encoding',
  }
  if (isKnown(crl, field('if-none-match'), field('if-modified-since')))
    return { status: 304, fields }
  return {
    status: 200,
    fields: {
      'content-type': 'application/pkix-crl',
      ...fields,
      ...(form.coding !== undefined && { 'content-encoding': form.coding }),
    },
    length: form.file.length,
    stream: () => piecesOf(form.file),
  }
}

const piecesOf = (file: ServedCrl['plain']): AsyncIterable<Uint8Array> =>
  'path' in file ? readPieces(file.path) : Readable.from([file.bytes])

type Form = { readonly file: ServedCrl['plain']; readonly coding: 'br' | 'gzip' | undefined }

/** The shortest form that the client accepts (RFC 9110 § 12.5.3). */
function formFor({ plain, gzip, br }: ServedCrl, acceptEncoding: string): Form {
  const taken = new Set(
    acceptEncoding
      .toLowerCase()
      .split(',')
      .map((each) => each.trim().split(/\s*;\s*q=/))
      .filter(([, weight = '1']) => Number(weight) > 0)
      .map(([coding]) => coding),
  )
  if (br !== undefined && taken.has('br')) return { file: br, coding: 'br' }
  if (gzip !== undefined && taken.has('gzip')) return { file: gzip, coding: 'gzip' }
  return { file: plain, coding: undefined }
}

/**
 * Whether the client has this CRL already (RFC 9110 § 13.2.2): tags precede times, and the tag of any form
 * will do.
 */
function isKnown(
  { number, thisUpdate }: ServedCrl,
  ifNoneMatch: string | undefined,
  ifModifiedSince: string | undefined,
): boolean {
  if (ifNoneMatch !== undefined)
    return ifNoneMatch
      .split(',')
      .map((tag) => tag.trim().replace(/^W\//, ''))
      .some((tag) => tag === '*' || tag.replace(/-(?:br|gzip)"$/, '"') === `"${String(number)}"`)
  const since = Date.parse(ifModifiedSince ?? '')
  return !Number.isNaN(since) && thisUpdate <= since
}
