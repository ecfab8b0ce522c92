import type { EndpointContract, InputOf, ResponseOf, RowLimits } from '@sotevarmenne/api/endpoint'
import type { Result } from '@sotevarmenne/kernel/result'
import type {
  Endpoint,
  ExactProblemsFor,
  Refusal,
  RequestFacts,
  SessionChange,
} from './endpoint.ts'
import type { Permission, Permit } from './permit.ts'

/**
 * An operation of the API, declared once: its contract (address, input, response and permission), the problem
 * of each of its refusals, and what it does. It needs dependencies before it can be called.
 */
export type Operation<Deps, Handle> = Omit<Endpoint, 'action'> & {
  readonly handle: (deps: Deps) => Handle
}

/** What an operation does: it gets the permit of its contract’s permission. */
type Handler<Contract extends EndpointContract, Response> = (
  permit: Permit<Contract['permission']['name'] & Permission>,
  input: InputOf<Contract>,
  request: RequestFacts,
) => Promise<Result<Response, Refusal>>

type AnyHandler = (...given: never) => Promise<Result<unknown, Refusal>>

type Declared<Contract, Deps, Handle extends AnyHandler, Problems> = Pick<
  Endpoint,
  'bodyLimit' | 'requestsPerMinute'
> & {
  readonly contract: Contract
  /** One problem for each refusal of `handle`: a missing one does not compile, nor does one too many. */
  readonly problems: Problems & ExactProblemsFor<RefusalOf<Handle>, Problems>
  readonly handle: (deps: Deps) => Handle
}

type RefusalOf<Handle extends AnyHandler> = Extract<
  Awaited<ReturnType<Handle>>,
  { readonly ok: false }
>['refusal']

/** Declares an operation. */
export function operation<
  Contract extends EndpointContract,
  Deps,
  Handle extends Handler<Contract, ResponseOf<Contract>>,
  Problems,
>(declared: Declared<Contract, Deps, Handle, Problems>): Operation<Deps, Handle> {
  return declared as unknown as Operation<Deps, Handle>
}

/** The same for an operation that opens or ends the session. */
export function sessionOperation<
  Contract extends EndpointContract,
  Deps,
  Handle extends Handler<Contract, SessionChange<ResponseOf<Contract>>>,
  Problems,
>(declared: Declared<Contract, Deps, Handle, Problems>): Operation<Deps, Handle> {
  return { ...(declared as unknown as Operation<Deps, Handle>), changesSession: true }
}

/** The same for a streamed response: the value is its text, in pieces. */
export function streamOperation<
  Contract extends EndpointContract & { readonly mediaType: string },
  Deps,
  Handle extends Handler<Contract, AsyncIterable<string>>,
  Problems,
>(declared: Declared<Contract, Deps, Handle, Problems>): Operation<Deps, Handle> {
  return declared as unknown as Operation<Deps, Handle>
}

/** Some rows of a batch, in their order, and what was sent of it. */
export type RowGroup<Row> = {
  /** The batch's own. */
  readonly idempotencyKey: string
  /** May be empty. */
  readonly rows: readonly Row[]
  /** With them the body is complete. */
  readonly isEnd: boolean
}

/** What an operation does with one group of rows: a result for each, or the reason why the batch ends here. */
type RowsHandler<Contract extends EndpointContract> = (
  permit: Permit<Contract['permission']['name'] & Permission>,
  group: RowGroup<InputOf<Contract>>,
  request: RequestFacts,
) => Promise<Result<readonly Result<object, Refusal>[], Refusal>>

type RowRefusalOf<Handle extends AnyHandler> = Extract<
  Awaited<ReturnType<Handle>>,
  { readonly ok: true }
>['value'] extends readonly (infer Row)[]
  ? Extract<Row, { readonly ok: false }> extends { readonly refusal: infer Refused }
    ? Refused
    : never
  : never

/** The same for an endpoint with rows: `handle` is called for one group of them after another. */
export function rowsOperation<
  Contract extends EndpointContract & { readonly rows: RowLimits },
  Deps,
  Handle extends RowsHandler<Contract>,
  Problems,
>(
  declared: Omit<Declared<Contract, Deps, Handle, Problems>, 'problems'> & {
    readonly problems: Problems &
      ExactProblemsFor<RefusalOf<Handle> | (RowRefusalOf<Handle> & Refusal), Problems>
  },
): Operation<Deps, Handle> {
  return declared as unknown as Operation<Deps, Handle>
}

/**
 * Gives a module’s operations their dependencies: each can be called by its name, and `operations` has them all
 * as endpoints of the API.
 */
export function bindOperations<
  Deps,
  const Operations extends { readonly [name: string]: Operation<Deps, AnyHandler> },
>(deps: Deps, declared: Operations): Bound<Operations> {
  const endpoints: Endpoint[] = []
  const actions: { [name: string]: AnyHandler } = {}
  for (const [name, { handle, ...row }] of Object.entries(declared)) {
    const action = handle(deps)
    actions[name] = action
    endpoints.push({ ...row, action: action as Endpoint['action'] })
  }
  return { ...actions, operations: endpoints } as unknown as Bound<Operations>
}

type Bound<Operations extends { readonly [name: string]: Operation<never, AnyHandler> }> = {
  readonly [Name in keyof Operations]: ReturnType<Operations[Name]['handle']>
} & { readonly operations: readonly Endpoint[] }
