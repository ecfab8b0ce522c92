/**
 * The service-level objectives: declared here once. `tools/observability.mjs` writes from them the recording and alert
 * rules (docs/operations/objectives.yml), the page (docs/operations/objectives.md) and a dashboard.
 */
import * as authentication from '../../libs/api/src/authentication.ts'

/**
 * @typedef {object} Objective
 * @property {string} id the label `objective` of what is recorded
 * @property {string} alert the beginning of the names of its alerts
 * @property {string} title
 * @property {number} target the share of good ones, of 30 days
 * @property {string} good what is a good one, for people
 * @property {(window: string) => string} bad how many bad ones there were, by PromQL
 * @property {(window: string) => string} total how many there were
 * @property {number} minBad fewer bad ones in the longer window raise no alert
 * @property {'page' | 'ticket'} fast the severity when the budget burns fast
 * @property {string} unseen what the objective does not see, and what does
 */

const orNone = (/** @type {string} */ query) => `(${query} or vector(0))`
const increase = (/** @type {string} */ selector, /** @type {string} */ window) =>
  `sum(increase(${selector}[${window}]))`

/**
 * Bad is what took longer than a bucket of the histogram, or does not match.
 * @param {string} metric
 * @param {{ le: string, all?: string, good?: string }} limits
 */
const slowerThan = (metric, { le, all = '', good = '' }) => {
  const selected = (/** @type {string[]} */ ...matchers) => {
    const joined = matchers.filter((one) => one !== '').join(',')
    return joined === '' ? '' : `{${joined}}`
  }
  const total = (/** @type {string} */ window) =>
    increase(`${metric}_count${selected(all)}`, window)
  return {
    total,
    bad: (/** @type {string} */ window) =>
      `(${total(window)} - ${orNone(increase(`${metric}_bucket${selected(`le="${le}"`, all, good)}`, window))})`,
  }
}

/** Of the endpoints that open a session. */
const signInRoutes = Object.values(authentication)
  .filter((one) => 'response' in one && one.response === authentication.sessionView)
  .filter(({ method }) => method === 'POST')
  .map(({ path }) => `/api/v1${path}`)
  .join('|')

/** @type {readonly Objective[]} */
export const objectives = [
  {
    id: 'ocsp-availability',
    alert: 'OcspAvailability',
    title: 'OCSP availability',
    target: 0.999,
    good: 'an OCSP request gets a response other than “try later”; malformed requests do not count',
    total: (window) => increase('sotevarmenne_ocsp_responses_total{kind!="error"}', window),
    bad: (window) =>
      orNone(increase('sotevarmenne_ocsp_responses_total{kind="try-later"}', window)),
    minBad: 10,
    fast: 'page',
    unseen: 'a node that does not respond at all: `ProcessDown`, and the watcher from outside',
  },
  {
    id: 'ocsp-latency',
    alert: 'OcspLatency',
    title: 'OCSP latency',
    target: 0.995,
    good: 'an OCSP response is ready 100 ms after the whole request',
    ...slowerThan('sotevarmenne_ocsp_response_seconds', { le: '0.1' }),
    minBad: 10,
    fast: 'page',
    unseen: 'the network and the balancer: the watcher from outside',
  },
  {
    id: 'revocation-publication',
    alert: 'RevocationPublication',
    title: 'From a revocation to its CRL',
    target: 0.99,
    good: 'a CRL with new revocations is served 60 s after the first of them was recorded',
    ...slowerThan('sotevarmenne_revocation_publication_seconds', { le: '60' }),
    minBad: 2,
    fast: 'page',
    unseen:
      'revocations that are on no CRL yet: `CrlsArePaused` and `CrlExpiresSoon`; OCSP shows them meanwhile (`RevocationsAreNotRead`)',
  },
  {
    id: 'card-production',
    alert: 'CardProduction',
    title: 'From an order to its card',
    target: 0.95,
    good: 'a card is produced three days after its order',
    ...slowerThan('sotevarmenne_card_production_seconds', { le: '259200' }),
    minBad: 5,
    fast: 'ticket',
    unseen: 'cards that are not produced yet: `JobsAreLate`, `JobsHaveFailed`',
  },
  {
    id: 'sign-in',
    alert: 'SignIn',
    title: 'Sign-in',
    target: 0.995,
    good: 'a request to open a session gets a response other than 5xx within 2.5 s; a refusal is a good response',
    ...slowerThan('sotevarmenne_http_request_seconds', {
      le: '2.5',
      all: `method="POST",route=~"${signInRoutes}"`,
      good: 'status!~"5.."',
    }),
    minBad: 5,
    fast: 'page',
    unseen: 'a portal that does not respond at all: `ProcessDown`',
  },
]

