import assert from 'node:assert/strict'
import { it } from 'node:test'
import { parseMailbox } from './mailbox.ts'

const kindOf = (text: string): string => {
  const parsed = parseMailbox(text)
  return parsed.ok ? parsed.value.address : parsed.refusal.kind
}

it('a mailbox has an ASCII local part and a full public domain, which is written in lower case', () => {
  for (const [text, expected] of [
    ['aino.esimerkki@Sairaala.Example.FI', 'aino.esimerkki@sairaala.example.fi'],
    ["Aino+o'h@example.fi", "Aino+o'h@example.fi"],
    ['a@xn--shk-ula5b.fi', 'a@xn--shk-ula5b.fi'],
    ['äiti@example.fi', 'mailbox-not-ascii'],
    ['aino@sähkö.fi', 'mailbox-malformed'],
    ['p131052-308T@example.fi', 'mailbox-like-identity-code'],
    ...[
      ...['', '@', 'aino', 'aino@', '@example.fi', 'aino@fi', 'aino@localhost', 'a b@example.fi'],
      ...[
        '.a@example.fi',
        'a.@example.fi',
        'a..b@example.fi',
        'a@b@example.fi',
        '"a b"@example.fi',
      ],
      ...[
        'a@[192.0.2.1]',
        'a@example.fi.',
        'a@example.fi\n',
        'Aino <a@example.fi>',
        'a@*.example.fi',
      ],
      ...[
        `${'a'.repeat(65)}@example.fi`,
        `a@${'b'.repeat(63)}.${`${'c'.repeat(60)}.`.repeat(4)}fi`,
      ],
    ].map((text) => [text, 'mailbox-malformed'] as const),
  ] as const)
    assert.equal(kindOf(text), expected, text)
})
