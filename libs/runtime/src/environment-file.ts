/**
 * An environment file as systemd reads it (systemd.exec(5), EnvironmentFile=): a value goes to the end of its line,
 * so a URL with `&`, `#` or `$` needs no quotes. A shell that reads the same file by `.` would take another value.
 */
export function parseEnvironmentFile(text: string): Readonly<Record<string, string>> {
  const found = new Map<string, string>()
  const lines = new LineReader(text)
  while (!lines.isAtEnd()) {
    const key = lines.key()
    if (key === undefined) continue
    const value = lines.value()
    // systemd leaves out names that no shell could have.
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) found.set(key, value)
  }
  return Object.fromEntries(found)
}

/** Reads letter by letter, as systemd's `parse_env_file_internal` does. */
class LineReader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text.replaceAll('\r\n', '\n')
  }

  isAtEnd(): boolean {
    return this.#at >= this.#text.length
  }

  /** Undefined for a line without an assignment: a comment, an empty line, a line without `=`. */
  key(): string | undefined {
    const end = this.#text.indexOf('\n', this.#at)
    const line = this.#text.slice(this.#at, end === -1 ? undefined : end)
    const equals = line.indexOf('=')
    if (equals === -1 || /^\s*[#;]/.test(line)) {
      this.#at += line.length + 1
      return undefined
    }
    this.#at += equals + 1
    return line.slice(0, equals).trim()
  }

  /** Quotes are special only where a value, or the rest after a quoted part, begins. */
  value(): string {
    let value = ''
    for (;;) {
      this.#skipBlanks()
      const letter = this.#take()
      if (letter === undefined || letter === '\n') return value
      if (letter === "'") value += this.#single()
      else if (letter === '"') value += this.#double()
      else {
        this.#at -= 1
        return value + this.#plain()
      }
    }
  }

  #plain(): string {
    let value = ''
    /** White space at the end is dropped; what follows a backslash is not. */
    let retained = 0
    for (;;) {
      const letter = this.#take()
      if (letter === undefined || letter === '\n') return value.slice(0, retained)
      if (letter === '\\') {
        const escaped = this.#take()
        if (escaped !== undefined && escaped !== '\n') value += escaped
        retained = value.length
      } else {
        value += letter
        if (!/[ \t\r]/.test(letter)) retained = value.length
      }
    }
  }

  #single(): string {
    let value = ''
    for (let letter = this.#take(); letter !== undefined && letter !== "'"; letter = this.#take())
      value += letter
    return value
  }

  #double(): string {
    let value = ''
    for (let letter = this.#take(); letter !== undefined && letter !== '"'; letter = this.#take()) {
      if (letter !== '\\') {
        value += letter
        continue
      }
      const escaped = this.#take()
      if (escaped === undefined || escaped === '\n') continue
      value += /["\\`$]/.test(escaped) ? escaped : `\\${escaped}`
    }
    return value
  }

  #skipBlanks(): void {
    while (/^[ \t\r]$/.test(this.#text[this.#at] ?? '')) this.#at += 1
  }

  #take(): string | undefined {
    const letter = this.#text[this.#at]
    this.#at += 1
    return letter
  }
}
