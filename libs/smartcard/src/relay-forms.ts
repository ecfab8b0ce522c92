import { adminKeyLength, challengeLength, purposeBytes } from './admin-key.ts'
import { toHex } from './bytes.ts'
import { creating } from './card-files.ts'
import { cardLayouts } from './card-layouts.ts'
import {
  activationTries,
  adminReference,
  adminTries,
  finishedFilesOf,
  paths,
  purposes,
  type CardLayout,
  type CardLayoutName,
} from './layout.ts'
import { applicationId } from './pkcs15.ts'
import { directories, files, slots } from './s4-2/layout.ts'
import type { AdminPurpose } from './words.ts'

/*
 * The allow-list of a card relay: what the service may send to a card in a reader elsewhere, by operation, as
 * whole command forms. It is applied beside the card (`relay-guard.ts`): the program there is its holder's
 * agent, and the service may have been taken over. What is not in the list does not reach the card.
 */

/** A form of short command APDUs. In hex digits, a dot is any digit. */
export type CommandForm = {
  /** Why the operation needs it. */
  readonly reason: string
  /** CLA INS P1 P2. */
  readonly header: string
  /** The data field, one of these, or any of a length; absent: there is none. */
  readonly data?: readonly string[] | { readonly min: number; readonly max: number }
  /** Absent: there is none. */
  readonly le?: string
  /** Times in one relay; absent: without limit. */
  readonly max?: number
  /** When the card accepts it, everything on the card has been deleted: `onceEmptied` is in force. */
  readonly empties?: true
}

export type RelayRules = {
  readonly atFirst: readonly CommandForm[]
  /** Once a card has been emptied in this relay: whatever it then has was put there by this relay. */
  readonly onceEmptied?: readonly CommandForm[]
  /** From the holder's first own step on: the card has PINs of the holder. */
  readonly afterOwnStep?: readonly CommandForm[]
  /** Steps that the program beside the card does with what its user typed there. */
  readonly ownSteps: number
}

export type RelayedOperation =
  'unlock' | 'code-renewal' | 'spare-card' | 'spare-card-return' | 'production'

const any = (bytes: number): string => '..'.repeat(bytes)

const byte = (value: number): string => value.toString(16).padStart(2, '0').toUpperCase()

const selectApplication: CommandForm = {
  reason: 'enters the application, before the chip serial is read',
  header: '00A40400',
  data: [applicationId],
  le: '00',
}

const readChipSerial: CommandForm = {
  reason: 'the chip serial: which card it is',
  header: '00CA01A0',
  le: '00',
}

const selecting = (reason: string, files: readonly string[]): readonly CommandForm[] => {
  const relative = files.filter((path) => path !== paths.master).map((path) => path.slice(4))
  return [
    ...(relative.length > 0 ? [{ reason, header: '00A40800', data: relative, le: '00' }] : []),
    ...(files.includes(paths.master)
      ? [{ reason, header: '00A40000', data: [paths.master], le: '00' }]
      : []),
  ]
}

/** At an offset in the selected file: a first bit of P1 would name another file (ISO/IEC 7816-4 § 11.2.2). */
const readSelected: CommandForm = {
  reason: 'reads the selected file',
  header: '00B0[0-7]...',
  le: '00',
}

const anyOf = (forms: readonly string[]): string => `(${forms.join('|')})`

const pinsOf = ({ keySlots }: CardLayout): string =>
  anyOf(purposes.map((purpose) => byte(keySlots[purpose].pinReference)))

const adminKey = byte(adminReference)

const countTries = (layout: CardLayout): CommandForm => ({
  reason: 'without data: asks how many tries are left, and verifies nothing',
  header: `002000${pinsOf(layout)}`,
})

const getChallenge: CommandForm = {
  reason: 'the challenge for the proof of the admin key',
  header: '00840000',
  le: byte(challengeLength),
}

const proving = (purpose: AdminPurpose, max: number): CommandForm => ({
  reason: `proves the admin key for the purpose ${purpose}, and for no other`,
  header: `0082${byte(purposeBytes[purpose])}${adminKey}`,
  data: [any(adminKeyLength)],
  max,
})

/** A code is eight bytes; wrapping adds sixteen. Under the card's key: the service can't choose the code. */
const putWrappedCode = ({ codePlaces }: CardLayout): CommandForm => ({
  reason: 'replaces the code of a former letter by one that nobody knows, wrapped by the signer',
  header: `00DA01${anyOf(codePlaces.map(byte))}`,
  data: [any(24)],
  le: '00',
  max: codePlaces.length,
})

