import { randomUUID } from 'node:crypto'
import { contactPageTexts as t, contactTopic } from '@sotevarmenne/api/contact-page-texts'
import {
  continueContactMessage as continuing,
  sendContactMessage as sending,
  type ContactMessageView,
} from '@sotevarmenne/api/contact-messages'
import { languages as languageWords } from '@sotevarmenne/api/words'
import type { z } from 'zod'
import { textOfFault } from '@sotevarmenne/api/input-faults'
import { languages, type Language } from '@sotevarmenne/pages/languages'
import { html, type Html } from '@sotevarmenne/pages/html'
import { showInstant } from '@sotevarmenne/kernel/show'
import { parseInstant } from '@sotevarmenne/kernel/instant'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Problem, Refusal } from '#platform/endpoint.ts'
import type {
  FormsWithoutScripts,
  PageWithoutScripts,
  RequestedPage,
} from '#platform/http/first-words.ts'
import type { Permission, Permit } from '#platform/permit.ts'
import type { Text } from '#platform/texts.ts'
import type { Cases } from '../create-cases.ts'
import {
  confirmContactMessage,
  continueContactMessage,
  viewContactMessage,
} from './contact-message-by-link.ts'
import { contactMessagesPerMinute, sendContactMessage } from './send-contact-message.ts'

type Deps = {
  readonly cases: Cases
  readonly permit: <Name extends Permission>(operation: Name) => Permit<Name>
}

/** The pages on which people write without sign-in, as they are shown where scripts do not run. */
export function contactPage({ path, query }: RequestedPage): PageWithoutScripts | undefined {
  const [, language, page, ...more] = path.split('/')
  const known = languages.find((one) => one === language)
  if (known === undefined || more.length > 0) return undefined
  if (page === 'contact-form')
    return query.has('sent')
      ? sentPage(known)
      : formPage(known, {
          form: new URLSearchParams(contactTopic(query.get('topic'), known)),
        })
  return page === 'contact-message' ? linkPage(known) : undefined
}

