import type { CardKitError } from './contract.ts'

/** What the kit refuses. */
export type KitRefusal =
  | { readonly kind: 'person-not-found'; readonly person: string; readonly people: string }
  | { readonly kind: 'layout-not-found'; readonly layout: string }
  | { readonly kind: 'ports-in-use'; readonly ports: readonly PortInUse[] }
  | { readonly kind: 'pin-not-4-to-8-digits'; readonly which: 'PIN1' | 'PIN2' | 'the PIN' }
  | { readonly kind: 'pin-pad-mode-not-found'; readonly mode: string }
  | { readonly kind: 'port-out-of-range'; readonly port: string }
  | { readonly kind: 'vpcd-not-there'; readonly port: number }
  | { readonly kind: 'card-file-unreadable'; readonly file: string }
  | { readonly kind: 'not-a-test-ca'; readonly file: string; readonly ca: string }
  | { readonly kind: 'settings-of-an-installation'; readonly names: readonly string[] }
  | { readonly kind: 'setting-not-found'; readonly name: string }
  | { readonly kind: 'option-not-valid'; readonly message: string }
  | { readonly kind: 'no-prompt' }
  | { readonly kind: 'no-card-of-person'; readonly person: string }
  | { readonly kind: 'request-not-valid'; readonly message: string }
  | { readonly kind: 'kit-not-there'; readonly url: string }

export type PortInUse = { readonly port: number; readonly use: string; readonly option: string }

/** Says what was wrong and what to do, for the terminal of a developer. */
export function wordsOf(refusal: KitRefusal): string {
  switch (refusal.kind) {
    case 'person-not-found':
      return `There is no test person “${refusal.person}”. There are: ${refusal.people}.`
    case 'layout-not-found':
      return `There is no card layout “${refusal.layout}”. There are: myeid, fineid-s4-2.`
    case 'ports-in-use':
      return [
        ...refusal.ports.map(
          ({ port, use, option }) =>
            `Port ${String(port)} (${use}) is in use: choose another by ${option}.`,
        ),
        'Probably the card reader software or another kit is running: end it, since web pages look for the signing API at 53951 and 53952.',
      ].join('\n')
    case 'pin-not-4-to-8-digits':
      return `${refusal.which} for the PIN pad must have 4 to 8 digits.`
    case 'pin-pad-mode-not-found':
      return `There is no mode “${refusal.mode}” of the PIN pad. There are: automatic, manual.`
    case 'port-out-of-range':
      return `“${refusal.port}” is not a port: give a number from 0 (any free port) to 65535.`
    case 'vpcd-not-there':
      return `No virtual PC/SC reader listens at port ${String(refusal.port)}: install pcscd and vsmartcard-vpcd and start pcscd, or leave out --pcsc.`
    case 'card-file-unreadable':
      return `${refusal.file} is not the file of a virtual test card.`
    case 'not-a-test-ca':
      return `The card in ${refusal.file} is certified by “${refusal.ca}”, which is no CA for tests: the kit uses test cards only.`
    case 'settings-of-an-installation':
      return `${refusal.names.join(', ')}: this environment belongs to an installed service or card reader software. The kit is for tests and refuses to run beside a real CA; start it without these variables.`
    case 'setting-not-found':
      return `There is no setting ${refusal.name}. The settings are in the README of the package.`
    case 'option-not-valid':
    case 'request-not-valid':
      return refusal.message
    case 'no-prompt':
      return 'No request for a PIN came within ten seconds: the page has not called the signing API, or the PIN pad is automatic.'
    case 'no-card-of-person':
      return `No card of “${refusal.person}” exists yet: insert it first.`
    case 'kit-not-there':
      return `No card kit responds at ${refusal.url}: start it by npx @sotevarmenne/card-kit.`
  }
}

/** The refusal as an error, for programs of others. */
export const errorOf = (refusal: KitRefusal): CardKitError =>
  errorWith(refusal.kind, wordsOf(refusal))

export const errorWith = (kind: string, message: string): CardKitError =>
  Object.assign(new Error(message), { kind })

export const isCardKitError = (fault: unknown): fault is CardKitError =>
  fault instanceof Error && 'kind' in fault && typeof fault.kind === 'string'
