// An app on simple-oauth2 as it comes: the secret in HTTP Basic, all else in forms.
import { createHash, randomBytes } from 'node:crypto'
import { AuthorizationCode } from 'simple-oauth2'
import { browse, done } from './conversation.mjs'

const { ISSUER, CLIENT_ID, CLIENT_SECRET, CALLBACK, SCOPE, RESOURCE } = process.env

const client = new AuthorizationCode({
  client: { id: CLIENT_ID, secret: CLIENT_SECRET },
  auth: { tokenHost: ISSUER },
})

const verifier = randomBytes(32).toString('base64url')
const state = randomBytes(16).toString('base64url')
const sentBack = await browse(
  client.authorizeURL({
    redirect_uri: CALLBACK,
    scope: SCOPE.split(' '),
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }),
)
if (sentBack.searchParams.get('state') !== state) throw new Error('another state: ' + sentBack)

const first = await client.getToken({
  code: sentBack.searchParams.get('code'),
  redirect_uri: CALLBACK,
  code_verifier: verifier,
})
const before = await get(first)
const second = await first.refresh()
const after = await get(second)

await second.revokeAll()
const refusal = await get(second)
const refreshed = await second.refresh().catch((error) => error.data.payload.error)

done({ first: first.token, before, second: second.token, after, refusal, refreshed, expired: first.expired() })

async function get(tokens) {
  const answer = await fetch(RESOURCE, { headers: { authorization: `Bearer ${tokens.token.access_token}` } })
  return { status: answer.status, body: await answer.json() }
}
