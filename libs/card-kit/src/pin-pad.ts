import { setTimeout as sleep } from 'node:timers/promises'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Reader } from '../../../apps/reader/src/reader.ts'
import type { Pending } from '../../../apps/reader/src/prompts/prompts.ts'
import { pins } from './cards.ts'
import type { PinPadSettings, PinPrompt, TypedPin } from './contract.ts'
import type { KitRefusal } from './refusals.ts'

export type PinPad = {
  readonly settings: () => PinPadSettings
  readonly set: (settings: PinPadSettings) => void
  readonly prompt: () => PinPrompt | undefined
  readonly waitForPrompt: () => Promise<Result<PinPrompt, KitRefusal>>
  readonly type: (pin: string) => Promise<Result<TypedPin, KitRefusal>>
  readonly cancel: () => Promise<Result<void, KitRefusal>>
}

export const defaultPinPad: PinPadSettings = { mode: 'automatic', ...pins }

/** Refuses what no PIN pad can type. */
export function checkPinPad(settings: PinPadSettings): Result<PinPadSettings, KitRefusal> {
  const { mode, pin1, pin2 } = settings
  if (!['automatic', 'manual'].includes(mode))
    return refuse({ kind: 'pin-pad-mode-not-found', mode })
  if (!isPin(pin1)) return refuse({ kind: 'pin-not-4-to-8-digits', which: 'PIN1' })
  if (!isPin(pin2)) return refuse({ kind: 'pin-not-4-to-8-digits', which: 'PIN2' })
  return ok(settings)
}

const isPin = (pin: string): boolean => /^\d{4,8}$/.test(pin)

type OfReader = Pick<Reader, 'prompts' | 'watch'>

/** Types PINs in place of the person: by itself, or as a test says. */
export function createPinPad(
  { prompts, watch }: OfReader,
  {
    begin,
    say,
    promptMilliseconds = 10_000,
  }: {
    readonly begin: PinPadSettings
    readonly say: (sentence: string) => void
    readonly promptMilliseconds?: number
  },
): PinPad {
  let settings = begin
  const typed = new Set<string>()
  const waiting = () =>
    prompts
      .pending()
      .find(({ request, isUnderWay }) => !('cards' in request) && isUnderWay !== true)

  watch(() => {
    const prompt = waiting()
    if (!prompt || settings.mode === 'manual') return
    const { id, trouble } = prompt
    if (!typed.has(id)) {
      typed.add(id)
      void prompts.submit(id, pinFor(prompt, settings))
    } else if (trouble) {
      // Again and again would lock the PIN.
      say(
        `The PIN pad typed ${nameOf(prompt)}, and the card refused it: ${wordsOf(trouble)} The request was cancelled.`,
      )
      prompts.cancel(id)
    }
  })

  const awaited = async (): Promise<Result<Pending, KitRefusal>> => {
    for (let waited = 0; waited < promptMilliseconds; waited += pollMilliseconds) {
      const prompt = waiting()
      if (prompt) return ok(prompt)
      await sleep(pollMilliseconds)
    }
    return refuse({ kind: 'no-prompt' })
  }

  return {
    settings: () => settings,
    set: (next) => {
      settings = next
    },
    prompt: () => promptOf(waiting()),
    waitForPrompt: async () => {
      const prompt = await awaited()
      if (!prompt.ok) return prompt
      const shown = promptOf(prompt.value)
      return shown ? ok(shown) : refuse({ kind: 'no-prompt' })
    },
    type: async (pin) => {
      if (!isPin(pin)) return refuse({ kind: 'pin-not-4-to-8-digits', which: 'the PIN' })
      const prompt = await awaited()
      if (!prompt.ok) return prompt
      const { id } = prompt.value
      typed.add(id)
      await prompts.submit(id, pin)
      const trouble = prompts.pending().find((each) => each.id === id)?.trouble
      return ok(
        trouble?.kind === 'wrong-pin'
          ? { result: 'wrong-pin', triesLeft: trouble.triesLeft }
          : { result: 'ended' },
      )
    },
    cancel: async () => {
      const prompt = await awaited()
      if (!prompt.ok) return prompt
      prompts.cancel(prompt.value.id)
      return ok(undefined)
    },
  }
}

const pollMilliseconds = 20

const pinFor = ({ request }: Pending, { pin1, pin2 }: PinPadSettings): string =>
  'purpose' in request && request.purpose === 'authentication' ? pin1 : pin2

const nameOf = ({ request }: Pending): string =>
  request.purpose === 'authentication' ? 'PIN1' : 'PIN2'

function wordsOf(trouble: NonNullable<Pending['trouble']>): string {
  return trouble.kind === 'wrong-pin'
    ? `it is wrong, and ${String(trouble.triesLeft)} tries are left.`
    : 'it does not have 4 to 8 digits.'
}

function promptOf(pending: Pending | undefined): PinPrompt | undefined {
  if (!pending || !('content' in pending.request)) return undefined
  const { purpose, origin, holder, content } = pending.request
  return { purpose, origin, holder, ...content }
}
