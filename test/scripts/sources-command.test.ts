import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { platforms } from '../../crawlers/registry.ts'
import { startEmbedded } from '../../db/embedded/server.ts'
import { printStates } from '../../scripts/commands/sources/print-status.ts'
import { startBoard } from '../board-server.ts'
import { jobtide, launchJobtide } from '../command-line.ts'

let home: string
let file: string
let board: Awaited<ReturnType<typeof startBoard>>
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'jobtide-sources-'))
  file = join(home, 'jobtide.yaml')
  board = await startBoard([
    { id: 1, title: 'Lock Keeper' },
    { id: 2, title: 'Lock Keeper at Night' },
  ])
})
afterAll(async () => {
  await board.close()
  rmSync(home, { recursive: true, force: true })
})
beforeEach(() => rmSync(file, { force: true }))

const setting = (env: Record<string, string> = {}) => ({
  env: { JOBTIDE_HOME: join(home, 'data'), JOBTIDE_CONFIG: file, ...env },
})

/** Runs `jobtide sources …`. */
const sources = (args: string[], env?: Record<string, string>) => jobtide(['sources', ...args], setting(env))

/** The loopback board, as it stands in a file. */
const loopback = (name: string, more = '') =>
  `    - { name: ${name}, board: ${name}, base: "http://${board.host}", pace: 0, allowPrivateHosts: ["${board.host}"]${more} }`

describe('sources add', () => {
  /** An address that people know, and what is written of it. */
  const known: Record<string, [address: string, written: unknown]> = {
    greenhouse: ['https://job-boards.greenhouse.io/acme/jobs/4012', 'acme'],
    ashby: ['https://jobs.ashbyhq.com/Forward%20Co/1b2c3d4e', 'Forward Co'],
    lever: ['https://jobs.eu.lever.co/acme', { board: 'acme', base: 'https://api.eu.lever.co' }],
    workable: ['https://apply.workable.com/acme/j/0A1B2C3D4E/', 'acme'],
    recruitee: ['https://acme.recruitee.com/o/lock-keeper', 'acme'],
    smartrecruiters: ['https://jobs.smartrecruiters.com/AcmeLtd/744000012-lock-keeper', 'AcmeLtd'],
    workday: [
      'https://acme.wd3.myworkdayjobs.com/en-GB/Careers/job/Leeds/Lock-Keeper_R12',
      { board: 'acme/Careers', base: 'https://acme.wd3.myworkdayjobs.com' },
    ],
    bamboohr: ['https://acme.bamboohr.com/careers/86', 'acme'],
    adzuna: [
      'https://www.adzuna.co.uk/jobs/search?q=lock%20keeper&w=leeds',
      {
        country: 'gb',
        what: 'lock keeper',
        where: 'leeds',
        appId: `\${ADZUNA_APP_ID}`,
        appKey: `\${ADZUNA_APP_KEY}`,
      },
    ],
    reed: [
      'https://www.reed.co.uk/jobs/lock-keeper-jobs-in-leeds',
      { keywords: 'lock keeper', location: 'leeds', key: `\${REED_KEY}` },
    ],
    jooble: [
      'https://uk.jooble.org/SearchResult?ukw=lock%20keeper',
      { keywords: 'lock keeper', base: 'https://uk.jooble.org', key: `\${JOOBLE_KEY}` },
    ],
    careerjet: [
      'https://www.careerjet.co.uk/jobs?s=lock%20keeper',
      {
        locale: 'en_GB',
        keywords: 'lock keeper',
        key: `\${CAREERJET_KEY}`,
        userIp: `\${CAREERJET_USER_IP}`,
      },
    ],
    'hn-hiring': ['https://news.ycombinator.com/item?id=3413231', {}],
    arbeitnow: ['https://www.arbeitnow.com/', {}],
    himalayas: ['https://himalayas.app/jobs', {}],
    jobicy: ['https://jobicy.com/jobs?geo=uk', { geo: 'uk' }],
    remoteok: ['https://remoteok.com/remote-dev-jobs', {}],
    remotive: ['https://remotive.com/remote-jobs?category=data', { category: 'data' }],
    weworkremotely: [
      'https://weworkremotely.com/categories/remote-programming-jobs',
      { categories: ['remote-programming-jobs'] },
    ],
    personio: ['https://acme.jobs.personio.com/job/12', 'acme'],
    teamtailor: ['https://acme.teamtailor.com/jobs/12-lock-keeper', 'acme'],
    breezy: ['https://acme.breezy.hr/p/0a1b2c3d4e5f-lock-keeper', 'acme'],
    pinpoint: ['https://acme.pinpointhq.com/en/postings/0f0e', 'acme'],
    rippling: ['https://ats.rippling.com/en-GB/acme/jobs/0f0e', 'acme'],
  }
  /** What a person sets once the boards are added. */
  const environment = Object.fromEntries(
    ['ADZUNA_APP_ID', 'ADZUNA_APP_KEY', 'REED_KEY', 'JOOBLE_KEY', 'CAREERJET_KEY', 'CAREERJET_USER_IP'].map(
      name => [name, name === 'CAREERJET_USER_IP' ? '192.0.2.7' : 'secret-key'],
    ),
  )

  it('knows the addresses of every platform but those of any site', async () => {
    expect(Object.keys(known).sort()).toEqual(
      platforms
        .filter(({ recognise }) => recognise)
        .map(({ name }) => name)
        .sort(),
    )
    const { code, stdout, stderr } = await launchJobtide(
      ['sources', 'add', ...Object.values(known).map(([address]) => address)],
      setting(),
    )
    expect([code, stderr.match(/^jobtide:.*/m)]).toEqual([0, null])
    const { load } = await import('js-yaml')
    const written = load(readFileSync(file, 'utf8')) as { sources: Record<string, unknown[]> }
    expect(written.sources).toEqual(
      Object.fromEntries(Object.entries(known).map(([name, [, entry]]) => [name, [entry]])),
    )
    expect(stdout).toContain('  greenhouse:\n    - acme\n')
    expect(stderr).toMatch(/Set ADZUNA_APP_ID, ADZUNA_APP_KEY, .* in the environment/)

    const unset = await sources(['check', '--offline'])
    expect(unset.code).toBe(1)
    expect(unset.stdout).toMatch(/jobtide\.yaml:\d+:\d+: the environment variable REED_KEY is not set/)
    const { stdout: rest } = await sources(['check', '--offline'], environment)
    expect(rest.trim().split('\n')).toEqual([
      expect.stringMatching(/:\d+:7: workday\/acme\/Careers does not run: nobody has read its terms/),
    ])
    const { sources: listed } = JSON.parse((await sources(['list', '--json'], environment)).stdout)
    expect(listed).toHaveLength(Object.keys(known).length)
    expect(JSON.stringify(listed)).not.toContain('secret-key')
  })

  it('refuses what is there already, and then adds none', async () => {
    await sources(['add', 'boards.greenhouse.io/acme'])
    const before = readFileSync(file, 'utf8')
    const { code, stderr } = await sources([
      'add',
      'https://jobs.lever.co/acme',
      'https://boards.greenhouse.io/acme/jobs/7',
    ])
    expect([code, stderr]).toEqual([1, 'jobtide: the board is there already, as greenhouse/acme\n'])
    expect(readFileSync(file, 'utf8')).toBe(before)
  })

  it('writes nothing for show', async () => {
    const { code, stdout, stderr } = await sources([
      'add',
      'https://jobs.lever.co/acme',
      '--name',
      'ours',
      '--dry-run',
    ])
    expect([code, existsSync(file)]).toEqual([0, false])
    expect(stdout).toMatch(/ {2}lever:\n {4}- name: ours\n {6}board: acme\n$/)
    expect(stderr).toMatch(/ours: an address of Lever\. It would be written to/)
  })

  it.each([
    ['no address', 'acme', /"acme" is no address of the web/],
    ['another scheme', 'ftp://jobs.example.org', /is no address of the web/],
    ['a private one', `http://127.0.0.1:1/careers`, /127\.0\.0\.1:1 is a private address/],
  ])('says in one line what is wrong with %s', async (_name, address, says) => {
    const { code, stdout, stderr } = await sources(['add', address])
    expect([code, stdout, stderr.trim().split('\n').length]).toEqual([1, '', 1])
    expect(stderr).toMatch(says)
  })
})

