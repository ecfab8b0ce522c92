import type { TestCardKind } from '@sotevarmenne/api/test-cards'
import { settings } from '@sotevarmenne/api/settings'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { PinRules } from '@sotevarmenne/smartcard/words'
import type { Tx } from '#platform/db.ts'
import type { UsedSettings } from '#settings/contract.ts'
import { settingOn } from '#settings/index.ts'

/** R75, and as on organisation cards and citizen cards by their issuers. */
const longerSignaturePin = 6
const withLongerPin: readonly TestCardKind[] = ['temporary', 'organisation', 'citizen']
/** The card reader software takes four digits for PIN1 of a spare card, which it sets before it reads the card. */
const spareCardLength = 4

/** The PIN rules of a card that is made on the day, which it stores (R31, R345). Test cards have the shipped ones. */
export async function pinRulesOn(
  tx: Tx,
  {
    kind,
    isTest,
    on,
  }: { readonly kind: TestCardKind; readonly isTest: boolean; readonly on: LocalDate },
): Promise<{ readonly pins: PinRules; readonly settings: UsedSettings }> {
  if (isTest) {
    const { 'pin-min-length': length, 'pin-tries': tries } = settings
    const minLength = kind === 'temporary' ? spareCardLength : length.shipped
    return { pins: rulesOf(kind, minLength, tries.shipped), settings: {} }
  }
  const tries = await settingOn(tx, 'pin-tries', on)
  const ofTries = { 'pin-tries': tries.version }
  if (kind === 'temporary')
    return { pins: rulesOf(kind, spareCardLength, tries.value), settings: ofTries }
  const length = await settingOn(tx, 'pin-min-length', on)
  return {
    pins: rulesOf(kind, length.value, tries.value),
    settings: { 'pin-min-length': length.version, ...ofTries },
  }
}

const rulesOf = (kind: TestCardKind, minLength: number, tries: number): PinRules => ({
  ...{ minLength, tries },
  ...(withLongerPin.includes(kind) && { signatureMinLength: longerSignaturePin }),
})