const identify: readonly CommandForm[] = [
  selectApplication,
  readChipSerial,
  ...selecting('the card number: which card it is', [paths.tokenInfo]),
  readSelected,
]

/** The card is a stranger's until it was emptied: looked through, and not read. */
const lookThrough = ({ lastReference }: CardLayout): readonly CommandForm[] => [
  selectApplication,
  readChipSerial,
  { reason: 'the files of the selected directory', header: '00CA01A1', le: '00' },
  { reason: 'whether a file is there', header: '00A40800', data: { min: 2, max: 8 }, le: '00' },
  { reason: 'enters the master file', header: '00A40000', data: [paths.master], le: '00' },
  {
    reason: 'without data: whether the card knows such a PIN',
    header: `002000${lastReference > 0xf ? '[01]' : '0'}.`,
  },
  { reason: 'without data: whether the card knows such an admin key', header: '0082000.' },
]

const blankAcl = '000FFF'

const initialise = ({ directoryAcl }: CardLayout): CommandForm => ({
  reason: 'empties the card; the card itself requires a proof, or that it is not activated',
  header: '00DA01E0',
  data: [blankAcl, directoryAcl].map((acl) => `FFFF${acl}${acl}`),
  empties: true,
})

const emptyCard = (layout: CardLayout): readonly CommandForm[] => [
  ...lookThrough(layout),
  getChallenge,
  proving('administration', 1),
  initialise(layout),
]

/** With its rules of a finished card: a key without a PIN, or one that can be replaced, is never created. */
const createFiles = (layout: CardLayout): readonly CommandForm[] =>
  finishedFilesOf(layout)
    .filter(({ path }) => !layout.directories.includes(path))
    .map(({ path, acl, proprietary }) => {
      const isKey = purposes.some((purpose) => layout.keySlots[purpose].path === path)
      const data = (isKey ? [0x11, 0x22] : [0x01]).map((type) => {
        const { data: created } = creating(path, { type, size: 0, acl, proprietary })
        // Of any size.
        return toHex(created ?? new Uint8Array()).replace('80020000', '8002....')
      })
      const reason = `creates ${path} under the access rules of a finished card`
      return { reason, header: '00E00000', data }
    })

/** For the production of a card: whatever it holds was put there by this relay. */
const produce = (layout: CardLayout): readonly CommandForm[] => [
  ...lookThrough(layout),
  readSelected,
  getChallenge,
  initialise(layout),
  ...createFiles(layout),
  { reason: 'writes the selected file', header: '00D6[0-7]...', data: { min: 1, max: 255 } },
  { reason: 'deletes a file of an interrupted attempt', header: 'A0E40000' },
  {
    reason: 'sets the admin key',
    header: `00DA01${byte(0x20 | adminReference)}`,
    data: [`${any(adminKeyLength)}${byte(adminTries)}`],
  },
  {
    reason: 'generates the key of the selected file on the card',
    header: '00460000',
  },
  {
    reason: 'the same with the exponent of an RSA key',
    header: '00460000',
    data: ['30058103010001'],
  },
  { reason: 'the public key of the selected file', header: '00CA01(01|02|86)', le: '00' },
  { reason: 'puts the access rules in force', header: '00440400', data: [applicationId] },
  {
    reason: 'reads back: the admin key opens the card, and a wrong one does not',
    header: `0082(00|02)${adminKey}`,
    data: [any(adminKeyLength)],
  },
  {
    reason: 'reads back: tries out random PINs',
    header: `002000${pinsOf(layout)}`,
    data: [any(8)],
  },
  {
    reason: 'reads back: the admin key sets a PIN',
    header: `002C02${pinsOf(layout)}`,
    data: [any(8)],
  },
  ...produceBy[layout.name](layout),
]

