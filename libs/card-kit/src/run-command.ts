import { spawn } from 'node:child_process'
import { testPeople } from '@sotevarmenne/identifiers/test-people'
import { version } from '@sotevarmenne/kernel/version'
import type { CardKit } from './contract.ts'
import { readArguments } from './options.ts'
import { isCardKitError, wordsOf } from './refusals.ts'
import { startCardKit } from './start-card-kit.ts'

/*
 * `card-kit [options] [-- command …]`. Ends with 0, or the exit code of the command; 2 for wrong options, 3 when
 * something that it needs is not there or in use.
 */
const say = (words: string) => void process.stdout.write(`${words}\n`)
const complain = (words: string) => void process.stderr.write(`${words}\n`)

const help = `card-kit [options] [-- command …]

A virtual card, a PIN pad, the signing API, OCSP and CRLs of a test CA, for tests. With a command, it runs the
command beside itself and ends with it.

  --person <key>       whose card is in the reader: ${testPeople.map(({ personKey }) => personKey).join(', ')}
  --layout <name>      myeid (default) or fineid-s4-2
  --card <file>        a virtual test card downloaded from the service, in place of a person’s
  --pin-pad <mode>     automatic (default): types the PINs by itself; manual: waits for the API
  --pin1, --pin2 <n>   what the PIN pad types (1234, 123456)
  --folder <folder>    where roots.pem is written; a temporary folder by default
  --pcsc, --no-pcsc    requires, or leaves out, the card in a virtual PC/SC reader (vpcd)
  --signing-port, --signing-tls-port, --page-port, --kit-port, --vpcd-port <n>
  --people             lists the test people
  --help, --version

The environment can say the same: CARD_KIT_PERSON, CARD_KIT_LAYOUT, CARD_KIT_PIN_PAD, CARD_KIT_PIN1,
CARD_KIT_PIN2.`

const read = readArguments(process.argv.slice(2))
if (!read.ok) {
  complain(wordsOf(read.refusal))
  process.exitCode = 2
} else if (read.value.shows === 'help') say(help)
else if (read.value.shows === 'version') say(version)
else if (read.value.shows === 'people')
  for (const { personKey, givenNames, surname, registrationNumber, right } of testPeople)
    say(`${personKey}: ${givenNames} ${surname}, ${right.en.toLowerCase()}, ${registrationNumber}`)
else await run(read.value)

async function run({ options, command }: Parameters<typeof startWith>[0]): Promise<void> {
  const kit = await startWith({ options, command })
  if (!kit) return
  const [program, ...words] = command
  const end = (code: number) => void kit.stop().then(() => process.exit(code))
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      // The command gets the signal of the terminal itself, and ends the kit when it ends.
      if (program === undefined) end(0)
    })
  if (program === undefined) return
  const child = spawn(program, words, {
    stdio: 'inherit',
    env: { ...process.env, CARD_KIT_URL: kit.url },
  })
  child.once('error', (fault) => {
    complain(`${program} cannot be started: ${fault.message}`)
    end(3)
  })
  child.once('exit', (code) => {
    end(code ?? 1)
  })
}

async function startWith({
  options,
}: {
  readonly options: Parameters<typeof startCardKit>[0]
  readonly command: readonly string[]
}): Promise<CardKit | undefined> {
  const begin = performance.now()
  try {
    const kit = await startCardKit({ ...options, say: complain })
    const { card, isInPcsc, signingApiUrl, signingApiTlsUrl, pageUrl, people } = await kit.state()
    const holder = people.find(({ key }) => key === card?.person)
    say(
      [
        'Card kit for tests. Its CA is made at each start and proves nothing about anybody.',
        `Card:        ${holder ? `${holder.givenNames} ${holder.surname}, ${holder.registrationNumber}` : 'of a file'}, ${card?.layout ?? ''}`,
        `PC/SC:       ${isInPcsc ? 'the card is in the virtual reader too' : 'no virtual reader (vpcd) listens; not needed'}`,
        `Signing API: ${signingApiTlsUrl} and ${signingApiUrl}`,
        `Its page:    ${pageUrl}`,
        `Kit:         ${kit.url} (CARD_KIT_URL); root CA: ${kit.url}/ca/test.pem`,
        `Ready in ${String(Math.round(performance.now() - begin))} ms.`,
      ].join('\n'),
    )
    return kit
  } catch (fault) {
    if (!isCardKitError(fault)) throw fault
    complain(fault.message)
    const isMissing = fault.kind === 'ports-in-use' || fault.kind === 'vpcd-not-there'
    process.exitCode = isMissing ? 3 : 2
    return undefined
  }
}
