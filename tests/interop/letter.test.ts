import assert from 'node:assert/strict'
import { it } from 'node:test'
import { getDocumentProxy } from 'unpdf'
import { exampleServiceContacts as contacts } from '../../apps/server/src/platform/service-contacts.ts'
import { renderLetter } from '../../apps/server/src/cards/letters/adapters/letter-typst.ts'

const letter = {
  product: 'professional-card' as const,
  letterNumber: '0123456789',
  activationCode: '48201735',
  lastDigits: '234512',
  addressLines: [
    'Áilu Sárá Čeaskka-Máijá Näkkäläjärvi-Guovdageaidnu-Šuŋŋá',
    'Esimerkkilän terveysasema',
    'Čáhcegeaidnu 5 B 12',
    '99800 IVALO',
  ],
  date: '2026-11-30',
  service: { publicUrl: 'https://varmenne.example.fi', contacts },
}

/**
 * Where a window of 30 × 90 mm can be, for any position of the folded sheet in the envelope: millimetres from
 * the top left.
 */
const shown = { left: 20, right: 92, top: 30, bottom: 72 }

for (const language of ['fi', 'sv', 'en'] as const)
  it(`the letter in ${language} is one page, and only the address is in the window of its envelope`, async () => {
    const pdf = await getDocumentProxy(await renderLetter({ ...letter, language }))
    assert.equal(pdf.numPages, 1)
    const pieces = await piecesOf(await pdf.getPage(1))
    const inWindow = pieces.filter(({ y }) => y > shown.top && y < shown.bottom)
    assert.equal(inWindow.map(({ text }) => text).join(''), letter.addressLines.join(''))
    for (const { text, left, right } of inWindow)
      assert.ok(left >= shown.left - 0.1 && right <= shown.right, text)
  })

for (const language of ['fi', 'sv', 'en'] as const)
  it(`the letter in ${language} says whom to call about a lost card, where to post a found one, and where the software is`, async () => {
    const textOf = async (service: Parameters<typeof renderLetter>[0]['service']) => {
      const pdf = await getDocumentProxy(await renderLetter({ ...letter, language, service }))
      assert.equal(pdf.numPages, 1)
      const pieces = await piecesOf(await pdf.getPage(1))
      return pieces
        .map(({ text }) => text.trim())
        .join(' ')
        .replaceAll(/\s+/g, ' ')
    }
    const text = await textOf(letter.service)
    for (const said of [
      ...[contacts.hotline, contacts.phone, 'varmenne.example.fi'],
      `${contacts.organisation}, ${contacts.street}, ${contacts.postalCode} ${contacts.town}`,
    ])
      assert.ok(text.includes(said), `${said}: ${text}`)
    // A service whose operator has given no number names none.
    const unstaffed = await textOf({ publicUrl: letter.service.publicUrl })
    assert.ok(unstaffed.includes('varmenne.example.fi'))
    assert.doesNotMatch(unstaffed, /[{}]|000 123|undefined/)
  })

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>

/** The texts of a page with their baselines, in millimetres from its top left corner. */
async function piecesOf(page: Page) {
  const { items } = await page.getTextContent()
  const { height } = page.getViewport({ scale: 1 })
  return items.flatMap((item) => {
    if (!('str' in item)) return []
    const [x, y] = item.transform.slice(4).map(Number)
    return [
      {
        text: item.str,
        left: millimetres(x ?? 0),
        right: millimetres((x ?? 0) + item.width),
        y: millimetres(height - (y ?? 0)),
      },
    ]
  })
}

/** From the points of a PDF. */
const millimetres = (points: number): number => (points * 25.4) / 72
