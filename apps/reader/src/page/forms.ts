import { html, trustedMarkup, type Html } from '@sotevarmenne/pages/html'
import type { Language, Text } from '@sotevarmenne/pages/languages'
import type { CardSeen } from '../cards/card-desk.ts'
import { holderOf } from '../cards/certificate-facts.ts'
import { pinResetOf } from '../cards/pin-reset.ts'
import { capitalised } from './home.ts'
import { unlockLink } from './unlock-link.ts'
import { texts } from './texts.ts'

/** What is wrong in the form that was sent, and where the person can correct it. */
export type Mistake = {
  readonly text: string
  /** Name of the field, if one field is wrong. */
  readonly field?: string
}

type FormOf = {
  readonly card: CardSeen
  readonly readerId: string
  readonly mistakes: readonly Mistake[]
}

/** The activation wizard, all its steps on one page: the letter, then the two PINs. */
export const activationForm = (
  language: Language,
  form: FormOf & { readonly letterNumber: string },
): Html =>
  formPage(
    language,
    form,
    { action: 'activate', title: texts.activate, lead: texts.activateLead },
    html`<fieldset>
        <legend>1. ${texts.fromLetter[language]}</legend>
        ${codeStays(form) && html`<p class="note">${texts.codeStays[language]}</p>`}
        <div class="pairs">
          ${field(form, {
            name: 'letterNumber',
            label: (codeStays(form) ? texts.letterNumberIfAny : texts.letterNumber)[language],
            maxLength: 14,
            value: form.letterNumber,
            isRequired: !codeStays(form),
          })}
          ${activationCodeField(language, form)}
        </div>
      </fieldset>
      ${bothNewPins(language, form)}`,
  )

/** Resets both PINs, with the activation code alone. */
export const newPinsForm = (
  language: Language,
  form: FormOf & { readonly serviceOrigin: string },
): Html =>
  formPage(
    language,
    form,
    { action: 'new-pins', title: texts.newPins, lead: texts.newPinsLead },
    html`${
        codeStays(form)
          ? html`<p class="note">${texts.codeStays[language]}</p>`
          : html`<p class="note">
                <strong>${texts.newLetter[language]}</strong> ${texts.newLetterNote[language]}
                <a href="activate?reader=${encodeURIComponent(form.readerId)}"
                  >${texts.newLetterLink[language]}</a
                >
              </p>
              ${unlockLink(language, { serviceOrigin: form.serviceOrigin, activated: true })}`
      }
      <fieldset>
        <legend>1. ${texts.fromLetter[language]}</legend>
        ${activationCodeField(language, form)}
      </fieldset>
      ${bothNewPins(language, form)}`,
  )

const codeStays = ({ card }: FormOf): boolean => pinResetOf(card) === 'same-letter'

export const changePinForm = (
  language: Language,
  form: FormOf & { readonly which: 'pin1' | 'pin2' },
): Html =>
  formPage(
    language,
    form,
    { action: 'change-pin', title: texts.changePin },
    html`<fieldset>
      <legend>${texts.changePin[language]}</legend>
      <label for="which">${texts.which[language]}</label>
      <select id="which" name="which">
        ${(['pin1', 'pin2'] as const).map(
          (which) =>
            html`<option value="${which}" ${which === form.which && trustedMarkup('selected')}>
              ${capitalised(texts[which][language])}
            </option>`,
        )}
      </select>
      ${field(form, pinField('oldPin', texts.oldPin[language]))}
      <p class="note" id="rule">${texts.pinRule[language]} ${texts.pinNotFormer[language]}</p>
      <div class="pairs">
        ${field(form, pinField('newPin', texts.newPin[language]))}
        ${field(form, pinField('newPinAgain', texts.again[language]))}
      </div>
    </fieldset>`,
  )

/** The card, the mistake, and the fields between their heading and their button. */
const formPage = (
  language: Language,
  { card, readerId, mistakes }: FormOf,
  { action, title, lead }: { readonly action: string; readonly title: Text; readonly lead?: Text },
  fields: Html,
): Html => html`
  <h1>${title[language]}</h1>
  ${lead && html`<p class="lead">${lead[language]}</p>`}
  <dl class="box">
    <dt>${texts.card[language]}</dt>
    <dd>${holderOf(card.certificates[0]?.der)?.name ?? card.label}</dd>
    <dt>${texts.cardNumber[language]}</dt>
    <dd>${card.cardNumber}</dd>
  </dl>
  ${
    mistakes.length > 0 &&
    html`<div class="bad" role="alert" id="mistake">
      <p><strong>${texts.mistake[language]}.</strong></p>
      <ul>
        ${mistakes.map(({ text, field }) => html`<li id="mistake-${field ?? 'form'}">${text}</li>`)}
      </ul>
    </div>`
  }
  <p class="bad" id="no-response" role="alert" hidden>${texts.noResponse[language]}</p>
  <form method="post" action="${action}" autocomplete="off" novalidate>
    <input type="hidden" name="reader" value="${readerId}" />
    ${fields}
    <div class="buttons">
      <button>${title[language]}</button>
      <a class="button quiet" href="./">${texts.back[language]}</a>
    </div>
  </form>
`

const bothNewPins = (language: Language, form: FormOf): Html =>
  html`${newPin(language, form, 'pin1', `2. ${texts.pin1Legend[language]}`)}
  ${newPin(language, form, 'pin2', `3. ${texts.pin2Legend[language]}`)}`

const newPin = (language: Language, form: FormOf, which: 'pin1' | 'pin2', legend: string): Html =>
  html`<fieldset aria-describedby="rule-${which}">
    <legend>${legend}</legend>
    <p class="note" id="rule-${which}">${texts.pinRule[language]} ${texts.pinsDiffer[language]}</p>
    <div class="pairs">
      ${field(form, pinField(which, texts.newPin[language]))}
      ${field(form, pinField(`${which}Again`, texts.again[language]))}
    </div>
  </fieldset>`

const activationCodeField = (language: Language, form: FormOf): Html =>
  field(form, {
    name: 'activationCode',
    label: texts.activationCode[language],
    maxLength: 11,
  })

type Field = {
  readonly name: string
  readonly label: string
  readonly maxLength: number
  readonly value?: string
  readonly isSecret?: boolean
  readonly isRequired?: boolean
}

const pinField = (name: string, label: string): Field => ({
  ...{ name, label, maxLength: 8, isSecret: true },
})

const field = (
  { mistakes }: FormOf,
  { name, label, maxLength, value = '', isSecret = false, isRequired = true }: Field,
): Html => {
  const isWrong = mistakes.some((mistake) => mistake.field === name)
  // Nobody sees what is wrong in a hidden PIN: both its fields are typed again.
  const isTypedAgain = isSecret && mistakes.some((mistake) => pinOf(mistake.field) === pinOf(name))
  return html`<div>
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      type="${isSecret ? 'password' : 'text'}"
      inputmode="numeric"
      autocomplete="off"
      maxlength="${maxLength}"
      value="${value}"
      ${isTypedAgain && trustedMarkup('data-typed-again')}
      ${isRequired && trustedMarkup('required')}
      ${isWrong && trustedMarkup(`aria-invalid="true" aria-describedby="mistake-${name}"`)}
      ${mistakes[0]?.field === name && trustedMarkup('autofocus')}
    />
  </div>`
}

const pinOf = (field: string | undefined): string | undefined => field?.replace(/Again$/, '')
