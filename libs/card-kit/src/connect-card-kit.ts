import type { CardKit } from './contract.ts'
import { errorOf, errorWith } from './refusals.ts'

/** A kit that runs in another process, by its URL: `CARD_KIT_URL`, which `card-kit -- <command>` sets. */
export function connectCardKit(url: string): CardKit {
  const call = async <Value>(operation: string, input?: unknown): Promise<Value> => {
    const response = await fetch(`${url}/control/${operation}`, {
      method: 'POST',
      ...(input !== undefined && { body: JSON.stringify(input) }),
    }).catch(() => undefined)
    if (!response) throw errorOf({ kind: 'kit-not-there', url })
    const body = (await response.json()) as {
      readonly result?: Value
      readonly kind?: string
      readonly message?: string
    }
    if (!response.ok) throw errorWith(body.kind ?? 'fault', body.message ?? 'The kit has a fault.')
    return body.result as Value
  }
  return {
    url,
    state: () => call('state'),
    insertCard: (of) => call('insertCard', of),
    removeCard: () => call('removeCard'),
    setPinPad: (settings) => call('setPinPad', settings),
    waitForPrompt: () => call('waitForPrompt'),
    typePin: (pin) => call('typePin', pin),
    cancelPin: () => call('cancelPin'),
    setCertificates: (of) => call('setCertificates', of),
    setStatusServices: (are) => call('setStatusServices', are),
    reset: () => call('reset'),
    stop: () => Promise.resolve(),
  }
}
