import { html, type Html } from '@sotevarmenne/pages/html'
import { openApi, problemsOf, type DescribedEndpoint } from './open-api.ts'
import type { LivePart } from './text-pages.ts'

/** What the developer site shows of the running service: every operation by its tag, and every problem by its kind. */
export function developerParts(
  endpoints: readonly DescribedEndpoint[],
  about: { readonly publicUrl: string; readonly version: string },
): { readonly [name: string]: LivePart } {
  let operations: readonly Operation[] | undefined
  let errors: Html | undefined
  return {
    'api-reference': ({ language, query }) => {
      const all = (operations ??= operationsOf(openApi(endpoints, about)))
      const tags = [...new Set(all.map(({ tag }) => tag))].toSorted()
      const tag = query.get('tag')
      return tag !== null && tags.includes(tag)
        ? referenceOf(tag, { all, language })
        : contentsOf(tags, { all, language })
    },
    'api-errors': () => (errors ??= errorsOf(endpoints)),
  }
}

type Example = { readonly example?: unknown }
type Described = {
  readonly operationId?: string
  readonly tags?: readonly string[]
  readonly summary: string
  readonly description: string
  readonly parameters: readonly (Example & {
    readonly $ref?: string
    readonly name?: string
    readonly in?: string
    readonly required?: boolean
  })[]
  readonly requestBody?: { readonly content: { readonly [type: string]: Example } }
  readonly responses: {
    readonly [status: string]: {
      readonly description?: string
      readonly content?: { readonly [type: string]: Example }
    }
  }
}
type Operation = Described & {
  readonly tag: string
  readonly method: string
  readonly path: string
}

function operationsOf(description: object): readonly Operation[] {
  const { paths } = description as {
    readonly paths: { readonly [path: string]: { readonly [method: string]: Described } }
  }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      ...{ tag: operation.tags?.[0] ?? 'other', method: method.toUpperCase(), path },
    })),
  )
}

type Shown = { readonly all: readonly Operation[]; readonly language: string }

const contentsOf = (tags: readonly string[], { all, language }: Shown): Html => html`
  <p>
    All addresses are under <code>/api/v1</code>.
    <a href="/api/openapi.json">The same as OpenAPI 3.1</a>.
  </p>
  ${tags.map(
    (tag) => html`
      <h2 id="${tag}"><a href="?tag=${tag}">${tag}</a></h2>
      <ul>
        ${all
          .filter((operation) => operation.tag === tag)
          .map(
            ({ operationId = '', method, path, summary }) =>
              html`<li>
                <a href="/${language}/developers/api-reference?tag=${tag}#${operationId}"
                  ><code>${method} ${path}</code></a
                ><br />${summary}
              </li>`,
          )}
      </ul>
    `,
  )}
`

const referenceOf = (tag: string, { all, language }: Shown): Html => html`
  <p><a href="/${language}/developers/api-reference">All operations</a></p>
  ${all
    .filter((operation) => operation.tag === tag)
    .map((operation) => operationShown(operation, language))}
`

function operationShown(
  {
    operationId = '',
    method,
    path,
    summary,
    description,
    parameters,
    requestBody,
    responses,
  }: Operation,
  language: string,
): Html {
  const { 200: done, default: _, ...problems } = responses
  const named = parameters.filter(({ name }) => name !== undefined)
  const needsKey = parameters.some(({ $ref }) => $ref !== undefined)
  return html`
    <h2 id="${operationId}">${operationId}</h2>
    <p><code>${method} /api/v1${path}</code></p>
    <p>${summary}. ${description}</p>
    ${needsKey && html`<p>Needs the header <code>Idempotency-Key</code>.</p>`}
    ${
      named.length > 0 &&
      html`<table>
        <thead>
          <tr>
            <th scope="col">parameter</th>
            <th scope="col">in</th>
            <th scope="col">example</th>
          </tr>
        </thead>
        <tbody>
          ${named.map(
            ({ name, in: place, required, example }) =>
              html`<tr>
                <td><code>${name}</code>${required !== true && ' (optional)'}</td>
                <td>${place}</td>
                <td><code>${textOf(example)}</code></td>
              </tr>`,
          )}
        </tbody>
      </table>`
    }
    ${exampleShown('Request', requestBody?.content)} ${exampleShown('Response', done?.content)}
    <p>
      Problems:
      ${Object.entries(problems).map(
        ([status, { description: kinds = '' }]) =>
          html`${status}:
          ${kinds
            .split(', ')
            .map(
              (kind) =>
                html`<a href="/${language}/developers/errors#${kind}"><code>${kind}</code></a> `,
            )}`,
      )}
    </p>
  `
}

function exampleShown(
  title: string,
  content: { readonly [type: string]: Example } | undefined,
): Html | undefined {
  const [first] = Object.entries(content ?? {})
  if (first?.[1].example === undefined) return undefined
  return html`<h3>${title}</h3>
    <pre class="copyable"><code>${JSON.stringify(first[1].example, undefined, 2)}</code></pre>`
}

const textOf = (example: unknown): string =>
  typeof example === 'string' ? example : JSON.stringify(example)

/** Each kind once: with its statuses, and what can be done about it. */
function errorsOf(endpoints: readonly DescribedEndpoint[]): Html {
  const byKind = new Map(endpoints.flatMap((endpoint) => Object.entries(problemsOf(endpoint))))
  return html`
    <p>
      A refusal is a problem of RFC 9457, <code>application/problem+json</code>. Its
      <code>kind</code> never changes its meaning.
    </p>
    <dl>
      ${[...byKind]
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(
          ([kind, { status, title, advice }]) =>
            html`<dt id="${kind}"><code>${kind}</code></dt>
              <dd>${status}: ${title.en}.${advice && html` ${advice.en}`}</dd>`,
        )}
    </dl>
  `
}
