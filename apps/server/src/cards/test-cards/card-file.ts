import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { CardState } from '@sotevarmenne/smartcard/virtual-card/state'
import type { CardNumber } from '#cards/card/contract.ts'
import type { TestPerson } from '@sotevarmenne/identifiers/test-people'

/** As in the demo environment: a test card protects nothing. */
export const pins = { pin1: '1234', pin2: '123456' } as const

/** The virtual card's file, preceded by what its user must know. */
export const fileOf = (
  state: CardState,
  {
    activationCode,
    cardNumber,
    validTo,
    person,
  }: {
    readonly activationCode: string
    readonly cardNumber: CardNumber
    readonly validTo: LocalDate
    readonly person: TestPerson
  },
): string => {
  const { givenNames, surname, registrationNumber, identityCode } = person
  const readMe = [
    'TEST CARD. It proves nothing about anybody: its private keys and PINs are in this file, readable.',
    `Of: ${surname} ${givenNames}, ${registrationNumber}. In your test registers: ${identityCode}. Nobody real.`,
    `PIN1 ${pins.pin1} logs in, PIN2 ${pins.pin2} signs. Activation code ${activationCode} resets both. Card number ${cardNumber}.`,
    `Valid to ${validTo}, or until you revoke it in your organisation's pages.`,
    'Into the reader software:  npm run reader -- card <this file>',
    'Into PC/SC (OpenSC, browsers), where pcscd runs with a vpcd reader:  npm run reader -- card <this file> --pcsc',
    'Certified by the test CA: have your test system trust it, and your production system not.',
  ]
  return `${JSON.stringify({ readMe, ...state }, undefined, 1)}\n`
}
