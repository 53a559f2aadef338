import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { addDays, dayOf, instantOf, isWorkingDay, type Day } from '../../cloud/platform/time/calendar'
import { movableClock } from './movable-clock'

/**
 * The product as `npm start` runs it, on its own port and data folder, with a real browser. Its clock runs ahead, by default to ten in the
 * morning of a working day; the browser keeps the clock of this machine, like a phone whose clock is wrong, unless `withClock` is asked for.
 */
export interface RunningSystem {
  url: string
  browser: Browser
  /** Imports a district's folder, as its operator does, while the API runs. */
  bringIn: (folder: string) => void
  /** The product's time. */
  now: () => Date
  /** Moves the product's clock, and waits until its answers carry the new time. */
  moveTo: (at: Date) => Promise<void>
  close: () => Promise<void>
}

const flags = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
]

export async function openSystem(at = workingMorning()): Promise<RunningSystem> {
  const data = mkdtempSync(join(tmpdir(), 'doorstep-journeys-'))
  const clockFolder = mkdtempSync(join(tmpdir(), 'doorstep-clock-'))
  const clock = movableClock(clockFolder, at)
  const port = await freePort()
  const url = `http://localhost:${port}`
  const ours = { ...process.env, ...clock.env, NODE_ENV: '', DATA_DIR: data }
  const child = spawn(process.execPath, ['scripts/start.mjs', '--empty'], {
    env: {
      ...ours,
      PORT: String(port),
      LOG_LEVEL: 'warn',
      DOORSTEP_API_BASE: 'http://localhost:8080',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  try {
    await until('the house to be ready', 240_000, async () => {
      if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}:\n${said}`)
      return (await fetch(`${url}/readyz`).catch(() => undefined))?.ok === true && said.includes(url)
    })
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags })
    return {
      url,
      browser,
      bringIn: (folder) => {
        const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', 'cloud/import/main.ts', folder], {
          env: ours,
          encoding: 'utf8',
        })
        if (status !== 0) throw new Error(`The import ended with ${String(status)}:\n${stdout}\n${stderr}`)
      },
      now: clock.now,
      moveTo: async (to) => {
        clock.moveTo(to)
        await until('the clock to move', 20_000, async () => {
          const said = (await fetch(`${url}/v1/areas`, { headers: { 'x-district': '990101' } })).headers.get('date')
          return said !== null && Math.abs(Date.parse(said) - clock.now().getTime()) < 5_000
        })
      },
      close: async () => {
        await browser.close()
        await ended(child)
        for (const folder of [data, clockFolder]) rmSync(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await ended(child)
    throw new Error(`${String(error)}\n${said}`, { cause: error })
  }
}

export type Persona =
  | 'resident'
  | 'resident2'
  | 'elder'
  | 'gridMember'
  | 'deputy'
  | 'branchSecretary'
  | 'secretary2'
  | 'supervisor'
  | 'streetAdmin'
  | 'dispatcher'
  | 'handler'

/**
 * Opens a browser context of its own for a persona: a phone, or a wide screen for staff at a desk. `withClock` gives it the product's time,
 * and its clock can be moved on (`context.clock.fastForward`), as of a phone that slept meanwhile.
 */
export async function phoneOf(
  system: RunningSystem,
  persona: Persona | undefined,
  { wide = false, withClock = false }: { wide?: boolean; withClock?: boolean } = {},
) {
  const context: BrowserContext = await system.browser.newContext({
    viewport: wide ? { width: 1280, height: 800 } : { width: 375, height: 812 },
    deviceScaleFactor: 2,
    hasTouch: !wide,
    isMobile: !wide,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  if (withClock) await context.clock.install({ time: system.now() })
  const page: Page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  // The page's own policy forbids what it does not need; what it needs must not be forbidden.
  page.on('console', (said) => {
    if (said.text().includes('Content Security Policy')) errors.push(said.text())
  })
  await page.goto(`${system.url}/${persona ? `?as=${persona}` : ''}`)
  return { page, context, errors }
}

/** Returns 10:00 of a working day. Two more working days follow, so that everybody is there on 明天 and 后天. */
function workingMorning(): Date {
  const now = new Date()
  let day: Day = dayOf(now)
  while (instantOf(day, '10:00') < now || ![0, 1, 2].every((later) => isWorkingDay(addDays(day, later)))) day = addDays(day, 1)
  return instantOf(day, '10:00')
}

/** Polls until the condition holds; the deadline is for a broken product, not for a slow one. */
async function until(what: string, ms: number, holds: () => Promise<boolean>) {
  const deadline = Date.now() + ms
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited ${ms} ms for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })

const ended = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null) {
      resolve()
      return
    }
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
