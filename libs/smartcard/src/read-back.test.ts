import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { fromHex, toHex } from './bytes.ts'
import { cardLayouts } from './card-layouts.ts'
import { cardLayoutNames, paths, type CardLayout } from './layout.ts'
import { openSoftwareCard } from './open-software-card.ts'
import { encodeCertificates, encodePins, encodePrivateKeys } from './pkcs15.ts'
import { compareWithOrder, readBack, type ReadBackFinding } from './read-back.ts'
import { makePersonalisedCard, type PersonalisedCard } from './testing.ts'
import { generateEcKey } from './virtual-card/software-key.ts'
import type { CardFile, CardState, KeyFile, Pin } from './virtual-card/state.ts'
import { memoryStore } from './virtual-card/store.ts'
import { channelTo } from './virtual-card/virtual-card.ts'

/*
 * The proof that a card is what was ordered (anchors, § 5.3): each property is made wrong on a card that was
 * right, and the read-back must find it. The test changes the card's own state, not what was read from it.
 */

type Refused = ReadBackFinding['kind'] | 'card-unreadable' | 'card-refused'
type Wrong = readonly [property: string, finding: Refused, change: (state: CardState) => CardState]

const adminKey = 3

/** Of cards of every layout. */
function wrongsOf(layout: CardLayout): readonly Wrong[] {
  const { certificatePaths, keySlots } = layout
  const { authentication, signature } = keySlots
  const [pin1, pin2] = [authentication.pinReference, signature.pinReference]
  const rule = (acl: string, place: number, to: string) =>
    acl.slice(0, place) + to + acl.slice(place + 1)
  return [
    ['another chip', 'another-card', (state) => ({ ...state, chipSerial: 'A'.repeat(20) })],
    ['another card number', 'wrong-card-number', replaced(paths.tokenInfo, '393', '383')],
    ['another label', 'wrong-label', replaced(paths.tokenInfo, '54455354', '58455354')],
    ['another language', 'wrong-language', replaced(paths.tokenInfo, '13026669', '13027376')],
    ['TokenInfo that is none', 'card-unreadable', content(paths.tokenInfo, '3000')],
    [
      'access rules not in force',
      'access-rules-not-in-force',
      (s) => ({ ...s, lifeCycle: 'creation' }),
    ],

    [
      'another authentication key',
      'wrong-key',
      key(authentication.path, { parts: generateEcKey(384) }),
    ],
    ['another signature key', 'wrong-key', key(signature.path, { parts: generateEcKey(384) })],
    ['keys that were exchanged', 'wrong-key', exchanged(authentication.path, signature.path)],
    ['a weaker key', 'wrong-key', key(signature.path, { bits: 256, parts: generateEcKey(256) })],
    ['a key file without a key', 'card-refused', key(signature.path, { parts: {} })],
    ['half a key, which signs nothing', 'key-does-not-sign', withoutPrivateHalf(signature.path)],
    ['a key that an RSA card left enabled', 'leftover-file', added('3F0050154B03', anRsaKey())],
    [
      'a key that needs no PIN',
      'wrong-access-rule',
      key(authentication.path, { acl: rule(authentication.acl, 0, '0') }),
    ],
    [
      'a key of the other PIN',
      'key-does-not-sign',
      key(signature.path, { acl: rule(signature.acl, 0, authentication.acl.charAt(0)) }),
    ],
    [
      'a key that may be loaded over',
      'wrong-access-rule',
      key(signature.path, { acl: rule(signature.acl, 1, signature.acl.charAt(0)) }),
    ],
    [
      'a key that may be made again',
      'wrong-access-rule',
      key(signature.path, { acl: rule(signature.acl, 3, signature.acl.charAt(0)) }),
    ],
    ['signing without consent', 'wrong-access-rule', key(signature.path, { proprietary: '0000' })],

    ['no authentication certificate', 'card-unreadable', without(certificatePaths.authentication)],
    [
      'exchanged certificates',
      'certificate-of-another-card',
      exchanged(certificatePaths.authentication, certificatePaths.signature),
    ],
    [
      'a signature certificate with one bit wrong',
      'wrong-certificate',
      lastBit(certificatePaths.signature),
    ],
    ['another issuer', 'wrong-certificate', lastBit(certificatePaths.issuer)],
    ['another root', 'wrong-certificate', lastBit(certificatePaths.root)],
    [
      'a certificate that anybody may replace',
      'wrong-access-rule',
      ruled(certificatePaths.root, '000FFF'),
    ],

    ['more tries of PIN1', 'wrong-pin-limits', pin(pin1, { tries: 9, triesLeft: 9 })],
    ['fewer tries of PIN2', 'wrong-pin-limits', pin(pin2, { tries: 3, triesLeft: 3 })],
    [
      'PIN2 shorter than allowed',
      'wrong-pin-limits',
      content(paths.pins, toHex(encodePins({ minLength: 5 }, layout))),
    ],
    ['no PIN2', 'key-does-not-sign', withoutPin(pin2)],
    [
      'a third PIN',
      'leftover-code',
      (state) => ({ ...state, pins: { ...state.pins, 5: pinOf(state, pin1) } }),
    ],

    [
      'the admin key of the factory',
      'wrong-admin-key',
      admin({
        value: Buffer.from(Array.from({ length: 32 }, (_, at) => 0x40 + (at % 16))).toString('hex'),
      }),
    ],
    ['more tries of the admin key', 'wrong-admin-key', admin({ tries: 15, triesLeft: 15 })],
    [
      'a second admin key',
      'leftover-code',
      (state) => ({ ...state, adminKeys: { ...state.adminKeys, 7: adminOf(state) } }),
    ],
    ['a PIN that another admin key sets', 'wrong-admin-key', pin(pin1, { adminReference: 7 })],

    ['no EF.DIR', 'missing-file', without(paths.directory)],
    ['no AODF', 'card-unreadable', without(paths.pins)],
    ['an AODF that is none', 'card-unreadable', content(paths.pins, '30')],
    ['an EF.DIR that leads elsewhere', 'wrong-content', lastBit(paths.directory)],
    ['an ODF that leads elsewhere', 'wrong-content', lastBit(paths.objectDirectory)],
    [
      'a PrKDF in another language',
      'wrong-content',
      content(paths.privateKeys, toHex(encodePrivateKeys('p384', 'sv', layout))),
    ],
    [
      'a PrKDF of another kind of key',
      'wrong-content',
      content(paths.privateKeys, toHex(encodePrivateKeys('p256', 'fi', layout))),
    ],
    [
      'a CDF in another language',
      'wrong-content',
      content(paths.certificates, toHex(encodeCertificates('sv', layout))),
    ],
    [
      'a file of somebody else',
      'leftover-file',
      added('3F0050154242', { kind: 'binary', acl: '0FFFFF', proprietary: '0000', content: '00' }),
    ],
    [
      'a directory in which anybody may make files',
      'wrong-access-rule',
      ruled(paths.application, '000FFF'),
    ],
    [
      'a master file that anybody may empty',
      'wrong-access-rule',
      ruled(paths.master, rule(layout.directoryAcl, 2, '0')),
    ],
    ...(layout.codeReference === undefined ? wrongsOfMyEid : wrongsOfS42),
  ]
}

