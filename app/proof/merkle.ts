import { sha256 } from '@noble/hashes/sha2.js'

// The Merkle tree of RFC 6962 (2.1): inclusion and consistency proofs, and one proof for many leaves. Pure, for server,
// browser and the offline check alike. A proof is a list of hashes of spans of leaves; which spans those are follows
// from places and sizes alone, so whoever keeps the hashes of whole subtrees can answer without reading the leaves.

/** 32 bytes. */
export type Hash = Uint8Array
export type Digest = (bytes: Uint8Array) => Hash
/** The leaves from `from` up to but not `to`, counted from 0. */
export type Span = { from: number; to: number }
/** The leaves [index · 2^level, (index + 1) · 2^level). */
export type Subtree = { level: number; index: number }

const LEAF = 0
const NODE = 1
export const HASH_BYTES = 32
/** Where nodes and leaves over a hash are put together: a digest reads them and keeps nothing of them. */
const node = new Uint8Array(1 + 2 * HASH_BYTES)
node[0] = NODE
const leaf = new Uint8Array(1 + HASH_BYTES)

export function leafHash(data: Uint8Array, digest: Digest = sha256): Hash {
  const bytes = data.length === HASH_BYTES ? leaf : new Uint8Array(1 + data.length)
  bytes[0] = LEAF
  bytes.set(data, 1)
  return digest(bytes)
}

export function nodeHash(left: Hash, right: Hash, digest: Digest = sha256): Hash {
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES) throw new RangeError('No hash')
  node.set(left, 1)
  node.set(right, 1 + HASH_BYTES)
  return digest(node)
}

/** The root of a tree without leaves. */
export function emptyRoot(): Hash {
  return sha256(new Uint8Array())
}

/**
 * Adds a leaf to a tree of `size` leaves, kept as its edge: the hashes of the largest whole subtrees from left to right.
 * Returns the new edge and the subtrees that are whole from now on, smallest first; the first is the leaf itself.
 */
export function grow(
  edge: readonly Hash[],
  size: number,
  leaf: Hash,
  digest: Digest = sha256,
): { edge: Hash[]; whole: Hash[] } {
  const grown = [...edge]
  const whole = [leaf]
  let last = leaf
  for (let left = size; left % 2 === 1; left = (left - 1) / 2) {
    last = nodeHash(taken(grown.pop()), last, digest)
    whole.push(last)
  }
  return { edge: [...grown, last], whole }
}

/** The hash over neighbouring subtrees, largest first: of a whole edge it is the root of the tree. */
export function joined(subtrees: readonly Hash[], digest: Digest = sha256): Hash {
  if (subtrees.length === 0) return emptyRoot()
  return subtrees.reduceRight((right, left) => nodeHash(left, right, digest))
}

/** The whole subtrees a span of a tree is made of, largest first. */
export function subtreesOf({ from, to }: Span): Subtree[] {
  const found: Subtree[] = []
  for (let at = from; at < to; ) {
    let level = 0
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= to) level += 1
    found.push({ level, index: at / 2 ** level })
    at += 2 ** level
  }
  return found
}

/** The spans whose hashes prove the leaf at `index` of `size`, in the order of RFC 6962: the leaf's sibling first. */
export function inclusionSpans(index: number, size: number): Span[] {
  ensure(0 <= index && index < size)
  const spans: Span[] = []
  let within = { from: 0, to: size }
  while (within.to - within.from > 1) {
    const middle = within.from + split(within.to - within.from)
    const [left, right] = [
      { from: within.from, to: middle },
      { from: middle, to: within.to },
    ]
    spans.unshift(index < middle ? right : left)
    within = index < middle ? left : right
  }
  return spans
}

/** The root that a leaf at `index` of `size` and its proof lead to, or null when the proof has another length. */
export function rootOfInclusion(
  leaf: Hash,
  index: number,
  size: number,
  proof: readonly Hash[],
): Hash | null {
  if (!(0 <= index && index < size)) return null
  const spans = inclusionSpans(index, size)
  if (spans.length !== proof.length) return null
  return spans.reduce((hash, { from }, at) => {
    const beside = taken(proof[at])
    return from > index ? nodeHash(hash, beside) : nodeHash(beside, hash)
  }, leaf)
}

