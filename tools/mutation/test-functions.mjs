/**
 * What suites import of `node:test`, for many runs in one process: collects the tests of a file and runs them one
 * after the other until the first that fails. What is not here does not link, and such a suite gets its own process.
 */
const newSuite = (fn) => ({ fn, before: [], after: [], beforeEach: [], afterEach: [], members: [] })
let current = newSuite()

export const describe = register((fn) => ({ suite: newSuite(fn) }))
export const it = register((fn) => ({ test: fn }))
export const before = (fn) => void current.before.push(fn)
export const after = (fn) => void current.after.push(fn)
export const beforeEach = (fn) => void current.beforeEach.push(fn)
export const afterEach = (fn) => void current.afterEach.push(fn)

function register(memberOf) {
  return (name, ...rest) => {
    const options = rest.find((each) => typeof each === 'object') ?? {}
    const fn = rest.find((each) => typeof each === 'function')
    if (fn === undefined || options.skip || options.todo) return
    current.members.push({ name, ...memberOf(fn) })
  }
}

/** Imports a file and runs its tests: the name of the first that fails, with its error; undefined when all pass. */
export async function firstFailure(load) {
  const root = newSuite(load)
  return runSuite(root, [])
}

async function runSuite(suite, outer) {
  const enclosing = current
  current = suite
  try {
    await suite.fn()
  } catch (error) {
    return { name: 'collecting the tests', error }
  } finally {
    current = enclosing
  }
  const suites = [...outer, suite]
  try {
    await runAll(suite.before)
    for (const member of suite.members) {
      const failure =
        'suite' in member ? await runSuite(member.suite, suites) : await runTest(member, suites)
      if (failure !== undefined) return failure
    }
  } catch (error) {
    return { name: 'a hook of the suite', error }
  } finally {
    await runAll(suite.after)
  }
  return undefined
}

async function runTest({ name, test }, suites) {
  const ends = []
  try {
    for (const { beforeEach } of suites) await runAll(beforeEach)
    await test(contextOf(name, ends))
    for (const { afterEach } of suites.toReversed()) await runAll(afterEach)
    return undefined
  } catch (error) {
    return { name, error }
  } finally {
    await runAll(ends)
  }
}

const contextOf = (name, ends) =>
  new Proxy(
    { name, after: (fn) => void ends.push(fn), diagnostic: () => undefined },
    {
      get(target, key) {
        if (key in target) return target[key]
        throw new Error(`${String(key)} of a test's context needs a process of its own`)
      },
    },
  )

async function runAll(hooks) {
  for (const hook of hooks) await hook({})
}
