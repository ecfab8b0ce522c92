import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { Result } from '@sotevarmenne/kernel/result'
import { activateCard } from '@sotevarmenne/smartcard/activation'
import { signWith } from '@sotevarmenne/smartcard/use'
import { blankState } from '@sotevarmenne/smartcard/virtual-card/state'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { channelTo, openVirtualCard } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import type { BootstrapRefusal, FirstTwo } from '#access/index.ts'
import { activationStatement } from '#cards/index.ts'
import { examplePoint } from '#registration/index.ts'
import type { Config } from './config.ts'
import type { Parts } from './parts.ts'

/** PINs of the first registrar and handler of the example world, told to everybody. */
const examplePins = { pin1: '1234', pin2: '123456' }
const exampleFirstTwo = { registrar: '010180-9015', handler: '020275-902B' }

/** Virtual blanks: one delivery for all that is tried out. */
const exampleBlanks = {
  chipModel: 'Virtual card 4.5',
  firstSerial: 'E0000000000000000001',
  lastSerial: 'E0000000000000000078',
}

/** At the first start of an example world: bootstraps it, and activates the two first cards as their holders would. */
export async function beginExampleWorld(config: Config, parts: Parts): Promise<void> {
  await enterBlanks(config, parts)
  const begun = await bootstrapWhenRegistersAnswer(parts)
  if (!begun.ok && begun.refusal.kind === 'already-bootstrapped') return
  if (!begun.ok)
    throw new Error(`the example world does not begin: ${JSON.stringify(begun.refusal)}`)
  for (const first of [begun.value.registrar, begun.value.handler])
    await activateFirst(config, parts, first)
}

/** The delivery lies in the drawer as files before the book has it: after a crash it is laid there again. */
async function enterBlanks({ data }: Config, { access, blanks, db }: Parts): Promise<void> {
  if (await db.read(blanks.hasAny)) return
  const drawer = path.join(data, 'blanks')
  await mkdir(drawer, { recursive: true, mode: 0o700 })
  const first = BigInt(`0x${exampleBlanks.firstSerial}`)
  const last = BigInt(`0x${exampleBlanks.lastSerial}`)
  for (let serial = first; serial <= last; serial += 1n) {
    const chipSerial = serial.toString(16).toUpperCase()
    const state = JSON.stringify(blankState(chipSerial), undefined, 1)
    await writeFile(path.join(drawer, `${chipSerial}.json`), `${state}\n`, { mode: 0o600 })
  }
  const received = await blanks.receiveBlanks(
    access.systemPermit('blanks.receiveBlanks', 'cli'),
    exampleBlanks,
  )
  if (!received.ok) throw new Error(`the blanks are not entered: ${received.refusal.kind}`)
}

/** The sandbox starts beside us, and may need longer. */
async function bootstrapWhenRegistersAnswer({
  access,
  bootstrap,
}: Parts): Promise<Result<FirstTwo, BootstrapRefusal>> {
  for (let triesLeft = 120; ; triesLeft -= 1) {
    const permit = access.systemPermit('access.bootstrap', 'cli')
    const begun = await bootstrap(permit, { ...exampleFirstTwo, point: examplePoint })
    const isTooEarly =
      !begun.ok &&
      begun.refusal.kind === 'registers-refuse' &&
      begun.refusal.because === 'register-unavailable'
    if (!isTooEarly || triesLeft === 0) return begun
    await sleep(250)
  }
}

async function activateFirst(
  config: Config,
  { access, cards, clock }: Parts,
  { chipSerial, cardNumber, letterNumber, activationCode }: FirstTwo['registrar'],
): Promise<void> {
  const card = await openVirtualCard(
    fileStore(path.join(config.data, 'cards', `${chipSerial}.json`)),
  )
  const channel = channelTo(card)
  const activated = await activateCard(channel, { activationCode, ...examplePins })
  if (!activated.ok) throw new Error(`a first card is not activated: ${activated.refusal.kind}`)

  const signedAt = formatInstant(clock.now())
  const signature = await signWith(channel, {
    purpose: 'authentication',
    pin: examplePins.pin1,
    algorithm: config.cardKeys === 'p384' ? 'ecdsa-sha384' : 'rsa-sha256',
    data: Buffer.from(activationStatement({ cardNumber, letterNumber, signedAt })),
  })
  if (!signature.ok) throw new Error(`a first card does not sign: ${signature.refusal.kind}`)
  const reported = await cards.reportActivation(
    access.systemPermit('cards.reportActivation', 'cli'),
    {
      cardNumber,
      letterNumber,
      signedAt,
      signature: Buffer.from(signature.value).toString('base64'),
    },
  )
  if (!reported.ok)
    throw new Error(`a first card's activation is refused: ${reported.refusal.kind}`)
}
