import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pkcs11 from 'pkcs11js'
import { verifySignature } from '@sotevarmenne/x509/algorithms'
import { encodeEcPublicKey } from '@sotevarmenne/x509/public-key'
import {
  softHsmPin,
  startSoftHsm,
  withSoftHsm,
  type SoftHsm,
} from '@sotevarmenne/tests/ca/soft-hsm'
import type { KeyKind, KeyStore, SigningKey } from '#keys/signing-key.ts'
import { endsInLaterTurn } from '#testing.ts'
import { createPkcs11Keys } from './pkcs11-keys.ts'
import { parsePkcs11Uri } from './uri.ts'

withSoftHsm('keys in an HSM', () => {
  describe('keys in an HSM', () => {
    let hsm: SoftHsm
    let folder: string
    let keys: KeyStore
    let input: string[]
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'hsm-keys-'))
      hsm = await startSoftHsm()
      await hsm.startServer()
      input = []
      keys = keysAt([])
    })
    afterEach(async () => {
      await keys.close()
      await hsm.close()
      await rm(folder, { recursive: true })
    })

    const keysAt = (names: readonly string[], patience = 20_000): KeyStore =>
      createPkcs11Keys({
        places: new Map(
          names.map((name) => {
            const place = parsePkcs11Uri(hsm.uriOf(name))
            assert.ok(place.ok)
            return [name, place.value]
          }),
        ),
        folder,
        onChange: (token, trouble) => {
          assert.match(token, /TEST-CA/)
          input.push(trouble ?? 'back')
        },
        sessions: 2,
        limits: {
          open: 60_000,
          response: 3_000,
          patience,
          firstPause: 50,
          maxPause: 500,
          look: 100,
          making: 10_000,
        },
      })

    /** The public half of a key created by a separate store. */
    const created = async (name: string, kind: KeyKind = 'P-384'): Promise<Uint8Array> => {
      const store = keysAt([name])
      const { spki } = await store.create(name, kind)
      await store.close()
      return spki
    }

    const openedKey = async (name: string, spki: Uint8Array): Promise<SigningKey> => {
      const key = await keys.open(name, spki)
      assert.ok(key.ok)
      return key.value
    }

    const assertSigns = async (key: SigningKey): Promise<void> => {
      const data = randomBytes(1000)
      const signature = await key.sign(data)
      assert.ok(signature.ok, JSON.stringify(signature))
      const { algorithm, spki } = key
      assert.ok(verifySignature({ algorithm, spki, data, signature: signature.value }))
    }

    const assertUnavailable = async (key: SigningKey, why: RegExp): Promise<void> => {
      const signature = await key.sign(randomBytes(10))
      assert.ok(!signature.ok)
      assert.match(signature.refusal.detail, why)
      assert.match(key.trouble() ?? '', why)
    }

    const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
      while (!(await isSo())) await sleep(20)
    }

    for (const kind of ['P-256', 'P-384', 'RSA-4096'] as const)
      it(`sign with ${kind}`, async () => {
        const name = `${kind}-${randomBytes(4).toString('hex')}`
        const spki = await created(name, kind)
        keys = keysAt([name, `no-${name}`])
        assert.ok(await keys.has(name))
        assert.deepEqual((await keys.find(name))?.spki, spki)
        assert.equal(await keys.find(`no-${name}`), undefined)
        const key = await openedKey(name, spki)
        await Promise.all(Array.from({ length: 20 }, () => assertSigns(key)))
        assert.equal(key.trouble(), undefined)

        const { algorithm } = key
        const data = randomBytes(100_000)
        const pieces = key.signPieces()
        await pieces.add(data.subarray(0, 70_000))
        await pieces.add(data.subarray(70_000))
        const signing = pieces.sign()
        assert.ok(await endsInLaterTurn(() => signing))
        const signature = await signing
        assert.ok(signature.ok)
        assert.ok(verifySignature({ algorithm, spki, data, signature: signature.value }))
      })

    it('never leave it', async () => {
      keys = keysAt(['stored'])
      await keys.create('stored', 'P-384')
      await directly(hsm, ({ js, module, session }) => {
        const [key] = find(js, module, session, 'stored')
        assert.ok(key)
        const attribute = (type: number) =>
          module.C_GetAttributeValue(session, key, [{ type }])[0]?.value as Buffer
        assert.deepEqual(attribute(js.CKA_SENSITIVE), Buffer.of(1))
        assert.deepEqual(attribute(js.CKA_EXTRACTABLE), Buffer.of(0))
        assert.throws(() => attribute(js.CKA_VALUE), /CKR_ATTRIBUTE_SENSITIVE/)
      })
    })

    it('are created once: a second one of the same name is refused', async () => {
      keys = keysAt(['once'])
      await keys.create('once', 'P-384')
      await assert.rejects(keys.create('once', 'P-384'), /key-exists/)
    })

    it('do not sign when they are extractable from the HSM', async () => {
      await directly(hsm, ({ js, module, session }) => {
        const name = { type: js.CKA_LABEL, value: 'loose' }
        const token = { type: js.CKA_TOKEN, value: true }
        module.C_GenerateKeyPair(
          session,
          { mechanism: js.CKM_EC_KEY_PAIR_GEN },
          [name, token, { type: js.CKA_EC_PARAMS, value: Buffer.from('06052b81040022', 'hex') }],
          [
            name,
            token,
            { type: js.CKA_SIGN, value: true },
            { type: js.CKA_SENSITIVE, value: false },
            { type: js.CKA_EXTRACTABLE, value: true },
          ],
        )
      })
      keys = keysAt(['loose'])
      const spki = await publicHalfOf(hsm, 'loose')
      await assertUnavailable(await openedKey('loose', spki), /key-can-be-taken-out/)
    })

    it('do not sign for a certificate of another key, and report when they are missing', async () => {
      keys = keysAt(['mine', 'yours', 'nobody'])
      const mine = await keys.create('mine', 'P-384')
      await keys.create('yours', 'P-384')
      assert.equal(await keys.has('nobody'), false)
      await assertUnavailable(await openedKey('yours', mine.spki), /key-not-of-certificate/)
      await assertUnavailable(await openedKey('nobody', mine.spki), /key-not-found/)
      await assertSigns(mine)
    })

    it('wait while the HSM is silent, report it, and continue by themselves', async () => {
      keys = keysAt(['frozen'])
      const key = await keys.create('frozen', 'P-384')
      await assertSigns(key)

      hsm.freeze()
      const requested = Promise.all(Array.from({ length: 10 }, () => assertSigns(key)))
      await until(() => key.trouble() !== undefined)
      assert.match(key.trouble() ?? '', /no answer in 3 s/)
      hsm.thaw()
      await requested
      assert.equal(key.trouble(), undefined)
    })

    it('notice a silent HSM even when no request is made', async () => {
      keys = keysAt(['idle'])
      const key = await keys.create('idle', 'P-384')
      await assertSigns(key)
      input = []
      hsm.freeze()
      await until(() => key.trouble() !== undefined)
      assert.deepEqual(input, ['hsm-fault: no answer in 3 s'])
      hsm.thaw()
      await until(() => key.trouble() === undefined)
      assert.equal(input.at(-1), 'back')
    })

    it('refuse when the HSM is unavailable for too long, at once from then on, until it is back', async () => {
      keys = keysAt(['away'], 2_000)
      const key = await keys.create('away', 'P-384')
      // So short a timeout is sometimes too short for a busy machine.
      const signs = async (): Promise<boolean> => (await key.sign(randomBytes(10))).ok
      await until(signs)

      await hsm.killServer()
      await assertUnavailable(key, /hsm-fault|token-not-found/)
      await sleep(2_000)
      const before = performance.now()
      await assertUnavailable(key, /hsm-fault|token-not-found/)
      // Does not wait as long again.
      assert.ok(performance.now() - before < 2_000)

      await hsm.startServer()
      await until(() => key.trouble() === undefined)
      await until(signs)
    })

    it('open while the HSM is unavailable, and sign when it is back', async () => {
      const spki = await created('late')
      await hsm.untilAlone()
      await hsm.killServer()
      keys = keysAt(['late'])
      const key = await openedKey('late', spki)
      await until(() => /driver-not-loaded|token-not-found|CKR/.test(key.trouble() ?? ''))
      await hsm.startServer()
      await until(() => key.trouble() === undefined)
      await assertSigns(key)
    })

    it('try a wrong PIN once, through every restart, until a person has corrected it', async () => {
      const spki = await created('pin')
      await writeFile(hsm.pinFile, '0000')
      keys = keysAt(['pin'])
      await assertUnavailable(await openedKey('pin', spki), /pin-refused: .*CKR_PIN_INCORRECT/)
      assert.ok(await wasWrongPinTried(hsm))
      await keys.close()

      await directly(hsm, () => undefined)
      assert.ok(!(await wasWrongPinTried(hsm)), 'a right login has cleared the sign')
      keys = keysAt(['pin'])
      const key = await openedKey('pin', spki)
      await assertUnavailable(key, /CKR_PIN_INCORRECT and is not tried again/)
      assert.ok(!(await wasWrongPinTried(hsm)))

      await writeFile(hsm.pinFile, softHsmPin)
      for (const file of await readdir(folder)) await rm(join(folder, file))
      await until(() => key.trouble() === undefined)
      await assertSigns(key)
    })
  })
})

