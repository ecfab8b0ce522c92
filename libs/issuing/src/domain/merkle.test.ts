import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  append,
  consistencyPath,
  edgeOf,
  emptyTree,
  inclusionPath,
  isConsistent,
  isIncluded,
  join,
  leafHash,
  rootOf,
  rootOfRange,
  sidesOf,
  type CompactTree,
  type Hash,
} from './merkle.ts'

const sha256: Hash = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest())
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'))

/** MTH exactly as in RFC 9162 § 2.1.1, slow and simple. */
function plainRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves
  if (only === undefined) return sha256(new Uint8Array())
  if (leaves.length === 1) return sha256(new Uint8Array([0, ...only]))
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  const left = plainRoot(leaves.slice(0, split))
  const right = plainRoot(leaves.slice(split))
  return sha256(new Uint8Array([1, ...left, ...right]))
}

function grown(leaves: readonly Uint8Array[]) {
  const nodes = new Map<string, Uint8Array>()
  let tree: CompactTree = emptyTree
  for (const leaf of leaves) {
    const { tree: next, completed } = append(sha256, tree, leafHash(sha256, leaf))
    for (const { level, index, hash } of completed)
      nodes.set(`${String(level)}/${String(index)}`, hash)
    tree = next
  }
  return { tree, nodes }
}

/** The hashes of a path's steps, from the nodes that were stored while the tree grew. */
const hashesOf = (path: ReturnType<typeof inclusionPath>, { nodes }: ReturnType<typeof grown>) =>
  path.flatMap((parts) => {
    const hashes = parts.flatMap(
      ({ level, index }) => nodes.get(`${String(level)}/${String(index)}`) ?? [],
    )
    assert.equal(hashes.length, parts.length, 'every node of the path was stored')
    return join(sha256, hashes) ?? []
  })

function proofOf(leaves: readonly Uint8Array[], index: number) {
  const whole = grown(leaves)
  const path = hashesOf(inclusionPath(index, leaves.length), whole)
  return { path, root: rootOf(sha256, whole.tree) }
}

function consistencyOf(leaves: readonly Uint8Array[], size: number) {
  const whole = grown(leaves)
  return {
    first: { size, root: rootOf(sha256, grown(leaves.slice(0, size)).tree) },
    second: { size: leaves.length, root: rootOf(sha256, whole.tree) },
    path: hashesOf(consistencyPath(size, leaves.length), whole),
  }
}

const someLeaves = fc.array(fc.uint8Array({ maxLength: 8 }), { minLength: 1, maxLength: 70 })

