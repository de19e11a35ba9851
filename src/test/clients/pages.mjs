// Goes through our pages in Chromium on a phone and on a desk, in light and in dark, and tells what is wrong with them.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'
import { done } from './conversation.mjs'

const { BASE, CHROMIUM, PICTURES, EMAIL, PASSWORD, RESET, INVITATION, LINK, CONSENT, REFUSED, LANGUAGE } = process.env
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']
const screens = { phone: { width: 360, height: 740 }, desk: { width: 1280, height: 900 } }
const findings = []
const looked = new Set()

if (PICTURES) mkdirSync(PICTURES, { recursive: true })
const browser = await chromium.launch({ executablePath: CHROMIUM })
for (const [screen, viewport] of Object.entries(screens)) {
  await walk(screen, await browser.newContext({ viewport, locale: LANGUAGE, baseURL: BASE, reducedMotion: 'reduce' }))
}
await withoutScript()
await browser.close()
done({ looked: [...looked], findings })

async function walk(screen, context) {
  const page = await context.newPage()
  let name = 'start'
  const tell = (what) => findings.push(`${name} (${screen}): ${what}`)
  page.on('pageerror', (error) => tell(error.message))
  // What a form refuses is a 4xx on purpose.
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) tell(message.text())
  })
  const look = async (as, before) => {
    name = as
    await before?.()
    await inspect(page, screen, as, tell)
  }

  await page.goto('/login')
  await look('login')
  await send(page, { email: EMAIL, password: 'wrong' })
  await look('login-refused')
  await page.goto('/password/new')
  await look('forgotten')
  await send(page, { email: 'somebody@example.com' })
  await look('sent')
  await page.goto(RESET)
  await look('choose')
  await send(page, { password: 'short', password_confirmation: 'other' })
  await look('choose-refused')
  await page.goto('/password/edit?token=none')
  await look('gone')
  await page.goto(INVITATION)
  await look('join')
  await send(page, { name: ' ', password: 'short', password_confirmation: '' })
  await look('join-refused')
  await page.goto(LINK)
  await look('link')
  await page.goto(REFUSED)
  await look('consent-refused')
  await page.goto('/docs/index.html')
  await page.waitForSelector('[id] .entry, .entry ~ .entry')
  await look('docs', async () => {
    // Hundreds of operations are written by one piece of code: a few show what is wrong with it.
    await page.evaluate(() => {
      for (const operation of [...document.querySelectorAll('article.entry')].slice(10)) {
        document.querySelectorAll(`a[href="#${operation.id}"]`).forEach((link) => link.closest('li')?.remove())
        operation.remove()
      }
    })
  })
  await page.goto(CONSENT)
  await send(page, { email: EMAIL, password: PASSWORD })
  await page.waitForURL('**/oauth/authorize**')
  await look('consent')
  await page.goto('/')
  await look('home')
  await page.locator('input[name=csrf_token]').first().evaluate((field) => (field.value = 'old'))
  await page.locator('form button').first().click()
  await look('stale')
  await context.close()
}

/** Past what the browser checks by itself. */
async function send(page, fields) {
  for (const [field, value] of Object.entries(fields)) await page.fill(`[name=${field}]`, value)
  await page.locator('form').first().evaluate((form) => (form.noValidate = true))
  await Promise.all([page.waitForNavigation(), page.locator('form button').first().click()])
}

async function inspect(page, screen, as, tell) {
  looked.add(as)
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme })
    await page.evaluate(axe)
    const { violations } = await page.evaluate((values) => axe.run({ runOnly: values }), rules)
    for (const { id, nodes } of violations) {
      tell(`${colorScheme}: ${id}: ${nodes.slice(0, 5).map((node) => node.html).join(' ')} (${nodes.length})`)
    }
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/${as}-${screen}-${colorScheme}.png` })
  }
  await page.emulateMedia({ colorScheme: 'light' })
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    const beyond = (it) => it.getBoundingClientRect().right > clientWidth + 1 && !it.closest('pre, [role=tablist]')
    const causes = [...document.querySelectorAll('body *')].filter(beyond).map((it) => it.outerHTML.slice(0, 90))
    return scrollWidth > clientWidth && `${scrollWidth - clientWidth}px wider than the window: ${causes.slice(0, 8)}`
  })
  if (wide) tell(wide)
  await walkByKeyboard(page, tell)
}

/** Each stop of the Tab key is seen, and comes in the order of the page. */
async function walkByKeyboard(page, tell) {
  await page.evaluate(() => document.activeElement?.blur())
  await page.evaluate(() => getSelection().collapse(document.body, 0))
  let last = -1
  for (let stop = 0; stop < 12; stop++) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(() => {
      const it = document.activeElement
      if (!it || it === document.body) return null
      const { outlineStyle, outlineWidth } = getComputedStyle(it)
      const box = it.getBoundingClientRect()
      return {
        what: it.outerHTML.slice(0, 120),
        place: [...document.querySelectorAll('*')].indexOf(it),
        ring: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
        seen: box.width > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
      }
    })
    if (!at || at.place <= last) return
    if (!at.ring) tell(`no focus ring: ${at.what}`)
    if (!at.seen) tell(`focus out of sight: ${at.what}`)
    last = at.place
  }
}

async function withoutScript() {
  const context = await browser.newContext({ viewport: screens.phone, javaScriptEnabled: false, baseURL: BASE })
  const page = await context.newPage()
  await page.goto('/docs/index.html')
  looked.add('docs-without-script')
  if (!(await page.getByText('openapi.json').first().isVisible())) {
    findings.push('docs without script: does not name the document')
  }
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/docs-without-script.png` })
  await context.close()
}