type Direct = {
  readonly js: typeof pkcs11
  readonly module: pkcs11.PKCS11
  readonly session: Buffer
}

/** Runs a function on the token, bypassing our own code, logged in with the right PIN. */
async function directly<Value>(
  { modulePath }: SoftHsm,
  action: (direct: Direct) => Value,
): Promise<Value> {
  const module = new pkcs11.PKCS11()
  module.load(modulePath)
  module.C_Initialize()
  try {
    const [slot] = module.C_GetSlotList(true)
    assert.ok(slot)
    const session = module.C_OpenSession(slot, pkcs11.CKF_SERIAL_SESSION | pkcs11.CKF_RW_SESSION)
    module.C_Login(session, pkcs11.CKU_USER, softHsmPin)
    return action({ js: pkcs11, module, session })
  } finally {
    module.C_Finalize()
    module.close()
  }
}

function find(
  js: typeof pkcs11,
  module: pkcs11.PKCS11,
  session: Buffer,
  label: string,
  objectClass = js.CKO_PRIVATE_KEY,
): readonly Buffer[] {
  module.C_FindObjectsInit(session, [
    { type: js.CKA_CLASS, value: objectClass },
    { type: js.CKA_LABEL, value: label },
  ])
  const found = module.C_FindObjects(session, 10)
  module.C_FindObjectsFinal(session)
  return found
}

const publicHalfOf = (hsm: SoftHsm, label: string): Promise<Uint8Array> =>
  directly(hsm, ({ js, module, session }) => {
    const [key] = find(js, module, session, label, js.CKO_PUBLIC_KEY)
    assert.ok(key)
    const [point] = module.C_GetAttributeValue(session, key, [{ type: js.CKA_EC_POINT }])
    // An OCTET STRING of 97 bytes around the point.
    return encodeEcPublicKey('P-384', new Uint8Array((point?.value as Buffer).subarray(2)))
  })

/** What the token reports about the last PIN; read without logging in. */
async function wasWrongPinTried({ modulePath }: SoftHsm): Promise<boolean> {
  const module = new pkcs11.PKCS11()
  module.load(modulePath)
  module.C_Initialize()
  try {
    const [slot] = module.C_GetSlotList(true)
    assert.ok(slot)
    return (module.C_GetTokenInfo(slot).flags & pkcs11.CKF_USER_PIN_COUNT_LOW) !== 0
  } finally {
    module.C_Finalize()
    module.close()
  }
}