describe('the Merkle tree', () => {
  it('has the roots of the known trees of Certificate Transparency', () => {
    const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657'].map(bytes)
    leaves.push(bytes('606162636465666768696a6b6c6d6e6f'))
    const roots = leaves.map((_, at) => hex(rootOf(sha256, grown(leaves.slice(0, at + 1)).tree)))

    assert.equal(
      hex(rootOf(sha256, emptyTree)),
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    )
    assert.equal(roots[0], '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d')
    assert.equal(roots[1], 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125')
    assert.equal(roots[2], 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77')
    assert.equal(roots[7], '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328')
  })

  it('has the root of the definition at every size', () => {
    fc.assert(
      fc.property(someLeaves, (leaves) => {
        assert.deepEqual(rootOf(sha256, grown(leaves).tree), plainRoot(leaves))
      }),
    )
  })

  it('proves each of its leaves', () => {
    fc.assert(
      fc.property(someLeaves, fc.nat(), (leaves, some) => {
        const index = some % leaves.length
        const leaf = leafHash(sha256, leaves[index] ?? new Uint8Array())
        const { path, root } = proofOf(leaves, index)

        assert.ok(isIncluded(sha256, { index, size: leaves.length, leaf, path, root }))
      }),
    )
  })

  it('proves no other leaf, place, size or root', () => {
    fc.assert(
      fc.property(someLeaves, fc.nat(), (leaves, some) => {
        const size = leaves.length
        const index = some % size
        const leaf = leafHash(sha256, leaves[index] ?? new Uint8Array())
        const { path, root } = proofOf(leaves, index)
        const proof = { index, size, leaf, path, root }

        assert.ok(!isIncluded(sha256, { ...proof, leaf: sha256(leaf) }))
        assert.ok(!isIncluded(sha256, { ...proof, root: sha256(root) }))
        assert.ok(!isIncluded(sha256, { ...proof, index: size }))
        assert.ok(!isIncluded(sha256, { ...proof, path: [...path, root] }))
        if (path.length > 0) assert.ok(!isIncluded(sha256, { ...proof, path: path.slice(1) }))
      }),
    )
  })

  it('proves each smaller tree to be its prefix', () => {
    fc.assert(
      fc.property(someLeaves, fc.nat(), (leaves, some) => {
        const size = 1 + (some % leaves.length)
        assert.ok(isConsistent(sha256, consistencyOf(leaves, size)))
      }),
    )
  })

  it('proves no other tree to be its prefix', () => {
    fc.assert(
      fc.property(someLeaves, fc.nat(), (leaves, some) => {
        const size = 1 + (some % leaves.length)
        const proof = consistencyOf(leaves, size)
        const { first, second, path } = proof
        const other = (root: Uint8Array) => ({ size, root: sha256(root) })

        assert.ok(!isConsistent(sha256, { ...proof, first: other(first.root) }))
        assert.ok(!isConsistent(sha256, { ...proof, second: { ...second, ...other(second.root) } }))
        assert.ok(!isConsistent(sha256, { ...proof, path: [...path, first.root] }))
        assert.ok(!isConsistent(sha256, { ...proof, first: { ...first, size: 0 } }))
        if (path.length > 0) {
          assert.ok(!isConsistent(sha256, { ...proof, path: path.slice(1) }))
          assert.ok(!isConsistent(sha256, { ...proof, path: [] }))
          const changed = path.map((step, nr) => (nr === some % path.length ? sha256(step) : step))
          assert.ok(!isConsistent(sha256, { ...proof, path: changed }))
        }
      }),
    )
  })

  it('is rebuilt from the subtrees of its edge', () => {
    fc.assert(
      fc.property(someLeaves, (leaves) => {
        const whole = grown(leaves)
        const edge = hashesOf(
          edgeOf(leaves.length).map((place) => [place]),
          whole,
        )
        assert.deepEqual(edge, whole.tree.roots)
      }),
    )
  })

  it('has no limit at 2^31 leaves', () => {
    const size = 2 ** 40 + 3
    assert.equal(inclusionPath(2 ** 40 + 1, size).length, 3)
    assert.equal(inclusionPath(0, size).length, 41)
  })
})

describe('a range of leaves of the Merkle tree', () => {
  const leaf = (nr: number) => Buffer.from(String(nr))
  const rangeOf = (from: number, to: number, size: number) => {
    const leaves = Array.from({ length: size }, (_, nr) => leaf(nr))
    const whole = grown(leaves)
    const { left, right } = sidesOf(from, to, size)
    const hashAt = ({ level, index }: { level: number; index: number }) =>
      whole.nodes.get(`${String(level)}/${String(index)}`) ?? new Uint8Array()
    return {
      root: plainRoot(leaves),
      range: {
        ...{ from, size, left: left.map(hashAt), right: right.map(hashAt) },
        leaves: leaves.slice(from, to).map((each) => leafHash(sha256, each)),
      },
    }
  }

  it('leads to the root of the whole tree, wherever it is', () => {
    for (let size = 1; size <= 17; size += 1)
      for (let from = 0; from <= size; from += 1)
        for (let to = from; to <= size; to += 1) {
          const { root, range } = rangeOf(from, to, size)
          const reached = rootOfRange(sha256, range)
          assert.deepEqual(reached, root, `${String(from)} to ${String(to)} of ${String(size)}`)
        }
  })

  it('does not lead there with any other leaf, position or side', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(), fc.nat(), (size, one, other) => {
        const from = one % size
        const to = from + 1 + (other % (size - from))
        const { root, range } = rangeOf(from, to, size)
        const bent = range.leaves.with(0, new Uint8Array(32))
        const others = [
          { ...range, leaves: bent },
          { ...range, from: from + 1 },
          { ...range, left: [...range.left, new Uint8Array(32)] },
          { ...range, right: range.right.slice(1).concat(new Uint8Array(32)) },
        ]
        for (const [nr, each] of others.entries()) {
          if (nr === 3 && range.right.length === 0) continue
          assert.notDeepEqual(rootOfRange(sha256, each), root)
        }
      }),
    )
  })
})