/** The activation code is a part of each PIN. */
const wrongsOfMyEid: readonly Wrong[] = [
  [
    'more tries of the activation code',
    'wrong-pin-limits',
    pin(1, { pukTries: 15, pukTriesLeft: 15 }),
  ],
  ['another activation code of PIN1', 'wrong-activation-code', pin(1, { puk: '3838383838383838' })],
  ['another activation code of PIN2', 'wrong-activation-code', pin(2, { puk: '3838383838383838' })],
  ['an activation code that is blocked', 'wrong-activation-code', pin(2, { pukTriesLeft: 0 })],
  ['no admin key', 'wrong-admin-key', (state) => ({ ...state, adminKeys: {} })],
]

/** The activation code is an object of its own, and without an admin key the card is of another issuer. */
const wrongsOfS42: readonly Wrong[] = [
  [
    'more tries of the activation code',
    'wrong-pin-limits',
    pin(0x12, { tries: 15, triesLeft: 15 }),
  ],
  ['another activation code', 'wrong-activation-code', pin(0x12, { value: '3838383838383838' })],
  ['no activation code', 'wrong-activation-code', withoutPin(0x12)],
  ['a code that no admin key sets', 'wrong-admin-key', pin(0x12, { adminReference: 7 })],
  [
    'a second activation code',
    'leftover-code',
    (state) => ({ ...state, pins: { ...state.pins, 0x11: pinOf(state, 0x12) } }),
  ],
  ['no admin key', 'card-refused', (state) => ({ ...state, adminKeys: {} })],
  ['a key outside E.SIGN', 'leftover-file', added('3F0050150082', anRsaKey())],
  ['no signature certificate', 'card-unreadable', without('3F0050164332')],
]

