import { parseArgs } from 'node:util'
import { testPeople, testPerson, type TestPerson } from '@sotevarmenne/identifiers/test-people'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { CardKitOptions, CardLayout, PinPadSettings, Ports } from './contract.ts'
import { checkPinPad, defaultPinPad } from './pin-pad.ts'
import type { KitRefusal } from './refusals.ts'

/** Options that were checked, with the defaults. */
export type KitConfig = {
  readonly person: TestPerson
  readonly layout: CardLayout
  readonly cardFile: string | undefined
  readonly pinPad: PinPadSettings
  readonly ports: Ports
  readonly pcsc: 'where-it-is' | 'required' | 'off'
  readonly folder: string | undefined
}

export const defaultPorts: Ports = {
  ...{ signingApi: 53951, signingApiTls: 53952, page: 53950, kit: 53955, vpcd: 35963 },
}

type Environment = Readonly<Record<string, string | undefined>>

/** Options of a program, over settings of the environment, over the defaults. */
export function configOf(
  options: CardKitOptions,
  environment: Environment,
): Result<KitConfig, KitRefusal> {
  const installation = Object.keys(environment).filter((name) => name.startsWith('SOTEVARMENNE_'))
  if (installation.length > 0)
    return refuse({ kind: 'settings-of-an-installation', names: installation })
  const strange = Object.keys(environment).find(
    (name) => name.startsWith('CARD_KIT_') && !settingNames.some((each) => each === name),
  )
  if (strange !== undefined) return refuse({ kind: 'setting-not-found', name: strange })
  const of = (name: (typeof settingNames)[number]): string | undefined =>
    environment[name] === '' ? undefined : environment[name]

  const person = findPerson(options.person ?? of('CARD_KIT_PERSON') ?? 'physician')
  if (!person.ok) return person
  const layout = findLayout(options.layout ?? of('CARD_KIT_LAYOUT') ?? 'myeid')
  if (!layout.ok) return layout
  const pinPad = checkPinPad({
    mode: (options.pinPad?.mode ??
      of('CARD_KIT_PIN_PAD') ??
      defaultPinPad.mode) as PinPadSettings['mode'],
    pin1: options.pinPad?.pin1 ?? of('CARD_KIT_PIN1') ?? defaultPinPad.pin1,
    pin2: options.pinPad?.pin2 ?? of('CARD_KIT_PIN2') ?? defaultPinPad.pin2,
  })
  if (!pinPad.ok) return pinPad
  const ports = { ...defaultPorts, ...options.ports }
  const wrong = Object.values(ports).find(
    (port) => !Number.isInteger(port) || port < 0 || port > 65_535,
  )
  if (wrong !== undefined) return refuse({ kind: 'port-out-of-range', port: String(wrong) })
  return ok({
    ...{ person: person.value, layout: layout.value, pinPad: pinPad.value, ports },
    cardFile: options.cardFile,
    pcsc: options.pcsc ?? 'where-it-is',
    folder: options.folder,
  })
}

/** `CARD_KIT_URL` is for programs that use a kit, and `card-kit` sets it for the command that it starts. */
const settingNames = [
  'CARD_KIT_PERSON',
  'CARD_KIT_LAYOUT',
  'CARD_KIT_PIN_PAD',
  'CARD_KIT_PIN1',
  'CARD_KIT_PIN2',
  'CARD_KIT_URL',
] as const

export function findPerson(key: string): Result<TestPerson, KitRefusal> {
  const person = testPerson(key)
  if (person) return ok(person)
  const people = testPeople.map(({ personKey }) => personKey).join(', ')
  return refuse({ kind: 'person-not-found', person: key, people })
}

export const findLayout = (layout: string): Result<CardLayout, KitRefusal> =>
  layout === 'myeid' || layout === 'fineid-s4-2'
    ? ok(layout)
    : refuse({ kind: 'layout-not-found', layout })

/** What the command shows in place of starting. */
const displays = ['help', 'version', 'people'] as const

export type Arguments = {
  readonly options: CardKitOptions
  readonly shows?: (typeof displays)[number]
  /** What stands after `--`: started beside the kit, which ends with it. */
  readonly command: readonly string[]
}

/** The arguments of the command `card-kit`. */
export function readArguments(words: readonly string[]): Result<Arguments, KitRefusal> {
  const at = words.indexOf('--')
  const own = at < 0 ? words : words.slice(0, at)
  const command = at < 0 ? [] : words.slice(at + 1)
  const parsed = parsedOptions(own)
  if (!parsed.ok) return parsed
  const given = parsed.value
  const shows = displays.find((each) => given[each] === true)
  const pinPad = {
    ...(given['pin-pad'] !== undefined && { mode: given['pin-pad'] as PinPadSettings['mode'] }),
    ...(given.pin1 !== undefined && { pin1: given.pin1 }),
    ...(given.pin2 !== undefined && { pin2: given.pin2 }),
  }
  const ports: Record<string, number> = {}
  for (const [option, name] of Object.entries(portOptions)) {
    const port = given[option as keyof typeof portOptions]
    if (port === undefined) continue
    if (!/^\d{1,5}$/.test(port)) return refuse({ kind: 'port-out-of-range', port })
    ports[name] = Number(port)
  }
  return ok({
    command,
    ...(shows && { shows }),
    options: {
      person: given.person,
      layout: given.layout as CardLayout | undefined,
      cardFile: given.card,
      folder: given.folder,
      pinPad,
      ports,
      pcsc: given.pcsc === true ? 'required' : given['no-pcsc'] === true ? 'off' : undefined,
    },
  })
}

/** Options that choose ports, and whose. */
export const portOptions = {
  'signing-port': 'signingApi',
  'signing-tls-port': 'signingApiTls',
  'page-port': 'page',
  'kit-port': 'kit',
  'vpcd-port': 'vpcd',
} as const

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const

function parsedOptions(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        ...{ person: text, layout: text, card: text, folder: text, pin1: text, pin2: text },
        ...{ 'pin-pad': text, pcsc: flag, 'no-pcsc': flag },
        ...{ 'signing-port': text, 'signing-tls-port': text, 'page-port': text, 'kit-port': text },
        ...{ 'vpcd-port': text, help: flag, version: flag, people: flag },
      },
    })
    return ok(values)
  } catch (fault) {
    // Node's words name the option.
    const message = fault instanceof Error ? fault.message : String(fault)
    return refuse({ kind: 'option-not-valid', message } as const)
  }
}
