import type * as Pkcs11Js from 'pkcs11js'
import { algorithmTypes } from '@sotevarmenne/x509/oids'
import { equalBytes, bytesOf, oid, readDer } from '@sotevarmenne/x509/der'
import { encodeEcPublicKey, encodeRsaPublicKey, type Curve } from '@sotevarmenne/x509/public-key'
import type { KeyKind } from '#keys/signing-key.ts'
import type {
  Response,
  HsmFault,
  KeyName,
  Mechanism,
  NumberedResponse,
  NumberedRequest,
  PinState,
  Request,
  TokenName,
} from './messages.ts'

/**
 * One session with an HSM, in a process of its own: a driver that never returns can't be interrupted, only
 * killed with its process. Handles one request after another; ends with the process that started it.
 */
type Driver = {
  readonly js: typeof Pkcs11Js
  readonly hsm: Pkcs11Js.PKCS11
  readonly session: Buffer
}

type FoundKey = { readonly handle: Buffer; readonly spki: Uint8Array }

let driver: Driver | undefined
const signingKeys = new Map<string, FoundKey>()

process.on('message', ({ nr, request }: NumberedRequest) => {
  handle(request).then(
    (value) => {
      say({ nr, ok: true, value })
    },
    (thrown: unknown) => {
      say({ nr, ok: false, fault: faultOf(thrown) })
    },
  )
})
process.on('disconnect', () => {
  process.exit(0)
})

const say = (said: NumberedResponse): void => void process.send?.(said)

async function handle(request: Request): Promise<Response[Request['request']]> {
  if (request.request === 'open') return open(request)
  if (driver === undefined) throw new Error('no HSM session is open')
  const { js, hsm, session } = driver
  switch (request.request) {
    case 'logIn':
      logIn(driver, request.pin)
      return undefined
    case 'sign': {
      const key = signingKeyOf(driver, request.key, request.spki)
      hsm.C_SignInit(session, { mechanism: mechanismOf(js, request.mechanism) }, key)
      return hsm.C_Sign(session, Buffer.from(request.bytes), Buffer.alloc(maxSignatureBytes))
    }
    case 'generate':
      return generate(driver, request)
    case 'find':
      return publicHalfOf(driver, request.key)
    case 'check':
      signingKeyOf(driver, request.key, request.spki)
      return undefined
    case 'look':
      look(driver)
      return undefined
  }
}

/** Bytes: RSA of 8192 bits. */
const maxSignatureBytes = 1024

async function open({
  modulePath,
  token,
  isReadOnly,
}: Extract<Request, { request: 'open' }>): Promise<PinState> {
  const js = await import('pkcs11js').then(
    ({ default: loaded }) => loaded,
    () => {
      throw fault('driver-not-loaded', 'the package pkcs11js is not installed')
    },
  )
  const hsm = new js.PKCS11()
  try {
    hsm.load(modulePath)
  } catch (cause) {
    throw fault('driver-not-loaded', `${modulePath}: ${wordsOf(cause)}`)
  }
  // Some drivers start threads and refuse applications that do not allow them locks.
  hsm.C_Initialize({ flags: js.CKF_OS_LOCKING_OK })
  const slot = hsm.C_GetSlotList(true).find((each) => isToken(hsm.C_GetTokenInfo(each), token))
  if (slot === undefined)
    throw fault('token-not-found', token.tokenLabel ?? token.tokenSerial ?? '')
  const { flags } = hsm.C_GetTokenInfo(slot)
  const session = hsm.C_OpenSession(
    slot,
    js.CKF_SERIAL_SESSION | (isReadOnly ? 0 : js.CKF_RW_SESSION),
  )
  driver = { js, hsm, session }
  return {
    isCountLow: (flags & js.CKF_USER_PIN_COUNT_LOW) !== 0,
    isAtEnd: (flags & (js.CKF_USER_PIN_FINAL_TRY | js.CKF_USER_PIN_LOCKED)) !== 0,
  }
}