describe('sources check', () => {
  it('says what the first page of each source names, and stores nothing', async () => {
    writeFileSync(file, `contact: https://x.example\nsources:\n  greenhouse:\n${loopback('acme')}\n`)
    board.log.length = 0
    const { code, stdout, stderr } = await sources(['check'])
    expect([code, stdout]).toEqual([0, '  acme  2 of 2 adverts\n'])
    expect(stderr).toMatch(/Asking 1 source[\s\S]*1 source, no problems\./)
    expect(board.log).toEqual(['/robots.txt', '/v1/boards/acme/jobs?content=true'])
    expect(existsSync(join(home, 'data'))).toBe(false)
  })

  it('goes on past what is wrong, and exits with 1', async () => {
    const lines = [
      'sources:',
      '  greenhose: [acme]',
      '  greenhouse:',
      loopback('nobody'),
      loopback('acme'),
      '    - { board: beta, pace: fast }',
      '  rss:',
      '    - url: https://jobs.example.org/feed.xml',
    ]
    writeFileSync(file, lines.join('\n'))
    const { code, stdout, stderr } = await sources(['check'])
    expect(code).toBe(1)
    const said = stdout.trimEnd().split('\n')
    expect(said.slice(0, 4)).toEqual([
      `${file}:2:3: unknown platform "greenhose"; did you mean "greenhouse"?`,
      `${file}:6:28: pace: expected number, received string`,
      expect.stringMatching(
        /:8:7: rss\/jobs\.example\.org\/feed\.xml does not run: nobody has read its terms/,
      ),
      '',
    ])
    expect(said.slice(4)).toEqual([
      expect.stringMatching(/^ {2}nobody {2}http.*\/v1\/boards\/nobody\/jobs\?content=true answered 404$/),
      '  acme    2 of 2 adverts',
    ])
    expect(stderr).toMatch(/\n4 problems\.\n$/)
  })

  it('asks the named ones alone, and none offline', async () => {
    writeFileSync(file, `sources:\n  greenhouse:\n${loopback('acme')}\n${loopback('nobody')}\n`)
    expect((await sources(['check', 'acme'])).stdout).toBe('  acme  2 of 2 adverts\n')
    board.log.length = 0
    expect(await sources(['check', '--offline'])).toMatchObject({ code: 0, stdout: '' })
    expect(board.log).toEqual([])
    const { code, stderr } = await sources(['check', 'acmee'])
    expect([code, stderr]).toEqual([1, 'jobtide: no source is named "acmee"; "jobtide sources" lists them\n'])
  })

  it('says how to begin where there is no file', async () => {
    const { code, stderr } = await sources(['check'])
    expect([code, stderr]).toEqual([1, expect.stringMatching(/there is no .*jobtide sources add URL/)])
  })
})

