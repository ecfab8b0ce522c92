import { createPublicKey, hash, verify, type KeyObject } from 'node:crypto'

/**
 * The hashing of the audit log, written independently from RFC 9162, RFC 8785 and C2SP tlog-checkpoint: the
 * verifier shares no code with the service that it verifies.
 */

/** A checkpoint (signed tree head), as the service returns it. */
export type Checkpoint = {
  readonly size: number
  /** Base64, as is the signature. */
  readonly root: string
  /** ISO 8601. */
  readonly at: string
  readonly signature: string
}

/** A tree head without its signature. */
export type SignedHead = Omit<Checkpoint, 'signature'>

/** SHA-256 over the salt and the entry as canonical JSON. */
export const digestOf = (salt: Buffer, entry: unknown): Buffer =>
  sha256(Buffer.concat([salt, Buffer.from(canonical(entry), 'utf8')]))

/** The canonical text of a JSON value (RFC 8785): members sorted by UTF-16 code units, no spaces. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = value as { readonly [name: string]: unknown }
  const texts = Object.keys(members)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(members[name])}`)
  return `{${texts.join(',')}}`
}

/** The tree as its right edge: the roots of its perfect subtrees, largest first. It grows in place. */
export type Tree = { size: number; readonly edge: Buffer[] }

export function append(tree: Tree, digest: Buffer): void {
  let node = leafHash(digest)
  for (let rest = tree.size; rest % 2 === 1; rest = (rest - 1) / 2) {
    const left = tree.edge.pop()
    if (left !== undefined) node = nodeHash(left, node)
  }
  tree.edge.push(node)
  tree.size += 1
}

/** MTH of RFC 9162 § 2.1.1, in base64. */
export function rootOf({ edge }: Tree): string {
  const [last, ...others] = edge.toReversed()
  const root =
    last === undefined
      ? sha256(Buffer.alloc(0))
      : others.reduce((right, left) => nodeHash(left, right), last)
  return root.toString('base64')
}

/** The tree of a checkpoint from its edge; undefined when the edge does not match the checkpoint. */
export function treeFrom({ size, root }: Checkpoint, edge: readonly Buffer[]): Tree | undefined {
  const ones = size.toString(2).replaceAll('0', '').length
  const tree = { size, edge: [...edge] }
  return edge.length === ones && rootOf(tree) === root ? tree : undefined
}

/**
 * The root computed from a leaf and its path (RFC 9162 § 2.1.3.2); undefined when the path doesn't fit the
 * tree.
 */
export function rootByPath(
  digest: Buffer,
  { position, size, path }: { position: number; size: number; path: readonly Buffer[] },
): Buffer | undefined {
  if (position >= size) return undefined
  let node = leafHash(digest)
  let index = position
  let last = size - 1
  for (const sibling of path) {
    if (last === 0) return undefined
    if (index % 2 === 1 || index === last) {
      node = nodeHash(sibling, node)
      while (index % 2 === 0 && index !== 0) {
        index = Math.floor(index / 2)
        last = Math.floor(last / 2)
      }
    } else {
      node = nodeHash(node, sibling)
    }
    index = Math.floor(index / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 ? node : undefined
}

/** The checkpoint key from its SPKI in DER. */
export const readKey = (der: Buffer): KeyObject =>
  createPublicKey({ key: der, format: 'der', type: 'spki' })

/** Whether the key signed the checkpoint: origin, size, root and time, each ended by a line feed. */
export const isSigned = ({ size, root, at, signature }: Checkpoint, key: KeyObject): boolean =>
  verify(
    'sha256',
    Buffer.from(['sotevarmenne/audit', String(size), root, at, ''].join('\n')),
    key,
    Buffer.from(signature, 'base64'),
  )

/** The index of the key that signed the checkpoint, -1 when none did. */
export const signerOf = (head: Checkpoint, keys: readonly KeyObject[]): number =>
  keys.findIndex((key) => isSigned(head, key))

const leafHash = (digest: Buffer): Buffer => sha256(Buffer.concat([leafMark, digest]))
const nodeHash = (left: Buffer, right: Buffer): Buffer =>
  sha256(Buffer.concat([nodeMark, left, right]))

const leafMark = Buffer.from([0])
const nodeMark = Buffer.from([1])
const sha256 = (bytes: Buffer): Buffer => hash('sha256', bytes, 'buffer')
