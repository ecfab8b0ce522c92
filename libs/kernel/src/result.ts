/** The result of a rule: the value, or the reason of a refusal. Faults are thrown; refusals are returned. */
export type Result<Value, Refusal> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: Refusal }

export const ok = <Value>(value: Value): Result<Value, never> => ({ ok: true, value })

export const refuse = <const Refusal>(refusal: Refusal): Result<never, Refusal> => ({
  ok: false,
  refusal,
})