for (const layoutName of cardLayoutNames)
  describe(`the read-back of a card (${layoutName})`, () => {
    const wrongs = wrongsOf(cardLayouts[layoutName])
    let created: PersonalisedCard
    let right: CardState

    before(async () => {
      const store = memoryStore()
      created = await makePersonalisedCard({ layout: layoutName, store })
      const state = await store.load()
      assert.ok(state)
      right = state
    })

    /** The findings on a card in this state. */
    async function findingsOn(state: CardState): Promise<readonly string[]> {
      const store = memoryStore()
      await store.save(state)
      const read = await readBack(channelTo(await openSoftwareCard(store)), created.plan)
      if (!read.ok) return [read.refusal.kind]
      const compared = compareWithOrder(read.value, created.expected)
      return compared.ok ? [] : compared.refusal.map(({ kind }) => kind)
    }

    it('accepts a card with all properties right', async () => {
      assert.deepEqual(await findingsOn(right), [])
    })

    it('is tested with at least thirty wrong properties', () => {
      assert.ok(new Set(wrongs.map(([property]) => property)).size >= 30)
    })

    for (const [property, finding, change] of wrongs)
      it(`refuses a card with a wrong property: ${property}`, async () => {
        const wrong = change(right)
        assert.notDeepEqual(wrong, right)
        const found = await findingsOn(wrong)
        assert.ok(found.includes(finding), `found: ${found.join(', ') || 'nothing'}`)
      })
  })

function fileOf({ files }: CardState, path: string): CardFile {
  const file = files[path]
  assert.ok(file, path)
  return file
}

function withFile(state: CardState, path: string, file: CardFile): CardState {
  return { ...state, files: { ...state.files, [path]: file } }
}

function contentOf(state: CardState, path: string): string {
  const file = fileOf(state, path)
  assert.ok(file.kind === 'binary')
  return file.content
}

function content(path: string, hex: string) {
  return (state: CardState): CardState => {
    const file = fileOf(state, path)
    assert.ok(file.kind === 'binary')
    return withFile(state, path, { ...file, content: hex })
  }
}

function replaced(path: string, old: string, next: string) {
  return (state: CardState) => content(path, contentOf(state, path).replace(old, next))(state)
}

function lastBit(path: string) {
  return (state: CardState): CardState => {
    const bytes = fromHex(contentOf(state, path))
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
    return content(path, toHex(bytes))(state)
  }
}

function ruled(path: string, acl: string) {
  return (state: CardState): CardState => withFile(state, path, { ...fileOf(state, path), acl })
}

function added(path: string, file: CardFile) {
  return (state: CardState): CardState => withFile(state, path, file)
}

function without(path: string) {
  return (state: CardState): CardState => ({
    ...state,
    files: Object.fromEntries(Object.entries(state.files).filter(([other]) => other !== path)),
  })
}

function exchanged(one: string, other: string) {
  return (state: CardState): CardState => {
    const [first, second] = [fileOf(state, one), fileOf(state, other)]
    if (first.kind === 'ec-key' && second.kind === 'ec-key') {
      const swapped = withFile(state, one, { ...first, parts: second.parts })
      return withFile(swapped, other, { ...second, parts: first.parts })
    }
    return withFile(withFile(state, one, second), other, first)
  }
}

function key(path: string, change: Partial<KeyFile>) {
  return (state: CardState): CardState => {
    const file = fileOf(state, path)
    assert.ok(file.kind === 'ec-key')
    return withFile(state, path, { ...file, ...change })
  }
}

function withoutPrivateHalf(path: string) {
  return (state: CardState): CardState => {
    const file = fileOf(state, path)
    assert.ok(file.kind === 'ec-key')
    return withFile(state, path, { ...file, parts: { point: file.parts['point'] ?? '' } })
  }
}

function anRsaKey(): KeyFile {
  return { kind: 'rsa-key', bits: 2048, acl: '1F3FFF', proprietary: '0000', parts: {} }
}

function pinOf({ pins }: CardState, reference: number): Pin {
  const stored = pins[reference]
  assert.ok(stored)
  return stored
}

function pin(reference: number, change: Partial<Pin>) {
  return (state: CardState): CardState => ({
    ...state,
    pins: { ...state.pins, [reference]: { ...pinOf(state, reference), ...change } },
  })
}

function withoutPin(reference: number) {
  return (state: CardState): CardState => ({
    ...state,
    pins: Object.fromEntries(
      Object.entries(state.pins).filter(([other]) => other !== String(reference)),
    ),
  })
}

function adminOf({ adminKeys }: CardState): CardState['adminKeys'][string] {
  const stored = adminKeys[adminKey]
  assert.ok(stored)
  return stored
}

function admin(change: Partial<CardState['adminKeys'][string]>) {
  return (state: CardState): CardState => ({
    ...state,
    adminKeys: { ...state.adminKeys, [adminKey]: { ...adminOf(state), ...change } },
  })
}
