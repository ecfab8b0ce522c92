import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { Result } from '@sotevarmenne/kernel/result'
import { activateCard } from '@sotevarmenne/smartcard/activation'
import { signWith } from '@sotevarmenne/smartcard/use'
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

/** At the first start of an example world: bootstraps it, and activates the two first cards as their holders would. */
export async function beginExampleWorld(config: Config, parts: Parts): Promise<void> {
  const begun = await bootstrapWhenRegistersAnswer(parts)
  if (!begun.ok && begun.refusal.kind === 'already-bootstrapped') return
  if (!begun.ok)
    throw new Error(`the example world does not begin: ${JSON.stringify(begun.refusal)}`)
  for (const first of [begun.value.registrar, begun.value.handler])
    await activateFirst(config, parts, first)
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