/** The token's fields are padded with spaces, or with zeros by some. */
const isToken = (info: Pkcs11Js.TokenInfo, { tokenLabel, tokenSerial }: TokenName): boolean =>
  (tokenLabel ?? trimmed(info.label)) === trimmed(info.label) &&
  (tokenSerial ?? trimmed(info.serialNumber)) === trimmed(info.serialNumber)

const trimmed = (text: string): string => text.replace(/[ \0]+$/, '')

function logIn({ js, hsm, session }: Driver, pin: string): void {
  try {
    hsm.C_Login(session, js.CKU_USER, pin)
  } catch (thrown) {
    const code = codeOf(thrown)
    if (code === js.CKR_USER_ALREADY_LOGGED_IN) return
    if (
      code === js.CKR_PIN_INCORRECT ||
      code === js.CKR_PIN_INVALID ||
      code === js.CKR_PIN_LEN_RANGE ||
      code === js.CKR_PIN_EXPIRED ||
      code === js.CKR_PIN_LOCKED
    )
      throw fault('pin-refused', wordsOf(thrown))
    throw thrown
  }
}

/** Throws when the token is gone or no longer logged in. */
function look({ hsm, session }: Driver): void {
  if (!loggedInStates.has(hsm.C_GetSessionInfo(session).state))
    throw fault('hsm-fault', 'the session is no longer logged in')
}

/** CKS_RO_USER_FUNCTIONS and CKS_RW_USER_FUNCTIONS (PKCS#11 v2.40 § 3.3), which the package does not name. */
const loggedInStates: ReadonlySet<number> = new Set([1, 3])

/** The private key that matches the given public half and is not extractable. */
function signingKeyOf(driver: Driver, name: KeyName, spki: Uint8Array): Buffer {
  const found = signingKeys.get(textOf(name)) ?? findSigningKey(driver, name)
  if (!equalBytes(found.spki, spki)) throw fault('key-not-of-certificate', textOf(name))
  signingKeys.set(textOf(name), found)
  return found.handle
}

function findSigningKey(driver: Driver, name: KeyName): FoundKey {
  const { js, hsm, session } = driver
  const handle = findObject(driver, js.CKO_PRIVATE_KEY, name)
  const spki = publicHalfOf(driver, name)
  if (handle === undefined || spki === undefined) throw fault('key-not-found', textOf(name))
  const [sensitive, extractable] = hsm
    .C_GetAttributeValue(session, handle, [
      { type: js.CKA_SENSITIVE },
      { type: js.CKA_EXTRACTABLE },
    ])
    .map(({ value }) => value[0] === 1)
  if (sensitive !== true || extractable !== false) throw fault('key-can-be-taken-out', textOf(name))
  return { handle, spki }
}

function publicHalfOf(driver: Driver, name: KeyName): Uint8Array | undefined {
  const { js, hsm, session } = driver
  const found = findObject(driver, js.CKO_PUBLIC_KEY, name)
  if (found === undefined) return undefined
  const valuesOf = (...types: readonly number[]): readonly Buffer[] =>
    hsm
      .C_GetAttributeValue(
        session,
        found,
        types.map((type) => ({ type })),
      )
      .map(({ value }) => value)
  const [keyType] = valuesOf(js.CKA_KEY_TYPE)
  if (keyType?.[0] === js.CKK_RSA) {
    const [modulus, exponent] = valuesOf(js.CKA_MODULUS, js.CKA_PUBLIC_EXPONENT)
    return modulus && exponent && encodeRsaPublicKey(modulus, exponent)
  }
  const [parameters, wrappedPoint] = valuesOf(js.CKA_EC_PARAMS, js.CKA_EC_POINT)
  const curve = curves.find((each) => parameters && equalBytes(ecParameters[each], parameters))
  const read = wrappedPoint && readDer(wrappedPoint)
  const point = read?.ok === true ? bytesOf(read.value) : undefined
  return curve && point && encodeEcPublicKey(curve, point)
}

