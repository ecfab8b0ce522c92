import { toHex } from './bytes.ts'
import type { CardLayoutName } from './layout.ts'
import { relayRules, type CommandForm, type RelayedOperation } from './relay-forms.ts'

/** Applies the allow-list of an operation to one relay. */
export type RelayGuard = {
  /** Whether the command may be sent to the card now. Counts it. */
  readonly admits: (command: Uint8Array) => boolean
  /** Whether a step of the program beside the card may be done now. Counts it. */
  readonly admitsOwnStep: () => boolean
  /** The card's response to the command that was just admitted. */
  readonly noteResponse: (response: Uint8Array) => void
}

export function relayGuard(
  operation: RelayedOperation,
  /** Of the card in the reader. */
  layout: CardLayoutName = 'myeid',
): RelayGuard {
  const { atFirst, onceEmptied, afterOwnStep, ownSteps } = relayRules[layout][operation]
  const uses = new Map<CommandForm, number>()
  let forms = atFirst
  let isEmptied = onceEmptied === undefined
  let ownStepsDone = 0
  let admitted: CommandForm | undefined
  let hasMore = false

  return {
    admits: (command) => {
      admitted = undefined
      // The rest of a response to a command that was admitted.
      if (isGettingResponse(command)) return hasMore
      hasMore = false
      const parts = partsOf(command)
      const form = parts && forms.find((each) => fits(each, parts))
      if (!form) return false
      const used = uses.get(form) ?? 0
      if (used >= (form.max ?? Infinity)) return false
      uses.set(form, used + 1)
      admitted = form
      return true
    },
    admitsOwnStep: () => {
      hasMore = false
      if (!isEmptied || ownStepsDone >= ownSteps) return false
      ownStepsDone += 1
      if (afterOwnStep) forms = afterOwnStep
      return true
    },
    noteResponse: (response) => {
      const [sw1, sw2] = response.subarray(-2)
      hasMore = sw1 === 0x61
      if (!admitted?.empties || !onceEmptied || sw1 !== 0x90 || sw2 !== 0x00) return
      isEmptied = true
      forms = onceEmptied
    },
  }
}

/** What is reported of a refused command: its header and the length of its data, but not the data. */
export const outlineOf = (command: Uint8Array): string => toHex(command.subarray(0, 5))

type Parts = { readonly header: string; readonly data: string; readonly le: string }

/**
 * The parts of a short command APDU (ISO/IEC 7816-3 § 12.1.3). Undefined for everything else: extended
 * lengths, missing and surplus bytes.
 */
function partsOf(command: Uint8Array): Parts | undefined {
  if (command.length < 4) return undefined
  const header = toHex(command.subarray(0, 4))
  if (command.length === 4) return { header, data: '', le: '' }
  if (command.length === 5) return { header, data: '', le: toHex(command.subarray(4)) }
  const length = command[4] ?? 0
  const end = 5 + length
  if (length === 0 || command.length < end || command.length > end + 1) return undefined
  return { header, data: toHex(command.subarray(5, end)), le: toHex(command.subarray(end)) }
}

function fits(form: CommandForm, { header, data, le }: Parts): boolean {
  return (
    matches(form.header, header) && matches(form.le ?? '', le) && fitsData(form.data ?? [''], data)
  )
}

const fitsData = (allowed: NonNullable<CommandForm['data']>, data: string): boolean =>
  'min' in allowed
    ? data.length >= 2 * allowed.min && data.length <= 2 * allowed.max
    : allowed.some((pattern) => matches(pattern, data))

const matches = (pattern: string, hex: string): boolean => new RegExp(`^(?:${pattern})$`).test(hex)

/** GET RESPONSE without data: it asks the card for nothing new. */
const isGettingResponse = (command: Uint8Array): boolean =>
  command.length === 5 && toHex(command.subarray(0, 4)) === '00C00000'
