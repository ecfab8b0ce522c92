import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { compareBytes } from '@sotevarmenne/x509/der'
import { SaxesParser, type SaxesTagNS } from 'saxes'

export type XmlRefusal = {
  /** Not well-formed, not UTF-8, or with a document type, whose entities are never expanded. */
  readonly kind: 'malformed-xml'
}

/** Deeper nesting occurs in no document. */
const maxDepth = 200

/**
 * The canonical form of a whole document without its comments (Exclusive XML Canonicalization 1.0, and XML-C14N 1.0
 * § 2.3, which it refers to), in UTF-8: what an enveloped signature of the document covers.
 */
export function canonicalise(document: Uint8Array): Result<Uint8Array, XmlRefusal> {
  const malformed = refuse({ kind: 'malformed-xml' } as const)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(document)
  } catch {
    return malformed
  }
  const parser = new SaxesParser({ xmlns: true })
  const written: string[] = []
  /** For each open element, the namespaces that it and those around it have written. */
  const scopes: ReadonlyMap<string, string>[] = [new Map([['', '']])]
  let faults = 0
  let hasRoot = false
  const refuseAll = () => {
    faults += 1
  }
  parser.on('error', refuseAll)
  parser.on('doctype', refuseAll)
  parser.on('xmldecl', ({ encoding, version }) => {
    if (version !== '1.0' || !/^utf-8$/i.test(encoding ?? 'utf-8')) refuseAll()
  })
  parser.on('opentag', (tag) => {
    if (scopes.length > maxDepth) refuseAll()
    if (faults > 0) return
    hasRoot = true
    const opened = openTag(tag, scopes.at(-1) ?? new Map())
    written.push(opened.markup)
    scopes.push(opened.scope)
  })
  parser.on('closetag', ({ name }) => {
    written.push(`</${name}>`)
    scopes.pop()
  })
  const addText = (content: string) => {
    if (scopes.length > 1) written.push(escapeText(content))
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('processinginstruction', ({ target, body }) => {
    const instruction = `<?${target}${body === '' ? '' : ` ${body}`}?>`
    const isInside = scopes.length > 1
    written.push(isInside ? instruction : hasRoot ? `\n${instruction}` : `${instruction}\n`)
  })
  parser.write(text).close()
  return faults > 0 ? malformed : ok(new TextEncoder().encode(written.join('')))
}

function openTag(
  { name, prefix, uri, attributes }: SaxesTagNS,
  around: ReadonlyMap<string, string>,
): { readonly markup: string; readonly scope: ReadonlyMap<string, string> } {
  const own = Object.values(attributes).filter(({ name: of }) => !isDeclaration(of))
  const used = new Map([[prefix, uri]])
  for (const attribute of own)
    if (attribute.prefix !== '') used.set(attribute.prefix, attribute.uri)
  used.delete('xml')
  const declared = [...used].filter(([each, of]) => around.get(each) !== of)
  const declarations = declared
    .toSorted(([one], [other]) => compare(one, other))
    .map(([each, of]) => ` xmlns${each === '' ? '' : `:${each}`}="${escapeValue(of)}"`)
  const others = own
    .toSorted((one, other) => compare(one.uri, other.uri) || compare(one.local, other.local))
    .map((attribute) => ` ${attribute.name}="${escapeValue(attribute.value)}"`)
  return {
    markup: `<${name}${declarations.join('')}${others.join('')}>`,
    scope: new Map([...around, ...declared]),
  }
}

const isDeclaration = (name: string): boolean => name === 'xmlns' || name.startsWith('xmlns:')

/** By code points, as the standard orders names: UTF-8 keeps their order. */
const compare = (one: string, other: string): number =>
  compareBytes(new TextEncoder().encode(one), new TextEncoder().encode(other))

const escapeText = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#xD;')

export const escapeValue = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#x9;')
    .replaceAll('\n', '&#xA;')
    .replaceAll('\r', '&#xD;')
