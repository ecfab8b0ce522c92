import assert from 'node:assert/strict'
import fc from 'fast-check'
import { fromHex, toHex } from '../../bytes.ts'
import { pinBlock } from '../../card-pins.ts'
import type { CardLayoutName } from '../../layout.ts'
import { openSoftwareCard } from '../../open-software-card.ts'
import { accept, makePersonalisedCard } from '../../testing.ts'
import { activateCard } from '../../activation.ts'
import type { CardState } from '../state.ts'
import { memoryStore } from '../store.ts'
import { channelTo, type VirtualCard } from '../virtual-card.ts'

/*
 * Commands of an attacker who has a card and none of its secrets: well-formed, changed here and there, in any
 * order, and with power cuts in between.
 */

/** A finished and activated card with secrets unknown to the sender; every attack begins with its state. */
export async function aStrangersCard(layout?: CardLayoutName): Promise<{
  readonly state: CardState
  readonly secrets: readonly string[]
}> {
  const store = memoryStore()
  const pins = { pin1: '60718293', pin2: '92817060' }
  const { card, plan } = await makePersonalisedCard({
    ...{ plan: { activationCode: '70605040' }, store },
    ...(layout && { layout }),
  })
  accept(await activateCard(channelTo(card), { activationCode: plan.activationCode, ...pins }))
  await card.powerOff()
  const state = await store.load()
  assert.ok(state)
  return {
    state,
    secrets: [pins.pin1, pins.pin2, plan.activationCode].map((digits) => toHex(pinBlock(digits))),
  }
}

/** One step of an attack: a command in hex digits, or a power cut. */
export type Step = string

export const powerCut = 'power'

/** The seeds of the fuzz tests: every command of the set. */
export const meaningful: readonly string[] = [
  '00A4040C0DA000000063504B43532D3135',
  '00A40400 0C A000000063504B43532D3135 00',
  '00A40000 02 3F00',
  '00A40300',
  '00A40100 02 5015',
  '00A40800 04 50154331 00',
  '00A40800 04 50154B01 00',
  '00A40800 04 50154B02 00',
  '00E00000 19 6217 80020800 820111 83024B01 8603000000 85020000 8A0100',
  '00E00000 19 6217 80020180 820122 83024B03 8603000000 85020000 8A0100',
  '00DA0187 02 0001',
  '00DA0186 03 040102',
  '002241B6 0A 800104 81024B01 840100',
  '002241B6 0A 800104 81024B02 840100',
  '002241B8 0A 800102 81024B01 840100',
  '002241A4 0A 800104 81024B01 840100',
  '002A9E9A 04 11223344 00',
  '102A9E9A 04 11223344',
  '002A8086 04 00112233 00',
  '002A8086 04 81112233',
  '002A8086 04 82112233 00',
  '00860000 05 7C03850104 00',
  '00200001 08 31323334FFFFFFFF',
  '00200002 08 313233343536FFFF',
  '00200003 08 3132333435363738',
  '00200001',
  '00240001 10 31323334FFFFFFFF 31323334FFFFFFFF',
  '002C0001 10 3132333435363738 31323334FFFFFFFF',
  '002C0201 08 31323334FFFFFFFF',
  '002E0000',
  '00840000 08',
  '00840000 10',
  `00820003 20 ${'11'.repeat(32)}`,
  `00820103 20 ${'11'.repeat(32)}`,
  `00820203 20 ${'11'.repeat(32)}`,
  `00DA0123 21 ${'22'.repeat(32)} 05`,
  `00DA0123 30 ${'22'.repeat(48)}`,
  `00DA0131 18 ${'22'.repeat(24)}`,
  '00CA01A0 00',
  '00CA01A1 00',
  '00CA01AA 00',
  '00CA0186 00',
  '00B00000 00',
  '00D60000 02 AABB',
  '10D60000 01 AA',
  '000E0000',
  'A0E40000',
  '00E40000',
  '00C00000 00',
  `00DA0101 13 ${'31'.repeat(8)}${'32'.repeat(8)}050500`,
  '00DA01E0 08 FFFF 000FFF 000FFF',
  '00440400 0C A000000063504B43532D3135',
  '00460000',
].map((hex) => hex.replaceAll(' ', ''))

/** The same for a card of the FINEID S4-2 layout, where they differ. */
const meaningfulOnS42: readonly string[] = [
  '00A4000C 02 3F00',
  '00A4040C 06 452E5349474E',
  '00A4020C 02 4331',
  '00A40800 04 50150001 00',
  '00A40800 04 50160082 00',
  '002241B6 06 800154 840101',
  '002241B6 06 800154 840182',
  '002241B8 06 80011A 840101',
  `002A9E9A 30 ${'11'.repeat(48)} 60`,
  '002A8086 04 81112233 00',
  '00200003 04 31323334',
  '00200004 06 313233343536',
  '00200012 08 3132333435363738',
  '0020001200',
  '00240003 08 31323334 31323334',
  '00240012 10 3132333435363738 3132333435363738',
  '002C0203 04 31323334',
  '002C0204 06 313233343536',
  '002C0212 08 3132333435363738',
  '00DA0103 0A 3132333435363738 0503',
  '00DA0112 0A 3132333435363738 0503',
  '00DA0131 08 3132333435363738',
].map((hex) => hex.replaceAll(' ', ''))