const curves: readonly Curve[] = ['P-256', 'P-384']
const ecParameters: Readonly<Record<Curve, Uint8Array>> = {
  'P-256': oid(algorithmTypes.p256),
  'P-384': oid(algorithmTypes.p384),
}

/**
 * The one object of the class with the name. Two of one name are refused, since it is unclear which is
 * meant.
 */
function findObject(
  { js, hsm, session }: Driver,
  objectClass: number,
  name: KeyName,
): Buffer | undefined {
  hsm.C_FindObjectsInit(session, [
    { type: js.CKA_CLASS, value: objectClass },
    ...attributesOf(js, name),
  ])
  try {
    const found = hsm.C_FindObjects(session, 2)
    if (found.length > 1) throw fault('key-not-found', `there are two of ${textOf(name)}`)
    return found[0]
  } finally {
    hsm.C_FindObjectsFinal(session)
  }
}

function generate(
  driver: Driver,
  { key, kind }: { readonly key: KeyName; readonly kind: KeyKind },
): Uint8Array {
  const { js, hsm, session } = driver
  if (findObject(driver, js.CKO_PRIVATE_KEY, key) !== undefined)
    throw fault('key-exists', textOf(key))
  const name = [{ type: js.CKA_TOKEN, value: true }, ...attributesOf(js, key)]
  const [mechanism, parameters] =
    kind === 'RSA-4096'
      ? [
          js.CKM_RSA_PKCS_KEY_PAIR_GEN,
          [
            { type: js.CKA_MODULUS_BITS, value: 4096 },
            { type: js.CKA_PUBLIC_EXPONENT, value: Buffer.of(1, 0, 1) },
          ],
        ]
      : [
          js.CKM_EC_KEY_PAIR_GEN,
          [{ type: js.CKA_EC_PARAMS, value: Buffer.from(ecParameters[kind]) }],
        ]
  hsm.C_GenerateKeyPair(
    session,
    { mechanism },
    [...name, { type: js.CKA_VERIFY, value: true }, ...parameters],
    [
      ...name,
      { type: js.CKA_PRIVATE, value: true },
      { type: js.CKA_SENSITIVE, value: true },
      { type: js.CKA_EXTRACTABLE, value: false },
      { type: js.CKA_SIGN, value: true },
    ],
  )
  const spki = publicHalfOf(driver, key)
  if (spki === undefined) throw fault('hsm-fault', 'a key that was just made is not found')
  return spki
}

const attributesOf = (js: typeof Pkcs11Js, { keyLabel, keyId }: KeyName): Pkcs11Js.Template => [
  ...(keyLabel === undefined ? [] : [{ type: js.CKA_LABEL, value: keyLabel }]),
  ...(keyId === undefined ? [] : [{ type: js.CKA_ID, value: Buffer.from(keyId, 'hex') }]),
]

const textOf = ({ keyLabel, keyId }: KeyName): string => keyLabel ?? `id ${String(keyId)}`

const mechanismOf = (js: typeof Pkcs11Js, mechanism: Mechanism): number =>
  ({
    ecdsa: js.CKM_ECDSA,
    'rsa-pkcs': js.CKM_RSA_PKCS,
    'sha512-rsa-pkcs': js.CKM_SHA512_RSA_PKCS,
  })[mechanism]

const fault = (kind: HsmFault['kind'], detail: string): Error =>
  Object.assign(new Error(detail), { hsmFault: { kind, detail } })

function faultOf(thrown: unknown): HsmFault {
  if (thrown instanceof Error && 'hsmFault' in thrown) return thrown.hsmFault as HsmFault
  return { kind: 'hsm-fault', detail: wordsOf(thrown) }
}

const wordsOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : 'not an error'

const codeOf = (thrown: unknown): number | undefined =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'number'
    ? thrown.code
    : undefined