/** Takes what their forms send. */
export const contactForms = (deps: Deps): FormsWithoutScripts => ({
  'contact-form': {
    perMinute: contactMessagesPerMinute,
    take: async ({ language, form, address }) => {
      const typed = sending.input.safeParse(Object.fromEntries(form))
      if (!typed.success)
        return {
          status: 422,
          page: formPage(language, { form, faults: faultsOf(typed.error.issues, language) }),
        }
      const sent = await deps.cases.sendContactMessage(
        deps.permit('cases.sendContactMessage'),
        typed.data,
        { address },
      )
      if (sent.ok) return { redirectTo: `/${language}/contact-form?sent=yes` }
      const problem = problemOf(sendContactMessage.problems, sent.refusal)
      return { status: problem.status, page: formPage(language, { form, problem }) }
    },
  },
  'contact-message': {
    perMinute: linksPerMinute,
    take: async ({ language, form }) => {
      // A whole link that was pasted, or its last part.
      const link = (form.get('link') ?? '').trim().replace(/^.*#/, '')
      const typed = continuing.input.safeParse({ ...Object.fromEntries(form), link })
      const { opened, problems } = await actBy(deps, { action: form.get('do'), link, typed })
      if (opened?.ok === true)
        return { status: 200, page: messagePage(language, { link, message: opened.value }) }
      if (opened === undefined) {
        const found = await deps.cases.viewContactMessage(deps.permit('cases.viewContactMessage'), {
          link,
        })
        const faults = faultsOf(typed.error?.issues ?? [], language)
        if (found.ok)
          return {
            status: 422,
            page: messagePage(language, { link, message: found.value, faults }),
          }
      }
      const problem = problemOf(problems, opened?.refusal ?? { kind: 'link-not-found' })
      return { status: problem.status, page: linkPage(language, problem) }
    },
  },
})

const linksPerMinute = 60

type Opened = Result<ContactMessageView, Refusal>

/** Undefined where what was typed is not right. */
async function actBy(
  { cases, permit }: Deps,
  {
    action,
    link,
    typed,
  }: {
    readonly action: string | null
    readonly link: string
    readonly typed: ReturnType<typeof continuing.input.safeParse>
  },
): Promise<{
  readonly opened: Opened | undefined
  readonly problems: Readonly<Record<string, Problem>>
}> {
  if (action === 'confirm') {
    const opened = await cases.confirmContactMessage(permit('cases.confirmContactMessage'), {
      link,
    })
    return { opened, problems: confirmContactMessage.problems }
  }
  const { problems } = continueContactMessage
  if (action !== 'write') {
    const opened = await cases.viewContactMessage(permit('cases.viewContactMessage'), { link })
    return { opened, problems: viewContactMessage.problems }
  }
  if (!typed.success) return { opened: undefined, problems }
  const opened = await cases.continueContactMessage(
    permit('cases.continueContactMessage'),
    typed.data,
  )
  return { opened, problems }
}

const problemOf = (problems: Readonly<Record<string, Problem>>, { kind }: Refusal): Problem => {
  const problem = problems[kind]
  if (!problem) throw new Error(`no problem for ${kind}`)
  return problem
}

type Faults = Readonly<Record<string, string>>

/** The first one of each field. */
const faultsOf = (issues: readonly z.core.$ZodIssue[], language: Language): Faults =>
  Object.fromEntries(
    issues.toReversed().map((issue) => [String(issue.path[0]), textOfFault(issue, language)]),
  )

type Given = {
  readonly form: URLSearchParams
  readonly faults?: Faults
  readonly problem?: Problem
}

const formPage = (
  language: Language,
  { form, faults = {}, problem }: Given,
): PageWithoutScripts => ({
  language,
  title: t.heading[language],
  content: html`
    <h1>${t.heading[language]}</h1>
    <p>${t.lead[language]}</p>
    <p>${t.lostFirst[language]} <a href="/${language}/lost-card">${t.toLostCard[language]}</a></p>
    ${problem && problemShown(problem, language)}
    <form method="post" action="/${language}/contact-form">
      <input type="hidden" name="messageId" value="${form.get('messageId') ?? randomUUID()}" />
      ${field('name', { language, form, faults, autoComplete: 'name' })}
      ${field('email', { language, form, faults, autoComplete: 'email', hint: t.emailHint })}
      ${field('subject', { language, form, faults })} ${textField({ language, form, faults })}
      <p>
        <label for="plain-language">${t.language[language]}</label>
        <select id="plain-language" name="language">
          ${languages.map((one) =>
            one === (form.get('language') ?? language)
              ? html`<option value="${one}" selected>${languageWords[one][language]}</option>`
              : html`<option value="${one}">${languageWords[one][language]}</option>`,
          )}
        </select>
      </p>
      <p>${t.stored[language]}</p>
      <p><button>${t.submit[language]}</button></p>
    </form>
  `,
})

const sentPage = (language: Language): PageWithoutScripts => ({
  language,
  title: t.sent[language],
  content: html`<h1>${t.sent[language]}</h1>
    <p>${t.sentHelp[language]}</p>`,
})

/** Asks for the part of the link that browsers do not send. */
const linkPage = (language: Language, problem?: Problem): PageWithoutScripts => ({
  language,
  title: t.messageHeading[language],
  content: html`
    <h1>${t.messageHeading[language]}</h1>
    ${problem && problemShown(problem, language)}
    <p>${t.noLinkHelp[language]}</p>
    <form method="post" action="/${language}/contact-message" autocomplete="off">
      <p>
        <label for="plain-link">${texts.link[language]}</label>
        <input id="plain-link" name="link" size="60" required />
      </p>
      <p><button>${texts.open[language]}</button></p>
    </form>
    <p><a href="/${language}/contact-form">${t.heading[language]}</a></p>
  `,
})

function messagePage(
  language: Language,
  {
    link,
    message,
    faults = {},
  }: { readonly link: string; readonly message: ContactMessageView; readonly faults?: Faults },
): PageWithoutScripts {
  const time = (at: string): string => showInstant(parsed(at), language)
  const begun = (action: 'confirm' | 'write'): Html => html`
    <input type="hidden" name="link" value="${link}" />
    <input type="hidden" name="do" value="${action}" />
  `
  const title = t.messageHeading[language]
  if (message.state === 'unconfirmed')
    return {
      ...{ language, title },
      content: html`
        <h1>${title}</h1>
        <p>${t.confirmLead[language].replace('{{time}}', time(message.confirmBy))}</p>
        <p>${t.notYours[language]}</p>
        <form method="post" action="/${language}/contact-message">
          ${begun('confirm')}
          <p><button>${t.confirm[language]}</button></p>
        </form>
      `,
    }
  const { subject, messages, until } = message
  return {
    ...{ language, title },
    content: html`
      <h1>${title}</h1>
      <p>${message.state === 'waiting' ? t.arrivedHelp[language] : undefined}</p>
      <h2>${subject}</h2>
      ${messages.map(
        ({ isFromOffice, at, text }) => html`
          <h3>${`${t[isFromOffice ? 'answered' : 'youWrote'][language]} ${time(at)}`}</h3>
          <p class="as-written">${text}</p>
        `,
      )}
      <h2>${t.more[language]}</h2>
      <form method="post" action="/${language}/contact-message">
        ${begun('write')}
        <input type="hidden" name="stepId" value="${randomUUID()}" />
        ${textField({ language, form: new URLSearchParams(), faults })}
        <p><button>${t.send[language]}</button></p>
      </form>
      <p>${t.until[language].replace('{{time}}', time(until))}</p>
    `,
  }
}

function parsed(at: string) {
  const instant = parseInstant(at)
  if (instant === undefined) throw new Error(`not an instant: ${at}`)
  return instant
}

const problemShown = ({ title, advice }: Problem, language: Language): Html => html`
  <div role="alert">
    <p><strong>${title[language]}</strong></p>
    ${advice && html`<p>${advice[language]}</p>`}
  </div>
`

type FieldGiven = Required<Omit<Given, 'problem'>> & { readonly language: Language }

const field = (
  name: 'name' | 'email' | 'subject',
  {
    language,
    form,
    faults,
    autoComplete = 'off',
    hint,
  }: FieldGiven & { readonly autoComplete?: 'name' | 'email' | 'off'; readonly hint?: Text },
): Html => html`
  <p>
    <label for="plain-${name}">${t[name][language]}</label>
    ${hint && html`${hint[language]}<br />`}
    <input
      id="plain-${name}"
      name="${name}"
      size="40"
      autocomplete="${autoComplete}"
      value="${form.get(name) ?? ''}"
      ${invalid(name, faults)}
    />
    ${fault(name, faults)}
  </p>
`

const textField = ({ language, form, faults }: FieldGiven): Html => html`
  <p>
    <label for="plain-text">${t.text[language]}</label>
    ${t.textHint[language]}<br />
    <textarea id="plain-text" name="text" rows="8" cols="60" ${invalid('text', faults)}>
${form.get('text') ?? ''}</textarea>
    ${fault('text', faults)}
  </p>
`

const invalid = (name: string, faults: Faults): Html | undefined =>
  faults[name] === undefined
    ? undefined
    : html`aria-invalid="true" aria-describedby="plain-${name}-fault"`

const fault = (name: string, faults: Faults): Html | undefined =>
  faults[name] === undefined
    ? undefined
    : html`<br /><strong id="plain-${name}-fault" role="alert">${faults[name]}</strong>`

const texts = {
  link: {
    fi: 'Kopioi tähän linkki sähköpostistasi',
    sv: 'Kopiera länken i din e-post hit',
    en: 'Copy the link in your e-mail here',
  },
  open: { fi: 'Avaa', sv: 'Öppna', en: 'Open' },
} as const
