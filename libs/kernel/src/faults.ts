import { refuse, type Result } from './result.ts'

/** A reason for which a request is refused, and the member of its input that has it, such as `names.2`. */
export type FaultOf<Refusal> = Refusal & { readonly member: string }

/** The first reason, and all of them. */
export type WithFaults<Refusal> = Refusal & { readonly faults: readonly FaultOf<Refusal>[] }

/** Refuses with every reason at once, so that nobody corrects one only to meet the next; undefined without any. */
export function refuseFaults<Refusal extends { readonly kind: string }>(
  faults: readonly FaultOf<Refusal>[],
): Result<never, WithFaults<Refusal>> | undefined {
  const [first] = faults
  return first && refuse({ ...first, faults })
}
