import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, test } from 'vitest'
import {
  consistencySpans,
  emptyRoot,
  grow,
  type Hash,
  inclusionSpans,
  isConsistent,
  joined,
  leafHash,
  nodeHash,
  remainderSpans,
  rootOfInclusion,
  rootOfMany,
  type Span,
  subtreesOf,
} from '#app/proof/merkle.ts'

// The inputs and roots by which implementations of Certificate Transparency (RFC 6962) are compared.
const inputs = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const leaves = inputs.map((hex) => leafHash(hexToBytes(hex)))

/** The definition of RFC 6962, 2.1, word for word: slow, and independent of what is tested. */
function treeHash(of: readonly Hash[]): Hash {
  if (of.length === 1) return of[0] as Hash
  let half = 1
  while (half * 2 < of.length) half *= 2
  return nodeHash(treeHash(of.slice(0, half)), treeHash(of.slice(half)))
}

const hashesOf = (spans: readonly Span[], of: readonly Hash[]) =>
  spans.map(({ from, to }) => treeHash(of.slice(from, to)))
const many = Array.from({ length: 70 }, (_, at) => leafHash(Uint8Array.of(at)))
const flipped = (hash: Hash) => hash.map((byte, at) => (at === 31 ? byte ^ 1 : byte))

test('roots are those of the reference', () => {
  expect(bytesToHex(emptyRoot())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  let edge: Hash[] = []
  for (const [at, leaf] of leaves.entries()) {
    ;({ edge } = grow(edge, at, leaf))
    expect(bytesToHex(joined(edge))).toBe(roots[at])
  }
})

test('inclusion proofs are those of the reference', () => {
  const proof = (index: number, size: number) => hashesOf(inclusionSpans(index, size), leaves).map(bytesToHex)
  expect(proof(0, 1)).toEqual([])
  expect(proof(0, 8)).toEqual([
    '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  ])
  expect(proof(5, 8)).toEqual([
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ])
  expect(proof(2, 3)).toEqual(['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'])
})

test('consistency proofs are those of the reference', () => {
  const proof = (older: number, size: number) =>
    hashesOf(consistencySpans(older, size), leaves).map(bytesToHex)
  expect(proof(1, 1)).toEqual([])
  expect(proof(1, 8)).toEqual([
    '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  ])
  expect(proof(6, 8)).toEqual([
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ])
  expect(proof(2, 5)).toEqual([
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  ])
})

test('a tree grows to the root of the definition, and says which subtrees are whole', () => {
  let edge: Hash[] = []
  const stored = new Map<string, Hash>()
  for (const [at, leaf] of many.entries()) {
    const grown = grow(edge, at, leaf)
    edge = grown.edge
    for (const [level, hash] of grown.whole.entries()) {
      stored.set(`${level}.${(at + 1) / 2 ** level - 1}`, hash)
    }
    const size = at + 1
    expect(joined(edge)).toEqual(treeHash(many.slice(0, size)))
    const fromStored = subtreesOf({ from: 0, to: size }).map(({ level, index }) =>
      stored.get(`${level}.${index}`),
    )
    expect(joined(fromStored as Hash[])).toEqual(treeHash(many.slice(0, size)))
  }
})

describe('in trees of every size up to 33', () => {
  const sizes = Array.from({ length: 33 }, (_, at) => at + 1)
  const rootOf = (size: number) => treeHash(many.slice(0, size))

  test('each leaf is proven, and at no other place, by no other proof', () => {
    for (const size of sizes) {
      const root = bytesToHex(rootOf(size))
      for (let index = 0; index < size; index += 1) {
        const leaf = many[index] as Hash
        const proof = hashesOf(inclusionSpans(index, size), many)
        const rootBy = (...args: Parameters<typeof rootOfInclusion>) =>
          bytesToHex(rootOfInclusion(...args) ?? new Uint8Array())
        expect(rootBy(leaf, index, size, proof)).toBe(root)
        expect(rootBy(flipped(leaf), index, size, proof)).not.toBe(root)
        if (size > 1) expect(rootBy(leaf, (index + 1) % size, size, proof)).not.toBe(root)
        expect(rootOfInclusion(leaf, index, size, [...proof, leaf])).toBeNull()
        proof.forEach((hash, at) => {
          expect(rootBy(leaf, index, size, proof.with(at, flipped(hash)))).not.toBe(root)
        })
      }
      expect(rootOfInclusion(many[0] as Hash, size, size, [])).toBeNull()
    }
  })

  test('each beginning is proven, and no other', () => {
    for (const size of sizes) {
      for (let older = 1; older <= size; older += 1) {
        const proof = hashesOf(consistencySpans(older, size), many)
        const [was, is] = [
          { size: older, root: rootOf(older) },
          { size, root: rootOf(size) },
        ]
        expect(isConsistent(was, is, proof)).toBe(true)
        expect(isConsistent({ ...was, root: flipped(was.root) }, is, proof)).toBe(false)
        if (older < size) {
          expect(isConsistent(was, { ...is, root: flipped(is.root) }, proof)).toBe(false)
          expect(isConsistent(is, was, proof)).toBe(false)
        }
        expect(isConsistent(was, is, [...proof, is.root])).toBe(false)
        proof.forEach((hash, at) => {
          expect(isConsistent(was, is, proof.with(at, flipped(hash)))).toBe(false)
        })
      }
    }
  })
})

describe('many leaves at once', () => {
  const choices = [[0], [69], [0, 69], [3, 4, 5], [1, 17, 18, 40, 64], many.map((_, at) => at)]

  test.each(choices)('%s, %s, …', (...indexes: number[]) => {
    const root = treeHash(many)
    const chosen = indexes.map((at) => many[at] as Hash)
    const rest = hashesOf(remainderSpans(indexes, 70), many)
    expect(rootOfMany(chosen, indexes, 70, rest)).toEqual(root)
    expect(rootOfMany([flipped(chosen[0] as Hash), ...chosen.slice(1)], indexes, 70, rest)).not.toEqual(root)
    expect(rootOfMany(chosen, indexes, 70, [...rest, root])).toBeNull()
    if (rest.length > 0) expect(rootOfMany(chosen, indexes, 70, rest.slice(1))).toBeNull()
  })

  test('one needs no more than its inclusion proof; all need nothing', () => {
    for (const index of [0, 1, 30, 69]) {
      expect(remainderSpans([index], 70)).toHaveLength(inclusionSpans(index, 70).length)
    }
    expect(
      remainderSpans(
        many.map((_, at) => at),
        70,
      ),
    ).toEqual([])
  })

  test('places out of order, twice or beyond the end are no proof', () => {
    const pair = many.slice(0, 2)
    for (const indexes of [
      [1, 0],
      [1, 1],
      [1, 70],
      [-1, 1],
    ]) {
      expect(rootOfMany(pair, indexes, 70, [])).toBeNull()
    }
  })
})
