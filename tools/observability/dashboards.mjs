/**
 * The dashboards of Grafana: their panels and queries are declared here, `tools/observability.mjs` writes them as JSON
 * (docs/operations/dashboards).
 */
import { objectives } from './objectives.mjs'

/**
 * @typedef {object} Panel
 * @property {string} title
 * @property {readonly (readonly [query: string, legend: string])[]} queries
 * @property {string} [unit] of Grafana: `s`, `percentunit`, `short` …
 * @property {'timeseries' | 'stat'} [type] default `timeseries`
 */
/** @typedef {{ uid: string, title: string, panels: readonly Panel[] }} Dashboard */

/** Grafana puts in the shortest window that has enough points. */
const window = '$__rate_interval'

const quantile = (/** @type {number} */ q, /** @type {string} */ metric, by = '') =>
  `histogram_quantile(${String(q)}, sum by (${['le', by].filter(Boolean).join(', ')}) (rate(${metric}_bucket[${window}])))`

/** @type {readonly Dashboard[]} */
export const dashboards = [
  {
    uid: 'sotevarmenne-objectives',
    title: 'sotevarmenne: objectives',
    panels: objectives.flatMap(({ id, title, target, bad, total }) => [
      {
        title: `${title}: budget of 30 days that is left`,
        type: 'stat',
        unit: 'percentunit',
        queries: [
          [
            `1 - ${bad('30d')} / ${total('30d')} / ${String(Number((1 - target).toPrecision(6)))}`,
            '',
          ],
        ],
      },
      {
        title: `${title}: share that is bad`,
        unit: 'percentunit',
        queries: ['5m', '1h', '6h', '3d'].map((over) => [
          `sotevarmenne:objective_bad_share:rate${over}{objective="${id}"}`,
          over,
        ]),
      },
    ]),
  },
  {
    uid: 'sotevarmenne-processes',
    title: 'sotevarmenne: processes',
    panels: [
      {
        title: 'Up',
        type: 'stat',
        queries: [['up{job=~"sotevarmenne-.*"}', '{{job}} {{instance}}']],
      },
      {
        title: 'Programs',
        type: 'stat',
        queries: [
          [
            'count by (version, commit, role) (sotevarmenne_build_info)',
            '{{role}} {{version}} {{commit}}',
          ],
        ],
      },
      { title: 'Database', type: 'stat', queries: [['sotevarmenne_database_up', '{{job}}']] },
      {
        title: 'Signer',
        type: 'stat',
        queries: [
          ['sotevarmenne_signer_up', 'responds'],
          ['sotevarmenne_signer_key_available', '{{key}}'],
        ],
      },
      {
        title: 'Processor',
        unit: 'percentunit',
        queries: [
          [
            `rate(process_cpu_seconds_total{job=~"sotevarmenne-.*"}[${window}])`,
            '{{job}} {{instance}}',
          ],
        ],
      },
      {
        title: 'Memory',
        unit: 'bytes',
        queries: [
          ['process_resident_memory_bytes{job=~"sotevarmenne-.*"}', '{{job}} {{instance}}'],
        ],
      },
      {
        title: 'Delay of the event loop, 99 %',
        unit: 's',
        queries: [['nodejs_eventloop_lag_p99_seconds', '{{job}} {{instance}}']],
      },
      {
        title: 'Connections',
        queries: [
          ['sotevarmenne_connections_open', 'open {{job}} {{instance}}'],
          [
            `rate(sotevarmenne_connections_refused_total[${window}])`,
            'refused a second {{instance}}',
          ],
          [
            `rate(sotevarmenne_connections_closed_for_room_total[${window}])`,
            'closed for room a second {{instance}}',
          ],
        ],
      },
    ],
  },
  {
    uid: 'sotevarmenne-portal',
    title: 'sotevarmenne: portal and jobs',
    panels: [
      {
        title: 'Requests by status',
        unit: 'ops',
        queries: [
          [
            `sum by (status) (rate(sotevarmenne_http_request_seconds_count[${window}]))`,
            '{{status}}',
          ],
        ],
      },
      {
        title: 'Time of requests',
        unit: 's',
        queries: [
          [quantile(0.5, 'sotevarmenne_http_request_seconds'), '50 %'],
          [quantile(0.95, 'sotevarmenne_http_request_seconds'), '95 %'],
          [quantile(0.99, 'sotevarmenne_http_request_seconds'), '99 %'],
        ],
      },
      {
        title: 'Slowest routes, 95 %',
        unit: 's',
        queries: [
          [
            `topk(10, ${quantile(0.95, 'sotevarmenne_http_request_seconds', 'route')})`,
            '{{route}}',
          ],
        ],
      },
      {
        title: 'Jobs',
        queries: [
          ['sotevarmenne_outbox_due_jobs', 'due'],
          ['sotevarmenne_outbox_planned_jobs', 'planned'],
          ['sotevarmenne_outbox_dead_jobs', 'failed for good'],
        ],
      },
      {
        title: 'Oldest due job',
        unit: 's',
        queries: [['sotevarmenne_outbox_oldest_due_seconds', '']],
      },
      {
        title: 'Scheduled tasks: since their last run',
        unit: 's',
        queries: [['sotevarmenne_schedule_age_seconds', '{{schedule}}']],
      },
      {
        title: 'Scheduled tasks: failures',
        queries: [['increase(sotevarmenne_schedule_failures_total[1h])', '{{schedule}}']],
      },
      {
        title: 'From an order to its card, 50 % and 95 % of a day',
        unit: 's',
        queries: [0.5, 0.95].map((share) => [
          `histogram_quantile(${String(share)}, sum by (le) (increase(sotevarmenne_card_production_seconds_bucket[1d])))`,
          `${String(100 * share)} %`,
        ]),
      },
      {
        title: 'Registers and other systems',
        unit: 's',
        queries: [
          ['sotevarmenne_register_feed_age_seconds', 'feed of {{register}}'],
          ['sotevarmenne_counterpart_failing_seconds', '{{counterpart}} fails for'],
        ],
      },
      {
        title: 'What waits for people',
        queries: [
          ['sotevarmenne_cases_open', 'open cases'],
          ['sotevarmenne_cases_overdue', 'overdue cases'],
          ['sotevarmenne_hotline_open_follow_ups', 'follow-ups of calls'],
          ['sum(sotevarmenne_paused_register_changes)', 'paused register changes'],
        ],
      },
    ],
  },
  {
    uid: 'sotevarmenne-pki',
    title: 'sotevarmenne: OCSP, CRLs, signer and audit log',
    panels: [
      {
        title: 'OCSP responses',
        unit: 'ops',
        queries: [
          [`sum by (kind) (rate(sotevarmenne_ocsp_responses_total[${window}]))`, '{{kind}}'],
        ],
      },
      {
        title: 'Time of OCSP responses',
        unit: 's',
        queries: [
          [quantile(0.5, 'sotevarmenne_ocsp_response_seconds'), '50 %'],
          [quantile(0.99, 'sotevarmenne_ocsp_response_seconds'), '99 %'],
        ],
      },
      {
        title: 'Age of known revocations',
        unit: 's',
        queries: [['sotevarmenne_ocsp_known_age_seconds', '{{instance}}']],
      },
      {
        title: 'Pre-signed share',
        unit: 'percentunit',
        queries: [
          [
            'sotevarmenne_ocsp_signed_certificates / sotevarmenne_ocsp_certificates',
            '{{instance}}',
          ],
        ],
      },
      {
        title: 'CRLs expire in',
        unit: 's',
        queries: [
          ['sotevarmenne_crl_remaining_seconds', '{{issuer}}'],
          ['sotevarmenne_served_crl_remaining_seconds', 'the first that {{instance}} serves'],
        ],
      },
      {
        title: 'From a revocation to its CRL, 99 % of an hour',
        unit: 's',
        queries: [
          [
            'histogram_quantile(0.99, sum by (le, instance) (increase(sotevarmenne_revocation_publication_seconds_bucket[1h])))',
            '{{instance}}',
          ],
        ],
      },
      {
        title: 'Paused revocations',
        queries: [['sotevarmenne_paused_revocations', '{{issuer}} {{cause}}']],
      },
      {
        title: 'OCSP responders expire in',
        unit: 's',
        queries: [['sotevarmenne_ocsp_responder_remaining_seconds', '{{issuer}}']],
      },
      {
        title: 'Signed by the signer',
        unit: 'ops',
        queries: [
          [`sum by (what) (rate(sotevarmenne_signer_signed_total[${window}]))`, '{{what}}'],
        ],
      },
      {
        title: 'Certificates of the day, share of the limit',
        unit: 'percentunit',
        queries: [
          [
            'sotevarmenne_certificates_signed_today / sotevarmenne_certificates_limit_today',
            '{{profile}}',
          ],
        ],
      },
      {
        title: 'Suspicious refusals and unrecorded certificates',
        queries: [
          ['sotevarmenne_signer_suspicious_refusals', '{{kind}}'],
          ['sotevarmenne_unrecorded_certificates', 'unrecorded'],
        ],
      },
      {
        title: 'Audit entries a second',
        unit: 'ops',
        queries: [[`deriv(sotevarmenne_audit_position[${window}])`, '']],
      },
      {
        title: 'Audit log: what waits',
        unit: 's',
        queries: [
          ['sotevarmenne_audit_unplaced_seconds', 'oldest entry without its place'],
          ['sotevarmenne_audit_cosigned_age_seconds', 'since witnesses cosigned'],
          ['sotevarmenne_audit_forwarding_behind_seconds', '{{destination}} is behind'],
        ],
      },
    ],
  },
]

const datasource = { type: 'prometheus', uid: '${datasource}' }
const [columns, width, height] = [2, 12, 8]

/** The JSON that Grafana imports. @param {Dashboard} dashboard */
export const grafanaJson = ({ uid, title, panels }) => ({
  uid,
  title,
  tags: ['sotevarmenne'],
  schemaVersion: 39,
  editable: true,
  refresh: '1m',
  time: { from: 'now-6h', to: 'now' },
  timezone: 'Europe/Helsinki',
  templating: {
    list: [{ name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus' }],
  },
  panels: panels.map(({ title, queries, unit = 'short', type = 'timeseries' }, index) => ({
    id: index + 1,
    type,
    title,
    datasource,
    gridPos: {
      x: width * (index % columns),
      y: height * Math.floor(index / columns),
      w: width,
      h: height,
    },
    fieldConfig: { defaults: { unit }, overrides: [] },
    targets: queries.map(([expr, legendFormat], at) => ({
      refId: String.fromCodePoint('A'.codePointAt(0) + at),
      datasource,
      expr,
      legendFormat,
    })),
  })),
})
