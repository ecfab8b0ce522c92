import { createHash } from 'node:crypto'
import type { HashAlgorithm } from '@sotevarmenne/card-client/card-client'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { hashOf } from '@sotevarmenne/smartcard/card-keys'
import { signedParts } from '@sotevarmenne/signatures/pdf/prepare'
import { readPreparedPdf } from '@sotevarmenne/signatures/pdf/read-prepared'
import { canonicalise } from '@sotevarmenne/signatures/xml/canonicalise'
import { concatenate } from '@sotevarmenne/x509/der'
import { z } from 'zod'
import {
  cardHash,
  hashNamed,
  selectorOf,
  selectorShape,
  type SignRequest,
} from '../signing-api/request.ts'
import {
  documentSignatureTypes,
  type DocumentSignatureType,
} from '../signing-api/signature-types.ts'
import { plainText } from '../signing-api/shown-content.ts'
import { defaultListPolicy, type ListPolicy } from './list-policy.ts'

/** A document of a list: what is shown of it, and what the card signs. */
export type ListItem = {
  /** The site's own number of it, for the result. */
  readonly id: string
  readonly title: string
  readonly type: DocumentType
  readonly signatureType: DocumentSignatureType
  /** As it is opened by the person. */
  readonly bytes: Uint8Array
  /** Of documents that are text. */
  readonly text: string | undefined
  /** What a signature covers: of a PDF all but the gap; for XAdES the canonical form of the XML. */
  readonly covered: Uint8Array
  /** Hexadecimal, of what is covered. */
  readonly digest: string
}

export type ListToSign = {
  readonly selector: SignRequest['selector']
  readonly hash: HashAlgorithm
  readonly items: readonly ListItem[]
  /** Hexadecimal: identifies the list as it is shown. */
  readonly listDigest: string
}

/** Documents that this software can show. XML is shown as its text. */
const documentTypes = ['text/plain', 'application/xml', 'application/pdf'] as const
export type DocumentType = (typeof documentTypes)[number]

export type ListRequestRefusal =
  | { readonly kind: 'malformed' | 'not-supported' }
  | { readonly kind: 'lists-not-allowed' }
  | { readonly kind: 'no-items' }
  | { readonly kind: 'too-many-items' }
  | { readonly kind: 'same-item-twice' }
  | { readonly kind: 'item-too-large' }
  /** A document that can't be shown: nobody signs it unseen. */
  | { readonly kind: 'item-not-shown' }

/** Of one document, in bytes. */
const maxItemBytes = 2 * 1024 * 1024
/** Of the whole body, in bytes. */
export const maxListBytes = 32 * 1024 * 1024
const maxTitleLength = 200

const body = z.object({
  selector: selectorShape,
  hashAlgorithm: z.string().nullish(),
  items: z.array(z.unknown()),
})
const item = z.object({
  id: z.string().min(1).max(100),
  title: z.string().trim().min(1).max(maxTitleLength),
  type: z.string(),
  content: z.base64().min(1),
  signatureType: z.string().nullish(),
})

/** Parses the body of `POST /sign-list` that the page of this origin sent. */
export async function parseListRequest(
  json: unknown,
  origin: string,
  policy: ListPolicy = defaultListPolicy,
): Promise<Result<ListToSign, ListRequestRefusal>> {
  if (!policy.sites.includes(origin)) return refuse({ kind: 'lists-not-allowed' })
  const parsed = body.safeParse(json)
  if (!parsed.success) return refuse({ kind: 'malformed' })
  const hash = hashNamed(parsed.data.hashAlgorithm ?? 'SHA256')
  if (hash === undefined) return refuse({ kind: 'not-supported' })
  if (parsed.data.items.length === 0) return refuse({ kind: 'no-items' })
  if (parsed.data.items.length > policy.maxItems) return refuse({ kind: 'too-many-items' })

  const items: ListItem[] = []
  for (const each of parsed.data.items) {
    const read = await parseItem(each, hash)
    if (!read.ok) return read
    items.push(read.value)
  }
  const isTwice = (of: (each: ListItem) => string) => new Set(items.map(of)).size < items.length
  if (isTwice(({ id }) => id) || isTwice(({ digest }) => digest))
    return refuse({ kind: 'same-item-twice' })
  return ok({
    selector: selectorOf(parsed.data.selector),
    hash,
    items,
    listDigest: digestOf(items),
  })
}

async function parseItem(
  json: unknown,
  hash: HashAlgorithm,
): Promise<Result<ListItem, ListRequestRefusal>> {
  const parsed = item.safeParse(json)
  if (!parsed.success || !isPlain(parsed.data.title)) return refuse({ kind: 'malformed' })
  const { id, title, content } = parsed.data
  const type = documentTypes.find((each) => each === parsed.data.type)
  const requested = parsed.data.signatureType ?? 'cms'
  const signatureType = documentSignatureTypes.find((each) => each === requested)
  if (type === undefined || signatureType === undefined) return refuse({ kind: 'not-supported' })
  const onlyFor = typeFor[signatureType]
  if (onlyFor !== undefined && onlyFor !== type) return refuse({ kind: 'not-supported' })

  const bytes = new Uint8Array(Buffer.from(content, 'base64'))
  if (bytes.length > maxItemBytes) return refuse({ kind: 'item-too-large' })
  const text = type === 'application/pdf' ? undefined : plainText(bytes, maxItemBytes)
  if (type === 'application/pdf' ? !isPdf(bytes) : text === undefined)
    return refuse({ kind: 'item-not-shown' })
  const covered = await coveredBy(signatureType, bytes)
  if (covered === undefined) return refuse({ kind: 'item-not-shown' })
  const digest = Buffer.from(hashOf(cardHash[hash], covered)).toString('hex')
  return ok({ id, title, type, signatureType, bytes, text, covered, digest })
}

const isPdf = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-'

/** Forms of signature that are part of a document. */
const typeFor: Readonly<Partial<Record<DocumentSignatureType, DocumentType>>> = {
  'cms-pades': 'application/pdf',
  xades: 'application/xml',
}

async function coveredBy(
  signatureType: DocumentSignatureType,
  bytes: Uint8Array,
): Promise<Uint8Array | undefined> {
  if (signatureType === 'xades') {
    const canonical = canonicalise(bytes)
    return canonical.ok ? canonical.value : undefined
  }
  if (signatureType !== 'cms-pades') return bytes
  const prepared = await readPreparedPdf(bytes)
  return prepared.ok ? concatenate(...signedParts(prepared.value)) : undefined
}

/** Control and direction characters could disguise a title. */
const isPlain = (title: string): boolean => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(title)

/**
 * SHA-256 of the list as it is shown: a line for each document with its digest, type, form of signature and title.
 * A site can compute it too.
 */
export function digestOf(
  items: readonly Pick<ListItem, 'digest' | 'type' | 'signatureType' | 'title'>[],
): string {
  const digest = createHash('sha256')
  for (const { digest: ofItem, type, signatureType, title } of items)
    digest.update(`${ofItem} ${type} ${signatureType} ${title}\n`)
  return digest.digest('hex')
}