/** What production sends to cards of one layout only. */
const produceBy: Readonly<Record<CardLayoutName, (layout: CardLayout) => readonly CommandForm[]>> =
  {
    myeid: (layout) => [
      {
        reason: 'sets a random PIN with its activation code; the admin key may set them again',
        header: `00DA01${pinsOf(layout)}`,
        data: [`${any(16)}0.${byte(activationTries)}00${adminKey}`],
      },
      {
        reason: 'selects a key for the proof of possession',
        header: '002241B6',
        data: [`8001(02|04)8102${keyFilesOf(layout)}840100`],
      },
      {
        reason: 'proves possession of the new key',
        header: '002A9E9A',
        data: { min: 32, max: 83 },
        le: '00',
      },
      {
        reason: 'reads back: the activation code sets a PIN, and a wrong one does not',
        header: `002C00${pinsOf(layout)}`,
        data: [any(16)],
      },
      { reason: 'clears verified PINs', header: '002E0000' },
    ],
    'fineid-s4-2': (layout) => [
      {
        reason: 'sets a random PIN; the admin key may set it again',
        header: `00DA01${pinsOf(layout)}`,
        data: [`${any(8)}0.${adminKey}`],
      },
      {
        reason: 'sets the activation code; the admin key may set it again',
        header: `00DA01${codeOf(layout)}`,
        data: [`${any(8)}${byte(activationTries)}${adminKey}`],
      },
      ...enterDirectories,
      {
        reason: 'selects a key for the proof of possession',
        header: '002241B6',
        data: [
          `8001[456][24]8401${anyOf(purposes.map((purpose) => byte(slots[purpose].keyReference)))}`,
        ],
      },
      {
        reason: 'proves possession of the new key',
        header: '002A9E9A',
        data: { min: 32, max: 64 },
        le: '..',
      },
      {
        reason: 'reads back: the admin key sets the activation code',
        header: `008203${adminKey}`,
        data: [any(adminKeyLength)],
      },
      {
        reason: 'the same: the code itself',
        header: `00DA01${anyOf(layout.codePlaces.map(byte))}`,
        data: [any(8)],
      },
      {
        reason: 'reads back: gives the activation code, and a wrong one',
        header: `002000${codeOf(layout)}`,
        data: [any(8)],
      },
    ],
  }

const keyFilesOf = ({ keySlots }: CardLayout): string =>
  anyOf(purposes.map((purpose) => keySlots[purpose].path.slice(-4)))

const codeOf = ({ codeReference }: CardLayout): string =>
  codeReference === undefined ? '(?!)' : byte(codeReference)

const enterDirectories: readonly CommandForm[] = [
  { reason: 'enters the master file', header: '00A4000C', data: [toHex(directories.master)] },
  {
    reason: 'enters the directory of a key',
    header: '00A4040C',
    data: [directories.application, directories.esign].map(toHex),
  },
]

/** Of a spare card whose holder has set the first PIN. */
const finishSpareCard = (layout: CardLayout): readonly CommandForm[] => [
  ...identify,
  ...selecting(
    'reads the finished card',
    finishedFilesOf(layout).map(({ path }) => path),
  ),
  countTries(layout),
  getChallenge,
  proving('pins', 1),
  ...(layout.name === 'fineid-s4-2' ? useS42(layout) : []),
]

/** As every program reads a card of this layout. */
const useS42 = (layout: CardLayout): readonly CommandForm[] => [
  ...enterDirectories,
  {
    reason: 'reads the finished card',
    header: '00A4020C',
    data: Object.values(files).map(({ id }) => id),
  },
  { reason: 'reads the selected file', header: '00B0[0-7]...', le: '80' },
  { ...countTries(layout), le: '00' },
]

const rulesFor = (layout: CardLayout): Readonly<Record<RelayedOperation, RelayRules>> => ({
  unlock: {
    atFirst: [
      ...identify,
      countTries(layout),
      getChallenge,
      proving('code', 1),
      putWrappedCode(layout),
      // One for each PIN.
      proving('pins', 2),
    ],
    ownSteps: 2,
  },
  'code-renewal': {
    atFirst: [
      ...identify,
      countTries(layout),
      getChallenge,
      proving('activation', 1),
      proving('pins', 1),
    ],
    ownSteps: 2,
  },
  'spare-card': {
    atFirst: emptyCard(layout),
    onceEmptied: produce(layout),
    afterOwnStep: finishSpareCard(layout),
    ownSteps: 2,
  },
  'spare-card-return': { atFirst: emptyCard(layout), ownSteps: 0 },
  production: { atFirst: emptyCard(layout), onceEmptied: produce(layout), ownSteps: 0 },
})

export const relayRules: Readonly<
  Record<CardLayoutName, Readonly<Record<RelayedOperation, RelayRules>>>
> = { myeid: rulesFor(cardLayouts.myeid), 'fineid-s4-2': rulesFor(cardLayouts['fineid-s4-2']) }