/** Commands that have a meaning only in sequence. */
const together: readonly (readonly Step[])[] = [
  ['00A40800025015', '002241B60A80010481024B01840100', '002A9E9A041122334400'],
  ['00A40800025015', '002241B60A80010481024B02840100', '002A9E9A041122334400'],
  ['00A40800025015', '002241A40A80010481024B01840100', '00860000057C0385010400'],
  ['00A404000CA000000063504B43532D3135', '00E0000016621480020001820101830246668603000FFF85020000'],
  ['00A408000450154331', '00D60000020102', '000E0000', 'A0E40000'],
  ['00A408000450154B01', '00460000', '00DA018702000155'],
  ['0084000010', `0082000320${'11'.repeat(32)}`, '00DA01E008FFFF000FFF000FFF'],
  ['0084000010', `0082020320${'11'.repeat(32)}`, '002C02010831323334FFFFFFFF'],
]

const togetherOnS42: typeof together = [
  ['00A4040C06452E5349474E', '002241B606800154840182', `002A9E9A30${'11'.repeat(48)}60`],
  ['002241B606800154840101', `002A9E9A30${'11'.repeat(48)}60`],
  ['00200012083132333435363738', '002C02030431323334'],
  ['0084000010', `0082030320${'11'.repeat(32)}`, '00DA0131083132333435363738'],
  ['0084000010', `0082020320${'11'.repeat(32)}`, '002C02030431323334'],
  ['00A40800045016008200', '00460000', 'A0E40000'],
]

/** Such commands, unchanged or with some bytes changed, removed or inserted; and power cuts. */
export function steps(
  secrets: readonly string[],
  maxLength: number,
  layout: CardLayoutName = 'myeid',
): fc.Arbitrary<Step[]> {
  const isS42 = layout === 'fineid-s4-2'
  const known = isS42 ? [...meaningful, ...meaningfulOnS42] : meaningful
  const sequences = isS42 ? [...together, ...togetherOnS42] : together
  return fc
    .array(
      fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...known).map((step) => [step]) },
        { weight: 6, arbitrary: mutated(known).map((step) => [step]) },
        { weight: 2, arbitrary: fc.constantFrom(...sequences) },
        { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }).map((bytes) => [toHex(bytes)]) },
        { weight: 1, arbitrary: fc.constant([powerCut]) },
      ),
      { minLength: 1, maxLength },
    )
    .map((all) => all.flat().filter((step) => !secrets.some((secret) => step.includes(secret))))
}

const mutated = (known: readonly string[]) =>
  fc
    .tuple(
      fc.constantFrom(...known),
      fc.array(fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 3 }),
      fc.constantFrom('change', 'cut', 'lengthen'),
    )
    .map(([hex, changes, how]) => {
      const apdu = fromHex(hex)
      for (const [at, byte] of changes) if (at < apdu.length) apdu[at] = byte
      if (how === 'cut') return toHex(apdu.subarray(0, changes[0]?.[0] ?? 0))
      const more = Uint8Array.from(changes.map(([, byte]) => byte))
      return how === 'change' ? toHex(apdu) : toHex(apdu) + toHex(more)
    })

/**
 * Runs the steps on a copy of the card and returns its responses. Throws unless the card returned one of its
 * status words to every command, gave no try back, kept every code, key, rule and file, and let no key be
 * used.
 */
export async function attack(whole: CardState, all: readonly Step[]): Promise<readonly string[]> {
  const store = memoryStore()
  await store.save(whole)
  const card = await openSoftwareCard(store)
  const said: string[] = []
  let before = whole
  for (const step of all) {
    if (step === powerCut) await card.powerOff()
    const response = step === powerCut ? '' : await responseOf(card, step)
    said.push(response.slice(-4))
    const after = await store.load()
    assert.ok(after)
    assertNothingWon(before, after)
    if (usesKey.test(step) && response.endsWith('9000'))
      assert.equal(response, '9000', `a key was used: ${step}`)
    before = after
  }
  return said
}

async function responseOf(card: VirtualCard, step: string): Promise<string> {
  const response = toHex(await card.process(fromHex(step)))
  assert.ok(statusWord.test(response), `${step} was answered ${response}`)
  return response
}

const statusWord = /(9000|61..|63C.|6700|698[1-6]|6A8[0-9]|6B00|6D00|6E00)$/

/** PERFORM SECURITY OPERATION and GENERAL AUTHENTICATE: their responses are computed with a key. */
const usesKey = /^(00|10)(2A|86)/

/** Tries are the same or fewer; nothing else changed. */
function assertNothingWon(before: CardState, after: CardState): void {
  assert.deepEqual(withoutCounters(after), withoutCounters(before))
  for (const [reference, pin] of Object.entries(after.pins)) {
    assert.ok(pin.triesLeft <= (before.pins[reference]?.triesLeft ?? -1), `PIN ${reference}`)
    assert.ok(pin.pukTriesLeft <= (before.pins[reference]?.pukTriesLeft ?? -1), `code ${reference}`)
  }
  for (const [reference, key] of Object.entries(after.adminKeys))
    assert.ok(key.triesLeft <= (before.adminKeys[reference]?.triesLeft ?? -1), `key ${reference}`)
}

const withoutCounters = ({ pins, adminKeys, ...rest }: CardState): unknown => ({
  ...rest,
  pins: Object.entries(pins).map(([reference, pin]) => [
    reference,
    { ...pin, triesLeft: 0, pukTriesLeft: 0 },
  ]),
  adminKeys: Object.entries(adminKeys).map(([reference, key]) => [
    reference,
    { ...key, triesLeft: 0 },
  ]),
})
