import type { Brand } from '@sotevarmenne/kernel/brand'

/** A serialised XML element: its text is escaped. */
export type Element = Brand<string, 'XmlElement'>

type Attributes = { readonly [name: string]: string }
type Content = string | readonly Element[]

export function element(name: string, content: Content): Element
export function element(name: string, attributes: Attributes, content: Content): Element
export function element(
  name: string,
  ...rest: readonly [Content] | readonly [Attributes, Content]
): Element {
  const [attributes, content] = rest.length === 1 ? [{}, rest[0]] : rest
  const start = Object.entries(attributes)
    .map(([attribute, value]) => ` ${attribute}="${escaped(value)}"`)
    .join('')
  const inside = typeof content === 'string' ? escaped(content) : content.join('')
  return `<${name}${start}>${inside}</${name}>` as Element
}

/** XML 1.0 § 2.2: control characters are not allowed in a document, escaped or not. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
