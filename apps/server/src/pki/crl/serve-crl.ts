import { Readable } from 'node:stream'
import type { HttpRequest } from '@sotevarmenne/http1/connection'
import { fieldOf, type Head } from '@sotevarmenne/http1/read-head'
import { pathOf } from '@sotevarmenne/http1/request-target'
import type { Reply } from '@sotevarmenne/http1/response'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { CertificateList } from '@sotevarmenne/x509/crl'
import { readPieces, type StoredFile } from './crl-file.ts'

/** Which list an address names: `/crl/<ca>.crl`, `/crl/<ca>/<shard>.crl`. */
export function listAt(
  path: string,
): { readonly issuer: string; readonly shard: number | undefined } | undefined {
  const [, issuer, shard] = /^\/crl\/([a-z0-9-]+)(?:\/(0|[1-9]\d{0,5}))?\.crl$/.exec(path) ?? []
  if (issuer === undefined) return undefined
  return { issuer, shard: shard === undefined ? undefined : Number(shard) }
}

/** A CRL over HTTP, for GET and HEAD. Undefined when the target is no address of one. */
export function serveCrl(
  find: (issuer: string, shard: number | undefined) => ServedList | undefined,
  request: HttpRequest,
): Reply | undefined {
  const address = listAt(pathOf(request))
  return address && replyWithList(find(address.issuer, address.shard), request)
}

/** A list as it is served: from files that nobody changes, or from memory where others may put a newer file in its place. */
export type ServedList = {
  readonly number: number | bigint
  readonly thisUpdate: Instant
  readonly plain: StoredFile | Held
  readonly gzip: StoredFile | undefined
  readonly br: StoredFile | undefined
}

type Held = { readonly octets: Uint8Array; readonly length: number }

/** A list that was brought here: length and octets belong together, whatever becomes of its file meanwhile. */
export const wholeList = ({ number, thisUpdate, der }: CertificateList): ServedList => ({
  ...{ number, thisUpdate },
  plain: { octets: der, length: der.length },
  ...{ gzip: undefined, br: undefined },
})

/** A list for who asks (RFC 5280 § 4.2.1.13, RFC 2585): as it is or compressed, or the word that it has not changed. */
export function replyWithList(
  list: ServedList | undefined,
  { bytes, head }: { readonly bytes: Buffer; readonly head: Head },
): Reply {
  if (list === undefined) return { status: 404 }
  const field = (name: string): string | undefined => fieldOf(bytes, head, name)
  const form = formFor(list, field('accept-encoding') ?? '')
  const fields = {
    etag: `"${String(list.number)}${form.coding === undefined ? '' : `-${form.coding}`}"`,
    'last-modified': new Date(list.thisUpdate).toUTCString(),
    // A revocation must be seen within a minute, also behind a cache.
    'cache-control': 'public, max-age=10, no-transform',
    vary: 'accept-encoding',
  }
  if (isKnown(list, field('if-none-match'), field('if-modified-since')))
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

const piecesOf = (file: ServedList['plain']): AsyncIterable<Uint8Array> =>
  'path' in file ? readPieces(file.path) : Readable.from([file.octets])

type Form = { readonly file: ServedList['plain']; readonly coding: 'br' | 'gzip' | undefined }

/** The shortest form that the client takes (RFC 9110 § 12.5.3). */
function formFor({ plain, gzip, br }: ServedList, acceptEncoding: string): Form {
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

/** Whether the client has this list already (RFC 9110 § 13.2.2): tags go before times, and any form of it will do. */
function isKnown(
  { number, thisUpdate }: ServedList,
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