describe('sources list and status', () => {
  it('name platforms and sources, and need no database for it', async () => {
    writeFileSync(file, `sources:\n  greenhouse: [acme]\n  rss: [https://jobs.example.org/feed.xml]\n`)
    const { code, stdout } = await sources([])
    expect(code).toBe(0)
    for (const { name, title } of platforms)
      expect(stdout).toMatch(new RegExp(`^ {2}${name} +${title.replace('?', '\\?')} `, 'm'))
    expect(stdout).toMatch(/adzuna +Adzuna +aggregator +latest +appId, appKey +\d{4}-\d\d-\d\d +no$/m)
    expect(stdout).toMatch(/greenhouse\/acme +0 4 \* \* \* +1 s +\d{4}-\d\d-\d\d +yes$/m)
    expect(stdout).toMatch(/rss\/jobs\.example\.org\/feed\.xml .*not yet: it does not run$/m)
    expect(existsSync(join(home, 'data'))).toBe(false)
  })

  it('tell first which are put off or paused, and why', () => {
    const now = new Date('2025-11-21T03:00:00Z')
    const well = {
      ...{ listing: 'complete' as const, completeAt: now, deferredUntil: null, deferredReason: null },
      ...{ declined: 0, pausedAt: null, pausedReason: null },
    }
    const until = new Date('2025-11-21T09:00:00Z')
    const printed = printStates(
      [
        { ...well, source: 'acme' },
        { ...well, source: 'plum', pausedAt: now, pausedReason: 'ticket 812' },
        { ...well, source: 'down', deferredUntil: until, deferredReason: 'answered 503', declined: 6 },
      ],
      { colour: false, now },
    )
    expect(printed.split('\n').slice(1, -1)).toEqual([
      '  plum    2025-11-21 03:00 UTC  paused since 2025-11-21 03:00 UTC: ticket 812',
      '  down    2025-11-21 03:00 UTC  put off until 2025-11-21 09:00 UTC, 6 times in a row: answered 503',
      '  acme    2025-11-21 03:00 UTC',
    ])
  })

  it('tell what was crawled, put off and erased', async () => {
    const own = { JOBTIDE_HOME: join(home, 'crawled') }
    // The commands share a server, so that none waits for its start.
    const server = await startEmbedded(own.JOBTIDE_HOME)
    onTestFinished(server.release)
    writeFileSync(file, `sources:\n  greenhouse:\n${loopback('acme')}\n${loopback('nobody')}\n`)
    expect((await sources(['status'], own)).stdout).toMatch(/acme +never\n +nobody +never\n/)
    expect((await launchJobtide(['crawl', 'acme'], setting(own))).code).toBe(0)
    const [acme, nobody] = JSON.parse((await sources(['status', '--json'], own)).stdout)
    expect(acme).toMatchObject({ source: 'acme', deferredUntil: null, declined: 0 })
    expect(Date.now() - Date.parse(acme.completeAt)).toBeLessThan(120_000)
    expect(nobody).toMatchObject({ source: 'nobody', completeAt: null })

    const erased = await sources(['erase', 'https://acme.example/jobs/1'], own)
    expect(erased.stdout).toMatch(
      /^1 posting\n1 sighting\n0 rejected records\n1 stored body \(0 deleted, 1 without it now\)\n$/,
    )
    const again = await sources(['erase', 'https://acme.example/jobs/1'], own)
    expect(again.stderr).toMatch(/Nothing of this address is stored/)
    expect((await sources(['purge'], own)).stderr).toMatch(/No stored body is past its retention/)
  })
})
