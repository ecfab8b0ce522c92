import { allOf } from './all-of.ts'
import {
  contextualOf,
  contextualPrimitiveOf,
  explicitOf,
  ia5Of,
  isContextual,
  readDer,
  sequenceOf,
  type DerNode,
} from './der.ts'
import { isWithinName } from './name-matching.ts'
import { nameOf, type Name } from './names.ts'

/** Where the names of certificates under a CA must be, and must not be (RFC 5280 § 4.2.1.10). */
export type NameConstraints = {
  readonly permitted: readonly GeneralName[]
  readonly excluded: readonly GeneralName[]
}

type TextForm = 'email' | 'dns' | 'uri'

/** GeneralName (RFC 5280 § 4.2.1.6): a name of a certificate, or the base of a constraint's GeneralSubtree. */
export type GeneralName =
  | { readonly kind: TextForm; readonly value: string }
  | { readonly kind: 'directory'; readonly name: Name }
  /** An address; in a constraint with its mask. */
  | { readonly kind: 'ip'; readonly bytes: Uint8Array }
  /** A form that is not compared: a constraint on it refuses all its names. */
  | { readonly kind: `form-${number}` }

export function nameConstraintsOf(node: DerNode): NameConstraints | undefined {
  const parts = sequenceOf(node)
  if (parts === undefined || parts.length === 0 || parts.length > 2) return undefined
  const subtreesAt = (tag: number): readonly GeneralName[] | undefined => {
    const part = parts.find((each) => isContextual(each, tag))
    return part === undefined ? [] : allOf(contextualOf(part, tag), subtreeOf)
  }
  const permitted = subtreesAt(0)
  const excluded = subtreesAt(1)
  if (permitted === undefined || excluded === undefined) return undefined
  const isWhole = parts.length === (permitted.length > 0 ? 1 : 0) + (excluded.length > 0 ? 1 : 0)
  const isInOrder = parts.length === 1 || isContextual(parts[0], 0)
  return isWhole && isInOrder ? { permitted, excluded } : undefined
}

/** A subtree: minimum, which is 0, and maximum are left out (RFC 5280 § 4.2.1.10). */
function subtreeOf(node: DerNode): GeneralName | undefined {
  const [base, ...rest] = sequenceOf(node) ?? []
  const name = base && generalNameOf(base)
  const isMask = name?.kind === 'ip' && name.bytes.length !== 8 && name.bytes.length !== 32
  return rest.length > 0 || isMask ? undefined : name
}

/** Reads a GeneralName. */
export function generalNameOf(node: DerNode): GeneralName | undefined {
  if (node.tagClass !== 'contextual') return undefined
  switch (node.tagNumber) {
    case 1:
      return textName('email', node)
    case 2:
      return textName('dns', node)
    case 4: {
      const name = nameOf(explicitOf(node, 4))
      return name.ok ? { kind: 'directory', name: name.value } : undefined
    }
    case 6:
      return textName('uri', node)
    case 7: {
      const bytes = contextualPrimitiveOf(node, 7)
      return bytes && { kind: 'ip', bytes }
    }
    default:
      return { kind: `form-${node.tagNumber}` }
  }
}

function textName(kind: TextForm, node: DerNode): GeneralName | undefined {
  const value = ia5Of(contextualPrimitiveOf(node, node.tagNumber))
  return value === undefined ? undefined : { kind, value }
}

/** The names in the value of a subjectAltName; undefined when one can't be read. */
export function alternativeNamesOf(value: Uint8Array): readonly GeneralName[] | undefined {
  const node = readDer(value)
  return node.ok ? allOf(sequenceOf(node.value), generalNameOf) : undefined
}

/** Whether the constraints let a certificate have the name. A name that can't be compared is not permitted. */
export function isPermitted(name: GeneralName, { permitted, excluded }: NameConstraints): boolean {
  const allowed = permitted.filter(({ kind }) => kind === name.kind)
  const forbidden = excluded.filter(({ kind }) => kind === name.kind)
  if (allowed.length + forbidden.length === 0) return true
  if (!isComparable(name)) return false
  if (forbidden.some((subtree) => isWithin(name, subtree) || covers(name, subtree))) return false
  return allowed.length === 0 || allowed.some((subtree) => isWithin(name, subtree))
}

function isComparable(name: GeneralName): boolean {
  switch (name.kind) {
    case 'email':
      return /^[^@]+@[^@]+$/.test(name.value)
    case 'dns':
      return name.value !== ''
    case 'uri':
      return hostOfUri(name.value) !== undefined
    case 'directory':
      return true
    case 'ip':
      return name.bytes.length === 4 || name.bytes.length === 16
    default:
      return false
  }
}

function isWithin(name: GeneralName, subtree: GeneralName): boolean {
  if (name.kind === 'directory')
    return subtree.kind === 'directory' && isWithinName(name.name, subtree.name)
  if (name.kind === 'ip') return subtree.kind === 'ip' && isWithinNetwork(name.bytes, subtree.bytes)
  if (!('value' in name) || !('value' in subtree)) return false
  switch (name.kind) {
    case 'dns':
      return isDomainWithin(name.value, subtree.value)
    case 'email':
      return isMailboxWithin(name.value, subtree.value)
    case 'uri':
      return isHostWithin(hostOfUri(name.value) ?? '', subtree.value)
  }
}

/** Whether a wildcard stands for a host in the subtree, too: `*.example.fi` for `host.example.fi`. */
const covers = (name: GeneralName, subtree: GeneralName): boolean =>
  name.kind === 'dns' &&
  subtree.kind === 'dns' &&
  name.value.startsWith('*.') &&
  comparable(subtree.value).endsWith(comparable(name.value).slice(1))

/** A host name may end with the full stop of the root, which says nothing. */
const comparable = (host: string): string => host.toLowerCase().replace(/\.$/, '')

/** The domain itself and every one below it; all when the constraint is empty. */
function isDomainWithin(name: string, subtree: string): boolean {
  const host = comparable(name)
  const domain = comparable(subtree)
  if (domain === '' || host === domain) return true
  return host.endsWith(domain.startsWith('.') ? domain : `.${domain}`)
}

/** One host; with a leading full stop every host below it, but not itself. */
const isHostWithin = (host: string, subtree: string): boolean =>
  subtree.startsWith('.')
    ? comparable(host).endsWith(comparable(subtree))
    : comparable(host) === comparable(subtree)

/** One mailbox, of which the part before @ has a case; or all of a host, or of the hosts of a domain. */
function isMailboxWithin(mailbox: string, subtree: string): boolean {
  const [local, host = ''] = mailbox.split('@')
  const at = subtree.indexOf('@')
  return at === -1
    ? isHostWithin(host, subtree)
    : local === subtree.slice(0, at) && isHostWithin(host, subtree.slice(at + 1))
}

/** The host name of a URI; undefined when it has none, or an IP address (RFC 5280 § 4.2.1.10). */
function hostOfUri(uri: string): string | undefined {
  const [, hostPart = ''] = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)/i.exec(uri) ?? []
  const host = hostPart.replace(/^.*@/, '').replace(/:\d*$/, '')
  return host === '' || host.startsWith('[') || /^[\d.]+$/.test(host) ? undefined : host
}

function isWithinNetwork(address: Uint8Array, network: Uint8Array): boolean {
  const length = address.length
  return (
    network.length === 2 * length &&
    address.every((byte, index) => {
      const mask = network[length + index] ?? 0
      return (byte & mask) === ((network[index] ?? 0) & mask)
    })
  )
}
