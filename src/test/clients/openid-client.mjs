// An app on openid-client: confidential with CLIENT_SECRET, public without.
import * as oauth from 'openid-client'
import { browse, done } from './conversation.mjs'

const { ISSUER, CLIENT_ID, CLIENT_SECRET, CALLBACK, SCOPE, RESOURCE } = process.env

const config = await oauth.discovery(
  new URL(ISSUER),
  CLIENT_ID,
  CLIENT_SECRET,
  CLIENT_SECRET ? undefined : oauth.None(),
  { algorithm: 'oauth2', execute: [oauth.allowInsecureRequests] },
)

const pkceCodeVerifier = oauth.randomPKCECodeVerifier()
const expectedState = oauth.randomState()
const address = oauth.buildAuthorizationUrl(config, {
  redirect_uri: CALLBACK,
  scope: SCOPE,
  state: expectedState,
  code_challenge: await oauth.calculatePKCECodeChallenge(pkceCodeVerifier),
  code_challenge_method: 'S256',
})
const sentBack = await browse(address)

const first = await oauth.authorizationCodeGrant(config, sentBack, { pkceCodeVerifier, expectedState })
const before = await get(first)

const unknown = await get({ access_token: 'unknown' })
const description = await fetch(unknown.challenges[0].parameters.resource_metadata)
const resource = await description.json()

const second = await oauth.refreshTokenGrant(config, first.refresh_token)
const after = await get(second)
const introspection = CLIENT_SECRET ? await oauth.tokenIntrospection(config, second.access_token) : null

await oauth.tokenRevocation(config, second.refresh_token)
const refusal = await get(second)
const refreshed = await oauth.refreshTokenGrant(config, second.refresh_token).catch((error) => error.error)

done({ first, before, resource, second, after, introspection, refusal, refreshed })

async function get(tokens) {
  try {
    const answer = await oauth.fetchProtectedResource(config, tokens.access_token, new URL(RESOURCE), 'GET')
    return { status: answer.status, body: await answer.json() }
  } catch (error) {
    if (!(error instanceof oauth.WWWAuthenticateChallengeError)) throw error
    return { status: error.status, challenges: error.cause }
  }
}