/** The spans whose hashes prove that a tree of `size` leaves goes on from one of `older` (RFC 6962, 2.1.2). */
export function consistencySpans(older: number, size: number): Span[] {
  ensure(0 < older && older <= size)
  const spans: Span[] = []
  const within = (from: number, to: number, isOld: boolean): void => {
    if (older === to) {
      if (!isOld) spans.push({ from, to })
      return
    }
    const middle = from + split(to - from)
    if (older <= middle) {
      within(from, middle, isOld)
      spans.push({ from: middle, to })
    } else {
      within(middle, to, false)
      spans.push({ from, to: middle })
    }
  }
  within(0, size, true)
  return spans
}

/** Whether the proof shows that the tree of `newer` holds the tree of `older` as its beginning, unchanged. */
export function isConsistent(
  older: { size: number; root: Hash },
  newer: { size: number; root: Hash },
  proof: readonly Hash[],
): boolean {
  if (!(0 < older.size && older.size <= newer.size)) return false
  if (proof.length !== consistencySpans(older.size, newer.size).length) return false
  let read = 0
  const next = () => taken(proof[read++])
  const within = (from: number, to: number, isOld: boolean): [Hash, Hash] => {
    if (older.size === to) {
      const hash = isOld ? older.root : next()
      return [hash, hash]
    }
    const middle = from + split(to - from)
    const isLeft = older.size <= middle
    const [was, is] = isLeft ? within(from, middle, isOld) : within(middle, to, false)
    const beside = next()
    return isLeft ? [was, nodeHash(is, beside)] : [nodeHash(beside, was), nodeHash(beside, is)]
  }
  const [was, is] = within(0, newer.size, true)
  return sameHash(was, older.root) && sameHash(is, newer.root)
}

/**
 * The largest spans of a tree that hold none of the leaves at `indexes` (ascending), from left to right: with the
 * leaves themselves their hashes give the root. All leaves need none, one leaf as many as its inclusion proof.
 */
export function remainderSpans(indexes: readonly number[], size: number): Span[] {
  const spans: Span[] = []
  overLeaves(indexes, size, (span) => spans.push(span))
  return spans
}

/** The root that leaves at `indexes` (ascending) and the hashes of `remainderSpans` lead to, or null when they do not fit. */
export function rootOfMany(
  leaves: readonly Hash[],
  indexes: readonly number[],
  size: number,
  rest: readonly Hash[],
  digest: Digest = sha256,
): Hash | null {
  const isRising = indexes.every((index, at) => index < size && index > (indexes[at - 1] ?? -1))
  if (!isRising || leaves.length !== indexes.length || size < 1) return null
  const hashes: Hash[] = []
  let read = 0
  const fits = overLeaves(
    indexes,
    size,
    () => {
      const hash = rest[read++]
      if (hash) hashes.push(hash)
      return hash !== undefined
    },
    (at) => hashes.push(taken(leaves[at])),
    () => {
      const right = taken(hashes.pop())
      hashes.push(nodeHash(taken(hashes.pop()), right, digest))
    },
  )
  return fits && read === rest.length ? taken(hashes[0]) : null
}

/** The 32-byte hashes that stand in a row one after the other. */
export function hashesIn(bytes: Uint8Array): Hash[] {
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, at) =>
    bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  )
}

export function sameHash(a: Hash, b: Hash): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}

/** Walks the tree from left to right down to spans without one of the leaves, and to the leaves. False ends the walk. */
function overLeaves(
  indexes: readonly number[],
  size: number,
  onRest: (span: Span) => unknown,
  onLeaf: (at: number) => unknown = () => {},
  onNode: () => unknown = () => {},
): boolean {
  let reached = 0
  const within = (from: number, to: number): boolean => {
    const next = indexes[reached] ?? size
    if (next >= to) return onRest({ from, to }) !== false
    if (to - from === 1) {
      onLeaf(reached++)
      return true
    }
    const middle = from + split(to - from)
    if (!within(from, middle) || !within(middle, to)) return false
    onNode()
    return true
  }
  return within(0, size)
}

/** The largest power of two smaller than `size`, which is two or more. */
function split(size: number): number {
  let half = 1
  while (half * 2 < size) half *= 2
  return half
}

function taken(hash: Hash | undefined): Hash {
  if (!hash) throw new RangeError('The tree and its size do not fit each other')
  return hash
}

function ensure(holds: boolean): void {
  if (!holds) throw new RangeError('There is no such place in a tree of this size')
}
