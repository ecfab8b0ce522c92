/**
 * The Merkle tree of RFC 9162 § 2.1, stored by its right edge: a leaf is appended without reading the others,
 * and each perfect subtree that it completes is returned to be stored, so that proofs need no scan either.
 */

/** SHA-256, passed in by the caller: this file does not import Node. */
export type Hash = (bytes: Uint8Array) => Uint8Array

/** A perfect subtree: 2^level leaves, the `index`-th of its level from the left. */
export type NodePlace = { readonly level: number; readonly index: number }
export type Node = NodePlace & { readonly hash: Uint8Array }

/** The roots of the perfect subtrees that make up the tree, largest first (the ones of `size` in binary). */
export type CompactTree = { readonly size: number; readonly roots: readonly Uint8Array[] }

export const emptyTree: CompactTree = { size: 0, roots: [] }

/**
 * Appends one leaf hash at the right; `completed` are the perfect subtrees it completes, the leaf itself
 * first.
 */
export function append(
  hash: Hash,
  tree: CompactTree,
  leaf: Uint8Array,
): { readonly tree: CompactTree; readonly completed: readonly Node[] } {
  const roots = [...tree.roots]
  let node: Node = { level: 0, index: tree.size, hash: leaf }
  const completed = [node]
  while (node.index % 2 === 1) {
    const left = roots.pop()
    if (left === undefined) break
    node = {
      level: node.level + 1,
      index: (node.index - 1) / 2,
      hash: nodeHash(hash, left, node.hash),
    }
    completed.push(node)
  }
  return { tree: { size: tree.size + 1, roots: [...roots, node.hash] }, completed }
}

/** MTH of the whole tree; for an empty tree, the hash of the empty string. */
export const rootOf = (hash: Hash, tree: CompactTree): Uint8Array =>
  join(hash, tree.roots) ?? hash(new Uint8Array())

/** MTH({d}) = HASH(0x00 || d). */
export const leafHash = (hash: Hash, data: Uint8Array): Uint8Array =>
  hash(concatenate(new Uint8Array([0x00]), data))

/**
 * The audit path of a leaf in a tree of the size, nearest sibling first (RFC 9162 § 2.1.3.1). Each step is
 * given as the perfect subtrees that make it up; `join` of their hashes is the step's hash.
 */
export function inclusionPath(index: number, size: number): readonly (readonly NodePlace[])[] {
  const path: (readonly NodePlace[])[] = []
  let begin = 0
  let end = size
  while (end - begin > 1) {
    const split = begin + largestPowerBelow(end - begin)
    if (index < split) {
      path.push(perfectParts(split, end))
      end = split
    } else {
      path.push(perfectParts(begin, split))
      begin = split
    }
  }
  return path.reverse()
}

/**
 * The proof that the tree of the first size is a prefix of that of the second (RFC 9162 § 2.1.4.1), steps
 * given as in `inclusionPath`. The first size is at least one and not larger than the second.
 */
export function consistencyPath(first: number, second: number): readonly (readonly NodePlace[])[] {
  const path: (readonly NodePlace[])[] = []
  let begin = 0
  let end = second
  while (first < end) {
    const split = begin + largestPowerBelow(end - begin)
    if (first <= split) {
      path.push(perfectParts(split, end))
      end = split
    } else {
      path.push(perfectParts(begin, split))
      begin = split
    }
  }
  // Subtrees wholly in the first tree are known to a verifier who has that tree.
  if (begin > 0) path.push(perfectParts(begin, end))
  return path.reverse()
}

/** The perfect subtrees that make up the tree of a size, largest first: the places of `CompactTree.roots`. */
export const edgeOf = (size: number): readonly NodePlace[] => perfectParts(0, size)

/** The hash over neighbouring perfect subtrees, largest first; undefined when there is none. */
export function join(hash: Hash, hashes: readonly Uint8Array[]): Uint8Array | undefined {
  const [last, ...others] = hashes.toReversed()
  return last && others.reduce((right, left) => nodeHash(hash, left, right), last)
}

/** Neighbouring leaves of a tree, and the perfect subtrees that cover what is left and right of them. */
export type ProvenRange = {
  readonly from: number
  readonly size: number
  /** Leaf hashes at the positions from `from` on. */
  readonly leaves: readonly Uint8Array[]
  readonly left: readonly Uint8Array[]
  readonly right: readonly Uint8Array[]
}

/** The places of the subtrees left and right of the leaves from `from` to before `to`. */
export const sidesOf = (from: number, to: number, size: number) => ({
  left: perfectParts(0, from),
  right: perfectParts(to, size),
})

