// How the programs speak with the test that runs them: a line of JSON each way.
import { createInterface } from 'node:readline'

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()

export const say = (what) => process.stdout.write(JSON.stringify(what) + '\n')

/** Shows the user's browser an address; answers where that was sent back to. */
export async function browse(address) {
  say({ browse: String(address) })
  return new URL((await lines.next()).value)
}

export function done(what) {
  say(what)
  process.exit(0)
}