/**
 * Burn rates of Google's Site Reliability Workbook (chapter 5): of the budget of 30 days, 2 % in an hour, 5 % in six hours; 10 %
 * in a day, 10 % in three days. The shorter window ends the alert soon after the cause.
 */
export const burnRates = {
  fast: [
    { factor: 14.4, long: '1h', short: '5m' },
    { factor: 6, long: '6h', short: '30m' },
  ],
  slow: [
    { factor: 3, long: '1d', short: '2h' },
    { factor: 1, long: '3d', short: '6h' },
  ],
}

const pairs = [...burnRates.fast, ...burnRates.slow]
const longWindows = pairs.map(({ long }) => long)
const windows = [...new Set([...pairs.map(({ short }) => short), ...longWindows])]

const recorded = {
  share: (/** @type {string} */ window) => `sotevarmenne:objective_bad_share:rate${window}`,
  bad: (/** @type {string} */ window) => `sotevarmenne:objective_bad:increase${window}`,
}

/** @param {Objective} objective */
export const cardOf = ({ id }) => `incidents.md#the-objective-${id}-is-missed`

/** Without the noise of binary fractions. */
const decimal = (/** @type {number} */ number) => String(Number(number.toPrecision(6)))

/** @param {Objective} objective @param {typeof burnRates.fast} rates */
const burns = ({ id, target, minBad }, rates) =>
  rates
    .map(({ factor, long, short }) => {
      const limit = decimal(factor * (1 - target))
      const of = `{objective="${id}"}`
      return [
        `${recorded.share(long)}${of} > ${limit}`,
        `${recorded.share(short)}${of} > ${limit}`,
        `${recorded.bad(long)}${of} >= ${decimal(minBad)}`,
      ].join(' and ')
    })
    .join(' or ')

/** The rule file of Prometheus, without its heading. */
export const ruleGroups = () => ({
  groups: [
    ...objectives.map((objective) => ({
      name: `sotevarmenne-objective-${objective.id}`,
      rules: [
        ...windows.map((window) => ({
          record: recorded.share(window),
          expr: `${objective.bad(window)} / ${objective.total(window)}`,
          labels: { objective: objective.id },
        })),
        ...longWindows.map((window) => ({
          record: recorded.bad(window),
          expr: objective.bad(window),
          labels: { objective: objective.id },
        })),
        ...['fast', 'slow'].map((speed) => alertOf(objective, speed === 'fast')),
      ],
    })),
  ],
})

/** @param {Objective} objective @param {boolean} isFast */
const alertOf = (objective, isFast) => ({
  alert: `${objective.alert}Burns${isFast ? 'Fast' : 'Slowly'}`,
  expr: burns(objective, isFast ? burnRates.fast : burnRates.slow),
  for: isFast ? '2m' : '15m',
  labels: { severity: isFast ? objective.fast : 'ticket' },
  annotations: {
    summary: `${objective.title}: {{ $value | humanizePercentage }} are bad, and ${decimal(100 * (1 - objective.target))} % in 30 days may be`,
    card: cardOf(objective),
  },
})