/** The root of the tree that has these leaves at these positions; undefined when the parts do not fit. */
export function rootOfRange(
  hash: Hash,
  { from, size, leaves, left, right }: ProvenRange,
): Uint8Array | undefined {
  const to = from + leaves.length
  if (to > size) return undefined
  const places = sidesOf(from, to, size)
  if (places.left.length !== left.length || places.right.length !== right.length) return undefined
  const parts = [
    ...left.map((part, at) => ({ place: places.left[at], part })),
    ...leaves.map((part, at) => ({ place: { level: 0, index: from + at }, part })),
    ...right.map((part, at) => ({ place: places.right[at], part })),
  ]
  const roots: Node[] = []
  for (const { place, part } of parts) {
    if (place === undefined) return undefined
    let node: Node = { ...place, hash: part }
    for (let last = roots.at(-1); last && areSiblings(last, node); last = roots.at(-1)) {
      roots.pop()
      node = {
        level: node.level + 1,
        index: last.index / 2,
        hash: nodeHash(hash, last.hash, node.hash),
      }
    }
    roots.push(node)
  }
  return join(
    hash,
    roots.map((root) => root.hash),
  )
}

const areSiblings = (left: Node, right: Node): boolean =>
  left.level === right.level && left.index % 2 === 0 && right.index === left.index + 1

export type Inclusion = {
  readonly index: number
  readonly size: number
  readonly leaf: Uint8Array
  readonly path: readonly Uint8Array[]
  readonly root: Uint8Array
}

/** Whether the leaf is at the index of the tree with this size and root (RFC 9162 § 2.1.3.2). */
export function isIncluded(hash: Hash, { index, size, leaf, path, root }: Inclusion): boolean {
  if (index >= size) return false
  let fromLeft = index
  let last = size - 1
  let reached = leaf
  for (const sibling of path) {
    if (last === 0) return false
    if (fromLeft % 2 === 1 || fromLeft === last) {
      reached = nodeHash(hash, sibling, reached)
      while (fromLeft % 2 === 0 && fromLeft !== 0) {
        fromLeft = half(fromLeft)
        last = half(last)
      }
    } else {
      reached = nodeHash(hash, reached, sibling)
    }
    fromLeft = half(fromLeft)
    last = half(last)
  }
  return last === 0 && areEqual(reached, root)
}

export type Consistency = {
  readonly first: { readonly size: number; readonly root: Uint8Array }
  readonly second: { readonly size: number; readonly root: Uint8Array }
  readonly path: readonly Uint8Array[]
}

/** Whether the first tree is a prefix of the second (RFC 9162 § 2.1.4.2). */
export function isConsistent(hash: Hash, { first, second, path }: Consistency): boolean {
  if (first.size === second.size) return path.length === 0 && areEqual(first.root, second.root)
  if (first.size < 1 || first.size > second.size) return false
  const isPerfect = largestPowerBelow(first.size * 2) === first.size
  const [begin, ...steps] = isPerfect ? [first.root, ...path] : path
  if (begin === undefined) return false

  let fromLeft = first.size - 1
  let last = second.size - 1
  while (fromLeft % 2 === 1) {
    fromLeft = half(fromLeft)
    last = half(last)
  }
  let old = begin
  let reached = begin
  for (const step of steps) {
    if (last === 0) return false
    if (fromLeft % 2 === 1 || fromLeft === last) {
      old = nodeHash(hash, step, old)
      reached = nodeHash(hash, step, reached)
      while (fromLeft % 2 === 0 && fromLeft !== 0) {
        fromLeft = half(fromLeft)
        last = half(last)
      }
    } else {
      reached = nodeHash(hash, reached, step)
    }
    fromLeft = half(fromLeft)
    last = half(last)
  }
  return last === 0 && areEqual(old, first.root) && areEqual(reached, second.root)
}

export const areEqual = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at])

/** HASH(0x01 || left || right). */
const nodeHash = (hash: Hash, left: Uint8Array, right: Uint8Array): Uint8Array =>
  hash(concatenate(new Uint8Array([0x01]), left, right))

/** Halves, rounding down; not a shift, which would cut a size beyond 2^31. */
const half = (value: number): number => Math.floor(value / 2)

/** The largest power of two smaller than the count, which is at least two. */
function largestPowerBelow(count: number): number {
  let power = 1
  while (power * 2 < count) power *= 2
  return power
}

/** The leaves from `begin` to before `end` as the fewest perfect subtrees, from the left. */
function perfectParts(begin: number, end: number): readonly NodePlace[] {
  const parts: NodePlace[] = []
  let from = begin
  while (from < end) {
    let level = 0
    while (from % 2 ** (level + 1) === 0 && 2 ** (level + 1) <= end - from) level += 1
    parts.push({ level, index: from / 2 ** level })
    from += 2 ** level
  }
  return parts
}

function concatenate(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
