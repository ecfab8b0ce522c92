import type { TestCardKind } from '@sotevarmenne/api/test-cards'
import { settings } from '@sotevarmenne/api/settings'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { PinRules } from '@sotevarmenne/smartcard/words'
import type { Tx } from '#platform/db.ts'
import type { UsedSettings } from '#settings/contract.ts'
import { settingsOn } from '#settings/index.ts'

/** As on organisation cards and citizen cards by their issuers. */
const longerSignaturePin = 6
const withLongerPin: readonly TestCardKind[] = ['organisation', 'citizen']
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
    const pins =
      kind === 'temporary'
        ? ofSpareCard(settings['spare-card-pin2-min-length'].shipped)
        : {
            minLength: length.shipped,
            ...(withLongerPin.includes(kind) && { signatureMinLength: longerSignaturePin }),
          }
    return { pins: { ...pins, tries: tries.shipped }, settings: {} }
  }
  const key = kind === 'temporary' ? 'spare-card-pin2-min-length' : 'pin-min-length'
  const { [key]: length, 'pin-tries': tries } = await settingsOn(tx, [key, 'pin-tries'], on)
  return {
    pins: {
      ...(kind === 'temporary' ? ofSpareCard(length.value) : { minLength: length.value }),
      tries: tries.value,
    },
    settings: { [key]: length.version, 'pin-tries': tries.version },
  }
}

/** R75 */
const ofSpareCard = (signatureMinLength: number): Omit<PinRules, 'tries'> => ({
  ...{ minLength: spareCardLength, signatureMinLength },
})
