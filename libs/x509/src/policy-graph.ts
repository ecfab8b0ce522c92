import type { PolicyConstraints, PolicyMapping } from './extensions.ts'
import { anyPolicy } from './oids.ts'

/** What the relying party wants of policies (RFC 5280 § 6.1.1 c, e–g). */
export type InitialPolicies = {
  /** Object identifiers of the policies that are acceptable; undefined: any. */
  readonly acceptable?: ReadonlySet<string> | undefined
  /** The path must be valid for an acceptable policy. */
  readonly isExplicit?: boolean | undefined
  readonly isMappingInhibited?: boolean | undefined
  readonly isAnyPolicyInhibited?: boolean | undefined
}

/** What a certificate of the path says of policies. */
export type PolicyFacts = {
  /** Object identifiers; undefined without the extension. */
  readonly policies: readonly string[] | undefined
  readonly mappings: readonly PolicyMapping[]
  readonly constraints: PolicyConstraints
  /** The number of inhibitAnyPolicy. */
  readonly inhibitAny: number | undefined
  readonly isSelfIssued: boolean
}

/**
 * Whether a path of certificates, from the one under the anchor to the last, is valid for its policies (RFC
 * 5280 § 6.1, with the graph of RFC 9618: its size is at most the number of certificates times the number of
 * policies in them).
 */
export function arePoliciesValid(
  path: readonly PolicyFacts[],
  anchor: Pick<PolicyFacts, 'constraints' | 'inhibitAny'>,
  wanted: InitialPolicies,
): boolean {
  const initial = (isInhibited: boolean | undefined): number => (isInhibited ? 0 : path.length + 1)
  const state: State = {
    level: new Map([
      [anyPolicy, { expected: new Set([anyPolicy]), parents: [], policy: anyPolicy }],
    ]),
    explicit: initial(wanted.isExplicit),
    mapping: initial(wanted.isMappingInhibited),
    any: initial(wanted.isAnyPolicyInhibited),
  }
  constrain(state, anchor)
  for (const [index, facts] of path.entries()) {
    const isLast = index === path.length - 1
    state.level = nextLevel(state, facts, isLast)
    if (state.explicit === 0 && isEmpty(state.level)) return false
    if (!isLast && !prepareNext(state, facts)) return false
    if (isLast) {
      if (state.explicit > 0) state.explicit -= 1
      if (facts.constraints.requireExplicitPolicy === 0) state.explicit = 0
    }
  }
  return state.explicit > 0 || isAcceptable(state.level, wanted.acceptable)
}

type Node = {
  readonly policy: string
  /** Policies that the next certificate may state instead. */
  readonly expected: ReadonlySet<string>
  readonly parents: readonly Node[]
}

/** The nodes of one certificate, by their policy. None: the graph is NULL. */
type Level = ReadonlyMap<string, Node>

type State = {
  level: Level
  /** How many certificates more until each becomes binding. */
  explicit: number
  mapping: number
  any: number
}

const isEmpty = (level: Level): boolean => level.size === 0

/** RFC 9618 § 5.4 d, e. */
function nextLevel(
  { level, any }: State,
  { policies, isSelfIssued }: PolicyFacts,
  isLast: boolean,
): Level {
  const next = new Map<string, Node>()
  const parentsOf = parentsByExpected(level)
  const anyNode = level.get(anyPolicy)
  const add = (policy: string, parents: readonly Node[]): void => {
    next.set(policy, { policy, expected: new Set([policy]), parents })
  }
  for (const policy of policies ?? []) {
    if (policy === anyPolicy) continue
    const parents = parentsOf.get(policy) ?? (anyNode === undefined ? [] : [anyNode])
    if (parents.length > 0) add(policy, parents)
  }
  const isAnyHeld = any > 0 || (isSelfIssued && !isLast)
  if (policies?.includes(anyPolicy) === true && isAnyHeld)
    for (const [policy, parents] of parentsOf) if (!next.has(policy)) add(policy, parents)
  return next
}

function parentsByExpected(level: Level): ReadonlyMap<string, readonly Node[]> {
  const parents = new Map<string, Node[]>()
  for (const node of level.values())
    for (const policy of node.expected) {
      const others = parents.get(policy)
      if (others === undefined) parents.set(policy, [node])
      else others.push(node)
    }
  return parents
}

/** RFC 9618 § 5.5 and RFC 5280 § 6.1.4 h–j; false for a mapping from or to anyPolicy. */
function prepareNext(state: State, facts: PolicyFacts): boolean {
  const { mappings } = facts
  const isOfAny = ({ issuerPolicy, subjectPolicy }: PolicyMapping): boolean =>
    issuerPolicy === anyPolicy || subjectPolicy === anyPolicy
  if (mappings.some(isOfAny)) return false
  state.level = mapped(state, mappings)
  if (!facts.isSelfIssued) {
    if (state.explicit > 0) state.explicit -= 1
    if (state.mapping > 0) state.mapping -= 1
    if (state.any > 0) state.any -= 1
  }
  constrain(state, facts)
  return true
}

function mapped({ level, mapping }: State, mappings: readonly PolicyMapping[]): Level {
  const next = new Map(level)
  const anyNode = level.get(anyPolicy)
  const targets = Map.groupBy(mappings, ({ issuerPolicy }) => issuerPolicy)
  for (const [policy, pairs] of targets) {
    const parents = (level.get(policy) ?? anyNode)?.parents
    if (mapping === 0) next.delete(policy)
    else if (parents !== undefined)
      next.set(policy, {
        policy,
        expected: new Set(pairs.map(({ subjectPolicy }) => subjectPolicy)),
        parents,
      })
  }
  return next
}

function constrain(
  state: State,
  { constraints, inhibitAny }: Pick<PolicyFacts, 'constraints' | 'inhibitAny'>,
): void {
  const { requireExplicitPolicy = Infinity, inhibitPolicyMapping = Infinity } = constraints
  state.explicit = Math.min(state.explicit, requireExplicitPolicy)
  state.mapping = Math.min(state.mapping, inhibitPolicyMapping)
  state.any = Math.min(state.any, inhibitAny ?? Infinity)
}

/** Whether the path is valid for one of the policies (RFC 9618 § 5.6 g). */
function isAcceptable(level: Level, acceptable: ReadonlySet<string> | undefined): boolean {
  if (acceptable === undefined || acceptable.has(anyPolicy)) return !isEmpty(level)
  if (level.has(anyPolicy)) return acceptable.size > 0
  // Policies as the anchor's side names them: directly under anyPolicy.
  const seen = new Set<Node>(level.values())
  for (const node of seen) {
    if (acceptable.has(node.policy) && node.parents.some(({ policy }) => policy === anyPolicy))
      return true
    for (const parent of node.parents) seen.add(parent)
  }
  return false
}
