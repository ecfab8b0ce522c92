import { hexOf } from '@sotevarmenne/x509/hex'
import type { Curve, PublicKey } from '@sotevarmenne/x509/public-key'

/** Why this key is insecure for any holder; undefined when no weakness is known. */
export const weaknessOf = (key: PublicKey): string | undefined =>
  key.kind === 'ec' ? weaknessOfPoint(key.curve, key.point) : weaknessOfRsa(key)

/** A point off its curve lets a private key leak (SEC 1 § 3.2.2.1, partial validation; the cofactor is 1). */
function weaknessOfPoint(curve: Curve, point: Uint8Array): string | undefined {
  const { p, b } = curves[curve]
  const half = (point.length - 1) / 2
  const x = numberOf(point.subarray(1, 1 + half))
  const y = numberOf(point.subarray(1 + half))
  if (x >= p || y >= p) return 'a coordinate is not below the prime of the curve'
  const isOnCurve = (y * y - (x * x * x - 3n * x + b)) % p === 0n
  return isOnCurve ? undefined : 'the point is not on its curve'
}

function weaknessOfRsa({
  modulus,
  exponent,
}: Extract<PublicKey, { kind: 'rsa' }>): string | undefined {
  const n = numberOf(modulus)
  const e = numberOf(exponent)
  // NIST SP 800-56B rev. 2 § 6.4.1.1: odd, above 2^16 and below 2^256.
  if (e % 2n === 0n || e <= 1n << 16n || e >= 1n << 256n) return 'the public exponent is unsafe'
  if (n % 2n === 0n || hasSmallFactor(n)) return 'the modulus has a small factor'
  if (isRoca(n)) return 'the key has the mark of a faulty chip (ROCA, CVE-2017-15361)'
  if (hasCloseFactors(n)) return 'the two primes are too close to one another'
  return undefined
}

const hasSmallFactor = (n: bigint): boolean =>
  smallPrimes.some(({ product, primes }) => {
    const rest = Number(n % product)
    return primes.some((prime) => rest % prime === 0)
  })

/** Keys of chips with the faulty library are a power of 65537 modulo each of these primes. */
const isRoca = (n: bigint): boolean =>
  rocaPrimes.every(({ product, primes }) => {
    const rest = Number(n % product)
    return primes.every((prime) => powersOf65537.get(prime)?.has(rest % prime))
  })

/** Fermat's method, which finds close primes within a few steps (CVE-2022-26320). */
function hasCloseFactors(n: bigint): boolean {
  let a = squareRoot(n)
  if (a * a < n) a += 1n
  let rest = a * a - n
  for (let step = 0; step < 100; step += 1) {
    if (isSquare(rest)) return true
    // (a + 1)² = a² + 2a + 1
    rest += 2n * a + 1n
    a += 1n
  }
  return false
}

/** The last six bits rule out most non-squares, the remainder modulo 45045 = 63 · 65 · 11 most others. */
function isSquare(value: bigint): boolean {
  if (!squaresOf64.has(Number(BigInt.asUintN(6, value)))) return false
  if (!squaresOf45045.has(Number(value % 45045n))) return false
  const root = squareRoot(value)
  return root * root === value
}

/** The integer part of the square root (Newton). */
function squareRoot(value: bigint): bigint {
  if (value < 2n) return value
  let guess = 1n << BigInt((value.toString(16).length * 4 + 1) >> 1)
  guess += 1n
  for (;;) {
    const next = (guess + value / guess) >> 1n
    if (next >= guess) return guess
    guess = next
  }
}

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x0${hexOf(bytes)}`)

const primesBelow = (limit: number): readonly number[] =>
  Array.from({ length: limit }, (_, candidate) => candidate).filter((candidate) => {
    if (candidate < 2) return false
    for (let factor = 2; factor * factor <= candidate; factor += 1)
      if (candidate % factor === 0) return false
    return true
  })

/** Primes with their product, within the range of an exact number: one long division serves them all. */
type PrimeGroup = { readonly primes: readonly number[]; readonly product: bigint }

function inGroups(primes: readonly number[]): readonly PrimeGroup[] {
  const groups: PrimeGroup[] = []
  for (const prime of primes) {
    const last = groups.at(-1)
    const product = (last?.product ?? 1n) * BigInt(prime)
    if (last === undefined || product > BigInt(Number.MAX_SAFE_INTEGER))
      groups.push({ primes: [prime], product: BigInt(prime) })
    else groups[groups.length - 1] = { primes: [...last.primes, prime], product }
  }
  return groups
}

const smallPrimes = inGroups(primesBelow(752).slice(1))

/** 3 … 167 (Nemec et al., The Return of Coppersmith's Attack, 2017, § 2.2). */
const rocaPrimes = inGroups(primesBelow(168).slice(1))

const powersOf65537: ReadonlyMap<number, ReadonlySet<number>> = new Map(
  primesBelow(168)
    .slice(1)
    .map((prime) => {
      const powers = new Set<number>()
      for (let power = 1; !powers.has(power); power = (power * 65537) % prime) powers.add(power)
      return [prime, powers]
    }),
)

const squaresModulo = (modulus: number): ReadonlySet<number> =>
  new Set(Array.from({ length: modulus }, (_, root) => (root * root) % modulus))

const squaresOf64 = squaresModulo(64)
const squaresOf45045 = squaresModulo(45045)

/** FIPS 186-4, appendix D.1.2; a = −3. */
const curves: Readonly<Record<Curve, { readonly p: bigint; readonly b: bigint }>> = {
  'P-256': {
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  },
  'P-384': {
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffffn,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  },
}
